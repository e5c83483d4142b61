"""The shortest way between two nodes."""

from itertools import pairwise

import networkx as nx
from hypothesis import given, settings

from kg.graph import ALL_BUT_MENTIONS
from kg.model import PaperFacts, Relation
from kg.paths import shortest_path
from kg.store.base import GraphStore, PaperFilter, PaperOrder
from tests.contract.conftest import Fresh
from tests.contract.facts import ENTITY_IDS, batches, entity, facts, paper

A, B, C, D = (entity(f"method:{letter}") for letter in "abcd")


def way(store: GraphStore, source: str, target: str, **options: int) -> list[str] | None:
    found = shortest_path(store, source, target, **options)
    return [node.id for node in found.nodes] if found else None


def test_of_several_shortest_ways_the_one_whose_ids_come_first_is_taken(store: GraphStore) -> None:
    uses = Relation.USES
    store.upsert(
        [
            facts(paper("paper:1"), [(A, uses), (C, uses)]),
            facts(paper("paper:2"), [(A, uses), (B, uses)]),
            facts(paper("paper:3"), [(C, uses), (D, uses)]),
            facts(paper("paper:4"), [(B, uses), (D, uses)]),
            facts(paper("paper:5"), [(B, uses), (D, uses)]),
        ]
    )
    assert way(store, "method:a", "method:d") == ["method:a", "paper:1", "method:c", "paper:3", "method:d"]
    assert way(store, "method:d", "method:a") == ["method:d", "paper:3", "method:c", "paper:1", "method:a"]
    assert way(store, "paper:2", "method:d") == ["paper:2", "method:b", "paper:4", "method:d"]
    assert way(store, "paper:2", "paper:2") == ["paper:2"]


def test_mentions_are_no_step_and_a_way_may_be_too_long(store: GraphStore) -> None:
    store.upsert(
        [
            facts(paper("paper:1"), [(A, Relation.USES), (B, Relation.MENTIONS)]),
            facts(paper("paper:2"), [(B, Relation.USES), (C, Relation.USES)]),
            facts(paper("paper:3"), [(C, Relation.USES), (A, Relation.COMPARES_TO)]),
        ]
    )
    assert way(store, "method:a", "method:b") == ["method:a", "paper:3", "method:c", "paper:2", "method:b"]
    assert way(store, "method:a", "method:b", max_length=3) is None
    assert way(store, "paper:1", "method:b", max_length=1) is None
    assert way(store, "method:a", "method:x") is None


def test_the_edges_of_a_way_join_its_nodes(store: GraphStore) -> None:
    hub = entity("data:hub")
    split = entity("data:hub-test", variant_of=hub)
    store.upsert([facts(paper("paper:1"), [(split, Relation.USES), (split, Relation.EVALUATES_ON)], entities=[hub])])
    found = shortest_path(store, "paper:1", "data:hub")
    assert found is not None
    assert [(edge.source, edge.target, edge.type.value) for edge in found.edges] == [
        ("data:hub-test", "data:hub", "variant_of"),
        ("paper:1", "data:hub-test", "evaluates_on"),
        ("paper:1", "data:hub-test", "uses"),
    ]


def test_every_way_is_as_short_as_that_of_a_search_in_memory(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(batch=batches)
    def law(batch: list[PaperFacts]) -> None:
        store = fresh()
        store.upsert(batch)
        papers = [paper.id for paper in store.list_papers(PaperFilter(), PaperOrder.TITLE, first=100).items]
        ids = [*papers, *(found.id for found in store.entities(ENTITY_IDS) if found)]
        edges = [edge for edge in ALL_BUT_MENTIONS if edge not in ("reports_result", "on", "of", "measured_by")]
        graph = nx.Graph([(edge.source, edge.target) for edge in store.edges_among(ids, edges)])
        graph.add_nodes_from(ids)
        for target in ids[:4]:
            ways = sorted(nx.all_shortest_paths(graph, ids[-1], target)) if nx.has_path(graph, ids[-1], target) else []
            found = shortest_path(store, ids[-1], target, edges=edges, max_length=20)
            assert ([node.id for node in found.nodes] if found else None) == next(iter(ways), None)
            assert all(graph.has_edge(*step) for step in pairwise(ways[0] if ways else []))

    law()
