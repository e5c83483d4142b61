"""Everything that a store of the small world answers, read through the port alone: equal snapshots, equal graphs."""

from collections.abc import Callable
from typing import Any, TypeVar

from kg.model import EntityType, Relation
from kg.store.base import EntityOrder, GraphStore, PaperFilter, PaperOrder, Position, Slice
from kg.text import match_key
from tests.contract.facts import AUTHORS, CONFIDENCES, DATES, ENTITY_IDS, NAMES, ORGANIZATIONS, PAPER_IDS

T = TypeVar("T")

ALL = 100
TYPES = frozenset(EntityType)
ROLES = tuple(Relation)
KEYS = sorted({match_key(name) for name in NAMES} | {"nothing"})
GROUPS = [
    *(frozenset({id_}) for id_ in ENTITY_IDS),
    frozenset(ENTITY_IDS),
    frozenset({"data:a", "data:a-test"}),
    frozenset({"data:unknown"}),
    frozenset(),
]
FILTERS = [
    PaperFilter(),
    *(PaperFilter(entities=(group,)) for group in GROUPS),
    PaperFilter(entities=(GROUPS[0], GROUPS[2])),
    PaperFilter(entities=(GROUPS[0],), roles=(Relation.MENTIONS, Relation.USES), min_confidence=CONFIDENCES[1]),
    PaperFilter(entities=(GROUPS[0],), roles=()),
    PaperFilter(roles=(Relation.MENTIONS,)),
    PaperFilter(min_confidence=CONFIDENCES[2]),
    *(PaperFilter(author=author) for author in (*AUTHORS, "Nobody")),
    *(PaperFilter(organization=organization) for organization in ORGANIZATIONS if organization),
    *(
        PaperFilter(text=text)
        for text in ("zurich", "PROOFS here", "nothing_here", "nothing", "lean_4", "𝕏", "...", "")
    ),
    PaperFilter(published_after=DATES[2]),
    PaperFilter(published_before=DATES[2]),
    PaperFilter(published_after=DATES[1], published_before=DATES[2], text="we", author=AUTHORS[0]),
]


def walk(page: Callable[[Position | None], Slice[T]]) -> list[T]:
    """Return all items of a listing, a page after the other."""
    items: list[T] = []
    after = None
    while True:
        found = page(after)
        assert len(found.items) == len(found.positions)
        items += found.items
        if not found.has_next:
            return items
        after = found.positions[-1]


def snapshot(store: GraphStore) -> dict[str, Any]:
    """Return the answers by the name of the method; the revision is left out, since it tells how they came about."""
    ids = [*PAPER_IDS, *(paper.id for paper in store.list_papers(PaperFilter(), PaperOrder.TITLE, first=ALL).items)]
    stats = store.stats()
    return {
        "papers": store.papers(ids),
        "entities": store.entities(ENTITY_IDS),
        "find": [store.find(KEYS, types) for types in (TYPES, frozenset({EntityType.DATASET, EntityType.TASK}))],
        "variants": [store.variants(ENTITY_IDS, direct=direct) for direct in (True, False)],
        "list_papers": [
            *(store.list_papers(PaperFilter(), order, first=ALL) for order in PaperOrder),
            *(store.list_papers(where, PaperOrder.NEWEST, first=ALL) for where in FILTERS),
        ],
        "count_papers": [store.count_papers(where) for where in FILTERS],
        "list_entities": [
            store.list_entities(type_, order, first=ALL, prefix=prefix)
            for type_ in EntityType
            for order in EntityOrder
            for prefix in ("", "mini", "Zet")
        ],
        "count_entities": [
            store.count_entities(type_, prefix=prefix) for type_ in EntityType for prefix in ("", "mini", "Zet")
        ],
        "list_uses": [
            store.list_uses(GROUPS, first=ALL),
            store.list_uses(GROUPS, ROLES, first=ALL, min_confidence=CONFIDENCES[1]),
            store.list_uses(GROUPS, (Relation.MENTIONS,), first=ALL),
        ],
        "count_uses": [store.count_uses(GROUPS), store.count_uses(GROUPS, ROLES, min_confidence=CONFIDENCES[1])],
        "uses_of": [store.uses_of(ids), store.uses_of(ids, (Relation.USES, Relation.MENTIONS))],
        "results_of": store.results_of(ids),
        "forms": sorted(store.forms(), key=lambda form: (form.entity_id, form.form)),
        "stats": (stats.papers, dict(stats.entities), dict(stats.relations), stats.variants, stats.results),
    }
