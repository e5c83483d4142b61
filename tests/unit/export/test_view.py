"""A part of the graph: which nodes and edges stay."""

import datetime as dt

import pytest

from kg.export import elements
from kg.export.formats import Format, pieces
from kg.export.selection import Selection
from kg.export.view import View
from kg.graph import EdgeType, NodeType
from kg.store.base import GraphStore

FULL, LATE, BARE = "paper:arxiv:2401.00001", "paper:arxiv:2501.00002", "paper:title:bare-12345678"
RESULTS = {"result:1", "result:2", "result:3"}
ENTITIES = {"data:hub", "data:hub-test", "method:lora", "task:con", "metric:acc"}


def part(store: GraphStore, selection: Selection) -> tuple[set[str], set[tuple[str, str, str]]]:
    """Return the ids of the nodes and the ends of the edges that a selection lets through."""
    with store.snapshot() as snapshot:
        view = View(snapshot, selection)
        nodes = [node.id for node in elements.nodes(view)]
        edges = {(edge.source, edge.type.value, edge.target) for edge in elements.edges(view)}
        assert view.size == len(nodes) == len(set(nodes))
    assert all(source in nodes and target in nodes for source, _, target in edges)
    return set(nodes), edges


def test_without_conditions_all_of_it_stays(store: GraphStore) -> None:
    nodes, edges = part(store, Selection())
    assert nodes == {FULL, LATE, BARE, *RESULTS, *ENTITIES}
    assert len(edges) == 5 + 1 + 1 + 3 + 3 + 1


def test_types_name_the_nodes_that_stay(store: GraphStore) -> None:
    nodes, edges = part(store, Selection(types=[NodeType.BENCHMARK, NodeType.RESULT]))
    assert nodes == {"data:hub", "data:hub-test", *RESULTS}
    assert edges == {("data:hub-test", "variant_of", "data:hub"), ("result:1", "on", "data:hub-test")}
    assert part(store, Selection(types=[NodeType.DATASET]))[0] == {"data:hub"}


def test_relations_name_the_edges_and_leave_no_node_alone(store: GraphStore) -> None:
    nodes, edges = part(store, Selection(relations=[EdgeType.USES, EdgeType.OF]))
    assert edges == {
        (FULL, "uses", "method:lora"),
        (LATE, "uses", "method:lora"),
        ("result:1", "of", "method:lora"),
    }
    assert nodes == {FULL, LATE, "method:lora", "result:1"}


def test_dates_keep_the_papers_of_that_time_and_what_they_lead_to(store: GraphStore) -> None:
    nodes, _ = part(store, Selection(since=dt.date(2025, 1, 1)))
    assert nodes == {LATE, "method:lora"}
    nodes, edges = part(store, Selection(until=dt.date(2024, 1, 31)))
    assert nodes == {FULL, *RESULTS, *ENTITIES}
    assert ("data:hub-test", "variant_of", "data:hub") in edges
    assert part(store, Selection(since=dt.date(2024, 2, 1), until=dt.date(2024, 12, 31)))[0] == set()


def test_ids_keep_those_nodes_and_the_edges_among_them(store: GraphStore) -> None:
    nodes, edges = part(store, Selection(ids=frozenset({FULL, "method:lora"}), relations=[EdgeType.USES]))
    assert nodes == {FULL, "method:lora"}
    assert edges == {(FULL, "uses", "method:lora")}
    assert part(store, Selection(ids=frozenset({BARE}), relations=[EdgeType.USES]))[0] == {BARE}


@pytest.mark.parametrize("format_", Format)
def test_every_format_writes_any_part(store: GraphStore, format_: Format) -> None:
    for selection in (
        Selection(types=[NodeType.PAPER]),
        Selection(types=[NodeType.RESULT]),
        Selection(relations=[EdgeType.ON]),
        Selection(since=dt.date(2999, 1, 1)),
        Selection(ids=frozenset({"result:1", "metric:acc"})),
    ):
        with store.snapshot() as snapshot:
            assert b"".join(pieces(format_, View(snapshot, selection)))
