"""One request is few calls of the store, whatever its shape: never one a child."""

import re
from pathlib import Path

import pytest

from kg.model import Entity, EntityType, Relation
from kg.store.sqlite import SqliteStore
from tests.unit.graphql.conftest import Ask
from tests.unit.graphql.counting import CountingStore
from tests.unit.graphql.made_up import facts, paper

WIDE = """{ benchmarks(first: 100) { edges { node { papers(first: 100) { edges {
  evidence { text } results { value benchmark { name } }
  node { title abstract benchmarks { node { name } } } } } } } } }"""


@pytest.fixture
def many(store: SqliteStore) -> None:
    """Forty papers on thirty benchmarks more."""
    benchmarks = [
        Entity(f"data:bench-{number}", f"Bench {number}", frozenset({EntityType.BENCHMARK})) for number in range(30)
    ]
    sentence = ", ".join(entity.name for entity in benchmarks)
    store.upsert(
        [
            facts(paper(100 + number, sentence), [(one, Relation.EVALUATES_ON) for one in benchmarks])
            for number in range(40)
        ]
    )


@pytest.mark.usefixtures("many")
def test_a_nested_question_is_one_call_a_level(ask: Ask, counting: CountingStore) -> None:
    edges = ask(WIDE)["benchmarks"]["edges"]
    assert sum(len(edge["node"]["papers"]["edges"]) for edge in edges) > 1200
    assert max(counting.calls.values()) == 1
    assert sum(counting.calls.values()) <= 6


@pytest.mark.usefixtures("many")
def test_every_field_of_every_child_is_a_bounded_number_of_calls(ask: Ask, counting: CountingStore) -> None:
    ask(
        """{ papers(first: 100) { totalCount edges { node { title
             a: benchmarks { node { name variants { name } variantOf { name } alternatives { id } } }
             datasets { node { name } } methods { node { name } } tasks { node { name } } metrics { node { name } }
             b: benchmarks(roles: [MENTIONS]) { node { papers(first: 3) {
             totalCount edges { uses { node { id } } } } } }
             results { benchmark { name } method { name } metric { name } } } } } }"""
    )
    assert sum(counting.calls.values()) <= 20


@pytest.mark.usefixtures("many")
def test_arguments_that_differ_are_a_call_each_and_no_more(ask: Ask, counting: CountingStore) -> None:
    ask(
        """{ benchmarks(first: 100) { edges { node { a: papers(first: 1) { totalCount edges { cursor } }
             b: papers(first: 2, roles: [MENTIONS]) { totalCount edges { cursor } } } } } }"""
    )
    assert (counting.calls["list_uses"], counting.calls["count_uses"]) == (2, 1)  # the usual count is kept


def test_a_total_that_nobody_asks_for_is_not_counted(ask: Ask, counting: CountingStore) -> None:
    ask(
        """{ papers { edges { cursor } } benchmarks { edges { node { papers { edges { cursor } } } } }
             search(text: "a") { edges { cursor } } }"""
    )
    assert not {name for name in counting.calls if name.startswith("count")}


def test_names_are_read_once_and_then_what_has_changed_of_them(
    ask: Ask, counting: CountingStore, store: SqliteStore
) -> None:
    found = '{ search(text: "Fresh") { edges { node { id } } } }'
    for _ in range(3):
        assert ask(found)["search"]["edges"] == []
    assert counting.calls["forms"] == 1
    fresh = Entity("method:fresh", "Fresh", frozenset({EntityType.METHOD}))
    store.upsert([facts(paper(8, "Fresh work."), ((fresh, Relation.PROPOSES),))])
    assert ask(found)["search"]["edges"][0]["node"] == {"id": "method:fresh"}
    assert (counting.calls["forms"], counting.calls["changed_forms"]) == (1, 1)


README = (Path(__file__).resolve().parents[3] / "README.md").read_text(encoding="utf-8")


def levels(document: str) -> int:
    """Return how deep the braces of a document without fragments nest: the levels of its fields."""
    depth = deepest = 0
    for brace in re.findall(r"[{}]", re.sub(r"\([^)]*\)", "", document)):
        depth += 1 if brace == "{" else -1
        deepest = max(deepest, depth)
    return deepest


@pytest.mark.parametrize("document", re.findall(r"```graphql\n(.*?)```", README, re.DOTALL))
def test_no_question_of_the_readme_needs_more_than_a_call_a_level(
    answer: Ask, counting: CountingStore, document: str
) -> None:
    assert not answer(document)["errors"]
    assert sum(counting.calls.values()) <= levels(document)
