"""What the tagger sees of each word: its vector, how it is written, what is known of its name, and where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from spacy.strings import StringStore
from spacy.vectors import Vectors

from extraction.model.name_evidence import WIDTH, Known, of_words
from extraction.model.words import FLAGS, Words, flags, shape_number

PLACES = 2
_REMEMBERED = 60_000

Array = NDArray[np.float32]


def floret_vectors(table: Array, *, shortest: int, longest: int) -> Vectors:
    """Return subword vectors of floret's kind from their table of buckets; the hashing is that of its defaults."""
    return Vectors(
        strings=StringStore(),
        data=table,
        mode="floret",
        minn=shortest,
        maxn=longest,
        hash_count=2,
        hash_seed=2166136261,
        bow="<",
        eow=">",
    )


@dataclass(slots=True)
class WordReader:
    """Turns words into numbers and remembers those it has seen; what it returns does not depend on that."""

    vectors: Vectors
    _seen: dict[str, tuple[Array, int]] = field(default_factory=dict)

    def read(self, texts: Sequence[str]) -> tuple[Array, NDArray[np.int64]]:
        """Return vector and flags of each word, shape (words, dimensions + FLAGS), and the number of its shape."""
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        seen = self._seen
        new = [text for text in dict.fromkeys(texts) if text not in seen]
        if new:
            for text, vector in zip(new, self._look_up(new), strict=True):
                seen[text] = np.concatenate([vector, np.array(flags(text), np.float32)]), shape_number(text)
        if not texts:
            return np.zeros((0, self.vectors.shape[1] + FLAGS), np.float32), np.zeros(0, np.int64)
        pairs = [seen[text] for text in texts]
        return np.stack([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs], np.int64)

    def _look_up(self, texts: Sequence[str]) -> Array:
        return np.asarray(self.vectors.get_batch([text.lower() for text in texts]), np.float32)


def inputs(reader: WordReader, read: Words, known: Iterable[Known], title_end: int) -> tuple[Array, NDArray[np.int64]]:
    """Return what is seen of each word, shape (words, features), and the numbers of the shapes, shape (words,)."""
    seen, shapes = reader.read(read.texts)
    names = of_words(known, read.starts, read.ends)
    places = np.zeros((len(read), PLACES), np.float32)
    places[:, 0] = read.starts < title_end
    places[:, 1] = np.linspace(0, 1, len(read)) if len(read) else 0
    return np.concatenate([seen, names, places], axis=1), shapes


def width(dimensions: int) -> int:
    """Return how many features a word has when its vector has so many dimensions."""
    return dimensions + FLAGS + WIDTH + 2 + PLACES
