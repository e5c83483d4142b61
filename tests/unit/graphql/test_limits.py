"""What one request may ask for: refused before the store is asked, with a code and a way out."""

import time
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from graphql import get_introspection_query

from api.bootstrap import Parts
from api.graphql.limits.policy import DEFAULT_LIMITS, Limits
from api.graphql.limits.trusted import TrustedDocuments
from api.settings import Settings
from kg.lexicon import Lexicon
from tests.unit.graphql.conftest import Ask, answered
from tests.unit.graphql.counting import CountingStore

WIDEST = """{ benchmarks(first: 100) { edges { node { papers(first: 100) {
  edges { evidence { text } node { title abstract } } } } } } }"""
NESTED_FRAGMENTS = "{ ...A } fragment A on Query { papers { ...B } } fragment B on PaperConnection { edges { cursor } }"
DEEP_SCHEMA = "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }"
DOUBLING = "".join(f" fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(100))
SEARCH = 'search(text: "a") { edges { node { ... on Benchmark { name } ... on Paper { title } } } } '
Within = Callable[..., dict[str, Any]]


@pytest.fixture
def within(counting: CountingStore) -> Within:
    """Return what a document is answered with under other limits than those by default."""

    def asked(document: str, limits: Limits, **variables: object) -> dict[str, Any]:
        return answered(Parts(counting, Lexicon(), limits), document, **variables)

    return asked


def code(told: dict[str, Any]) -> str | None:
    return told["errors"][0]["extensions"]["code"] if told["errors"] else None


def test_the_widest_page_that_is_promised_is_within_the_default_limits(ask: Ask) -> None:
    assert ask(WIDEST)["benchmarks"]["edges"]


def test_a_client_may_read_the_whole_schema(ask: Ask) -> None:
    document = get_introspection_query(descriptions=True, input_value_deprecation=True)
    assert ask(document)["__schema"]["types"]


@pytest.mark.parametrize(
    ("document", "limits", "expected"),
    [
        ("{ papers { edges { node { title } } } }", Limits(depth=3), "TOO_DEEP"),
        (NESTED_FRAGMENTS, Limits(depth=2), "TOO_DEEP"),
        ("{ a: stats { papers } b: stats { papers } }", Limits(aliases=1), "TOO_MANY_ALIASES"),
        ("{ stats { papers results variants } }", Limits(tokens=5), "TOO_MANY_TOKENS"),
        ("{ papers(first: 50) { edges { cursor } } }", Limits(cost=50), "TOO_COSTLY"),
        ("query($n: Int = 50) { papers(first: $n) { edges { cursor } } }", Limits(cost=50), "TOO_COSTLY"),
        ("{ __schema { types { name } } }", Limits(introspection=False), "GRAPHQL_VALIDATION_FAILED"),
        (DEEP_SCHEMA, DEFAULT_LIMITS, "GRAPHQL_VALIDATION_FAILED"),
        ("{ nothing }", DEFAULT_LIMITS, "GRAPHQL_VALIDATION_FAILED"),
        ("{ papers(", DEFAULT_LIMITS, "GRAPHQL_PARSE_FAILED"),
        ("{ a: stats { papers } ...A } fragment A on Query { ...A }", DEFAULT_LIMITS, "GRAPHQL_VALIDATION_FAILED"),
        ("query A { stats { papers } } query B { stats { papers } }", DEFAULT_LIMITS, "OPERATION_RESOLUTION_FAILURE"),
        ("query($f: Int!) { papers(first: $f) { totalCount } }", DEFAULT_LIMITS, "BAD_USER_INPUT"),
    ],
)  # fmt: skip
def test_what_is_beyond_a_limit_is_refused_before_the_store_is_asked(
    within: Within, counting: CountingStore, document: str, limits: Limits, expected: str
) -> None:
    assert code(within(document, limits)) == expected
    assert not counting.calls


@pytest.mark.parametrize(
    ("document", "cost"),
    [
        ("{ stats { papers } }", 1),
        ("{ papers(first: 7) { edges { cursor } } }", 8),
        ("{ papers(first: 7) { totalCount edges { node { title } } } }", 16),
        ("{ papers { edges { cursor } } }", 21),
        ("query($n: Int = 3) { papers(first: $n) { edges { cursor } } }", 4),
        ("{ ...A ...A } fragment A on Query { papers(first: 3) { edges { cursor } } }", 8),
        ("{ __typename }", 0),
    ],
)
def test_the_cost_is_told_with_the_answer(answer: Ask, document: str, cost: int) -> None:
    assert answer(document)["extensions"] == {"cost": cost}


def test_what_a_question_would_cost_is_told_when_it_costs_too_much(within: Within) -> None:
    told = within(WIDEST, Limits(cost=1000))
    assert told["errors"][0]["extensions"] == {"code": "TOO_COSTLY", "cost": 40_301, "limit": 1000}
    assert told["extensions"] == {"cost": 40_301}


@pytest.mark.parametrize(
    "document",
    [
        "{" + "stats{papers}" * 900 + "}",
        "{" + "{" * 3000,
        "{ papers(filter: {text: " + "[" * 1900 + "]" * 1900 + "}) { totalCount } }",
        "query { ...F0 }" + DOUBLING + " fragment F100 on Query { stats { papers } }",
        "{ " + SEARCH * 100 + "}",
        '{ stats { papers } } # ' + "#\n" * 100_000,
    ],
)  # fmt: skip
def test_a_document_that_is_made_to_cost_time_costs_little(answer: Ask, document: str) -> None:
    begin = time.process_time()
    answer(document)
    assert time.process_time() - begin < 20  # twice the work a level would never end


def test_an_operation_is_chosen_by_its_name(answer: Ask, counting: CountingStore) -> None:
    document = "query A { stats { papers } } query B { papers { totalCount } }"
    assert answer(document, operation="B")["data"] == {"papers": {"totalCount": 5}}
    assert code(answer(document, operation="C")) == "OPERATION_RESOLUTION_FAILURE"
    assert counting.calls["stats"] == 0


def test_only_trusted_documents_are_answered_where_there_is_a_list(counting: CountingStore) -> None:
    trusted = TrustedDocuments({"abc": "{ stats { papers } }"})
    parts = Parts(counting, Lexicon(), trusted=trusted)
    assert answered(parts, "{ stats { papers } }")["data"] == {"stats": {"papers": 5}}
    assert code(answered(parts, "{ stats { results } }")) == "DOCUMENT_NOT_TRUSTED"


def test_a_store_that_takes_too_long_is_stopped_and_told(
    within: Within, counting: CountingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_args: object, **_options: object) -> object:
        with counting._store._reading() as db:
            return db.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
            ).fetchone()

    monkeypatch.setattr(counting, "stats", endless, raising=False)
    begin = time.monotonic()
    told = within("{ stats { papers } }", replace(DEFAULT_LIMITS, seconds=0.2))
    assert code(told) == "TIMEOUT"
    assert "recursive" not in str(told).lower()
    assert time.monotonic() - begin < 20
    assert within("{ papers { totalCount } }", DEFAULT_LIMITS)["data"] == {"papers": {"totalCount": 5}}


