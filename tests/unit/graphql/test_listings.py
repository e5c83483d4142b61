"""Pages of papers and of entities: order, filters, cursors, totals."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.cursors import Listing, SortedBy
from kg.errors import CursorError
from kg.model import Relation
from kg.store.base import Position
from kg.store.sqlite import SqliteStore
from tests.unit.graphql.conftest import Ask
from tests.unit.graphql.made_up import MINIF2F, facts, paper

ALL_PAPERS = ["Paper 1", "Paper 2", "Paper 4", "Paper 5", "Paper 3"]


def list_papers(ask: Ask, arguments: str) -> list[str]:
    edges = ask(f"{{ papers({arguments}) {{ edges {{ node {{ title }} }} }} }}")["papers"]["edges"]
    return [edge["node"]["title"] for edge in edges]


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("NEWEST", ALL_PAPERS),
        ("OLDEST", ["Paper 4", "Paper 5", "Paper 2", "Paper 1", "Paper 3"]),
        ("TITLE", ["Paper 1", "Paper 2", "Paper 3", "Paper 4", "Paper 5"]),
    ],
)
def test_papers_are_listed_in_each_order(ask: Ask, order: str, titles: list[str]) -> None:
    assert list_papers(ask, f"orderBy: {order}") == titles


@pytest.mark.parametrize(
    ("where", "titles"),
    [
        ('benchmark: "miniF2F"', ["Paper 1", "Paper 2"]),
        ('benchmark: "miniF2F", includeVariants: false, roles: [EVALUATES_ON]', ["Paper 2"]),
        ('dataset: "miniF2F"', ["Paper 1", "Paper 2"]),
        ('benchmark: "LAION"', ["Paper 3"]),
        ('method: "ProofKit", task: "theorem proving", metric: "accuracy"', ["Paper 1"]),
        ('benchmark: "miniF2F", minConfidence: 0.5', ["Paper 1"]),
        ('benchmark: "ImageNet", roles: [MENTIONS]', ["Paper 1"]),
        ('benchmark: "nothing of the kind"', []),
        ('organization: "Example Lab"', ["Paper 1"]),
        ('author: "ada example"', ["Paper 1"]),
        ('text: "train imagenet"', ["Paper 2"]),
        ('publishedAfter: "2024-05-01"', ["Paper 1", "Paper 2"]),
        ('publishedBefore: "2023-12-31"', ["Paper 4", "Paper 5"]),
        ("benchmark: null, roles: null, minConfidence: null, includeVariants: null", ALL_PAPERS),
    ],
)
def test_papers_are_filtered(ask: Ask, where: str, titles: list[str]) -> None:
    assert list_papers(ask, f"filter: {{{where}}}") == titles


def test_a_total_is_counted_under_the_filter(ask: Ask) -> None:
    found = ask('{ a: papers(first: 1) { totalCount } b: papers(filter: {benchmark: "none such"}) { totalCount } }')
    assert found == {"a": {"totalCount": 5}, "b": {"totalCount": 0}}


@pytest.mark.parametrize(
    ("field", "popular", "by_name"),
    [
        ("benchmarks", ["ImageNet", "miniF2F", "miniF2F-test"], ["ImageNet", "miniF2F", "miniF2F-test"]),
        ("datasets", ["ImageNet", "LAION", "SAM"], ["ImageNet", "LAION", "SAM"]),
        ("methods", ["SAM", "ProofKit"], ["ProofKit", "SAM"]),
        ("tasks", ["theorem proving"], ["theorem proving"]),
        ("metrics", ["accuracy"], ["accuracy"]),
    ],
)
def test_entities_are_listed_by_label_in_each_order(
    ask: Ask, field: str, popular: list[str], by_name: list[str]
) -> None:
    for order, names in (("", popular), ("(orderBy: NAME)", by_name)):
        found = ask(f"{{ {field}{order} {{ totalCount edges {{ node {{ name }} }} }} }}")[field]
        assert [edge["node"]["name"] for edge in found["edges"]] == names
        assert found["totalCount"] == len(names)


def test_a_dataset_that_is_a_benchmark_too_is_listed_among_datasets_as_a_benchmark(ask: Ask) -> None:
    edges = ask("{ datasets { edges { node { __typename name } } } }")["datasets"]["edges"]
    assert {"__typename": "Benchmark", "name": "ImageNet"} in [edge["node"] for edge in edges]


def test_entities_are_filtered_by_the_beginning_of_a_name_in_any_spelling(ask: Ask) -> None:
    found = ask('{ benchmarks(filter: {prefix: "MINI-f"}) { totalCount edges { node { name } } } }')["benchmarks"]
    assert found["totalCount"] == 2
    assert [edge["node"]["name"] for edge in found["edges"]] == ["miniF2F", "miniF2F-test"]


LISTINGS = (
    "papers(first: 2, after: $after)",
    "papers(first: 2, after: $after, orderBy: TITLE)",
    "papers(first: 2, after: $after, orderBy: OLDEST)",
    "benchmarks(first: 1, after: $after)",
    "methods(first: 1, after: $after, orderBy: NAME)",
    'search(first: 2, after: $after, text: "sam")',
    'search(first: 1, after: $after, text: "minif2f")',
)


def page(ask: Ask, listing: str, after: str | None) -> dict[str, Any]:
    fields = "totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } }"
    field = listing.partition("(")[0]
    return dict(ask(f"query($after: String) {{ {listing} {{ {fields} }} }}", after=after)[field])


@pytest.mark.parametrize("listing", LISTINGS)
def test_the_pages_of_a_listing_hold_each_item_once(ask: Ask, listing: str) -> None:
    ids: list[str] = []
    after, more = None, True
    while more:
        found = page(ask, listing, after)
        assert found["pageInfo"]["hasPreviousPage"] == (after is not None)
        assert found["pageInfo"]["startCursor"] == found["edges"][0]["cursor"]
        ids += [edge["node"]["id"] for edge in found["edges"]]
        after, more = found["pageInfo"]["endCursor"], found["pageInfo"]["hasNextPage"]
    assert len(ids) == len(set(ids)) == found["totalCount"]


def test_an_insert_between_two_pages_neither_repeats_nor_skips(ask: Ask, store: SqliteStore) -> None:
    first = page(ask, LISTINGS[0], None)
    newest = paper(9, "We measure on miniF2F.", date="2026-01-01")
    store.upsert([facts(newest, ((MINIF2F, Relation.EVALUATES_ON),))])
    second = page(ask, LISTINGS[0], first["pageInfo"]["endCursor"])
    assert [edge["node"]["id"][-1] for edge in (*first["edges"], *second["edges"])] == ["1", "2", "4", "5"]


PAGED = (
    "{ papers(first: %d) { totalCount } }",
    "{ benchmarks(first: %d) { totalCount } }",
    '{ search(text: "a", first: %d) { totalCount } }',
    '{ entity(name: "SAM") { papers(first: %d) { totalCount } } }',
)


@pytest.mark.parametrize("size", [0, -1, 101, 100_000])
@pytest.mark.parametrize("document", PAGED)
def test_a_page_of_no_or_too_many_items_is_refused(answer: Ask, size: int, document: str) -> None:
    error = answer(document % size)["errors"][0]
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert "1 to 100" in error["message"]


def test_the_cursor_of_another_listing_is_refused(answer: Ask, ask: Ask) -> None:
    cursor = page(ask, LISTINGS[0], None)["pageInfo"]["endCursor"]
    done = answer("query($c: String) { papers(orderBy: TITLE, after: $c) { totalCount } }", c=cursor)
    assert done["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT"}


BY_DATE = Listing("papers:newest", SortedBy.DATE)
VALUES = {
    SortedBy.DATE: st.none() | st.dates().map(str),
    SortedBy.COUNT: st.integers(0, 2**63 - 1),
    SortedBy.TEXT: st.text(st.characters(exclude_categories=["Cs"])),
}


@given(st.data())
def test_a_cursor_leads_back_to_its_position(data: st.DataObject) -> None:
    sorted_by = data.draw(st.sampled_from(SortedBy))
    position = Position(data.draw(VALUES[sorted_by]), data.draw(st.text(st.characters(exclude_categories=["Cs"]))))
    listing = Listing("any", sorted_by)
    assert listing.decode(listing.encode(position)) == position


@given(st.text())
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(CursorError):
        BY_DATE.decode(text)


@pytest.mark.parametrize("value", ["yesterday", 3, True, 2.5, ["2025-01-01"], "2025-1-1"])
def test_a_cursor_that_holds_no_sort_value_is_refused(value: Any) -> None:
    with pytest.raises(CursorError):
        BY_DATE.decode(BY_DATE.encode(Position(value, "paper:a")))


@pytest.mark.parametrize("value", [-1, 2**63, True, None, "3"])
def test_a_cursor_that_holds_no_count_is_refused(value: Any) -> None:
    popular = Listing("benchmark:popular", SortedBy.COUNT)
    with pytest.raises(CursorError):
        popular.decode(popular.encode(Position(value, "data:a")))
