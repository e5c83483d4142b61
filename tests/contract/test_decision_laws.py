"""What holds of decisions, whatever was written before, between and after them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.decisions import Action
from kg.model import PaperFacts
from kg.store.base import GraphStore
from tests.contract.conftest import Fresh
from tests.contract.decided import actions, again, decide
from tests.contract.facts import batches
from tests.contract.snapshot import snapshot
from tests.contract.test_properties import Step, steps, take


def test_undoing_all_decisions_in_any_order_restores_what_was(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(batch=batches, wanted=st.lists(actions(), max_size=5), data=st.data())
    def law(batch: list[PaperFacts], wanted: list[Action], data: st.DataObject) -> None:
        store = fresh()
        store.upsert(batch)
        before = snapshot(store)
        for number in data.draw(st.permutations(decide(store, wanted))):
            store.undo([number], who="bo")
        assert snapshot(store) == before

    law()


def test_undoing_the_last_decision_restores_what_was_before_it(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(batch=batches, wanted=st.lists(actions(), max_size=3), last=actions(), later=batches)
    def law(batch: list[PaperFacts], wanted: list[Action], last: Action, later: list[PaperFacts]) -> None:
        store = fresh()
        store.upsert(batch)
        decide(store, wanted)
        store.upsert(later)
        before = snapshot(store)
        for number in decide(store, [last]):
            store.undo([number], who="bo")
        assert snapshot(store) == before

    law()


def test_what_was_undone_leaves_no_trace_in_what_is_written_meanwhile(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(before=steps, meanwhile=steps, after=steps, wanted=st.lists(actions(), max_size=4))
    def law(before: list[Step], meanwhile: list[Step], after: list[Step], wanted: list[Action]) -> None:
        plain = fresh_snapshot(fresh(), [*before, *meanwhile, *after])
        store = fresh()
        for step in before:
            take(store, step)
        taken = decide(store, wanted)
        for step in meanwhile:
            take(store, step)
        store.undo(taken, who="bo")
        assert fresh_snapshot(store, after) == plain

    law()


def fresh_snapshot(store: GraphStore, done: list[Step]) -> dict[str, object]:
    for step in done:
        take(store, step)
    return snapshot(store)


def test_decisions_come_to_the_same_before_and_after_the_facts(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(batch=batches, wanted=st.lists(actions(), max_size=4))
    def law(batch: list[PaperFacts], wanted: list[Action]) -> None:
        store = fresh()
        store.upsert(batch)
        decide(store, wanted)
        once = snapshot(store)
        store.upsert([again(given) for given in batch])
        settled = snapshot(store)
        store.upsert([again(again(given)) for given in batch])
        assert snapshot(store) == settled
        if len({given.paper.id for given in batch}) == len(batch) == len(once["list_papers"][0].items):
            assert settled == once

    law()


@pytest.mark.neo4j
def test_both_stores_answer_alike_under_decisions(fresh_sqlite: Fresh, fresh_neo4j: Fresh) -> None:
    @settings(deadline=None, max_examples=4)
    @given(before=batches, wanted=st.lists(actions(), max_size=4), after=batches, data=st.data())
    def law(before: list[PaperFacts], wanted: list[Action], after: list[PaperFacts], data: st.DataObject) -> None:
        embedded, server = fresh_sqlite(), fresh_neo4j()
        undone = data.draw(st.lists(st.integers(1, 4), max_size=2))
        for store in (embedded, server):
            store.upsert(before)
            decide(store, wanted)
            store.upsert(after)
            store.undo(undone, who="bo")
        assert snapshot(embedded) == snapshot(server)

    law()
