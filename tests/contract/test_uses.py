"""Edges and results: how they are listed, paged, counted, and replaced."""

from dataclasses import replace
from itertools import pairwise

from kg.model import ASSERTED, Field, Relation, Result
from kg.store.base import GraphStore, PaperUse, Slice
from tests.contract.facts import digested, entity, evidence, facts, paper

HUB = entity("data:hub", "Hub")
SPLIT = entity("data:hub-test", "hub-test", variant_of=HUB)
METHOD = entity("method:m", "M")
BOTH = frozenset({"data:hub", "data:hub-test"})


def ids(page: Slice[PaperUse]) -> list[str]:
    return [item.paper.id for item in page.items]


def test_papers_that_use_a_group_come_newest_first_each_once(store: GraphStore) -> None:
    store.upsert(
        [
            facts(paper("paper:a"), [(HUB, Relation.USES)]),
            facts(paper("paper:b", date="2023-01-01"), [(HUB, Relation.USES), (SPLIT, Relation.EVALUATES_ON)]),
            facts(paper("paper:c", date="2024-01-01"), [(SPLIT, Relation.USES)], entities=[HUB]),
            facts(paper("paper:d", date="2023-01-01"), [(HUB, Relation.MENTIONS)]),
        ]
    )
    both, hub, unknown = store.list_uses([BOTH, frozenset({"data:hub"}), frozenset({"data:x"})], first=10)
    assert (ids(both), ids(hub), ids(unknown)) == (["paper:c", "paper:b", "paper:a"], ["paper:b", "paper:a"], [])
    assert store.count_uses([BOTH, frozenset({"data:hub"}), frozenset({"data:x"})]) == [3, 2, 0]
    assert ids(store.list_uses([BOTH], (Relation.MENTIONS,), first=10)[0]) == ["paper:d"]


def test_the_edges_of_a_paper_to_a_group_come_strongest_first(store: GraphStore) -> None:
    edges = [
        (HUB, Relation.USES, 0.5),
        (SPLIT, Relation.USES, 0.9),
        (SPLIT, Relation.EVALUATES_ON, 0.1),
        (HUB, Relation.MENTIONS, 1.0),
        (METHOD, Relation.PROPOSES, 1.0),
    ]
    store.upsert([facts(paper("paper:a"), edges)])
    (page,) = store.list_uses([BOTH], first=1)
    assert [(use.entity_id, use.relation, use.confidence) for use in page.items[0].uses] == [
        ("data:hub-test", Relation.EVALUATES_ON, 0.1),
        ("data:hub-test", Relation.USES, 0.9),
        ("data:hub", Relation.USES, 0.5),
    ]


