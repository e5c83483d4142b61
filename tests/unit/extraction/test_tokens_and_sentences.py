"""Tokens that keep names whole, and sentences that end where they end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.components.sentence_ends import sentence_starts
from extraction.components.tokens import split


@pytest.mark.parametrize(
    "name",
    [
        "miniF2F-test",
        "GPT-4o",
        "pass@1",
        "HumanEval+",
        "ImageNet-100",
        "CIFAR10",
        "Llama-3.1-8B",
        "Q&A",
        "https://a.org/b",
    ],
)
def test_a_name_is_one_token(name: str) -> None:
    assert [token for token in split(f"on {name}, too") if not token.isspace()][1] == name


@given(st.text(max_size=300))
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(split(text)) == text


def sentences_of(text: str) -> list[str]:
    tokens = [token for token in split(text) if token != " "]
    out: list[list[str]] = []
    for token, starts in zip(tokens, sentence_starts(tokens), strict=True):
        if starts:
            out.append([])
        out[-1].append(token)
    return [" ".join(sentence) for sentence in out]


@pytest.mark.parametrize(
    "text",
    [
        "Models, e.g. BERT, win",
        "As in Fig. 3 of Li et al. We agree",
        "It has 3.5 points vs. Llama",
        "Agreement of >= .79 holds",
        "The U.S. Army uses it",
    ],
)
def test_an_abbreviation_or_a_decimal_ends_no_sentence(text: str) -> None:
    assert len(sentences_of(text)) == 1


@pytest.mark.parametrize("text", ["It wins. We release it.", "It is fast.However, it fails.", "Why (so)? Because."])
def test_a_stop_before_a_capital_ends_a_sentence(text: str) -> None:
    assert len(sentences_of(text)) == 2


def test_a_text_without_stops_is_cut_all_the_same() -> None:
    assert len(sentences_of("word " * 2000)) > 1
