"""A process that takes one decision after the other on the corpus and tells of each; the suite kills it meanwhile."""

import sys

from kg.decisions import Rename
from kg.store.factory import open_store


def decide(url: str) -> None:
    """Rename the hub again and again, with a line on stdout after each time."""
    store = open_store(url)
    while True:
        (decision,) = store.decide([Rename("data:hub", f"Hub {store.count_decisions() + 1}")], who="ann")
        sys.stdout.write(f"{decision.id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    decide(sys.argv[1])
