"""All that a person or a program touches: command, GraphQL, HTTP."""

from importlib.metadata import version

__version__ = version("benchgraph")
