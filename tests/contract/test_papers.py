"""Which papers are one, which ids answer, and which filters list what."""

import datetime as dt
from dataclasses import replace

import pytest

from kg.ids import title_id
from kg.model import Relation, Result
from kg.store.base import GraphStore, Outcome, PaperFilter, PaperOrder, Position
from tests.contract.facts import entity, evidence, facts, paper

HUB = entity("data:hub", "Hub")
ARXIV = "paper:arxiv:2401.00001"
OTHER = "paper:arxiv:2401.00002"


def listed(store: GraphStore, where: PaperFilter, order: PaperOrder = PaperOrder.NEWEST) -> list[str]:
    found = store.list_papers(where, order, first=100)
    assert store.count_papers(where) == len(found.items)
    return [item.id for item in found.items]


def test_a_paper_is_new_then_unchanged_then_updated(store: GraphStore) -> None:
    first = facts(paper(ARXIV), [(HUB, Relation.USES)])
    changed = facts(paper(ARXIV), [(HUB, Relation.EVALUATES_ON)])
    assert store.upsert([first]) == [Outcome.NEW]
    assert store.upsert([first]) == [Outcome.UNCHANGED]
    assert store.upsert([changed, first]) == [Outcome.UPDATED, Outcome.UPDATED]


def test_a_paper_comes_back_as_it_was_given(store: GraphStore) -> None:
    given = paper(
        ARXIV,
        "Zürich & «proofs»",
        date="2024-02-29",
        abstract="Line one\nline two 𝕏",
        authors=("Ann Lee", "Bo"),
        organization="Lab",
        url="https://example.org",
        is_summary=True,
    )
    store.upsert([facts(given)])
    assert store.papers([ARXIV, "paper:unknown", ARXIV]) == [stored := replace(given, ids=(ARXIV,)), None, stored]


def test_a_paper_met_first_by_title_gets_its_id_later_and_both_answer(store: GraphStore) -> None:
    by_title = paper(title_id("A proof"), "A proof")
    by_id = paper(ARXIV, "A Proof")
    assert store.upsert([facts(by_title), facts(by_id)]) == [Outcome.NEW, Outcome.UPDATED]
    found = store.papers([by_title.id, ARXIV])
    assert found == [replace(by_id, ids=(ARXIV, by_title.id))] * 2


def test_a_paper_met_later_by_title_keeps_its_id(store: GraphStore) -> None:
    store.upsert([facts(paper(ARXIV, "A proof")), facts(paper(title_id("A proof"), "A proof", abstract="New."))])
    (found,) = store.papers([title_id("A proof")])
    assert found is not None
    assert (found.id, found.abstract) == (ARXIV, "New.")


def test_two_papers_of_one_title_with_an_id_each_stay_two(store: GraphStore) -> None:
    assert store.upsert([facts(paper(ARXIV, "Introduction")), facts(paper(OTHER, "Introduction"))]) == [Outcome.NEW] * 2
    assert listed(store, PaperFilter()) == [ARXIV, OTHER]


def test_an_equal_digest_with_a_new_id_adds_the_id(store: GraphStore) -> None:
    given = facts(paper(ARXIV))
    store.upsert([given])
    assert store.upsert([replace(given, paper=replace(given.paper, ids=(ARXIV, "paper:W3")))]) == [Outcome.UPDATED]
    (found,) = store.papers(["paper:W3"])
    assert found is not None
    assert found.ids == (ARXIV, "paper:W3")


def test_ids_of_two_papers_make_them_one(store: GraphStore) -> None:
    store.upsert([facts(paper(ARXIV), [(HUB, Relation.USES)]), facts(paper(OTHER), [(HUB, Relation.USES)])])
    store.upsert([facts(paper(ARXIV, ids=(ARXIV, OTHER)), [(HUB, Relation.USES)])])
    assert listed(store, PaperFilter()) == [ARXIV]
    assert [found.id for found in store.papers([ARXIV, OTHER]) if found] == [ARXIV, ARXIV]
    assert [found.paper_count for found in store.entities(["data:hub"]) if found] == [1]


def test_edges_and_results_carry_the_main_id_whatever_id_they_came_with(store: GraphStore) -> None:
    store.upsert([facts(paper(ARXIV, "A proof"))])
    by_title = paper(title_id("A proof"), "A proof", abstract="New.")
    number = Result("r", by_title.id, "1", 1.0, "", False, evidence(by_title))
    store.upsert([facts(by_title, [(HUB, Relation.USES)], results=[number])])
    ((use, _),) = store.uses_of([ARXIV])[0]
    (result,) = store.results_of([by_title.id])[0]
    assert (use.paper_id, result.paper_id) == (ARXIV, ARXIV)


