"""What is known of the names in a text before it is read: their type in the lexicon, and what readers made of them."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extraction.model.name_index import KnownName, NameIndex
from extraction.model.priors import COLUMNS, Prior, PriorName, prior_key
from kg.model import EntityType
from kg.text import match_key

KINDS = len(COLUMNS)
WIDTH = 2 * KINDS + 3
"""Of a known name: lexicon type (one of `COLUMNS`), weak, share of readers for each type, how often it was seen."""
_REMEMBERED = 60_000
_ENOUGH = math.log1p(20)


@dataclass(frozen=True, slots=True)
class Known:
    """A known name in a text, in character offsets, with its entry in the lexicon or None and its counts or None."""

    start: int
    end: int
    entry: KnownName | None
    prior: Prior | None

    @property
    def values(self) -> list[float]:
        """Return `WIDTH` numbers between 0 and 1."""
        out = [0.0] * WIDTH
        if self.entry is not None and self.entry.type is not None:
            out[column(self.entry.type)] = 1.0
            out[KINDS] = float(self.entry.weak)
        if self.prior is not None and self.prior.seen:
            for i, count in enumerate(self.prior.annotated):
                out[KINDS + 1 + i] = count / (self.prior.seen + 0.5)
            out[2 * KINDS + 1] = 1.0
            out[2 * KINDS + 2] = min(1.0, math.log1p(self.prior.seen) / _ENOUGH)
        return out


def column(type_: EntityType) -> int:
    """Return the place of a type in `COLUMNS`, where a dataset counts as a benchmark."""
    return COLUMNS.index(EntityType.BENCHMARK if type_ is EntityType.DATASET else type_)


class NameEvidence:
    """Finds known names in texts."""

    def __init__(self, names: Iterable[KnownName], priors: Mapping[str, Prior]) -> None:
        """Know the names of a lexicon and the counts of names that were annotated before."""
        self._index = NameIndex()
        self._index.learn(names)
        self._index.learn(PriorName(key.rstrip("!")) for key in priors)
        self._priors = priors
        self._looked_up: dict[str, Sequence[float]] = {}

    def look_up(self, form: str) -> Sequence[float]:
        """Return what is known of a form as a whole, `WIDTH` numbers, or none at all."""
        found = self._looked_up.get(form)
        if found is None:
            if len(self._looked_up) >= _REMEMBERED:
                self._looked_up.clear()
            found = self._looked_up[form] = self._of(form)
        return found

    def _of(self, form: str) -> Sequence[float]:
        key = match_key(form)
        entry = next((e for e in self._index.by_key.get(key, ()) if not isinstance(e, PriorName)), None)
        if entry is not None and entry.cased and form not in self._index.cased[key]:
            entry = None
        prior = self._priors.get(prior_key(form, key))
        return Known(0, len(form), entry, prior).values if entry is not None or prior is not None else ()

    def find(self, text: str) -> Iterator[Known]:
        """Yield the known names of a text, none overlapping another."""
        for start, end, entry in self._index.find(text):
            prior = self._priors.get(prior_key(text[start:end]))
            known = None if isinstance(entry, PriorName) else entry
            if prior is not None or known is not None:
                yield Known(start, end, known, prior)


def of_words(found: Iterable[Known], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return for each word what is known of the name it stands in, shape (words, WIDTH + 2).

    The last two values: the word begins the name, the word goes on with it.
    """
    out = np.zeros((len(starts), WIDTH + 2), np.float32)
    for known in found:
        first = int(np.searchsorted(ends, known.start, "right"))
        last = int(np.searchsorted(starts, known.end, "left"))
        if first < last:
            out[first:last, :WIDTH] = known.values
            out[first, WIDTH] = 1.0
            out[first + 1 : last, WIDTH + 1] = 1.0
    return out
