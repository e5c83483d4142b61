"""Text that nobody wrote as an abstract: it neither stops the reader nor costs more than its length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.pipeline import Extractor, load_extractor
from kg.model import Paper


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A",
        "(",
        "word ",
        "GSM8K, ",
        "5.1% ",
        "Foo Bar (FB) ",
        r"\textbf{",
        "$",
        ".",
        "-",
        "\n",
        "🙂",
        "אב",
        "\x00\x01",
        "\ud800",
    ],
)
def test_time_grows_with_the_length_and_no_faster(extractor: Extractor, unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        start = time.process_time()
        extractor.extract(Paper("paper:x", "T", text))
        return time.process_time() - start

    seconds(1_000)
    # Eight times the text: eight times the time when linear, sixty-four when quadratic.
    assert seconds(24_000) < 24 * max(seconds(3_000), 0.01)


def test_a_megabyte_without_a_space_is_read(extractor: Extractor) -> None:
    assert extractor.extract(Paper("paper:x", "T", "x" * 1_100_000)).entities == ()


def test_a_paper_without_any_text_says_nothing(extractor: Extractor) -> None:
    found = extractor.extract(Paper("paper:x", "", ""))
    assert (found.entities, found.results) == ((), ())


_PIECES = st.sampled_from(
    [
        "We propose FooNet",
        "on ImageNet",
        "61.7%",
        r"\textbf{",
        "``",
        "''",
        "}",
        "$",
        "(ABC)",
        " – ",
        "\n\n",
        "LoRA",
        ". ",
        ", ",
        "אב",
        "\ud800",
    ]
)


@settings(max_examples=80, deadline=None)
@given(
    title=st.lists(_PIECES, max_size=5).map(" ".join),
    abstract=st.lists(st.one_of(_PIECES, st.text(max_size=8))).map("".join),
)
def test_whatever_the_text_evidence_quotes_it(extractor: Extractor, title: str, abstract: str) -> None:
    found = extractor.extract(Paper("paper:x", title, abstract))
    pieces = [piece for e in found.entities for piece in e.evidence] + [r.evidence for r in found.results]
    for piece in pieces:
        text = found.paper.text(piece.field)
        assert text[piece.start : piece.end] == piece.text != ""
        assert text[piece.sentence_start : piece.sentence_start + len(piece.sentence)] == piece.sentence
        assert piece.text in piece.sentence
