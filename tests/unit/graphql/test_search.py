"""Search over names and papers."""

from tests.unit.graphql.conftest import Ask
from tests.unit.graphql.made_up import MINIF2F, SAM_DATASET, SAM_METHOD

FIELDS = "totalCount pageInfo { hasNextPage endCursor } edges { score matched node { __typename id } }"


def test_names_come_before_papers_that_hold_the_words(ask: Ask) -> None:
    edges = ask(f'{{ search(text: "sam") {{ {FIELDS} }} }}')["search"]["edges"]
    assert {edge["node"]["id"] for edge in edges[:2]} == {SAM_METHOD.id, SAM_DATASET.id}
    assert [edge["node"]["__typename"] for edge in edges[2:]] == ["Paper"] * 3
    assert [edge["matched"] for edge in edges] == ["SAM", "SAM", None, None, None]


def test_the_name_that_fits_best_comes_first(ask: Ask) -> None:
    edges = ask(f'{{ search(text: "mini-f2f") {{ {FIELDS} }} }}')["search"]["edges"]
    assert edges[0]["node"]["id"] == MINIF2F.id
    scores = [edge["score"] for edge in edges]
    assert scores == sorted(scores, reverse=True)


def test_a_search_can_be_narrowed_to_kinds(ask: Ask) -> None:
    found = ask(
        """{ a: search(text: "sam", types: [METHOD]) { edges { node { __typename } } totalCount }
             b: search(text: "sam", types: [PAPER]) { edges { node { __typename } } totalCount }
             c: search(text: "sam", types: [TASK]) { edges { node { __typename } } totalCount } }"""
    )
    assert {edge["node"]["__typename"] for edge in found["a"]["edges"]} == {"Method"}
    assert {edge["node"]["__typename"] for edge in found["b"]["edges"]} == {"Paper"}
    assert [found[kind]["totalCount"] for kind in "abc"] == [1, 3, 0]


def test_a_text_without_words_finds_nothing(ask: Ask) -> None:
    for text in ("", "  ", "?!"):
        assert ask(f'{{ search(text: "{text}") {{ {FIELDS} }} }}')["search"]["edges"] == []


def test_a_page_that_the_names_fill_tells_that_papers_follow(ask: Ask) -> None:
    info = ask(f'{{ search(text: "sam", first: 2) {{ {FIELDS} }} }}')["search"]["pageInfo"]
    assert info["hasNextPage"]
