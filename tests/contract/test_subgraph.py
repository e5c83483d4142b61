"""Walking the graph: nodes of every kind, their neighbours, the edges among them, what a frontier reaches."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import product

import pytest

from kg.graph import ALL_BUT_MENTIONS, EdgeType, Graph, GraphEdge, GraphNode, NodeType
from kg.model import Relation, Result
from kg.neighbourhood import neighbourhood
from kg.store.base import GraphStore
from kg.store.subgraph import Reach
from tests.contract.facts import corpus, entity, evidence, facts, paper

HUB = entity("data:hub", "Hub")
SPLIT = entity("data:hub-test", "hub-test", variant_of=HUB)
METHOD = entity("method:m", "M")
METRIC = entity("metric:f", "F1")
SURE, UNSURE = 0.8734567890123457, 0.1 + 0.2
"""Numbers that lose something where they are written with 15 digits."""

ALL_EDGES = tuple(EdgeType)
ALL_TYPES = tuple(NodeType)


@pytest.fixture
def small(store: GraphStore) -> GraphStore:
    """Give three papers on a hub, one of them with a result."""
    first = paper("paper:arxiv:2401.00001", date="2024-01-01")
    result = Result(
        *("result:1", first.id, "61.7", 61.7, "%", False, evidence(first, confidence=SURE)),
        *("method:m", "data:hub-test", "metric:f", "pass@1"),
    )
    edges = [(SPLIT, Relation.EVALUATES_ON), (METHOD, Relation.PROPOSES, UNSURE), (METRIC, Relation.REPORTS)]
    store.upsert(
        [
            facts(first, edges, entities=[HUB], results=[result]),
            facts(paper("paper:b"), [(HUB, Relation.USES), (METHOD, Relation.MENTIONS)]),
            facts(paper("paper:c", date="2024-02-01"), [(HUB, Relation.USES), (METHOD, Relation.COMPARES_TO)]),
        ]
    )
    return store


def ids(nodes: Iterable[GraphNode]) -> list[str]:
    return [node.id for node in nodes]


def test_nodes_of_every_kind_answer_to_their_ids_and_former_ids(small: GraphStore) -> None:
    small.upsert([facts(paper("paper:arxiv:2401.00009", "Title of paper:b", ids=("paper:b",)), [(HUB, Relation.USES)])])
    asked = ["paper:b", "data:hub", "result:1", "paper:x", "paper:arxiv:2401.00001"]
    assert small.nodes(asked) == [
        GraphNode("paper:arxiv:2401.00009", "Title of paper:b", frozenset({NodeType.PAPER})),
        GraphNode("data:hub", "Hub", frozenset({NodeType.BENCHMARK}), paper_count=3),
        GraphNode("result:1", "61.7% (pass@1)", frozenset({NodeType.RESULT})),
        None,
        GraphNode(
            "paper:arxiv:2401.00001",
            "Title of paper:arxiv:2401.00001",
            frozenset({NodeType.PAPER}),
            date=dt.date(2024, 1, 1),
        ),
    ]


def around(
    store: GraphStore,
    start: Sequence[str],
    *,
    depth: int = 1,
    limit: int = 50,
    types: Sequence[NodeType] = ALL_TYPES,
    edges: Sequence[EdgeType] = ALL_BUT_MENTIONS,
) -> Graph:
    nodes = [node for node in store.nodes(start) if node]
    return store.around(nodes, Reach(depth=depth, limit=limit, types=types, edges=edges))


def test_neighbours_come_by_the_best_edge_then_newest_or_most_used(small: GraphStore) -> None:
    def next_to(id_: str, *edges: EdgeType) -> list[str]:
        return ids(around(small, [id_], edges=edges or ALL_BUT_MENTIONS).nodes[1:])

    assert next_to("data:hub") == ["data:hub-test", "paper:c", "paper:b"]
    assert next_to("method:m") == ["paper:arxiv:2401.00001", "paper:c", "result:1"]
    assert next_to("method:m", *ALL_EDGES) == ["paper:arxiv:2401.00001", "paper:c", "paper:b", "result:1"]
    assert next_to("paper:arxiv:2401.00001") == ["method:m", "data:hub-test", "metric:f", "result:1"]
    assert next_to("result:1") == ["paper:arxiv:2401.00001", "data:hub-test", "method:m", "metric:f"]
    assert next_to("result:1", EdgeType.ON) == ["data:hub-test"]
    assert next_to("paper:x") == []


def test_neighbours_stop_at_the_limit_and_leave_out_other_types(small: GraphStore) -> None:
    start = ["data:hub", "method:m"]
    papers = around(small, start, types=[NodeType.PAPER])
    assert ids(papers.nodes) == [*start, "paper:arxiv:2401.00001", "paper:c", "paper:b"]
    cut = around(small, start, edges=ALL_EDGES, limit=4)
    assert ids(cut.nodes) == [*start, "data:hub-test", "paper:arxiv:2401.00001"]
    assert cut.is_truncated
    alone = around(small, ["data:hub", "paper:b"], types=[])
    assert (ids(alone.nodes), len(alone.edges), alone.is_truncated) == (["data:hub", "paper:b"], 1, False)
    full = around(small, start, limit=2)
    assert (ids(full.nodes), full.edges, full.is_truncated) == (start, (), True)


@pytest.mark.parametrize("start", ["data:hub", "result:1", "paper:c"])
def test_a_walk_tells_all_edges_among_its_nodes_wherever_it_ends(small: GraphStore, start: str) -> None:
    for edges in (ALL_BUT_MENTIONS, ALL_EDGES, [EdgeType.USES, EdgeType.VARIANT_OF, EdgeType.ON]):
        for depth, limit in product(range(4), [1, 3, 5, 50]):
            found = around(small, [start], depth=depth, limit=limit, edges=edges)
            assert found.edges == small.edges_among(ids(found.nodes), edges)


def test_a_walk_goes_on_from_hubs_to_what_it_has_not_seen(store: GraphStore) -> None:
    store.upsert(corpus(60))
    near = around(store, ["data:hub"], limit=40, edges=ALL_EDGES)
    far = around(store, ids(near.nodes), limit=60, types=[NodeType.PAPER], edges=ALL_EDGES)
    assert far.nodes[:40] == near.nodes
    assert len(set(ids(far.nodes))) == len(far.nodes) == 60
    assert near.is_truncated
    assert far.is_truncated
    days = [node.date for node in far.nodes[40:] if node.date]
    assert days == sorted(days, reverse=True)
    assert len(days) == 20


def test_how_sure_a_result_is_is_read_from_beside_its_texts(store: GraphStore) -> None:
    title = 'We are "confidence":0.1}] sure of {"confidence":0.2}]'
    of = paper("paper:sure", title)
    result = Result("result:2", of.id, "1", 1.0, "%", False, evidence(of, end=len(title), confidence=SURE), METHOD.id)
    store.upsert([facts(of, [(METHOD, Relation.USES)], results=[result])])
    for found in (
        neighbourhood(store, store.nodes([of.id])).edges,
        store.edges_among(["result:2", METHOD.id], ALL_EDGES),
    ):
        assert GraphEdge("result:2", METHOD.id, EdgeType.OF, SURE) in found


def test_the_edges_among_nodes_read_in_their_own_direction(small: GraphStore) -> None:
    among = ["paper:arxiv:2401.00001", "data:hub", "data:hub-test", "method:m", "result:1", "paper:b"]
    found = small.edges_among(among, ALL_BUT_MENTIONS)
    assert set(found) == {
        GraphEdge("paper:arxiv:2401.00001", "data:hub-test", EdgeType.EVALUATES_ON, 0.9),
        GraphEdge("paper:arxiv:2401.00001", "method:m", EdgeType.PROPOSES, UNSURE),
        GraphEdge("paper:arxiv:2401.00001", "result:1", EdgeType.REPORTS_RESULT, SURE),
        GraphEdge("data:hub-test", "data:hub", EdgeType.VARIANT_OF, 1.0),
        GraphEdge("result:1", "data:hub-test", EdgeType.ON, SURE),
        GraphEdge("result:1", "method:m", EdgeType.OF, SURE),
        GraphEdge("paper:b", "data:hub", EdgeType.USES, 0.9),
    }
    assert len(found) == 7
    assert list(found) == sorted(found, key=lambda edge: (edge.source, edge.target))
    assert small.edges_among(among, [EdgeType.MENTIONS]) == (GraphEdge("paper:b", "method:m", EdgeType.MENTIONS, 0.9),)


def test_what_a_frontier_reaches_is_told_with_the_first_of_it_that_does(small: GraphStore) -> None:
    assert small.reached(["data:hub", "paper:x", "method:m"], ALL_BUT_MENTIONS) == {
        "data:hub-test": 0,
        "paper:b": 0,
        "paper:c": 0,
        "paper:arxiv:2401.00001": 2,
        "result:1": 2,
    }
    assert small.reached(["result:1"], [EdgeType.REPORTS_RESULT]) == {"paper:arxiv:2401.00001": 0}
    assert small.reached(["data:hub-test", "paper:b"], [EdgeType.VARIANT_OF, EdgeType.USES]) == {"data:hub": 0}


def test_what_is_retired_is_walked_over_no_more(small: GraphStore) -> None:
    small.remove(["paper:arxiv:2401.00001"])
    assert small.nodes(["paper:arxiv:2401.00001", "result:1", "data:hub-test"]) == [None, None, None]
    live = around(small, ["data:hub", "method:m"], edges=ALL_EDGES).nodes
    assert ids(live) == ["data:hub", "method:m", "paper:c", "paper:b"]
    assert set(small.reached(["data:hub", "method:m", "result:1"], ALL_EDGES)) == {"paper:b", "paper:c"}
    assert small.edges_among(["data:hub", "data:hub-test", "result:1", "method:m"], ALL_EDGES) == ()


def test_a_neighbourhood_keeps_the_nearest_and_tells_that_it_was_cut(small: GraphStore) -> None:
    start = [node for node in small.nodes(["data:hub"]) if node]
    whole = neighbourhood(small, start, depth=3)
    assert [node.id for node in whole.nodes[:4]] == ["data:hub", "data:hub-test", "paper:c", "paper:b"]
    assert len(whole.nodes) == 8
    assert not whole.is_truncated
    cut = neighbourhood(small, start, depth=3, limit=3)
    assert [node.id for node in cut.nodes] == ["data:hub", "data:hub-test", "paper:c"]
    assert cut.is_truncated
    assert len(cut.edges) == 2
    assert neighbourhood(small, start, depth=0).nodes == tuple(start)


def test_a_neighbourhood_walks_through_the_types_that_are_asked_for_alone(small: GraphStore) -> None:
    start = [node for node in small.nodes(["data:hub"]) if node]
    found = neighbourhood(small, start, depth=3, types=[NodeType.PAPER])
    assert [node.id for node in found.nodes] == ["data:hub", "paper:c", "paper:b"]


def test_a_hub_gives_no_more_than_the_limit(store: GraphStore) -> None:
    store.upsert(corpus(60))
    start = [node for node in store.nodes(["data:hub", "data:hub-0"]) if node]
    found = neighbourhood(store, start, depth=2, limit=25)
    assert len(found.nodes) == 25
    assert found.is_truncated
    assert [edge.source for edge in found.edges] == sorted(edge.source for edge in found.edges)
