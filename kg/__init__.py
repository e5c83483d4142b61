"""The domain of Benchgraph and its storage; knows no sibling package."""
