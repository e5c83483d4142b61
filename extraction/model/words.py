"""The words that the tagger reads: runs of letters and digits, and every other character that is no space by itself.

Names are finer cut here than a reader would (`GPT - 4o - mini`), so that nearly every annotated mention begins and ends
with a word.
"""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]{1,64}(?:\.(?=\d)[^\W_]{1,64})*|\S")
_RUNS = re.compile(r"(.)\1+")
SHAPES = 512
"""Shapes are hashed to so many numbers."""
FLAGS = 12
"""What can be seen of one word: so many values of 0 or 1."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text and where they stand, in character offsets, end exclusive."""

    texts: tuple[str, ...]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(self.texts)


def words(text: str) -> Words:
    """Return the words of a text.

    >>> words("GPT-4o gains 5.3% on miniF2F.").texts
    ('GPT', '-', '4o', 'gains', '5.3', '%', 'on', 'miniF2F', '.')
    """
    found = list(_WORD.finditer(text))
    spans = np.array([match.span() for match in found], np.int64).reshape(-1, 2)
    return Words(tuple(match.group() for match in found), spans[:, 0].copy(), spans[:, 1].copy())


def shape(word: str) -> str:
    """Return the shape of a word: a letter for each run of capitals, small letters, digits and others.

    >>> shape("miniF2F"), shape("BERT"), shape("B"), shape("4o")
    ('xXdX', 'XX', 'X', 'dx')
    """
    raw = "".join("X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in word[:24])
    return _RUNS.sub(lambda run: run.group(1) * (2 if run.group(1) == "X" else 1), raw)


def shape_number(word: str) -> int:
    """Return the number below `SHAPES` that stands for a word's shape; the same on every machine."""
    number = 5381
    for character in shape(word):
        number = (number * 33 + ord(character)) & 0xFFFFFFFF
    return number % SHAPES


def flags(word: str) -> list[float]:
    """Return `FLAGS` values of 0 or 1 that tell how a word is written."""
    letters, capitals = sum(map(str.isalpha, word)), sum(map(str.isupper, word))
    digits = sum(map(str.isdigit, word))
    seen = (
        word[:1].isupper(),
        letters > 1 and capitals == letters,
        capitals > 0 and not word[:1].isupper(),
        any(c.isupper() for c in word[1:]) and capitals < letters,
        digits > 0 and letters > 0,
        digits == len(word),
        digits > 0 and "." in word,
        letters + digits == 0,
        len(word) == 1,
        len(word) <= 3,
        len(word) > 9,
        len(word) > 3 and word.endswith("s"),
    )
    return [float(value) for value in seen]
