"""Ranks names for a text, forgiving case, hyphens, unfinished words and misspelling; the same on every store.

In order: the name as spelled, the same by `kg.text.match_key`, a name that begins so, a name with a word that begins
so, a name that is nearly so (restricted Damerau-Levenshtein distance, https://doi.org/10.1145/363958.363994). Among
equals the name with more papers comes first.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kg.model import EntityType
from kg.store.base import NamedForm
from kg.text import match_key, terms

SPELLED, SAME, BEGINS, WORD_BEGINS = 1.0, 0.95, 0.85, 0.75
SIMILAR = 0.7
"""The similarity from which a misspelling counts; it scores less than any name that begins right."""
_SHORTEST_MISSPELT = 4


@dataclass(frozen=True, slots=True)
class NameHit:
    """An entity whose name fits, `score` between 0 and 1, and the form that fits best."""

    entity_id: str
    name: str
    score: float
    matched: str
    paper_count: int


class NameIndex:
    """The names of a graph as they were when it was made."""

    def __init__(self, forms: Iterable[NamedForm]) -> None:
        """Read the forms; 100,000 take about half a second."""
        by_key: dict[str, list[NamedForm]] = {}
        for form in forms:
            by_key.setdefault(match_key(form.form), []).append(form)
        self._by_key = by_key
        self._keys = sorted(by_key)
        self._later_words = sorted({(tail, key) for key, same in by_key.items() for tail in _later_words(same)})

    def search(self, text: str, types: frozenset[EntityType] = frozenset(EntityType)) -> list[NameHit]:
        """Return every entity of the types whose name fits: best first, then most papers, then id."""
        best: dict[str, NameHit] = {}
        for key, score in self._fitting(match_key(text)):
            for form in self._by_key[key]:
                if form.types & types:
                    sure = SPELLED if form.form == text else score
                    hit = NameHit(form.entity_id, form.name, sure, form.form, form.paper_count)
                    known = best.get(form.entity_id)
                    if known is None or (-hit.score, hit.matched) < (-known.score, known.matched):
                        best[form.entity_id] = hit
        return sorted(best.values(), key=lambda hit: (-hit.score, -hit.paper_count, hit.entity_id))

    def nearest(self, text: str, types: frozenset[EntityType], *, limit: int = 3) -> tuple[str, ...]:
        """Return the names that somebody who typed `text` may have meant, best first; none when nothing is near."""
        return tuple(hit.name for hit in self.search(text, types)[:limit])

    def _fitting(self, wanted: str) -> Iterator[tuple[str, float]]:
        if not wanted:
            return
        if wanted in self._by_key:
            yield wanted, SAME
        for key in _beginning_with(self._keys, wanted):
            yield key, BEGINS
        start = bisect_left(self._later_words, (wanted, ""))
        for tail, key in self._later_words[start:]:
            if not tail.startswith(wanted):
                break
            yield key, WORD_BEGINS
        if len(wanted) >= _SHORTEST_MISSPELT:
            found = process.extract(
                wanted, self._keys, scorer=OSA.normalized_similarity, score_cutoff=SIMILAR, limit=None
            )
            for key, similarity, _ in found:
                yield key, round(WORD_BEGINS * similarity, 6)


def _beginning_with(keys: list[str], prefix: str) -> Iterator[str]:
    for index in range(bisect_left(keys, prefix), len(keys)):
        if not keys[index].startswith(prefix):
            return
        yield keys[index]


def _later_words(forms: list[NamedForm]) -> Iterator[str]:
    """Yield the key of each form from its second word on, from its third, and so forth."""
    for form in forms:
        words = terms(form.form)
        for index in range(1, len(words)):
            yield match_key(" ".join(words[index:]))
