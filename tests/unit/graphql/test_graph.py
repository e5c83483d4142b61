"""A neighbourhood to draw."""

import pytest

from tests.unit.graphql.conftest import Ask
from tests.unit.graphql.counting import CountingStore
from tests.unit.graphql.made_up import IMAGENET, MINIF2F, MINIF2F_TEST

FIELDS = "truncated nodes { id label type x y size } edges { source target relation confidence }"


def test_what_lies_around_a_benchmark_comes_with_its_edges_and_places(ask: Ask) -> None:
    found = ask(f'{{ graph(around: ["{MINIF2F.id}"]) {{ {FIELDS} }} }}')["graph"]
    nodes = {node["id"]: node for node in found["nodes"]}
    assert list(nodes) == [MINIF2F.id, MINIF2F_TEST.id, "paper:arxiv:2501.00002", "paper:arxiv:2501.00001"]
    assert nodes[MINIF2F.id] | {"x": 0, "y": 0} == {
        "id": MINIF2F.id,
        "label": "miniF2F",
        "type": "BENCHMARK",
        "x": 0,
        "y": 0,
        "size": 2,
    }
    assert {"source": MINIF2F_TEST.id, "target": MINIF2F.id, "relation": "VARIANT_OF", "confidence": 1} in found[
        "edges"
    ]
    assert len({(node["x"], node["y"]) for node in nodes.values()}) == len(nodes)
    assert all(-1 <= node[axis] <= 1 for node in nodes.values() for axis in "xy")
    assert not found["truncated"]


def test_the_same_question_lies_the_same_and_names_mean_their_nodes(ask: Ask) -> None:
    by_id = f'{{ graph(around: ["{IMAGENET.id}"], depth: 2) {{ {FIELDS} }} }}'
    assert ask(by_id) == ask(by_id) == ask(by_id.replace(IMAGENET.id, "Image-Net"))


def test_results_are_nodes_and_relations_can_be_chosen(ask: Ask) -> None:
    around = '["2501.00001"]'
    found = ask(f"{{ graph(around: {around}, relations: [REPORTS_RESULT, ON], depth: 2) {{ {FIELDS} }} }}")["graph"]
    assert [node["type"] for node in found["nodes"]] == ["PAPER", "RESULT", "RESULT", "BENCHMARK", "BENCHMARK"]
    assert {edge["relation"] for edge in found["edges"]} == {"REPORTS_RESULT", "ON"}
    typed = ask(f"{{ graph(around: {around}, types: [METHOD, TASK]) {{ {FIELDS} }} }}")["graph"]
    assert [node["type"] for node in typed["nodes"]] == ["PAPER", "METHOD", "TASK"]


def test_a_limit_that_cuts_is_told_and_unknown_nodes_are_passed_over(ask: Ask) -> None:
    cut = ask(f'{{ graph(around: ["{IMAGENET.id}", "nothing"], limit: 2) {{ {FIELDS} }} }}')["graph"]
    assert (len(cut["nodes"]), cut["truncated"]) == (2, True)
    assert ask(f'{{ graph(around: ["nothing"]) {{ {FIELDS} }} }}')["graph"] == {
        "truncated": False,
        "nodes": [],
        "edges": [],
    }


@pytest.mark.parametrize("argument", ["depth: 4", "depth: -1", "limit: 0", "limit: 501"])
def test_more_than_a_picture_holds_is_refused(answer: Ask, argument: str) -> None:
    error = answer(f'{{ graph(around: ["x"], {argument}) {{ truncated }} }}')["errors"][0]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_walk_is_one_call_of_the_store(ask: Ask, counting: CountingStore) -> None:
    ask(f'{{ graph(around: ["{IMAGENET.id}"], depth: 3) {{ {FIELDS} }} }}')
    assert dict(counting.calls) == {"nodes": 1, "around": 1}


def test_an_edge_that_no_paper_has_to_an_entity_is_no_role(answer: Ask) -> None:
    error = answer('{ benchmark(name: "miniF2F") { papers(roles: [VARIANT_OF]) { totalCount } } }')["errors"][0]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
