"""Names that the tagger sees: runs of words that it says belong to a name of one type."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from extraction.components.candidates import Candidate
from extraction.model.priors import COLUMNS
from extraction.model.words import Words

READINGS = (0.5, 0.12)
"""Readings of the same probabilities: what a later stage turns down costs little, what is missed is lost."""
LONGEST = 14
"""Words beyond which nothing is a name."""
RULE = "tagger"

Array = NDArray[np.float32]


def tagged(read: Words, tags: Array) -> Iterator[Candidate]:
    """Yield the candidates in the probabilities of the tags, shape (words, 9); each span and type once."""
    seen: set[tuple[int, int, int]] = set()
    for kind, type_ in enumerate(COLUMNS):
        begins, goes_on = tags[:, 1 + 2 * kind], tags[:, 2 + 2 * kind]
        for least in READINGS:
            for first, last in runs(begins, goes_on, least):
                if (first, last, kind) not in seen:
                    seen.add((first, last, kind))
                    yield Candidate(int(read.starts[first]), int(read.ends[last - 1]), RULE, type=type_)


def runs(begins: Array, goes_on: Array, least: float) -> Iterator[tuple[int, int]]:
    """Yield first and last (exclusive) word of each run that is a name with at least a probability."""
    count = len(begins)
    inside = begins + goes_on >= least
    for i in np.flatnonzero(inside & ((begins >= least) | ~np.concatenate([[False], inside[:-1]]))).tolist():
        j = i + 1
        while j < count and j - i < LONGEST and goes_on[j] >= least and goes_on[j] >= begins[j]:
            j += 1
        yield i, j


def chance(begins: Array, goes_on: Array, first: NDArray[np.int64], last: NDArray[np.int64]) -> Array:
    """Return how likely it is that a name begins with each span, goes on to its last word, and ends there.

    `begins` and `goes_on` have shape (words, types), the result (spans, types).
    """
    nothing = np.zeros((1, begins.shape[1]))
    logs = np.concatenate([nothing, np.cumsum(np.log(np.maximum(goes_on, 1e-4)), axis=0)])
    ends = 1 - np.concatenate([goes_on, nothing])[last]
    start = np.maximum(begins[first], 0.3 * goes_on[first])
    return np.asarray(start * np.exp(logs[last] - logs[np.minimum(first + 1, last)]) * ends, np.float32)
