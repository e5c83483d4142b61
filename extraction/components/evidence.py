"""From the document back to the paper: every offset that leaves this package points into the source's verbatim text."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from extraction.components.candidates import sentences
from kg.model import Evidence, Field, Paper
from kg.text import Plain, plain

BREAK = "\n\n"
_START = "abstract_start"
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Source:
    """A paper as one text: the plain form of its title, a break, the plain form of its abstract."""

    paper: Paper
    title: Plain
    abstract: Plain

    @classmethod
    def of(cls, paper: Paper) -> "Source":
        """Return the source of a paper."""
        return cls(paper, plain(paper.title), plain(paper.abstract))

    @property
    def text(self) -> str:
        """Return what the pipeline reads."""
        # A lone surrogate is no character that spaCy can keep; another of its length stands in for it.
        return _SURROGATE.sub("\ufffd", self.title.text + BREAK + self.abstract.text)

    @property
    def abstract_start(self) -> int:
        """Return where the abstract begins in `text`."""
        return len(self.title.text) + len(BREAK)

    def locate(self, start: int, end: int) -> tuple[Field, int, int] | None:
        """Return field and source offsets of a stretch of `text`, or None when it is empty or lies across the break."""
        field, part, offset = (
            (Field.TITLE, self.title, 0)
            if start < self.abstract_start
            else (Field.ABSTRACT, self.abstract, self.abstract_start)
        )
        if start >= end or end - offset > len(part.text):
            return None
        return field, part.start(start - offset), part.end(end - offset)


def document(nlp: Language, source: Source) -> Doc:
    """Return the document that a pipeline makes of a source."""
    doc = nlp.make_doc(source.text)
    doc.user_data[_START] = source.abstract_start
    return nlp(doc)


def abstract_start(doc: Doc) -> int:
    """Return where the abstract begins in a document that `document` made."""
    return cast("int", doc.user_data[_START])


class Witness:
    """Makes evidence for stretches of one document."""

    def __init__(self, doc: Doc, source: Source) -> None:
        """Testify for a document that was made of a source."""
        self._source = source
        self._sentences = sentences(doc)
        self._starts = [sentence.start for sentence in self._sentences]

    def evidence(self, start: int, end: int, *, extractor: str, confidence: float) -> Evidence | None:
        """Return the evidence at a stretch of the document, or None where the source has no such stretch."""
        place = self._source.locate(start, end)
        if place is None or not self._starts:
            return None
        field, at, to = place
        first = self._sentences[max(0, bisect_right(self._starts, start) - 1)]
        last = self._sentences[max(0, bisect_right(self._starts, end - 1) - 1)]
        around = self._source.locate(first.start, first.start + len(last.text.rstrip()) + last.start - first.start)
        text = self._source.paper.text(field)
        _, begin, stop = around if around and around[0] is field else (field, at, to)
        begin, stop = min(begin, at), max(stop, to)
        return Evidence(field, at, to, text[at:to], text[begin:stop], begin, extractor, confidence)
