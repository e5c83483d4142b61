"""Ids are stable and readable, and keep apart what is different."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ids import arxiv_id, entity_id, paper_id, slug, title_id
from kg.model import EntityType


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("miniF2F", "minif2f"),
        ("HumanEval+", "humaneval-plus"),
        ("pass@1", "pass-at-1"),
        ("A*", "a-star"),
        ("τ²-bench", "2-bench"),
        ("Fréchet Inception Distance", "frechet-inception-distance"),
        ("Qwen2.5", "qwen2-5"),
    ],
)
def test_a_slug_is_readable_and_keeps_signs(name, expected):
    assert slug(name) == expected


@given(st.text())
def test_a_slug_is_never_empty_and_plain_ascii(name):
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug(name))


def test_names_without_latin_letters_stay_apart():
    assert slug("日本語") != slug("中文")


def test_datasets_and_benchmarks_share_the_prefix_and_no_other_types_do():
    prefixes = [entity_id(type_, "x").partition(":")[0] for type_ in EntityType]
    assert prefixes == ["method", "data", "data", "task", "metric"]


@pytest.mark.parametrize(
    "text",
    [
        "2410.12345",
        "arXiv:2410.12345",
        "arxiv:2410.12345v3",
        "https://arxiv.org/abs/2410.12345v2",
        "https://arxiv.org/pdf/2410.12345.pdf",
    ],
)
def test_an_arxiv_id_is_read_in_any_form_without_its_version(text):
    assert arxiv_id(text) == "2410.12345"


def test_an_old_arxiv_id_keeps_its_archive():
    assert arxiv_id("arXiv:cs/0112017") == "cs/0112017"


@pytest.mark.parametrize("text", ["", "W123", "10.1000/182", "2410.123", "https://example.org/2410.12345"])
def test_what_is_no_arxiv_id_is_none(text):
    assert arxiv_id(text) is None


def test_a_paper_is_named_by_arxiv_then_by_its_source_then_by_its_title():
    assert paper_id("T", "arXiv:2410.12345v2") == "paper:arxiv:2410.12345"
    assert paper_id("T", " W123 ") == "paper:W123"
    assert paper_id("T") == title_id("T")


def test_a_title_id_depends_on_the_normal_title_alone():
    assert title_id("A  Title-Here") == title_id("a title here")
    assert title_id("A Title") != title_id("A Title+")


def test_long_titles_that_begin_alike_stay_apart():
    beginning = "word " * 40
    assert title_id(beginning + "one") != title_id(beginning + "two")
