"""The tagger applied: from a text to the probabilities of each word's tag, relation and, for a number, meaning."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extraction.model.inputs import WordReader, floret_vectors, inputs
from extraction.model.name_evidence import Known
from extraction.model.network import DILATIONS, HEADS, Weights, forward
from extraction.model.words import Words, words

Array = NDArray[np.float32]
REACH = sum(DILATIONS)
"""Words to each side that can change what is said of a word."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the tagger says of a text: probabilities of tags, relations and numbers, each of shape (words, classes)."""

    read: Words
    tags: Array
    relations: Array
    numbers: Array


class Tagger:
    """Reads texts one by one, so that what it says of one does not depend on others."""

    def __init__(self, vectors: Array, weights: Weights, *, shortest: int, longest: int) -> None:
        """Read with a table of subword vectors, of subwords between two lengths, and the network's weights."""
        self._reader = WordReader(floret_vectors(vectors, shortest=shortest, longest=longest))
        self.weights = weights

    def say(self, text: str, known: Iterable[Known], abstract_start: int) -> Said:
        """Return what is said of a text in which names are known; time and memory grow with its length alone."""
        read = words(text)
        seen, shapes = inputs(self._reader, read, known, abstract_start)
        tags, relations, numbers = apply(self.weights, seen, shapes)
        return Said(read, tags, relations, numbers)


def apply(
    weights: Weights, seen: Array, shapes: NDArray[np.int64], *, at_once: int = 2048
) -> tuple[Array, Array, Array]:
    """Return the probabilities of each head, shape (words, classes); a long text is read in overlapping pieces."""
    pieces: list[list[Array]] = [[], [], []]
    for start in range(0, max(1, len(seen)), at_once):
        begin, end = max(0, start - REACH), start + at_once + REACH
        scores = forward(np, weights, seen[begin:end], shapes[begin:end])
        kept = slice(start - begin, start - begin + at_once)
        for head, piece in zip(HEADS, pieces, strict=True):
            piece.append(softmax(scores[head][kept]))
    tags, relations, numbers = (np.concatenate(piece) for piece in pieces)
    return tags, relations, numbers


def softmax(scores: Array) -> Array:
    """Return the probabilities of scores along their last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float32)
