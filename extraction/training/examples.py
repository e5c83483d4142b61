"""Annotated papers as the tagger learns from them: the words of a text, and for each word what it should say."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extraction.components.evidence import BREAK
from extraction.model.inputs import WordReader, inputs
from extraction.model.name_evidence import NameEvidence, column
from extraction.model.tags import NUMBERS, RELATIONS
from extraction.model.words import Words, words
from kg.model import EntityType, Relation
from kg.text import plain

UNKNOWN = -1
"""The label of a word that teaches a head nothing."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text as arrays: what is seen of each word, and the label of each head, all of length words."""

    inputs: NDArray[np.float16]
    shapes: NDArray[np.int16]
    tags: NDArray[np.int8]
    relations: NDArray[np.int8]
    numbers: NDArray[np.int8]


def text_of(row: Mapping[str, Any]) -> tuple[str, int]:
    """Return the text that is read for a paper, and where its abstract begins."""
    title = plain(row["title"]).text + BREAK
    return title + plain(row["abstract"]).text, len(title)


def example(
    row: Mapping[str, Any], annotation: Mapping[str, Any] | None, reader: WordReader, evidence: NameEvidence
) -> Example:
    """Return the example that a paper makes; without an annotation every label is `UNKNOWN`."""
    text, start = text_of(row)
    read = words(text)
    seen, shapes = inputs(reader, read, evidence.find(text), start)
    labels = np.full((3, len(read)), UNKNOWN, np.int8)
    if annotation is not None:
        label(text, start, read, annotation, labels)
    return Example(seen.astype(np.float16), shapes.astype(np.int16), *labels)


def label(text: str, abstract_start: int, read: Words, annotation: Mapping[str, Any], labels: NDArray[np.int8]) -> None:
    """Write the labels of tags, relations and numbers into the rows of `labels`."""
    labels[0] = 0
    for first, last, type_, relation in annotated_spans(text, read, annotation["entities"]):
        tag = 1 + 2 * column(type_)
        labels[0, first], labels[0, first + 1 : last] = tag, tag + 1
        labels[1, first:last] = RELATIONS.index(relation)
    numeric = np.array([word[:1].isdigit() for word in read.texts], bool) & (read.starts >= abstract_start)
    labels[2, numeric] = 0
    for result in annotation["results"]:
        kind = NUMBERS.index("gain" if result.get("delta") else "level")
        for start, end in occurrences(text, plain(str(result["value"])).text, abstract_start):
            inside = slice(int(np.searchsorted(read.starts, start)), int(np.searchsorted(read.starts, end)))
            labels[2, inside] = np.where(labels[2, inside] == UNKNOWN, UNKNOWN, kind)


def annotated_spans(
    text: str, read: Words, entities: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[int, int, EntityType, Relation]]:
    """Yield every place of every annotated form, longest first, none overlapping, as first and last word."""
    forms = sorted(
        {
            (plain(form).text, EntityType(entity["type"]), Relation(entity["relation"]))
            for entity in entities
            for form in (entity["name"], *entity["mentions"])
        },
        key=lambda item: (-len(item[0]), item),
    )
    taken = np.zeros(len(read), bool)
    for form, type_, relation in forms:
        for start, end in occurrences(text, form):
            first = int(np.searchsorted(read.ends, start, "right"))
            last = int(np.searchsorted(read.starts, end, "left"))
            if first < last and not taken[first:last].any():
                taken[first:last] = True
                yield first, last, type_, relation


def occurrences(text: str, form: str, begin: int = 0) -> Iterator[tuple[int, int]]:
    """Yield start and end of each place where a form stands by itself, a plural s behind it or not."""
    if form:
        for match in re.compile(rf"(?<![^\W_]){re.escape(form)}(?=s?(?:\W|_|$))").finditer(text, begin):
            if not (form[0].isdigit() and match.start() > 1 and text[match.start() - 1] in ".,"):
                yield match.span()


def examples(
    rows: Sequence[Mapping[str, Any]],
    annotations: Sequence[Mapping[str, Any] | None],
    reader: WordReader,
    evidence: NameEvidence,
) -> list[Example]:
    """Return the example of each paper, in order."""
    return [example(row, note, reader, evidence) for row, note in zip(rows, annotations, strict=True)]
