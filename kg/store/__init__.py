"""The port to the graph and its adapters."""
