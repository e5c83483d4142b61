"""What a store takes for what it ranks, on a graph of `bench.graphs`: the median of some calls in milliseconds.

    python -m bench.graphs 20000 sqlite:///kg.db && python -m bench.rankings sqlite:///kg.db

Names that end in `hub` are of the most popular benchmark, those in `rare` of one with few papers. Flat means that a hub
takes what its page takes, whatever the size of the graph.
"""

import statistics
import sys
import time
from collections.abc import Callable, Mapping

from api.bootstrap import open_store
from api.settings import Settings
from kg.model import DATA_TYPES, EntityType, Relation
from kg.store.base import EntityOrder, GraphStore, PaperFilter, PaperOrder
from kg.together import NEWEST, NEWEST_OF_EACH, RAREST

CALLS = 20
MEASURED = (Relation.EVALUATES_ON,)
METHODS = frozenset({EntityType.METHOD})
ALL = 10**6


def family(store: GraphStore, id_: str) -> frozenset[str]:
    """Return an entity's id with those of its variants."""
    return frozenset({id_, *(variant.id for variant in store.variants([id_])[0])})


def questions(store: GraphStore) -> Mapping[str, Callable[[], object]]:
    """Return the calls to measure, by name."""
    hub, rare = family(store, "data:bench-0"), family(store, "data:bench-900")
    newest = store.list_papers(PaperFilter(), PaperOrder.NEWEST, first=1).items[0].id
    in_the_middle = store.list_uses([hub], first=100)[0].positions[-1]
    return {
        "page of papers, hub": lambda: store.list_uses([hub], first=20),
        "page of papers, rare": lambda: store.list_uses([rare], first=20),
        "later page of papers, hub": lambda: store.list_uses([hub], first=20, after=in_the_middle),
        "count of papers, hub": lambda: store.count_uses([hub]),
        "count of one role, hub": lambda: store.count_uses([hub], MEASURED),
        "papers by filter, hub": lambda: store.list_papers(PaperFilter((hub,)), PaperOrder.NEWEST, first=20),
        "most popular methods": lambda: store.list_entities(EntityType.METHOD, EntityOrder.POPULAR, first=20),
        "methods by name": lambda: store.list_entities(EntityType.METHOD, EntityOrder.NAME, first=20),
        "leaderboard, hub": lambda: store.boards([hub], first=20, rows=20),
        "leaderboard, rare": lambda: store.boards([rare], first=20, rows=20),
        "used with, hub": lambda: store.used_with([hub], DATA_TYPES, papers=NEWEST, first=20),
        "used with, rare": lambda: store.used_with([rare], DATA_TYPES, papers=NEWEST, first=20),
        "used with, hub, unbounded": lambda: store.used_with([hub], DATA_TYPES, papers=ALL, first=20),
        "methods of hub": lambda: store.used_with([hub], METHODS, roles=MEASURED, papers=NEWEST, first=20),
        "related papers": lambda: store.kindred([newest], entities=RAREST, papers=NEWEST_OF_EACH),
    }


def measure(call: Callable[[], object]) -> float:
    """Return the median time of a call in milliseconds."""
    call()
    times = []
    for _ in range(CALLS):
        began = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


if __name__ == "__main__":
    opened = open_store(Settings(), sys.argv[1])
    for name, call in questions(opened).items():
        print(f"{name:<28}{measure(call):>9.2f} ms", flush=True)
    opened.close()
