"""Text that nobody wrote as an abstract: it neither stops the reader nor costs more than its length."""

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.hostile import KINDS, PROSE, text_of
from extraction.pipeline import Extractor, load_extractor
from kg.model import Extraction, Paper


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


def assert_quotes(found: Extraction) -> None:
    for piece in [piece for e in found.entities for piece in e.evidence] + [r.evidence for r in found.results]:
        text = found.paper.text(piece.field)
        assert text[piece.start : piece.end] == piece.text != ""
        assert text[piece.sentence_start : piece.sentence_start + len(piece.sentence)] == piece.sentence
        assert piece.sentence_start <= piece.start <= piece.end <= piece.sentence_start + len(piece.sentence)


@pytest.mark.parametrize("kind", KINDS)
def test_evidence_around_hostile_text_quotes_it(extractor: Extractor, kind: str) -> None:
    hostile = text_of(kind, 600)
    found = extractor.extract(Paper("paper:x", hostile[:80], f"{PROSE}{hostile} {PROSE}"))
    assert found.entities
    assert_quotes(found)


@pytest.mark.parametrize("kind", KINDS)
def test_work_grows_with_the_length_and_no_faster(extractor: Extractor, kind: str) -> None:
    """Calls are counted, not seconds: the same on every machine. `python -m bench.hostile` times a megabyte."""
    extractor.extract(Paper("paper:x", "T", text_of(kind, 500)))
    short, long = (calls(extractor, text_of(kind, length)) for length in (2_000, 16_000))
    assert long < 10 * short


def calls(extractor: Extractor, text: str) -> int:
    count = 0

    def one_more(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(one_more)
    try:
        extractor.extract(Paper("paper:x", "T", text))
    finally:
        sys.setprofile(before)
    return count


def test_a_megabyte_of_prose_is_read(extractor: Extractor) -> None:
    found = extractor.extract(Paper("paper:x", "T", text_of("prose", 1_000_000)))
    assert "FooNet" in {entity.name for entity in found.entities}
    assert_quotes(found)


def test_a_megabyte_without_a_space_is_read(extractor: Extractor) -> None:
    assert extractor.extract(Paper("paper:x", "T", "x" * 1_100_000)).entities == ()


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "\u200b"])
def test_a_paper_without_any_text_says_nothing(extractor: Extractor, text: str) -> None:
    found = extractor.extract(Paper("paper:x", text, text))
    assert (found.entities, found.results) == ((), ())


_PIECES = st.sampled_from([*KINDS.values(), "We propose FooNet", "61.7%", "``", "''", "}", " – ", "\n\n", ". ", ", "])


@settings(max_examples=80, deadline=None)
@given(
    title=st.lists(_PIECES, max_size=5).map(" ".join),
    abstract=st.lists(st.one_of(_PIECES, st.text(max_size=8))).map("".join),
)
def test_whatever_the_text_evidence_quotes_it(extractor: Extractor, title: str, abstract: str) -> None:
    assert_quotes(extractor.extract(Paper("paper:x", title, abstract)))
