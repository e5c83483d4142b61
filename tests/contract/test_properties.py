"""What holds of every store, whatever is written to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import ASSERTED, PaperFacts
from kg.store.base import EntityOrder, PaperFilter, PaperOrder
from tests.contract.conftest import Fresh, freshly, neo4j_place, sqlite_place
from tests.contract.facts import ENTITY_IDS, PAPER_IDS, batches, split
from tests.contract.snapshot import ALL, GROUPS, ROLES, TYPES, snapshot, walk
from tests.neo4j_server import Server

few = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
many = settings(few, max_examples=60)

actions = st.lists(
    st.one_of(batches, st.lists(st.sampled_from(PAPER_IDS), min_size=1, max_size=2).map(tuple)), max_size=4
)
"""Batches to write, and tuples of papers to remove."""


@few
@given(batch=batches)
def test_writing_a_batch_twice_is_writing_it_once(fresh: Fresh, batch: list[PaperFacts]) -> None:
    store = fresh()
    store.upsert(batch)
    once = snapshot(store)
    store.upsert(batch)
    assert snapshot(store) == once


@few
@given(batch=batches, cuts=st.lists(st.integers(0, 6), max_size=3))
def test_any_cut_into_batches_gives_the_same_graph(fresh: Fresh, batch: list[PaperFacts], cuts: list[int]) -> None:
    store = fresh()
    whole_outcomes = store.upsert(batch)
    whole = snapshot(store)
    store = fresh()
    outcomes = [outcome for piece in split(batch, cuts) for outcome in store.upsert(piece)]
    assert outcomes == whole_outcomes
    assert snapshot(store) == whole


@few
@given(steps=actions)
def test_kept_counts_equal_counting_anew(fresh: Fresh, steps: list[list[PaperFacts] | tuple[str, ...]]) -> None:
    store = fresh()
    for step in steps:
        store.remove(step) if isinstance(step, tuple) else store.upsert(step)
    variants = store.variants(ENTITY_IDS)
    groups = [frozenset({id_, *(v.id for v in found)}) for id_, found in zip(ENTITY_IDS, variants, strict=True)]
    asserted, used = store.count_uses(groups, ASSERTED), store.count_uses(groups, ROLES)
    kept = [entity.paper_count if entity else None for entity in store.entities(ENTITY_IDS)]
    assert kept == [count if total else None for count, total in zip(asserted, used, strict=True)]


@few
@given(batch=batches, first=st.integers(1, 3))
def test_pages_of_any_size_make_up_the_whole_listing(fresh: Fresh, batch: list[PaperFacts], first: int) -> None:
    store = fresh()
    store.upsert(batch)
    for order in PaperOrder:
        whole = store.list_papers(PaperFilter(), order, first=ALL)
        paged = walk(lambda after, order=order: store.list_papers(PaperFilter(), order, first=first, after=after))
        assert paged == list(whole.items)
    for type_ in TYPES:
        for by in EntityOrder:
            entities = store.list_entities(type_, by, first=ALL)
            assert list(entities.items) == walk(
                lambda after, type_=type_, by=by: store.list_entities(type_, by, first=first, after=after)
            )
    for group, uses in zip(GROUPS, store.list_uses(GROUPS, ROLES, first=ALL), strict=True):
        paged = walk(lambda after, group=group: store.list_uses([group], ROLES, first=first, after=after)[0])
        assert paged == list(uses.items)


@few
@given(before=batches, between=batches, order=st.sampled_from(PaperOrder))
def test_a_write_between_two_pages_neither_repeats_nor_skips(
    fresh: Fresh, before: list[PaperFacts], between: list[PaperFacts], order: PaperOrder
) -> None:
    store = fresh()
    store.upsert(before)
    whole = store.list_papers(PaperFilter(), order, first=ALL)
    page = store.list_papers(PaperFilter(), order, first=1)
    known = {id_ for item in whole.items for id_ in (item.id, *item.ids)}
    store.upsert([facts for facts in between if known.isdisjoint((facts.paper.id, *facts.paper.ids))])
    shown = [*page.items]
    if page.has_next:
        shown += walk(lambda after: store.list_papers(PaperFilter(), order, first=2, after=after or page.positions[-1]))
    ids = [item.id for item in shown]
    still_there = [item.id for item in whole.items if item in store.list_papers(PaperFilter(), order, first=ALL).items]
    assert len(ids) == len(set(ids))
    assert [id_ for id_ in ids if id_ in still_there] == still_there


@pytest.fixture
def fresh_neo4j(neo4j_server: Server) -> Iterator[Fresh]:
    yield from freshly(neo4j_place(neo4j_server))


@pytest.fixture
def fresh_sqlite(tmp_path: Path) -> Iterator[Fresh]:
    yield from freshly(sqlite_place(tmp_path))


@pytest.mark.neo4j
@settings(few, max_examples=20)
@given(steps=actions)
def test_both_stores_answer_alike(
    fresh_sqlite: Fresh, fresh_neo4j: Fresh, steps: list[list[PaperFacts] | tuple[str, ...]]
) -> None:
    embedded, server = fresh_sqlite(), fresh_neo4j()
    for step in steps:
        if isinstance(step, tuple):
            assert embedded.remove(step) == server.remove(step)
        else:
            assert embedded.upsert(step) == server.upsert(step)
    assert snapshot(embedded) == snapshot(server)
