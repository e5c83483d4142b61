"""What a search finds, page by page: names while there are any, then papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.graphql.cursors import Listing, SortedBy
from api.graphql.enums import NodeType
from kg.errors import CursorError
from kg.model import EntityType, Paper
from kg.store.base import PaperFilter, PaperOrder, Position, Slice
from kg.text import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.search import NameHit, NameIndex
    from kg.store.base import GraphStore

NAMES = Listing("search:names", SortedBy.COUNT)
PAPERS = Listing("search:papers", SortedBy.DATE)


@dataclass(frozen=True, slots=True)
class Question:
    """A text and the kinds of node that may answer it."""

    text: str
    types: frozenset[NodeType]

    @property
    def labels(self) -> frozenset[EntityType]:
        """Return the kinds whose names may fit."""
        return frozenset(EntityType(kind.value) for kind in self.types - {NodeType.PAPER, NodeType.RESULT})

    @property
    def words(self) -> PaperFilter | None:
        """Return which papers hold all words; None where no paper is asked for."""
        return PaperFilter(text=self.text) if NodeType.PAPER in self.types and terms(self.text) else None


@dataclass(frozen=True, slots=True)
class Found:
    """What stands on a page; `all_names` tells how many names fit in all, and asks no store."""

    names: Sequence[tuple[NameHit, Position]]
    papers: Slice[Paper]
    all_names: Callable[[], int]


def find(store: GraphStore, names: Callable[[], NameIndex], question: Question, size: int, after: str | None) -> Found:
    """Search the names, and the papers where the names end. Raises `CursorError`."""
    position, in_papers = _place(after)
    index, labels = names() if question.labels else None, question.labels

    def search(first: int | None) -> list[NameHit]:
        return index.search(question.text, labels, first=first) if index else []

    # The first page is of the first names alone; one behind it begins at a name among all.
    hits = [] if in_papers else _after(search(None if after else size + 1), position)
    shown = [(hit, Position(_rank(hit), hit.entity_id)) for hit in hits[:size]]
    papers: Slice[Paper] = Slice((), (), has_next=len(hits) > size)
    if not papers.has_next and question.words:
        # Asked even where the names fill the page, to tell whether papers follow.
        room, behind = size - len(shown), position if in_papers else None
        found = store.list_papers(question.words, PaperOrder.NEWEST, first=max(room, 1), after=behind)
        has_next = found.has_next or len(found.items) > room
        papers = Slice(found.items[:room], found.positions[:room], has_next)
    return Found(shown, papers, lambda: len(search(None)))


def check_cursor(after: str | None) -> None:
    """Raise `CursorError` unless a page of a search may begin there."""
    _place(after)


def _place(after: str | None) -> tuple[Position | None, bool]:
    """Return where a page begins, and whether that is behind a paper and not behind a name."""
    try:
        return NAMES.after(after), False
    except CursorError:
        return PAPERS.after(after), True


def _after(hits: Sequence[NameHit], position: Position | None) -> Sequence[NameHit]:
    if position is None:
        return hits
    for index, hit in enumerate(hits):
        if hit.entity_id == position.id:
            return hits[index + 1 :]
    # The name has gone since: go on with those that fit less well than it did.
    return [hit for hit in hits if _rank(hit) < int(position.value or 0)]


def _rank(hit: NameHit) -> int:
    return round(hit.score * 1_000_000)
