"""What the components hand to each other: candidate mentions on a document, with the rule that found each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from spacy.tokens import Doc

from kg.model import EntityType, Relation

_KEY = "candidates"
_SENTENCES = "sentences"  # kept, since walking a document token by token is what costs most
_WORDS = "words"
_TEXT = "text"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of the document that may be a mention, in character offsets, end exclusive.

    `type` and `relation` are None where the rule cannot tell; `name` is the form to show where the rule knows a better
    one than the surface; `full` is the long form where the text itself defines the mention or its short form.
    """

    start: int
    end: int
    rule: str
    type: EntityType | None = None
    relation: Relation | None = None
    name: str | None = None
    full: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the document: its text and where that begins."""

    text: str
    start: int
    index: int

    @property
    def end(self) -> int:
        """Return the offset just behind the sentence."""
        return self.start + len(self.text)


def candidates(doc: Doc) -> list[Candidate]:
    """Return the candidates that earlier components left on the document."""
    return cast("list[Candidate]", doc.user_data.setdefault(_KEY, []))


def add(doc: Doc, found: Iterable[Candidate]) -> Doc:
    """Leave candidates on the document for later components, and return it."""
    candidates(doc).extend(found)
    return doc


def sentences(doc: Doc) -> tuple[Sentence, ...]:
    """Return the document's sentences in order; the title's come first."""
    return cast("tuple[Sentence, ...]", doc.user_data[_SENTENCES])


def keep_sentences(doc: Doc, opens: Sequence[bool]) -> Doc:
    """Keep the sentences of a document, given which of its tokens open one, and return it."""
    text, places = text_of(doc), words(doc)[1]
    starts = [place for place, is_first in zip(places, opens, strict=True) if is_first]
    spans = enumerate(pairwise([*starts, len(text)]))
    doc.user_data[_SENTENCES] = tuple(Sentence(text[start:end].rstrip(" "), start, i) for i, (start, end) in spans)
    return doc


def text_of(doc: Doc) -> str:
    """Return the document's text."""
    known = doc.user_data.get(_TEXT)
    if known is None:
        known = doc.user_data[_TEXT] = doc.text
    return cast("str", known)


def words(doc: Doc) -> tuple[Sequence[str], Sequence[int]]:
    """Return the texts of the document's tokens and the offsets at which they start."""
    return cast("tuple[Sequence[str], Sequence[int]]", doc.user_data[_WORDS])


def keep_words(doc: Doc, texts: Sequence[str], starts: Sequence[int]) -> Doc:
    """Keep the texts of a document's tokens and where they start, as the tokenizer knows them, and return it."""
    doc.user_data[_WORDS] = texts, starts
    return doc
