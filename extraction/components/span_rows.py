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
    length = (last - first).astype(np.float32)
    behind = np.concatenate([said.tags, np.zeros((1, said.tags.shape[1]), np.float32)])[last]
    exact, inside, begins, on = [], [], [], []
    for kind in range(len(COLUMNS)):
        b, i = said.tags[:, 1 + 2 * kind], said.tags[:, 2 + 2 * kind]
        exact.append(chance(b, i, first, last))
        inside.append(mean(b + i, first, last, length))
        begins.append(b[first])
        on.append(behind[:, 2 + 2 * kind])
    best = np.max(exact, axis=0) if len(first) else np.zeros(0, np.float32)
    relations = [mean(said.relations[:, k], first, last, length) for k in range(said.relations.shape[1])]
    return np.stack([*exact, *inside, *begins, *on, *relations, *rivals(spans, best)], axis=1).astype(np.float32)


def mean(values: Array, first: Ints, last: Ints, length: Array) -> Array:
    """Return the mean of a value of words over each span."""
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    return np.asarray((sums[last] - sums[first]) / length, np.float32)


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