def test_a_removed_paper_answers_no_more_and_a_later_upsert_revives_it(store: GraphStore) -> None:
    given = facts(
        paper(ARXIV), [(HUB, Relation.USES)], results=[Result("r", ARXIV, "1", 1.0, "", False, evidence(paper(ARXIV)))]
    )
    store.upsert([given])
    before = (store.uses_of([ARXIV]), store.results_of([ARXIV]))
    assert store.remove([ARXIV, "paper:unknown", ARXIV]) == [True, False, False]
    assert (store.papers([ARXIV]), listed(store, PaperFilter())) == ([None], [])
    assert (store.uses_of([ARXIV]), store.results_of([ARXIV])) == ([[]], [[]])
    assert store.upsert([given]) == [Outcome.NEW]
    assert (store.uses_of([ARXIV]), store.results_of([ARXIV])) == before


def test_null_dates_come_last_in_both_orders_by_date(store: GraphStore) -> None:
    store.upsert(
        [
            facts(paper("paper:a")),
            facts(paper("paper:b", date="2023-01-01")),
            facts(paper("paper:c", date="2024-01-01")),
        ]
    )
    assert listed(store, PaperFilter(), PaperOrder.NEWEST) == ["paper:c", "paper:b", "paper:a"]
    assert listed(store, PaperFilter(), PaperOrder.OLDEST) == ["paper:b", "paper:c", "paper:a"]


def test_positions_tell_the_sort_value(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a", "Über")), facts(paper("paper:b", "A", date="2023-01-01"))])
    by_date = store.list_papers(PaperFilter(), PaperOrder.OLDEST, first=2)
    by_title = store.list_papers(PaperFilter(), PaperOrder.TITLE, first=1)
    assert by_date.positions == (Position("2023-01-01", "paper:b"), Position(None, "paper:a"))
    assert (by_title.positions, by_title.has_next) == ((Position("a", "paper:b"),), True)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (PaperFilter(entities=(frozenset({"data:hub"}),)), ["paper:b", "paper:a"]),
        (PaperFilter(entities=(frozenset({"data:hub"}),), roles=(Relation.MENTIONS,)), ["paper:c"]),
        (PaperFilter(entities=(frozenset({"data:hub"}),), min_confidence=0.8), ["paper:a"]),
        (PaperFilter(entities=(frozenset({"data:hub"}), frozenset({"method:m"}))), ["paper:a"]),
        (PaperFilter(entities=(frozenset({"data:hub", "method:n"}),)), ["paper:b", "paper:a"]),
        (PaperFilter(entities=(frozenset(),)), []),
        (PaperFilter(roles=(Relation.MENTIONS,)), ["paper:c"]),
        (PaperFilter(min_confidence=0.8), ["paper:a"]),
        (PaperFilter(author="ann LEE"), ["paper:c", "paper:a"]),
        (PaperFilter(organization="lab b"), ["paper:b"]),
        (PaperFilter(text="zurich PROOF"), ["paper:a"]),
        (PaperFilter(text="zuric"), []),
        (PaperFilter(text="?!"), ["paper:c", "paper:b", "paper:a", "paper:d"]),
        (PaperFilter(published_after=dt.date(2024, 1, 2)), ["paper:c", "paper:b"]),
        (PaperFilter(published_before=dt.date(2024, 1, 2)), ["paper:b", "paper:a"]),
        (
            PaperFilter(author="Ann Lee", entities=(frozenset({"data:hub"}),), roles=tuple(Relation)),
            ["paper:c", "paper:a"],
        ),
    ],
)
def test_a_filter_lists_the_papers_for_which_all_of_it_holds(
    store: GraphStore, where: PaperFilter, expected: list[str]
) -> None:
    method = entity("method:m")
    store.upsert(
        [
            facts(
                paper("paper:a", "A proof", date="2024-01-01", authors=("Ann Lee", "Bo"), abstract="In Zürich."),
                [(HUB, Relation.EVALUATES_ON, 0.9), (method, Relation.PROPOSES, 0.9)],
            ),
            facts(paper("paper:b", date="2024-01-02", organization="Lab-B"), [(HUB, Relation.USES, 0.5)]),
            facts(paper("paper:c", date="2024-01-03", authors=("Ann Lee",)), [(HUB, Relation.MENTIONS, 0.5)]),
            facts(paper("paper:d")),
        ]
    )
    assert listed(store, where) == expected
