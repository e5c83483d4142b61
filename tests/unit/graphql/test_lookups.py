"""Look-ups by name and by id."""

import pytest

from tests.unit.graphql.conftest import Ask
from tests.unit.graphql.made_up import IMAGENET, LAION, MINIF2F, MINIF2F_TEST, SAM_DATASET, SAM_METHOD


@pytest.mark.parametrize("name", ["miniF2F", "Mini-F2F", "minif2f", MINIF2F.id])
def test_a_benchmark_is_found_in_every_spelling_and_by_id(ask: Ask, name: str) -> None:
    found = ask("query($n: String!) { benchmark(name: $n) { __typename id } }", n=name)["benchmark"]
    assert found == {"__typename": "Benchmark", "id": MINIF2F.id}


@pytest.mark.parametrize(
    ("field", "name", "type_"),
    [
        ("benchmark", "LAION", "Dataset"),
        ("dataset", "miniF2F", "Benchmark"),
        ("dataset", "ImageNet", "Benchmark"),
        ("method", "proofkit", "Method"),
        ("task", "Theorem-Proving", "Task"),
        ("metric", "Accuracy", "Metric"),
    ],
)
def test_a_look_up_tells_the_label_of_what_it_found(ask: Ask, field: str, name: str, type_: str) -> None:
    assert ask(f'{{ {field}(name: "{name}") {{ __typename }} }}')[field]["__typename"] == type_


@pytest.mark.parametrize("field", ["entity", "benchmark", "dataset", "method", "task", "metric"])
def test_an_unknown_name_is_null(ask: Ask, field: str) -> None:
    assert ask(f'{{ {field}(name: "nothing of the kind") {{ id }} }}')[field] is None


def test_a_type_narrows_a_look_up_and_data_is_one_type(ask: Ask) -> None:
    found = ask(
        """{ a: entity(name: "LAION", type: BENCHMARK) { id } b: entity(name: "LAION", type: METHOD) { id }
             c: entity(name: "SAM", type: DATASET) { id } }"""
    )
    assert found == {"a": {"id": LAION.id}, "b": None, "c": {"id": SAM_DATASET.id}}


def test_of_two_entities_of_one_name_the_one_with_more_papers_answers_and_the_other_is_an_alternative(ask: Ask) -> None:
    found = ask('{ entity(name: "SAM") { __typename id paperCount alternatives { __typename id } } }')["entity"]
    assert (found["__typename"], found["id"], found["paperCount"]) == ("Method", SAM_METHOD.id, 3)
    assert found["alternatives"] == [{"__typename": "Dataset", "id": SAM_DATASET.id}]


def test_variants_are_told_in_both_directions(ask: Ask) -> None:
    found = ask(
        '{ a: benchmark(name: "miniF2F") { variants { id } } b: benchmark(name: "miniF2F-test") { variantOf { id } } }'
    )
    assert found == {"a": {"variants": [{"id": MINIF2F_TEST.id}]}, "b": {"variantOf": {"id": MINIF2F.id}}}


def test_an_entity_tells_its_fields(ask: Ask) -> None:
    found = ask('{ entity(name: "ImageNet") { id name aliases url paperCount variantOf { id } variants { id } } }')
    assert found["entity"] == {
        "id": IMAGENET.id,
        "name": "ImageNet",
        "aliases": ["ImageNet"],
        "url": "https://image-net.org",
        "paperCount": 2,
        "variantOf": None,
        "variants": [],
    }


def test_a_node_is_found_by_its_id_whatever_it_is(ask: Ask) -> None:
    found = ask(
        """query($e: ID!, $p: ID!) { e: node(id: $e) { __typename id }
           p: node(id: $p) { __typename ... on Paper { title } }
           n: node(id: "nothing:at-all") { id } }""",
        e=MINIF2F.id,
        p="paper:arxiv:2501.00001",
    )
    assert found["e"] == {"__typename": "Benchmark", "id": MINIF2F.id}
    assert found["p"] == {"__typename": "Paper", "title": "Paper 1"}
    assert found["n"] is None


@pytest.mark.parametrize("id_", ["paper:arxiv:2501.00001", "2501.00001", "arXiv:2501.00001v2"])
def test_a_paper_is_found_by_its_id_and_by_its_bare_arxiv_id(ask: Ask, id_: str) -> None:
    assert ask("query($i: ID!) { paper(id: $i) { title } }", i=id_)["paper"] == {"title": "Paper 1"}


def test_an_unknown_paper_is_null(ask: Ask) -> None:
    assert ask('{ paper(id: "paper:arxiv:9999.99999") { id } }')["paper"] is None
