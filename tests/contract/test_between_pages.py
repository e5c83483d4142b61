"""What comes in between two pages neither repeats nor hides what was there: on every listing, on every store."""

import datetime as dt
from collections.abc import Callable
from operator import attrgetter
from typing import Any

import pytest
from hypothesis import given, settings

from kg.decisions import Rename
from kg.model import EntityType, PaperFacts
from kg.store.base import EntityOrder, GraphStore, PaperFilter, PaperOrder, Position, Slice
from tests.contract.conftest import Fresh
from tests.contract.facts import batches
from tests.contract.snapshot import ALL, GROUPS, ROLES, walk

LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
List = Callable[[GraphStore, int, Position | None], Slice[Any]]


def papers(order: PaperOrder, where: PaperFilter) -> List:
    return lambda store, first, after: store.list_papers(where, order, first=first, after=after)


def entities(order: EntityOrder, type_: EntityType) -> List:
    return lambda store, first, after: store.list_entities(type_, order, first=first, after=after)


def uses(group: frozenset[str]) -> List:
    return lambda store, first, after: store.list_uses([group], ROLES, first=first, after=after)[0]


PAPER_LISTINGS: list[tuple[List, Callable[[Any], object]]] = [
    *((papers(order, PaperFilter()), attrgetter("id")) for order in PaperOrder),
    (papers(PaperOrder.NEWEST, PaperFilter(text="we")), attrgetter("id")),
    (papers(PaperOrder.NEWEST, PaperFilter(entities=(GROUPS[0],))), attrgetter("id")),
    *((uses(group), attrgetter("paper.id")) for group in GROUPS[:4]),
]
ENTITY_LISTINGS: list[tuple[List, Callable[[Any], object]]] = [
    *((entities(EntityOrder.NAME, type_), attrgetter("id")) for type_ in EntityType),
    *((entities(EntityOrder.POPULAR, type_), attrgetter("id", "paper_count")) for type_ in EntityType),
]
"""By name; and of the most used, those that are used as much as before: others have moved."""
HISTORIES: list[tuple[List, Callable[[Any], object]]] = [
    (lambda store, first, after: store.changes(LONG_AGO, first=first, after=after), attrgetter("paper_id", "kind")),
    (lambda store, first, after: store.list_decisions(first=first, after=after), attrgetter("id")),
]


@pytest.mark.parametrize(
    "listings", [PAPER_LISTINGS, ENTITY_LISTINGS, HISTORIES], ids=["papers", "entities", "histories"]
)
def test_what_comes_between_two_pages_neither_repeats_nor_hides_any(
    fresh: Fresh, examples: settings, listings: list[tuple[List, Callable[[Any], object]]]
) -> None:
    @examples
    @given(before=batches, between=batches)
    def law(before: list[PaperFacts], between: list[PaperFacts]) -> None:
        store = fresh()
        store.upsert(before)
        decide(store, before)
        begun = [
            ([key(item) for item in list_(store, ALL, None).items], list_(store, 1, None)) for list_, key in listings
        ]
        store.upsert(others(between, before))
        decide(store, before)
        for (list_, key), (whole, page) in zip(listings, begun, strict=True):
            start = page.positions[-1] if page.positions else None
            rest = walk(lambda after, list_=list_, start=start: list_(store, 2, after or start))  # type: ignore[misc]
            now = {key(item) for item in list_(store, ALL, None).items}
            shown = [key(item) for item in (*page.items, *rest)]
            assert len(set(shown)) == len(shown)
            assert [one for one in shown if one in whole and one in now] == [one for one in whole if one in now]

    law()


def decide(store: GraphStore, given: list[PaperFacts]) -> None:
    """Take a decision that changes no name, where there is something to decide on."""
    named = [(entity.id, entity.name) for facts in given for entity in facts.entities]
    if named:
        found = store.entities([named[0][0]])[0]
        store.decide([Rename(named[0][0], found.name if found else named[0][1])], who="ann")


def others(batch: list[PaperFacts], known: list[PaperFacts]) -> list[PaperFacts]:
    """Return the facts of a batch that are of other papers than those known, whatever they are called by."""
    ids = {id_ for facts in known for id_ in facts.paper.ids}
    titles = {facts.paper.title.casefold() for facts in known}
    return [facts for facts in batch if ids.isdisjoint(facts.paper.ids) and facts.paper.title.casefold() not in titles]
