"""What the tagger sees of each word: its vector, how it is written, what is known of its name, and where it stands."""

from collections.abc import Iterable, Sequence
from threading import Lock

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


class WordReader:
    """Turns words into numbers and remembers those it has seen, which changes nothing of what it returns."""

    def __init__(self, vectors: Vectors) -> None:
        """Read with subword vectors."""
        self.vectors = vectors
        self._lock = Lock()
        self._forget()

    def read(self, texts: Sequence[str]) -> tuple[Array, NDArray[np.int64]]:
        """Return vector and flags of each word, shape (words, dimensions + FLAGS), and the number of its shape."""
        with self._lock:
            if len(self._places) > _REMEMBERED:
                self._forget()
            places = self._places
            new = [text for text in dict.fromkeys(texts) if text not in places]
            if new:
                self._learn(new)
            chosen = np.array([places[text] for text in texts], np.int64)
            return self._seen[chosen], self._shapes[chosen]

    def _forget(self) -> None:
        self._places: dict[str, int] = {}
        self._seen = np.zeros((0, self.vectors.shape[1] + FLAGS), np.float32)
        self._shapes = np.zeros(0, np.int64)

    def _learn(self, texts: Sequence[str]) -> None:
        begin, end = len(self._places), len(self._places) + len(texts)
        if end > len(self._seen):
            room = max(end, 2 * len(self._seen), 1024) - begin
            self._seen = np.concatenate([self._seen[:begin], np.zeros((room, self._seen.shape[1]), np.float32)])
            self._shapes = np.concatenate([self._shapes[:begin], np.zeros(room, np.int64)])
        self._seen[begin:end] = np.concatenate([self._look_up(texts), np.array(list(map(flags, texts)))], axis=1)
        self._shapes[begin:end] = [shape_number(text) for text in texts]
        self._places.update(zip(texts, range(begin, end), strict=True))

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
