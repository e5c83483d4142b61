"""A process that writes the corpus to a store and tells of each batch; the suite kills it in the middle."""

import sys

from kg.store.factory import open_store
from tests.contract.facts import corpus

PAPERS = 120
BATCH = 8


def write(url: str) -> None:
    """Write all batches, with a line on stdout after each."""
    store = open_store(url, create=True)
    papers = corpus(PAPERS)
    for start in range(0, PAPERS, BATCH):
        store.upsert(papers[start : start + BATCH])
        sys.stdout.write(f"{start // BATCH}\n")
        sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    write(sys.argv[1])
