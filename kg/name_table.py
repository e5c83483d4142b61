"""The names of some entities, laid out so that each way in which a text can fit a name is a look-up and no reading.

Misspellings are looked for among the names whose letters leave it open: each edit changes at most two letters of the
set that a name is written in, so that few names are left to compare.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from kg.model import EntityType
from kg.store.base import NamedForm
from kg.text import match_key, terms

SIMILAR = 0.7
"""The similarity (restricted Damerau-Levenshtein, https://doi.org/10.1145/363958.363994) from which two are near."""

_BITS = {type_: 1 << place for place, type_ in enumerate(EntityType)}
_LAST = chr(0x10FFFF)
_SMALL_WORDS = frozenset({"a", "an", "and", "by", "for", "from", "in", "of", "on", "the", "to", "with"})
_MOST_INITIALS = 8


class NameTable:
    """Forms by `kg.text.match_key`; immutable."""

    def __init__(self, forms: Iterable[NamedForm]) -> None:
        """Read the forms."""
        self.by_key: dict[str, list[NamedForm]] = {}
        tails: set[tuple[str, str]] = set()
        self._initials: dict[str, set[str]] = {}
        for form in forms:
            key = match_key(form.form)
            self.by_key.setdefault(key, []).append(form)
            words = terms(form.form)
            tails |= {(match_key(" ".join(words[start:])), key) for start in range(1, len(words))}
            for letters in initials(words):
                self._initials.setdefault(letters, set()).add(key)
        self._keys = sorted(self.by_key)
        self._tails = sorted(tails)

    def forms(self) -> Iterator[NamedForm]:
        """Give all forms."""
        return (form for forms in self.by_key.values() for form in forms)

    def beginning(self, prefix: str) -> Iterator[str]:
        """Give the keys that begin so."""
        for place in range(bisect_left(self._keys, prefix), len(self._keys)):
            if not self._keys[place].startswith(prefix):
                return
            yield self._keys[place]

    def most_used(
        self, prefix: str, types: Collection[EntityType], count: int, out: Collection[str]
    ) -> list[NamedForm]:
        """Return the forms that begin so of the `count` entities that have most papers, ties by id, `out` left out.

        What begins so is looked over as an array: a popular beginning costs a look at each, and no more of most.
        """
        places = slice(*self._starts[[bisect_left(self._keys, prefix), bisect_left(self._keys, prefix + _LAST)]])
        fits = (self._typed[places] & _bits(types)) != 0
        ranks = self._ranks[places]
        fitting = ranks[fits]
        wanted = count + len(out)
        last = _smallest(fitting, wanted)
        forms = (self._forms[places.start + place] for place in np.flatnonzero(fits & (ranks <= last)))
        return [form for form in forms if form.entity_id not in out]

    def later_word_beginning(self, prefix: str) -> Iterator[str]:
        """Give the keys that go on so from one of their later words."""
        for place in range(bisect_left(self._tails, (prefix, "")), len(self._tails)):
            tail, key = self._tails[place]
            if not tail.startswith(prefix):
                return
            yield key

    def abbreviated(self, letters: str) -> Iterable[str]:
        """Return the keys of several words that begin with these letters."""
        return self._initials.get(letters, ())

    def similar(self, wanted: str) -> Iterator[tuple[str, float]]:
        """Give the keys that are spelled nearly so, each with its similarity."""
        longest = np.maximum(self._lengths, len(wanted))
        edits = ((1 - SIMILAR) * longest + 1e-9).astype(np.int64)
        apart = np.bitwise_count(self._letters ^ _letters([wanted])[0])
        near = (apart <= 2 * edits) & (np.abs(self._lengths - len(wanted)) <= edits)
        return self._compared(wanted, np.flatnonzero(near), None)

    def beginning_similarly(self, wanted: str) -> Iterator[tuple[str, float]]:
        """Give the longer keys whose beginning is spelled nearly so."""
        edits = int((1 - SIMILAR) * (len(wanted) + 1))
        missing = np.bitwise_count(_letters([wanted])[0] & ~self._letters)
        near = np.flatnonzero((missing <= edits) & (self._lengths > len(wanted)))
        for length in (len(wanted), len(wanted) + 1):
            yield from self._compared(wanted, near, length)

    def _compared(self, wanted: str, places: NDArray[np.int64], length: int | None) -> Iterator[tuple[str, float]]:
        keys = [self._keys[place] for place in places]
        found = process.extract(
            wanted,
            [key[:length] for key in keys],
            scorer=OSA.normalized_similarity,
            score_cutoff=SIMILAR,
            limit=None,
        )
        return ((keys[place], similarity) for _, similarity, place in found)

    @cached_property
    def _forms(self) -> list[NamedForm]:
        return [form for key in self._keys for form in self.by_key[key]]

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        """Return for each key, and for the end, the place of its first form."""
        return np.cumsum([0, *(len(self.by_key[key]) for key in self._keys)])

    @cached_property
    def _ranks(self) -> NDArray[np.int64]:
        """Return for each form the place of its entity among all, those with most papers first, then by id."""
        entities = sorted({(-form.paper_count, form.entity_id) for form in self._forms})
        ranks = {id_: rank for rank, (_, id_) in enumerate(entities)}
        return np.array([ranks[form.entity_id] for form in self._forms], dtype=np.int64)

    @cached_property
    def _typed(self) -> NDArray[np.int64]:
        return np.array([_bits(form.types) for form in self._forms], dtype=np.int64)

    @cached_property
    def _letters(self) -> NDArray[np.uint64]:
        return _letters(self._keys)

    @cached_property
    def _lengths(self) -> NDArray[np.int64]:
        return np.array([len(key) for key in self._keys], dtype=np.int64)


def _bits(types: Collection[EntityType]) -> int:
    return sum(bit for type_, bit in _BITS.items() if type_ in types)


def _smallest(ranks: NDArray[np.int64], count: int) -> int:
    """Return the largest of the `count` smallest different ranks, -1 where there are none.

    >>> _smallest(np.array([4, 1, 1, 9]), 2), _smallest(np.array([4]), 2)
    (4, 4)
    """
    taken = 4 * count  # most entities have few forms
    while len(ranks) > taken:
        least = np.unique(np.partition(ranks, taken)[:taken])
        if len(least) > count:  # the last may have gone on behind the cut
            return int(least[count - 1])
        taken *= 2
    least = np.unique(ranks)[:count]
    return int(least[-1]) if len(least) else -1


def initials(words: Sequence[str]) -> set[str]:
    """Return the first letters of the words of a name, with its small words and without; none for a single word.

    >>> sorted(initials(["mixture", "of", "experts"])), initials(["lora"])
    (['me', 'moe'], set())
    """
    spellings = [words]
    if not _SMALL_WORDS.isdisjoint(words):
        spellings.append([word for word in words if word not in _SMALL_WORDS])
    return {"".join(word[0] for word in some) for some in spellings if 2 <= len(some) <= _MOST_INITIALS}


def _letters(keys: Sequence[str]) -> NDArray[np.uint64]:
    """Return for each key the set of its characters, a bit for each; characters that share a bit count as one."""
    codes = np.frombuffer("".join(f"{key} " for key in keys).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    bits = np.left_shift(np.uint64(1), (codes % 64).astype(np.uint64))
    starts = np.cumsum([0, *(len(key) + 1 for key in keys[:-1])]) if keys else np.array([], dtype=np.int64)
    return np.bitwise_or.reduceat(bits, starts) if keys else np.array([], dtype=np.uint64)
