"""How names are compared, and how text is read without being changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text import match_key, plain, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mini-F2F", "miniF2F"),
        ("MS COCO", "MS-COCO"),
        ("Fréchet", "Frechet"),
        ("diffusion models", "Diffusion Model"),
        ("GPT–4", "GPT-4"),
        ("Humanity’s Last Exam", "Humanity's Last Exam"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("HumanEval", "HumanEval+"), ("CIFAR-10", "CIFAR-100"), ("GPT-4", "GPT-4o"), ("A", "A*"), ("loss", "los")],
)
def test_what_tells_names_apart_is_kept(one, other):
    assert match_key(one) != match_key(other)


def test_terms_are_the_words_without_case_and_accents():
    assert terms("Théorem-proving, in Lean 4!") == ["theorem", "proving", "in", "lean", "4"]


@pytest.mark.parametrize(
    ("source", "read"),
    [
        (r"gains 5\% here", "gains 5% here"),
        ("``quoted''", '"quoted"'),
        (r"\eg miniF2F", "e.g. miniF2F"),
        (r"\textbf{miniF2F}", "miniF2F}"),
        ("a—b “c”", 'a-b "c"'),
    ],
)
def test_tex_residue_reads_as_what_it_prints(source, read):
    assert plain(source).text == read


def test_a_span_of_the_plain_form_points_to_its_source():
    source = r"gains 5\% on ``GSM8K''"
    read = plain(source)
    start = read.text.index("GSM8K")
    assert source[read.start(start) : read.end(start + 5)] == "GSM8K"


@given(st.text(alphabet=st.sampled_from("ab \\%`'{}“—egtxf.")))
def test_every_offset_leads_back_into_the_source_in_order(source):
    read = plain(source)
    offsets = [read.start(i) for i in range(len(read.text) + 1)]
    assert offsets == sorted(offsets)
    assert read.origin[-1] == len(source)
    assert all(read.start(i) < read.end(i + 1) <= len(source) for i in range(len(read.text)))


@given(st.text(alphabet=st.characters(codec="ascii", exclude_characters="\\`'")))
def test_text_without_residue_reads_as_it_is(source):
    read = plain(source)
    assert (read.text, read.origin) == (source, tuple(range(len(source) + 1)))