def test_every_limit_that_an_operator_can_set_is_documented() -> None:
    documented = (Path(__file__).resolve().parents[3] / "docs" / "graphql-limits.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        if name.startswith("graphql_"):
            assert f"`KG_{name.upper()}`" in documented
    for each in fields(Limits):
        value = getattr(DEFAULT_LIMITS, each.name)
        assert f"| `KG_GRAPHQL_{each.name.upper()}` | {str(value).lower().removesuffix('.0')} |" in documented


@pytest.mark.parametrize("name", ["1-" * 100_000, " " * 200_000, "a b " * 100_000, "-" * 200_000])
def test_a_name_that_is_longer_than_any_means_nothing_and_is_not_pondered(ask: Ask, name: str) -> None:
    document = "query($n: String!, $i: ID!) { entity(name: $n) { id } graph(around: [$i]) { truncated } }"
    assert ask(document, n=name, i=name) == {"entity": None, "graph": {"truncated": False}}


@pytest.mark.parametrize("field", ["search(text: $t) { totalCount }", "papers(filter: { text: $t }) { totalCount }"])
def test_a_text_that_is_too_long_is_refused_before_the_store_is_asked(
    answer: Ask, counting: CountingStore, field: str
) -> None:
    told = answer(f"query($t: String!) {{ {field} }}", t="a b " * 100_000)
    assert told["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert not counting.calls