def test_a_least_confidence_leaves_weaker_edges_out(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a"), [(HUB, Relation.USES, 0.5), (SPLIT, Relation.USES, 0.7)])])
    (page,) = store.list_uses([BOTH], first=1, min_confidence=0.7)
    assert [use.entity_id for use in page.items[0].uses] == ["data:hub-test"]
    assert store.count_uses([BOTH, frozenset({"data:hub"})], min_confidence=0.6) == [1, 0]


def test_a_page_goes_on_after_the_last_position_of_each_group(store: GraphStore) -> None:
    dates = ["2024-01-02", "2024-01-02", "2024-01-01", None, None]
    store.upsert([facts(paper(f"paper:{n}", date=date), [(HUB, Relation.USES)]) for n, date in enumerate(dates)])
    (first,) = store.list_uses([BOTH], first=2)
    (second,) = store.list_uses([BOTH], first=2, after=first.positions[-1])
    (third,) = store.list_uses([BOTH], first=2, after=second.positions[-1])
    assert [ids(page) for page in (first, second, third)] == [
        ["paper:0", "paper:1"],
        ["paper:2", "paper:3"],
        ["paper:4"],
    ]
    assert [page.has_next for page in (first, second, third)] == [True, True, False]


def test_a_paper_whose_date_changes_moves_in_the_listing(store: GraphStore) -> None:
    edges = [(HUB, Relation.USES)]
    store.upsert([facts(paper("paper:a", date="2023-01-01"), edges), facts(paper("paper:b", date="2024-01-01"), edges)])
    store.upsert([facts(paper("paper:a", date="2025-01-01"), edges)])
    assert ids(store.list_uses([BOTH], first=2)[0]) == ["paper:a", "paper:b"]


def test_the_edges_of_papers_come_with_their_entities(store: GraphStore) -> None:
    edges = [(SPLIT, Relation.USES), (METHOD, Relation.USES), (HUB, Relation.MENTIONS), (HUB, Relation.EVALUATES_ON)]
    store.upsert([facts(paper("paper:a"), edges)])
    none, some, asserted = (
        store.uses_of(["paper:x"])[0],
        store.uses_of(["paper:a"])[0],
        store.uses_of(["paper:a"], ASSERTED)[0],
    )
    assert none == []
    assert [(found.name, use.relation) for use, found in some] == [
        ("Hub", Relation.EVALUATES_ON),
        ("hub-test", Relation.USES),
        ("M", Relation.USES),
        ("Hub", Relation.MENTIONS),
    ]
    assert asserted == some[:3]


def test_all_evidence_of_an_edge_comes_back_in_order(store: GraphStore) -> None:
    of = paper("paper:a", "Hub “𝕏” \\%", abstract="Hub again.")
    given = facts(of, [(HUB, Relation.USES)])
    pieces = (evidence(of, field=Field.ABSTRACT, end=3, confidence=0.1), evidence(of, end=6), evidence(of, start=4))
    store.upsert([digested(replace(given, uses=(replace(given.uses[0], evidence=pieces),)))])
    assert store.uses_of(["paper:a"])[0][0][0].evidence == pieces


def test_an_edge_that_no_longer_holds_is_gone_and_one_with_new_evidence_is_new(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a"), [(HUB, Relation.USES, 0.5), (METHOD, Relation.PROPOSES)])])
    store.upsert([facts(paper("paper:a"), [(HUB, Relation.USES, 0.8)])])
    assert [(use.entity_id, use.confidence) for use, _ in store.uses_of(["paper:a"])[0]] == [("data:hub", 0.8)]
    assert store.entities(["method:m"]) == [None]


def test_results_come_back_in_the_order_of_their_places(store: GraphStore) -> None:
    of = paper("paper:a")
    late = evidence(of, field=Field.ABSTRACT, start=1)
    early = evidence(of)
    whole = Result(
        *("r9", of.id, "61.70", 61.7, "%", True, early, "method:m", "data:hub", "metric:f", "pass@1"),
        higher_is_better=False,
    )
    given = [
        Result("r1", of.id, "5", 5.0, "x", False, late),
        Result("r2", of.id, "5", 5.0, "x", False, early, higher_is_better=True),
        whole,
    ]
    store.upsert([facts(of, [(METHOD, Relation.USES)], entities=[HUB, entity("metric:f")], results=given)])
    assert store.results_of(["paper:x", "paper:a"]) == [[], [given[1], whole, given[0]]]


def test_a_changed_result_replaces_the_one_of_its_id(store: GraphStore) -> None:
    of = paper("paper:a")
    first, second = (Result("r", of.id, str(n), float(n), "%", False, evidence(of)) for n in (1, 2))
    store.upsert([facts(of, results=[first])])
    store.upsert([facts(of, results=[second])])
    assert store.results_of(["paper:a"]) == [[second]]
    store.upsert([facts(of)])
    assert store.results_of(["paper:a"]) == [[]]


def test_stats_count_what_is_live(store: GraphStore) -> None:
    of = paper("paper:a")
    result = Result("r", of.id, "1", 1.0, "", False, evidence(of))
    store.upsert([facts(of, [(SPLIT, Relation.USES), (METHOD, Relation.PROPOSES)], entities=[HUB], results=[result])])
    store.upsert([facts(paper("paper:b"), [(METHOD, Relation.USES)])])
    store.remove(["paper:b"])
    stats = store.stats()
    assert (stats.papers, stats.variants, stats.results, stats.revision) == (1, 1, 1, store.revision())
    assert {type_.value: count for type_, count in stats.entities.items()} == {
        "Method": 1,
        "Dataset": 0,
        "Benchmark": 2,
        "Task": 0,
        "Metric": 0,
    }
    counted = dict.fromkeys(Relation, 0) | {Relation.USES: 1, Relation.PROPOSES: 1}
    assert dict(stats.relations) == counted


def test_the_revision_grows_with_every_write_that_changes_something(store: GraphStore) -> None:
    given = facts(paper("paper:a"))
    seen = [store.revision()]
    for write in (
        lambda: store.upsert([given]),
        lambda: store.upsert([given]),
        lambda: store.remove(["paper:x"]),
        lambda: store.remove(["paper:a"]),
        lambda: store.upsert([]),
    ):
        write()
        seen.append(store.revision())
    assert [later > earlier for earlier, later in pairwise(seen)] == [
        True,
        False,
        False,
        True,
        False,
    ]
