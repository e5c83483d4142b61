"""Names are ranked by one scorer that forgives spelling."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from kg.model import EntityType
from kg.name_table import SIMILAR, NameTable
from kg.search import NameIndex
from kg.store.base import NamedForm
from kg.text import match_key


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


@pytest.mark.parametrize("text", ["g", "gp", "GP", "g-"])
def test_one_or_two_letters_find_names_that_begin_so(text: str) -> None:
    index = NameIndex([form("GPQA", 3), form("GPQA Diamond", 9), form("Big-bench", 99)])
    assert [hit.name for hit in index.search(text)] == ["GPQA Diamond", "GPQA"]


def test_initials_find_a_name_of_several_words_with_and_without_its_small_ones() -> None:
    discovery = form("generalized category discovery", 4, EntityType.TASK)
    experts = form("mixture of experts", 9, EntityType.METHOD)
    index = NameIndex([discovery, experts, form("GCDBench", 1)])
    assert [hit.name for hit in index.search("gcd")] == ["GCDBench", "generalized category discovery"]
    assert (
        [hit.name for hit in index.search("MoE")] == [hit.name for hit in index.search("me")] == ["mixture of experts"]
    )


def test_words_are_found_in_any_order() -> None:
    index = NameIndex([form("3D object detection", 4, EntityType.TASK), form("object tracking", 40, EntityType.TASK)])
    assert [hit.name for hit in index.search("detection 3d obj")] == ["3D object detection"]


@pytest.mark.parametrize("text", ["swe bench", "SWE-Bench", "swebench", "swe b", "swebnech"])
def test_a_space_for_a_hyphen_and_swapped_letters_are_forgiven(text: str) -> None:
    index = NameIndex([form("SWE-bench", 40), form("SWE-bench Verified", 20), form("WebBench", 90)])
    assert index.search(text)[0].name == "SWE-bench"


def test_a_misspelt_beginning_finds_the_longer_name() -> None:
    assert [hit.name for hit in NameIndex([form("ImageNet", 90), form("COCO", 99)]).search("imgen")] == ["ImageNet"]


def test_misspellings_are_not_looked_for_where_the_name_itself_is_there() -> None:
    index = NameIndex([form("WinoGrande", 2), form("WinoGrunde", 99)])
    assert [hit.name for hit in index.search("winogrande")] == ["WinoGrande"]
    assert [hit.name for hit in index.search("winogrand")] == ["WinoGrande", "WinoGrunde"]


@settings(deadline=None)
@given(
    before=st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(("foo bar", "food", "baz"))), max_size=6),
    after=st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(("foo bar", "bar", "fooo"))), max_size=6),
    text=st.sampled_from(("f", "foo", "bar", "fodo", "fb", "foooo")),
)
def test_an_index_with_changes_finds_what_one_made_anew_does(
    before: list[tuple[str, str]], after: list[tuple[str, str]], text: str
) -> None:
    def forms(pairs: list[tuple[str, str]]) -> list[NamedForm]:
        types = frozenset({EntityType.TASK})
        return [NamedForm(name, id_, id_.upper(), types, ord(id_)) for id_, name in pairs]

    changed = {id_ for id_, _ in after} | {"a"}
    now = [*((id_, name) for id_, name in before if id_ not in changed), *after]
    index = NameIndex(forms(before)).with_changes(["b"], forms([pair for pair in before if pair[0] == "b"]))
    changed_index, anew = index.with_changes(changed, forms(after)), NameIndex(forms(now))
    assert changed_index.search(text) == anew.search(text)
    assert changed_index.search(text, first=2) == anew.search(text)[:2]


@settings(deadline=None, max_examples=50)
@given(
    pairs=st.lists(st.tuples(st.integers(0, 30), st.text("ab -", max_size=4)), max_size=30),
    text=st.text("ab-", max_size=3),
    first=st.integers(0, 8),
    type_=st.sampled_from(EntityType),
)
def test_the_first_names_are_those_that_all_names_begin_with(
    pairs: list[tuple[int, str]], text: str, first: int, type_: EntityType
) -> None:
    types = [frozenset({EntityType.DATASET, EntityType.BENCHMARK}), frozenset({EntityType.TASK})]
    index = NameIndex([NamedForm(name, f"e:{id_}", f"E{id_}", types[id_ % 2], id_ % 7) for id_, name in pairs])
    assert index.search(text, frozenset({type_}), first=first) == index.search(text, frozenset({type_}))[:first]


@settings(deadline=None)
@given(text=st.text(max_size=12), names=st.lists(st.text(max_size=12), max_size=6))
def test_any_text_and_any_names_can_be_searched(text: str, names: list[str]) -> None:
    index = NameIndex([form(f"{name} x", 1) for name in names])
    scores = [hit.score for hit in index.search(text)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


@settings(deadline=None)
@given(one=st.text("abc-1 ", min_size=5, max_size=9), other=st.text("abc-1 ", min_size=5, max_size=9))
def test_names_that_are_near_are_never_missed(one: str, other: str) -> None:
    key, wanted = match_key(one), match_key(other)
    near = dict(NameTable([form(one, 1)]).similar(wanted)) if wanted and key else {}
    similarity = OSA.normalized_similarity(wanted, key)
    assert near == ({key: similarity} if key and wanted and similarity >= SIMILAR else {})
