"""Names are ranked by one scorer that forgives spelling."""

import pytest

from kg.model import EntityType
from kg.search import NameIndex
from kg.store.base import NamedForm


def form(name: str, papers: int, type_: EntityType = EntityType.BENCHMARK, alias: str | None = None) -> NamedForm:
    return NamedForm(alias or name, f"{type_.lower()}:{name.lower()}", name, frozenset({type_}), papers)


INDEX = NameIndex(
    [
        form("HumanEval", 40),
        form("HumanEval+", 9),
        form("miniF2F", 12),
        form("MMLU", 90),
        form("MMLU-Pro", 20),
        form("Mean Teacher", 5, EntityType.METHOD),
        form("theorem proving", 30, EntityType.TASK),
        form("automated theorem proving", 50, EntityType.TASK, alias="ATP"),
        form("automated theorem proving", 50, EntityType.TASK),
    ]
)


def names(text: str, *types: EntityType) -> list[str]:
    return [hit.name for hit in INDEX.search(text, frozenset(types or EntityType))]


def test_the_name_as_spelled_comes_before_longer_ones() -> None:
    assert names("MMLU") == ["MMLU", "MMLU-Pro"]


@pytest.mark.parametrize("text", ["Mini-F2F", "minif2f", "MINI F2F", "minif", "minif3f", "mniif2f"])
def test_case_hyphens_unfinished_words_and_misspelling_are_forgiven(text: str) -> None:
    assert names(text)[0] == "miniF2F"


def test_a_later_word_of_a_name_is_enough() -> None:
    assert names("theorem prov") == ["theorem proving", "automated theorem proving"]


def test_among_equals_the_name_with_more_papers_comes_first() -> None:
    assert names("human") == ["HumanEval", "HumanEval+"]


def test_an_alias_finds_its_name_and_says_so() -> None:
    hit = INDEX.search("atp")[0]
    assert (hit.name, hit.matched) == ("automated theorem proving", "ATP")


def test_other_types_are_left_out() -> None:
    assert names("mean teacher", EntityType.BENCHMARK) == []


@pytest.mark.parametrize("text", ["", "  ", "-", "zzzzzzzz"])
def test_what_is_near_nothing_finds_nothing(text: str) -> None:
    assert names(text) == []


def test_the_nearest_names_of_a_misspelt_one_are_told_and_none_where_nothing_is_near() -> None:
    assert INDEX.nearest("minif3f", frozenset(EntityType)) == ("miniF2F",)
    assert INDEX.nearest("zzzzzzzz", frozenset(EntityType)) == ()
