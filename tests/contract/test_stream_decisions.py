"""Decisions go with the graph: what was extracted, what was decided over it, and what both make, in another store."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.decisions import Action, AddAlias, Confirm, Decision, Merge, Reject, Rename, Split
from kg.model import Relation
from kg.store.base import GraphStore, Outcome
from kg.store.settling import beneath
from kg.store.stream import PaperRecord, StoredEntity
from tests.contract.conftest import Fresh
from tests.contract.decided import actions, decide, told
from tests.contract.facts import batches, entity, facts, paper
from tests.contract.snapshot import snapshot
from tests.contract.test_properties import Step, steps, take
from tests.contract.test_stream import held, rows, undated

OLD = entity("data:old", "Old", aliases=("Old", "Elder"))
HUB = entity("data:hub", "Hub")


@dataclass(frozen=True)
class Whole:
    """All that a store holds."""

    decisions: Sequence[Decision]
    entities: Sequence[StoredEntity]
    papers: Sequence[PaperRecord]

    def put(self, store: GraphStore) -> list[Outcome]:
        """Write it to another store."""
        store.restore_decisions(self.decisions, self.entities)
        return store.restore(self.papers)


def whole(store: GraphStore) -> Whole:
    with store.snapshot() as read:
        log = list(read.decisions())
        entities = beneath(log, {stored.entity.id: stored for stored in read.entities()})
    return Whole(log, entities, held(store))


def test_what_was_read_makes_the_same_graph_under_decisions(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(before=steps, wanted=st.lists(actions(), max_size=4), after=steps, data=st.data())
    def law(before: list[Step], wanted: list[Action], after: list[Step], data: st.DataObject) -> None:
        store = fresh()
        for step in before:
            take(store, step)
        taken = decide(store, wanted)
        for step in after:
            take(store, step)
        store.undo(data.draw(st.lists(st.sampled_from(taken), max_size=1)) if taken else [], who="bo")
        shown, read, found = snapshot(store), rows(store), whole(store)
        store.undo(taken, who="bo")
        plain = undecided(store)
        store = fresh()
        assert set(found.put(store)) <= {Outcome.NEW}
        assert rows(store) == read
        assert snapshot(store) == shown
        store.undo(taken, who="bo")
        assert undecided(store) == plain

    law()


def undecided(store: GraphStore) -> dict[str, list[Any]]:
    """Return the rows without when they came in, and without the log."""
    return undated(store) | {"decisions": []}


@pytest.mark.neo4j
def test_both_stores_take_decisions_from_each_other(fresh_sqlite: Fresh, fresh_neo4j: Fresh) -> None:
    @settings(deadline=None, max_examples=4, suppress_health_check=[HealthCheck.too_slow])
    @given(before=batches, wanted=st.lists(actions(), max_size=4))
    def law(before: list[Step], wanted: list[Action]) -> None:
        embedded, server = fresh_sqlite(), fresh_neo4j()
        take(embedded, before)
        decide(embedded, wanted)
        whole(embedded).put(server)
        assert rows(server) == rows(embedded)
        again = fresh_sqlite()
        whole(server).put(again)
        assert rows(again) == rows(server)

    law()


def decided(store: GraphStore) -> GraphStore:
    """Return the store with papers and a decision of each kind, one of them undone."""
    both = facts(paper("paper:x", "Old and Elder"), [(OLD, Relation.USES), (HUB, Relation.USES)])
    store.upsert([both, facts(paper("paper:y", abstract="We prove it in Zürich."), [(HUB, Relation.USES)])])
    taken: list[Action] = [
        Rename("data:old", "Venerable"),
        AddAlias("data:old", "Grey"),
        Split("data:hub", "data:new", "New hub", papers=("paper:y",)),
        Reject("paper:x", "data:hub"),
        Confirm("paper:y", "data:old", Relation.EVALUATES_ON, (told(),)),
        Merge("data:new", "data:old"),
    ]
    store.decide(taken, who="ann")
    store.undo([2], who="bo")
    return store


def test_a_decision_of_another_store_can_be_undone(store: GraphStore, fresh: Fresh) -> None:
    found, shown = whole(decided(store)), rows(store)
    store.undo([6, 5, 4, 3, 1], who="cy")
    plain = snapshot(store)
    other = fresh()
    found.put(other)
    assert rows(other) == shown
    assert other.entities(["data:new"]) == other.entities(["data:old"])
    assert other.undo([6, 5, 4, 3, 2, 1], who="cy") == [True, True, True, True, False, True]
    assert snapshot(other) == plain


def test_a_decision_of_another_store_outlives_an_extraction(store: GraphStore, fresh: Fresh) -> None:
    found = whole(decided(store))
    other = fresh()
    found.put(other)
    shown = rows(other)["uses"]
    later = [replace(record.facts, digest="later") for record in found.papers]
    assert other.upsert(later) == [Outcome.UPDATED] * 2
    assert [(one.use.paper_id, one.use.entity_id) for one in rows(other)["uses"]] == [
        (one.use.paper_id, one.use.entity_id) for one in shown
    ]


def test_decisions_are_taken_over_once_and_those_undone_since_are_undone(store: GraphStore, fresh: Fresh) -> None:
    first = whole(decided(store))
    store.undo([1], who="cy")
    second = whole(store)
    other = fresh()
    assert other.restore_decisions(first.decisions, first.entities) == 6
    other.restore(first.papers)
    read, revision = rows(other), other.revision()
    assert other.restore_decisions(first.decisions, first.entities) == 0
    assert (rows(other), other.revision()) == (read, revision)
    assert other.restore_decisions(second.decisions, second.entities) == 1
    (renamed,) = other.decisions([1])
    assert (renamed and renamed.undone_by) == "cy"
    assert [found and found.name for found in other.entities(["data:old"])] == ["Old"]


def test_decisions_join_those_that_a_store_has(store: GraphStore, fresh: Fresh) -> None:
    found = whole(decided(store))
    other = fresh()
    other.upsert([facts(paper("paper:z"), [(HUB, Relation.USES)])])
    other.decide([Rename("data:hub", "Hub of ours")], who="di")
    found.put(other)
    assert [one.who for one in other.list_decisions(first=9).items] == ["ann"] * 6 + ["di"]
    assert [one.id for one in other.list_decisions(first=9).items] == [7, 6, 5, 4, 3, 2, 1]
    assert [one and one.name for one in other.entities(["data:hub", "data:old"])] == ["Hub of ours", "Venerable"]


def test_a_decision_holds_under_an_id_that_the_paper_no_longer_lists(store: GraphStore, fresh: Fresh) -> None:
    first = paper("paper:arxiv:2401.1", "An old title")
    store.upsert([facts(first, [(HUB, Relation.USES), (OLD, Relation.USES)])])
    with store.snapshot() as read:
        ((former,),) = [stored.former_ids for stored in read.papers()]
    store.decide([Reject(former, "data:hub")], who="ann")
    store.upsert([facts(paper("paper:arxiv:2401.1", "A new title"), [(HUB, Relation.USES), (OLD, Relation.USES)])])
    found, read_rows = whole(store), rows(store)
    other = fresh()
    found.put(other)
    assert rows(other) == read_rows
