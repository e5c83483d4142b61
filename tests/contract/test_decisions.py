"""What a human decided outlives every extraction, and is taken back without a trace."""

import datetime as dt
from dataclasses import replace

import pytest

from kg.curation import HUMAN
from kg.decisions import Action, AddAlias, Confirm, Merge, Reject, Rename, Split
from kg.errors import UnknownNameError
from kg.model import Evidence, Field, Relation, Result
from kg.store.base import GraphStore
from tests.contract.decided import again
from tests.contract.facts import entity, evidence, facts, paper
from tests.contract.snapshot import TYPES

OLD = entity("data:old", "Old", aliases=("Old", "Elder"))
HUB = entity("data:hub", "Hub")
SPLIT = entity("data:old-test", "Old-test", variant_of=OLD)
METHOD = entity("method:m", "M")


def edges(store: GraphStore, paper_id: str) -> list[tuple[str, Relation, float]]:
    return [(use.entity_id, use.relation, use.confidence) for use, _ in store.uses_of([paper_id])[0]]


def names(store: GraphStore, *ids: str) -> list[str | None]:
    return [found.name if found else None for found in store.entities(ids)]


# Each kind


def test_a_merged_entity_answers_with_the_one_that_it_is_now(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a"), [(OLD, Relation.USES)]), facts(paper("paper:b"), [(HUB, Relation.USES)])])
    store.decide([Merge("data:old", "data:hub")], who="ann")
    old, hub = store.entities(["data:old", "data:hub"])
    assert old == hub
    assert hub is not None
    assert (hub.id, hub.paper_count, hub.aliases) == ("data:hub", 2, ("Hub", "Elder", "Old", "Title"))
    assert [[one.id for one in found] for found in store.find(["elder", "hub"], TYPES)] == [["data:hub"], ["data:hub"]]
    assert edges(store, "paper:a") == [("data:hub", Relation.USES, 0.9)]


def test_a_merge_outlives_a_new_extraction_and_takes_new_papers_along(store: GraphStore) -> None:
    given = facts(paper("paper:a"), [(OLD, Relation.USES)])
    store.upsert([given, facts(paper("paper:b"), [(HUB, Relation.USES)])])
    store.decide([Merge("data:old", "data:hub")], who="ann")
    store.upsert([again(given), facts(paper("paper:c"), [(OLD, Relation.EVALUATES_ON)])])
    assert [edges(store, one)[0][0] for one in ("paper:a", "paper:b", "paper:c")] == ["data:hub"] * 3
    assert [found.paper_count for found in store.entities(["data:hub"]) if found] == [3]


def test_the_variants_of_a_merged_entity_are_those_of_the_other(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a"), [(SPLIT, Relation.USES)], entities=[OLD])])
    store.upsert([facts(paper("paper:b"), [(HUB, Relation.USES)])])
    store.decide([Merge("data:old", "data:hub")], who="ann")
    assert [found.id for found in store.variants(["data:hub"])[0]] == ["data:old-test"]
    later = entity("data:old-dev", "Old-dev", variant_of=OLD)
    store.upsert([facts(paper("paper:c"), [(later, Relation.USES)], entities=[OLD])])
    assert [found.id for found in store.variants(["data:hub"])[0]] == ["data:old-dev", "data:old-test"]
    assert [found.paper_count for found in store.entities(["data:hub"]) if found] == [3]


def test_an_entity_merged_into_its_own_variant_leaves_no_circle(store: GraphStore) -> None:
    small = entity("data:old-test-small", "small", variant_of=SPLIT)
    store.upsert([facts(paper("paper:a"), [(small, Relation.USES), (OLD, Relation.USES)], entities=[SPLIT])])
    store.decide([Merge("data:old", "data:old-test-small")], who="ann")
    found = store.entities(["data:old-test-small", "data:old-test"])
    assert [one.variant_of for one in found if one] == ["data:old-test", None]


def test_results_of_a_merged_entity_are_of_the_other(store: GraphStore) -> None:
    of = paper("paper:a")
    result = Result("r", of.id, "1", 1.0, "", False, evidence(of), "method:m", "data:old")
    store.upsert([facts(of, [(OLD, Relation.USES), (METHOD, Relation.PROPOSES)], results=[result])])
    store.upsert([facts(paper("paper:b"), [(HUB, Relation.USES)])])
    (decision,) = store.decide([Merge("data:old", "data:hub")], who="ann")
    assert store.results_of(["paper:a"]) == [[replace(result, benchmark_id="data:hub")]]
    store.undo([decision.id], who="ann")
    assert store.results_of(["paper:a"]) == [[result]]


def test_a_split_takes_papers_to_a_new_entity(store: GraphStore) -> None:
    given = facts(paper("paper:a"), [(OLD, Relation.USES)])
    store.upsert([given, facts(paper("paper:b"), [(OLD, Relation.USES)])])
    store.decide([Split("data:old", "data:other", "Other", papers=("paper:a",), forms=("Old",))], who="ann")
    assert names(store, "data:old", "data:other") == ["Old", "Other"]
    assert [edges(store, one)[0][0] for one in ("paper:a", "paper:b")] == ["data:other", "data:old"]
    assert [[one.id for one in found] for found in store.find(["old"], TYPES)] == [["data:old", "data:other"]]
    store.upsert([again(given)])
    assert edges(store, "paper:a") == [("data:other", Relation.USES, 0.9)]


def test_a_split_takes_mentions_by_an_alias_to_a_new_entity(store: GraphStore) -> None:
    of = paper("paper:a", "Elder and Old")
    both = facts(of, [(OLD, Relation.USES)])
    pieces = (evidence(of, end=5), evidence(of, start=10, end=13))
    store.upsert([replace(both, uses=(replace(both.uses[0], evidence=pieces),))])
    store.decide([Split("data:old", "data:elder", "Elder", aliases=("elder",))], who="ann")
    found = {use.entity_id: use.evidence for use, _ in store.uses_of(["paper:a"])[0]}
    assert found == {"data:elder": pieces[:1], "data:old": pieces[1:]}
    assert [[one.id for one in found] for found in store.find(["elder"], TYPES)] == [["data:elder"]]


def test_a_name_that_was_given_stays_and_the_former_one_still_finds_it(store: GraphStore) -> None:
    given = facts(paper("paper:a"), [(OLD, Relation.USES)])
    store.upsert([given])
    store.decide([Rename("data:old", "Venerable"), AddAlias("data:old", "Grey")], who="ann")
    store.upsert([again(given)])
    (found,) = store.entities(["data:old"])
    assert found is not None
    assert (found.name, found.aliases) == ("Venerable", ("Venerable", "Elder", "Grey", "Old", "Title"))
    assert {form.name for form in store.forms()} == {"Venerable"}
    assert [len(ids) for ids in store.find(["old", "venerable", "grey"], TYPES)] == [1, 1, 1]


def test_a_rejected_edge_stays_out_with_its_results(store: GraphStore) -> None:
    of = paper("paper:a")
    result = Result("r", of.id, "1", 1.0, "", False, evidence(of), None, "data:old")
    given = facts(of, [(OLD, Relation.USES), (HUB, Relation.USES)], results=[result])
    store.upsert([given])
    store.decide([Reject("paper:a", "data:old")], who="ann")
    store.upsert([again(given)])
    assert edges(store, "paper:a") == [("data:hub", Relation.USES, 0.9)]
    assert (store.results_of(["paper:a"]), names(store, "data:old")) == ([[]], [None])


def test_one_role_can_be_rejected_alone(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a"), [(OLD, Relation.USES), (OLD, Relation.EVALUATES_ON)])])
    store.decide([Reject("paper:a", "data:old", Relation.EVALUATES_ON)], who="ann")
    assert edges(store, "paper:a") == [("data:old", Relation.USES, 0.9)]


def test_a_confirmed_edge_is_sure_and_stays_when_nobody_finds_it_any_more(store: GraphStore) -> None:
    of = paper("paper:a")
    store.upsert([facts(of, [(OLD, Relation.USES)])])
    store.decide([Confirm("paper:a", "data:old", Relation.USES, (evidence(of),))], who="ann")
    assert edges(store, "paper:a") == [("data:old", Relation.USES, 1.0)]
    store.upsert([facts(of, [(HUB, Relation.USES)])])
    assert edges(store, "paper:a") == [("data:hub", Relation.USES, 0.9), ("data:old", Relation.USES, 1.0)]


def test_the_evidence_of_a_confirmed_edge_moves_with_its_sentence(store: GraphStore) -> None:
    of = paper("paper:a", abstract="We use Old.")
    proof = Evidence(Field.ABSTRACT, 7, 10, "Old", "We use Old.", 0, "rule@1", 0.5)
    store.upsert([facts(of, [(OLD, Relation.USES)])])
    store.upsert([facts(of)])
    store.decide([Confirm("paper:a", "data:old", Relation.USES, (proof,))], who="ann")
    moved = replace(of, abstract="Hello. We use Old.")
    store.upsert([facts(moved)])
    ((use, _),) = store.uses_of(["paper:a"])[0]
    assert use.evidence == (replace(proof, start=14, end=17, sentence_start=7),)
    store.upsert([facts(replace(of, abstract="Nothing of it."))])
    ((use, _),) = store.uses_of(["paper:a"])[0]
    assert [(piece.text, piece.extractor) for piece in use.evidence] == [("Title of paper:a", HUMAN)]


def test_a_decision_about_a_paper_holds_under_its_later_ids(store: GraphStore) -> None:
    by_title = paper("paper:x", "One title")
    store.upsert([facts(by_title, [(OLD, Relation.USES), (HUB, Relation.USES)])])
    store.decide([Reject("paper:x", "data:old")], who="ann")
    named = replace(by_title, id="paper:arxiv:2401.00009", ids=("paper:arxiv:2401.00009", "paper:x"))
    store.upsert([facts(named, [(OLD, Relation.USES), (HUB, Relation.USES)])])
    assert edges(store, "paper:arxiv:2401.00009") == [("data:hub", Relation.USES, 0.9)]


# The log


def test_decisions_are_listed_newest_first_with_who_and_when(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a"), [(OLD, Relation.USES)])])
    taken = [
        *store.decide([Rename("data:old", "One"), AddAlias("data:old", "Two")], who="ann"),
        *store.decide([Confirm("paper:a", "data:old", Relation.USES, (evidence(paper("paper:a")),))], who="bo"),
    ]
    assert [(one.id, one.who, one.holds) for one in taken] == [(1, "ann", True), (2, "ann", True), (3, "bo", True)]
    first = store.list_decisions(first=2)
    second = store.list_decisions(first=2, after=first.positions[-1])
    assert [*first.items, *second.items] == taken[::-1]
    assert (first.has_next, second.has_next, store.count_decisions()) == (True, False, 3)
    assert store.decisions([2, 9]) == [taken[1], None]


def test_what_was_undone_stays_in_the_log_and_is_not_undone_twice(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a"), [(OLD, Relation.USES)])])
    (decision,) = store.decide([Rename("data:old", "New")], who="ann")
    before = store.revision()
    assert store.undo([decision.id, 99], who="bo") == [True, False]
    assert store.undo([decision.id], who="bo") == [False]
    (found,) = store.list_decisions(first=9).items
    assert (found.holds, found.undone_by, found.at) == (False, "bo", decision.at)
    assert (names(store, "data:old"), store.revision()) == (["Old"], before + 1)


@pytest.mark.parametrize(
    "action", [Merge("data:x", "data:old"), Reject("paper:x", "data:old"), Rename("data:x", "X")], ids=str
)
def test_a_decision_about_what_never_was_is_refused_whole(store: GraphStore, action: Action) -> None:
    store.upsert([facts(paper("paper:a"), [(OLD, Relation.USES)])])
    before = store.revision()
    with pytest.raises(UnknownNameError):
        store.decide([Rename("data:old", "New"), action], who="ann")
    assert (names(store, "data:old"), store.count_decisions(), store.revision()) == (["Old"], 0, before)


def test_newcomers_are_papers_that_came_in_since_then_and_use_one_of_a_group(store: GraphStore) -> None:
    before = dt.datetime.now(dt.UTC)
    edges = [(OLD, Relation.USES), (HUB, Relation.MENTIONS)]
    store.upsert([facts(paper("paper:b"), edges), facts(paper("paper:a"), edges), facts(paper("paper:c"))])
    old, hub, later = frozenset({"data:old"}), frozenset({"data:hub"}), before + dt.timedelta(days=1)
    assert store.newcomers(old, since=before, first=9) == ["paper:a", "paper:b"]
    assert store.newcomers(old, since=before, first=1) == ["paper:a"]
    assert (store.newcomers(hub, since=before, first=9), store.newcomers(old, since=later, first=9)) == ([], [])
