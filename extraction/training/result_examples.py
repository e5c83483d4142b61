"""Numbers of annotated papers as the forests of results learn from them: rows, and what each number should say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from extraction.components.assemble import Assembled
from extraction.components.candidates import sentences, text_of
from extraction.components.number_rows import Thing, number_row, pair_rows
from extraction.components.results import GAIN, LEVEL, doc_scenes
from extraction.components.tagger import said_of
from kg.text import match_key

NO_RESULT = 0


@dataclass(slots=True)
class Rows:
    """Rows of features, the label of each, and the number of the paper that each comes from."""

    features: list[NDArray[np.float32]] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    papers: list[int] = field(default_factory=list)

    def add(self, features: NDArray[np.float32], label: int, paper: int) -> None:
        """Add a row."""
        self.features.append(features)
        self.labels.append(label)
        self.papers.append(paper)

    def arrays(self) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]:
        """Return features of shape (rows, features), labels and papers."""
        return np.stack(self.features), np.array(self.labels), np.array(self.papers)


@dataclass(slots=True)
class ResultExamples:
    """Rows for whether a number is a result, for what it was measured on, and for its metric."""

    number: Rows = field(default_factory=Rows)
    on: Rows = field(default_factory=Rows)
    metric: Rows = field(default_factory=Rows)

    def add(self, paper: int, doc: Doc, entities: Sequence[Assembled], annotation: Mapping[str, Any]) -> None:
        """Add what the numbers of a paper teach, with the entities that were found in it."""
        text, count = text_of(doc), len(sentences(doc))
        forms = {
            entity["name"]: set(map(match_key, (entity["name"], *entity["mentions"])))
            for entity in annotation["entities"]
        }
        found = {entity.name: {match_key(text[s:e]) for s, e in entity.mentions} for entity in entities}
        for scene in doc_scenes(doc, entities):
            for number in scene.numbers:
                stated = [r for r in annotation["results"] if value_of(r["value"]) == value_of(number.value)]
                kind = NO_RESULT if not stated else GAIN if stated[0].get("delta") else LEVEL
                self.number.add(number_row(number, scene, said_of(doc), count), kind, paper)
                if stated:
                    for rows, things, key in ((self.on, scene.data, "on"), (self.metric, scene.metrics, "metric")):
                        right = [forms.get(result.get(key), set()) for result in stated]
                        for row, label in zip(
                            pair_rows(number, scene, things, text), meant(things, found, right), strict=True
                        ):
                            rows.add(row, label, paper)


def meant(things: Sequence[Thing], found: Mapping[str, set[str]], right: Sequence[set[str]]) -> Iterator[int]:
    """Yield for each thing whether it is one of those that readers named, by any form."""
    for thing in things:
        yield int(any(found[thing.name] & forms for forms in right))


def value_of(written: object) -> float | None:
    """Return a number as written, or None.

    >>> value_of("1,200.5"), value_of("n/a")
    (1200.5, None)
    """
    try:
        return float(str(written).replace(",", "").strip("+%$ "))
    except ValueError:
        return None
