"""Ranks names for a text, forgiving case, hyphens, unfinished words, abbreviation, order and misspelling.

In order: the name as spelled, the same by `kg.text.match_key`, a name that begins so, one whose words have these
initials, one with a later word that begins so, one that has all the words in another order; where none of these is the
name itself and they are few, one that is nearly so or begins nearly so. Among equals the name with more papers comes
first, then by id: the same on every store.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import EntityType
from kg.store.base import NamedForm
from kg.text import LONGEST_NAME, match_key, terms

if TYPE_CHECKING:
    from kg.name_table import NameTable

SPELLED, SAME, BEGINS, INITIALS, WORD_BEGINS, ALL_WORDS = 1.0, 0.95, 0.85, 0.8, 0.75, 0.72
NEARLY, BEGINS_NEARLY = 0.7, 0.6
"""What the similarity of a misspelling is multiplied with: it scores less than any name that is right."""

FEW = 10
"""Names that fit rightly; where there are as many, misspellings are not looked for."""

_SHORTEST_MISSPELT = 4
_MOST_WORDS = 10
"""Words that are looked for in any order."""

_LARGEST_OVERLAY = 5_000


@dataclass(frozen=True, slots=True)
class NameHit:
    """An entity whose name fits, `score` between 0 and 1, and the form that fits best."""

    entity_id: str
    name: str
    score: float
    matched: str
    paper_count: int
    types: frozenset[EntityType]


class NameIndex:
    """The names of a graph at one moment; immutable."""

    def __init__(self, forms: Iterable[NamedForm], *, base: "tuple[NameTable, frozenset[str]] | None" = None) -> None:
        """Read the forms; 100,000 take about two seconds.

        `base` is a table that goes on to count but for some entities, whose forms are among those given.
        """
        from kg.name_table import NameTable  # late: it loads numpy, and questions without a search do without

        self._tables = (*([base] if base else []), (NameTable(forms), frozenset[str]()))

    def with_changes(self, changed: Collection[str], forms: Iterable[NamedForm]) -> "NameIndex":
        """Return the index in which some entities have these forms and no others (those without any are gone).

        It shares what has not changed: the cost is that of the changes since it was last made whole.
        """
        out = frozenset(changed)
        table, before = self._tables[0]
        later = [form for overlay, _ in self._tables[1:] for form in overlay.forms() if form.entity_id not in out]
        later += forms
        now = before | out
        if len(later) > _LARGEST_OVERLAY:
            return NameIndex([*(form for form in table.forms() if form.entity_id not in now), *later])
        return NameIndex(later, base=(table, now))

    def search(
        self, text: str, types: frozenset[EntityType] = frozenset(EntityType), *, first: int | None = None
    ) -> list[NameHit]:
        """Return the entities of the types whose name fits: best first, then most papers, then id.

        With `first` at most so many: half a name that begins many is then ranked without a look at most of them.
        """
        if len(text) > LONGEST_NAME:
            return []
        wanted = match_key(text)
        if first is not None and wanted and len(begun := self._begun(text, wanted, types, first)) == first:
            return begun
        found = _Found(text, types)
        for table, changed in self._tables:
            found.take(table, changed, _fitting(table, wanted, text) if wanted else ())
        if len(wanted) >= _SHORTEST_MISSPELT and not found.has_itself and len(found.best) < FEW:
            for table, changed in self._tables:
                found.take(table, changed, _nearly_fitting(table, wanted))
        return found.ranked()[:first]

    def _begun(self, text: str, wanted: str, types: frozenset[EntityType], first: int) -> list[NameHit]:
        """Return the first of the names that are or begin so, which come before all others that fit."""
        found = _Found(text, types)
        for table, changed in self._tables:
            if wanted in table.by_key:
                found.take(table, changed, [(wanted, SAME)])
            for form in table.most_used(wanted, types, first + len(found.best), changed):
                found.add(form, BEGINS)  # where it is the name itself, that is known and scores more
        return found.ranked()[:first]

    def nearest(self, text: str, types: frozenset[EntityType], *, limit: int = 3) -> tuple[str, ...]:
        """Return the names that somebody who typed `text` may have meant, best first; none when nothing is near."""
        return tuple(hit.name for hit in self.search(text, types)[:limit])


class _Found:
    """The entities that fit, each by its best form."""

    def __init__(self, text: str, types: frozenset[EntityType]) -> None:
        self.best: dict[str, tuple[float, NamedForm]] = {}
        self.has_itself = False
        self._text = text
        self._types = types

    def take(self, table: "NameTable", changed: frozenset[str], keys: Iterable[tuple[str, float]]) -> None:
        """Take in the forms of some keys of a table, those of changed entities left out."""
        for key, score in keys:
            for form in table.by_key[key]:
                if form.entity_id not in changed and form.types & self._types:
                    self.add(form, SPELLED if form.form == self._text else score)

    def add(self, form: NamedForm, score: float) -> None:
        """Take in a form that fits so well."""
        self.has_itself = self.has_itself or score >= SAME
        known = self.best.get(form.entity_id)
        if known is None or (-score, form.form) < (-known[0], known[1].form):
            self.best[form.entity_id] = score, form

    def ranked(self) -> list[NameHit]:
        """Return the hits in order."""
        hits = [
            NameHit(form.entity_id, form.name, score, form.form, form.paper_count, form.types)
            for score, form in self.best.values()
        ]
        return sorted(hits, key=lambda hit: (-hit.score, -hit.paper_count, hit.entity_id))


def _fitting(table: "NameTable", wanted: str, text: str) -> Iterator[tuple[str, float]]:
    if wanted in table.by_key:
        yield wanted, SAME
    for key in table.beginning(wanted):
        yield key, BEGINS
    if len(wanted) < 2:
        return
    for key in table.abbreviated(wanted):
        yield key, INITIALS
    for key in table.later_word_beginning(wanted):
        yield key, WORD_BEGINS
    words = {match_key(word) for word in terms(text)}
    if 1 < len(words) <= _MOST_WORDS:
        for key in set.intersection(*(_with_word(table, word) for word in words)):
            yield key, ALL_WORDS


def _with_word(table: "NameTable", word: str) -> set[str]:
    return {*table.beginning(word), *table.later_word_beginning(word)} if word else set()


def _nearly_fitting(table: "NameTable", wanted: str) -> Iterator[tuple[str, float]]:
    for key, similarity in table.similar(wanted):
        yield key, round(NEARLY * similarity, 6)
    for key, similarity in table.beginning_similarly(wanted):
        yield key, round(BEGINS_NEARLY * similarity, 6)
