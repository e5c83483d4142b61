"""The words around a mention in its sentence; a list of names is seen from outside."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extraction.components.candidates import sentences, text_of
from extraction.components.lists import chains


@dataclass(frozen=True, slots=True)
class Context:
    """The words before and after a mention, which other spans stand in a list with it, and the sentence's number."""

    before: str
    after: str
    listed_with: tuple[int, ...]
    sentence: int


def contexts(doc: Doc, spans: Sequence[tuple[int, int]]) -> list[Context]:
    """Return the context of each span, the spans in order of appearance."""
    text, found = text_of(doc), sentences(doc)
    starts = [sentence.start for sentence in found]
    out: list[Context] = []
    for chain in chains(text, spans):
        first, last = spans[chain[0]], spans[chain[-1]]
        sentence = found[max(0, bisect_right(starts, first[0]) - 1)]
        before = text[max(sentence.start, first[0] - 200) : first[0]]
        after = text[last[1] : min(sentence.end, last[1] + 120)]
        listed = tuple(chain) if len(chain) < 40 else ()  # a longer list is no list of a sentence
        out.extend([Context(before, after, listed, sentence.index)] * len(chain))
    return out
