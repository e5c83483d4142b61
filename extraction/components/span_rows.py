"""What the tagger says of every candidate, and of the candidates around it: one row of numbers a mention."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extraction.components.candidates import Candidate
from extraction.components.tagged_spans import chance
from extraction.model.priors import COLUMNS
from extraction.model.tagger import Said
from extraction.model.words import Words

Array = NDArray[np.float32]
Ints = NDArray[np.int64]
_NEIGHBOURS = 12
"""Candidates before and behind that are looked at for an overlap; names are short, so more cannot matter."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Different spans of a text in order: character offsets, and first and last (exclusive) word."""

    starts: Ints
    ends: Ints
    first: Ints
    last: Ints

    @classmethod
    def of(cls, candidates: Sequence[Candidate], read: Words) -> "Spans":
        """Return the spans of candidates, each once, in order of appearance."""
        pairs = np.array(sorted({(c.start, c.end) for c in candidates}), np.int64).reshape(-1, 2)
        first = np.minimum(np.searchsorted(read.ends, pairs[:, 0], "right"), max(0, len(read) - 1))
        last = np.maximum(np.searchsorted(read.starts, pairs[:, 1], "left"), first + 1)
        return cls(pairs[:, 0], pairs[:, 1], first, last)


def rows(spans: Spans, said: Said) -> Array:
    """Return a row for each span.

    For each type: that the name is just this, that its words belong to one, that it begins here, that it goes on;
    for each relation its mean over the words; the best overlapping span, and the best longer one.
    """
    first, last = spans.first, spans.last
    begins, goes_on = said.tags[:, 1::2], said.tags[:, 2::2]
    exact = chance(begins, goes_on, first, last)
    inside = mean(np.concatenate([begins + goes_on, said.relations], axis=1), first, last)
    behind = np.concatenate([goes_on, np.zeros((1, len(COLUMNS)), np.float32)])[last]
    kinds, relations = inside[:, : len(COLUMNS)], inside[:, len(COLUMNS) :]
    around = np.stack(rivals(spans, exact.max(axis=1)), axis=1)
    return np.concatenate([exact, kinds, begins[first], behind, relations, around], axis=1, dtype=np.float32)


def mean(values: Array, first: Ints, last: Ints) -> Array:
    """Return the means of values of words, shape (words, values), over each span."""
    sums = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0, dtype=np.float64)])
    return np.asarray((sums[last] - sums[first]) / (last - first)[:, None], np.float32)


def rivals(spans: Spans, best: Array) -> tuple[Array, Array]:
    """Return for each span the highest value of another that overlaps it, and of one that holds it."""
    overlapping, longer = np.zeros_like(best), np.zeros_like(best)
    for step in range(1, min(_NEIGHBOURS, len(best) - 1) + 1):
        before, after = slice(None, -step), slice(step, None)
        meets = spans.starts[after] < spans.ends[before]
        within = meets & (spans.ends[after] <= spans.ends[before])
        around = meets & (spans.starts[after] == spans.starts[before]) & (spans.ends[after] >= spans.ends[before])
        np.maximum(overlapping[before], np.where(meets, best[after], 0), out=overlapping[before])
        np.maximum(overlapping[after], np.where(meets, best[before], 0), out=overlapping[after])
        np.maximum(longer[after], np.where(within, best[before], 0), out=longer[after])
        np.maximum(longer[before], np.where(around, best[after], 0), out=longer[before])
    return overlapping, longer
