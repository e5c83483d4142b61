"""The papers of an entity: which, in which role, by which evidence, with which results."""

from typing import Any

from tests.unit.graphql.conftest import Ask
from tests.unit.graphql.made_up import GRAPH, MINIF2F, MINIF2F_TEST

TITLES = "edges { node { title } }"


def titles(connection: dict[str, Any]) -> list[str]:
    return [edge["node"]["title"] for edge in connection["edges"]]


def papers(ask: Ask, name: str, arguments: str = "") -> list[str]:
    document = f'{{ entity(name: "{name}") {{ papers{arguments} {{ {TITLES} }} }} }}'
    return titles(ask(document)["entity"]["papers"])


def test_papers_come_newest_first_without_date_last_and_without_mere_mentions(ask: Ask) -> None:
    assert papers(ask, "ImageNet") == ["Paper 2", "Paper 3"]
    assert papers(ask, "miniF2F") == ["Paper 1", "Paper 2"]


def test_mentions_are_told_when_they_are_asked_for(ask: Ask) -> None:
    assert papers(ask, "ImageNet", "(roles: [MENTIONS])") == ["Paper 1"]


def test_roles_choose_among_the_papers(ask: Ask) -> None:
    assert papers(ask, "miniF2F", "(roles: [USES])") == ["Paper 1"]
    assert papers(ask, "miniF2F", "(roles: [PROPOSES])") == []


def test_variants_are_included_unless_told_not_to(ask: Ask) -> None:
    assert papers(ask, "miniF2F", "(roles: [EVALUATES_ON])") == ["Paper 1", "Paper 2"]
    assert papers(ask, "miniF2F", "(roles: [EVALUATES_ON], includeVariants: false)") == ["Paper 2"]


def test_a_confidence_can_be_asked_for(ask: Ask) -> None:
    assert papers(ask, "miniF2F", "(minConfidence: 0.5)") == ["Paper 1"]


def test_nulls_mean_the_defaults(ask: Ask) -> None:
    nulls = "(first: null, after: null, roles: null, includeVariants: null, minConfidence: null)"
    assert papers(ask, "miniF2F", nulls) == papers(ask, "miniF2F")


def test_the_strongest_use_speaks_for_all_and_evidence_is_united(ask: Ask) -> None:
    edge = ask(
        """{ benchmark(name: "miniF2F") { papers(first: 1) { edges {
             role confidence entity { id } evidence { text } uses { role node { id } evidence { text } } } } } }"""
    )["benchmark"]["papers"]["edges"][0]
    assert (edge["role"], edge["confidence"], edge["entity"]) == ("EVALUATES_ON", 0.8, {"id": MINIF2F_TEST.id})
    assert [piece["text"] for piece in edge["evidence"]] == ["miniF2F-test", "miniF2F"]
    assert [(use["role"], use["node"]["id"]) for use in edge["uses"]] == [
        ("EVALUATES_ON", MINIF2F_TEST.id),
        ("USES", MINIF2F.id),
    ]


def test_evidence_points_into_the_text_and_tells_its_sentence(ask: Ask) -> None:
    edge = ask(
        """{ benchmark(name: "miniF2F") { papers(first: 1) { edges { node { abstract } evidence {
             text start end field sentence sentenceStart extractor confidence isSummary } } } } }"""
    )["benchmark"]["papers"]["edges"][0]
    piece, abstract = edge["evidence"][0], edge["node"]["abstract"]
    assert abstract[piece["start"] : piece["end"]] == piece["text"]
    assert (piece["field"], piece["sentence"], piece["sentenceStart"]) == ("ABSTRACT", abstract, 0)
    assert (piece["extractor"], piece["confidence"], piece["isSummary"]) == ("by-hand@1", 0.9, False)


def test_evidence_from_a_summary_says_so(ask: Ask) -> None:
    edges = ask('{ benchmark(name: "miniF2F") { papers { edges { node { isSummary } evidence { isSummary } } } } }')
    marks = [
        (edge["node"]["isSummary"], edge["evidence"][0]["isSummary"]) for edge in edges["benchmark"]["papers"]["edges"]
    ]
    assert marks == [(False, False), (True, True)]


def test_an_edge_tells_what_the_paper_reached_there_and_nothing_else(ask: Ask) -> None:
    edges = ask(
        """{ benchmark(name: "miniF2F") { papers { edges { results { value number unit isDelta setting higherIsBetter
             method { name } benchmark { name } metric { name } evidence { text } paper { title } } } } } }"""
    )["benchmark"]["papers"]["edges"]
    assert edges[1]["results"] == []
    assert edges[0]["results"] == [
        {
            "value": "61.7",
            "number": 61.7,
            "unit": "%",
            "isDelta": False,
            "setting": "pass@32",
            "higherIsBetter": True,
            "method": {"name": "ProofKit"},
            "benchmark": {"name": "miniF2F-test"},
            "metric": {"name": "accuracy"},
            "evidence": {"text": "61.7"},
            "paper": {"title": "Paper 1"},
        }
    ]


def test_a_paper_tells_all_of_its_own_fields(ask: Ask) -> None:
    paper = ask('{ paper(id: "2501.00001") { id ids title abstract authors organization date url isSummary } }')[
        "paper"
    ]
    assert paper == {
        "id": "paper:arxiv:2501.00001",
        "ids": ["paper:arxiv:2501.00001"],
        "title": "Paper 1",
        "abstract": GRAPH[0].paper.abstract,
        "authors": ["Ada Example", "Bo Example"],
        "organization": "Example Lab",
        "date": "2025-01-03",
        "url": "https://example.org/1",
        "isSummary": False,
    }


def test_a_paper_tells_its_uses_by_kind_without_mere_mentions(ask: Ask) -> None:
    use = "{ role node { name } }"
    paper = ask(
        f"""{{ paper(id: "2501.00001") {{ benchmarks {use} datasets {use} methods {use} tasks {use} metrics {use}
               mentioned: benchmarks(roles: [MENTIONS]) {use} results {{ value method {{ name }} }} }} }}"""
    )["paper"]
    named = {
        kind: [(one["role"], one["node"]["name"]) for one in uses] for kind, uses in paper.items() if kind != "results"
    }
    assert named == {
        "benchmarks": [("EVALUATES_ON", "miniF2F-test"), ("USES", "miniF2F")],
        "datasets": [],
        "methods": [("INTRODUCES", "ProofKit")],
        "tasks": [("ADDRESSES", "theorem proving")],
        "metrics": [("REPORTS", "accuracy")],
        "mentioned": [("MENTIONS", "ImageNet")],
    }
    assert [(one["value"], one["method"]) for one in paper["results"]] == [
        ("61.7", {"name": "ProofKit"}),
        ("90.1", None),
    ]


def test_what_is_dataset_and_benchmark_is_among_both(ask: Ask) -> None:
    paper = ask('{ paper(id: "2501.00003") { benchmarks { node { name } } datasets { node { name } } } }')["paper"]
    assert [use["node"]["name"] for use in paper["benchmarks"]] == ["ImageNet"]
    assert [use["node"]["name"] for use in paper["datasets"]] == ["ImageNet", "LAION"]
