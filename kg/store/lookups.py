"""The part of the port that answers whole look-ups: an entity by name with a page of its papers, or its boards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kg.model import ASSERTED, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.boards import Board
    from kg.model import Entity, EntityType, Relation
    from kg.store.base import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to tell of an entity: a page of its papers as `GraphStore.list_uses` takes it, none where `first` is 0.

    With `is_counted` also how many papers there are in all; of each paper on the page its uses of the relations
    `beside`, whatever they are of.
    """

    first: int
    roles: Sequence[Relation] = ASSERTED
    after: Position | None = None
    min_confidence: float = 0.0
    with_variants: bool = True
    is_counted: bool = False
    beside: frozenset[Relation] = frozenset()


class NamedEntity(NamedTuple):
    """Of an entity what a list of names shows."""

    id: str
    name: str
    types: frozenset[EntityType]

    @property
    def type(self) -> EntityType:
        """Return the type to show."""
        return shown(self.types)


class Beside(NamedTuple):
    """An edge from a paper, and what it leads to."""

    relation: Relation
    confidence: float
    entity: NamedEntity


class ListedPaper(NamedTuple):
    """Of a paper what a list of names shows, with the strongest of the edges for which it stands there.

    The strongest is that of `GraphStore.list_uses`; `beside` is in the order of `GraphStore.uses_of`.
    """

    id: str
    title: str
    date: str | None
    """In the form of ISO 8601."""
    relation: Relation
    confidence: float
    beside: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a look-up found: the entity, and what was wanted of it; `total` is None unless asked for.

    It is made for lists of names, which are long: its parts are light.
    """

    entity: Entity
    papers: tuple[ListedPaper, ...]
    has_next: bool
    total: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedBoards:
    """Which boards to tell of an entity, as `Rankings.boards` takes it: how many, and how many rows of each."""

    first: int
    rows: int
    setting: str | None = None
    with_variants: bool = True


class Line(NamedTuple):
    """A row of a board as a table shows it."""

    value: str
    number: float
    paper_id: str
    method_id: str | None


@dataclass(frozen=True, slots=True)
class ToldBoards:
    """What a look-up of boards found: the entity, its boards, and the names of what stands on them.

    `titles` are those of the papers by id, `entities` the benchmarks, metrics and methods by id; None for one that is
    not live.
    """

    entity: Entity
    boards: tuple[Board[Line], ...]
    titles: Mapping[str, str]
    entities: Mapping[str, NamedEntity | None]


class LookUps(Protocol):
    """Look-ups at one go."""

    def look_up(self, names: Sequence[str], types: frozenset[EntityType], wanted: Wanted) -> list[Told | None]:
        """Return for each name what it means and what is wanted of that, None where no live entity of the types has it.

        Of several the one with most papers, then one that is spelled so, then by id. Names compare by
        `kg.text.match_key`; an id is no name.
        """

    def look_up_boards(
        self, names: Sequence[str], types: frozenset[EntityType], wanted: WantedBoards
    ) -> list[ToldBoards | None]:
        """Return for each name what it means as `look_up` does, and its boards in the order of `Rankings.boards`."""
