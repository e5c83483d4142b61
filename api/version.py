"""Which version of Benchgraph this is."""

from functools import cache


@cache
def version() -> str:
    """Return the version that is installed."""
    from importlib import metadata  # late: it takes longer to load than the command needs for its help

    return metadata.version("benchgraph")
