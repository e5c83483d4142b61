"""What holds of every store, whatever is written to it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import ASSERTED, PaperFacts
from kg.store.base import EntityOrder, GraphStore, Outcome, PaperFilter, PaperOrder
from tests.contract.conftest import Fresh
from tests.contract.facts import ENTITY_IDS, PAPER_IDS, batches, split
from tests.contract.snapshot import ALL, GROUPS, ROLES, TYPES, snapshot, walk

Step = list[PaperFacts] | tuple[str, ...]
"""A batch to write, or papers to remove."""

sizes = st.integers(1, 3)
steps = st.lists(
    st.one_of(batches, st.lists(st.sampled_from(PAPER_IDS), min_size=1, max_size=2).map(tuple)), max_size=4
)


def take(store: GraphStore, step: Step) -> list[bool] | list[Outcome]:
    """Do a step."""
    return store.remove(step) if isinstance(step, tuple) else store.upsert(step)


def test_writing_a_batch_twice_is_writing_it_once(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(batch=batches)
    def law(batch: list[PaperFacts]) -> None:
        store = fresh()
        store.upsert(batch)
        once = snapshot(store)
        store.upsert(batch)
        assert snapshot(store) == once

    law()


def test_any_cut_into_batches_gives_the_same_graph(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(batch=batches, cuts=st.lists(st.integers(0, 6), max_size=3))
    def law(batch: list[PaperFacts], cuts: list[int]) -> None:
        store = fresh()
        outcomes, graph = store.upsert(batch), snapshot(store)
        store = fresh()
        assert [outcome for piece in split(batch, cuts) for outcome in store.upsert(piece)] == outcomes
        assert snapshot(store) == graph

    law()


def test_kept_counts_equal_counting_anew(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(steps=steps)
    def law(steps: list[Step]) -> None:
        store = fresh()
        for step in steps:
            take(store, step)
        variants = store.variants(ENTITY_IDS)
        groups = [frozenset({id_, *(v.id for v in found)}) for id_, found in zip(ENTITY_IDS, variants, strict=True)]
        # With a least confidence, however small, no kept count answers.
        asserted, used = (store.count_uses(groups, roles, min_confidence=0.01) for roles in (ASSERTED, ROLES))
        assert store.count_uses(groups) == asserted
        kept = [entity.paper_count if entity else None for entity in store.entities(ENTITY_IDS)]
        assert kept == [count if total else None for count, total in zip(asserted, used, strict=True)]

    law()


def test_pages_of_papers_make_up_the_whole_listing(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(batch=batches, first=sizes, order=st.sampled_from(PaperOrder))
    def law(batch: list[PaperFacts], first: int, order: PaperOrder) -> None:
        store = fresh()
        store.upsert(batch)
        whole = store.list_papers(PaperFilter(), order, first=ALL)
        pages = walk(lambda after: store.list_papers(PaperFilter(), order, first=first, after=after))
        assert pages == list(whole.items)

    law()


def test_pages_of_entities_make_up_the_whole_listing(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(batch=batches, first=sizes, order=st.sampled_from(EntityOrder))
    def law(batch: list[PaperFacts], first: int, order: EntityOrder) -> None:
        store = fresh()
        store.upsert(batch)
        for type_ in TYPES:
            whole = store.list_entities(type_, order, first=ALL)
            pages = walk(
                lambda after, type_=type_: store.list_entities(type_, order, first=first, after=after)  # type: ignore[misc]
            )
            assert pages == list(whole.items)

    law()


def test_pages_of_uses_make_up_the_whole_listing(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(batch=batches, first=sizes, group=st.sampled_from(GROUPS))
    def law(batch: list[PaperFacts], first: int, group: frozenset[str]) -> None:
        store = fresh()
        store.upsert(batch)
        (whole,) = store.list_uses([group], ROLES, first=ALL)
        pages = walk(lambda after: store.list_uses([group], ROLES, first=first, after=after)[0])
        assert pages == list(whole.items)

    law()


@pytest.mark.neo4j
def test_both_stores_answer_alike(fresh_sqlite: Fresh, fresh_neo4j: Fresh) -> None:
    @settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.too_slow])
    @given(steps=steps)
    def law(steps: list[Step]) -> None:
        embedded, server = fresh_sqlite(), fresh_neo4j()
        for step in steps:
            assert take(embedded, step) == take(server, step)
        assert snapshot(embedded) == snapshot(server)

    law()
