"""The port through which everything reaches the graph: small, synchronous, batched, order kept.

Two adapters (`kg.store.sqlite`, `kg.store.neo4j`) pass one contract suite; nothing above them knows which it has, and
both give the same answers in the same order. A store is safe to use from several threads.

Live and retired: every node and edge carries `added` and `retired` (ISO time in UTC; null while it holds). All reads
answer with live facts alone. An entity lives while a live paper has an edge of any relation to it or to one of its
variants.

Listings page by keyset: a `Slice` tells the position of each item, and the next call passes the last one as `after`, so
that an insert between two pages neither repeats nor skips. Null dates come last. Strings compare by code point.

What every store answers alike: `Paper.ids` is the main id, then the other given ids ascending (`kg.store.identity`);
`Entity.aliases` is the name, then the other forms ascending; `Use.paper_id` and `Result.paper_id` are the paper's main
id, whatever id the facts came with.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from kg.decisions import Action, Decision
from kg.model import ASSERTED, Entity, EntityType, Paper, PaperFacts, Relation, Result, Use
from kg.store.lookups import LookUps
from kg.store.rankings import Rankings
from kg.store.stream import PaperRecord, Snapshot, StoredEntity
from kg.store.subgraph import GraphReads
from kg.store.summaries import SummaryReads

T = TypeVar("T")


class Outcome(StrEnum):
    """What an upsert did with one paper."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class PaperOrder(StrEnum):
    """Orders of papers; ties by id, ascending. TITLE compares case-folded titles."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"


class EntityOrder(StrEnum):
    """Orders of entities; ties by id, ascending. NAME compares case-folded names."""

    POPULAR = "popular"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Position:
    """Where an item stands in a listing: its sort value and its id.

    The value is the ISO date (None for no date), the count, or the case-folded title or name.
    """

    value: str | int | None
    id: str


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """A page of a listing; `positions[i]` is that of `items[i]`."""

    items: tuple[T, ...]
    positions: tuple[Position, ...]
    has_next: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFilter:
    """Which papers to list; every condition that is given must hold.

    Each group of `entities` is a set of entity ids (an entity with its variants, say): the paper must have, to one of
    them, an edge whose relation is among `roles` and whose confidence is at least `min_confidence`. Without groups,
    `roles` and `min_confidence` ask for any such edge unless they are the defaults. `text` asks for all of its
    `kg.text.terms` in title or abstract. `author` and `organization` compare by `kg.text.match_key`. Dates are
    inclusive; a paper without a date fails a condition on dates. `as_of` asks what held at a moment: the papers that
    were in and the edges that they had; but texts are those of now, a paper that turned out to be another one is that
    one, and one that was taken out and came back was in since then.
    """

    entities: tuple[frozenset[str], ...] = ()
    roles: tuple[Relation, ...] = ASSERTED
    min_confidence: float = 0.0
    author: str | None = None
    organization: str | None = None
    text: str | None = None
    published_after: dt.date | None = None
    published_before: dt.date | None = None
    as_of: dt.datetime | None = None

    @property
    def sole_group(self) -> frozenset[str] | None:
        """Return the one group of entities where nothing else but roles and confidence narrows the listing.

        >>> PaperFilter(entities=(frozenset({"data:a"}),), roles=(Relation.USES,)).sole_group
        frozenset({'data:a'})
        """
        is_sole = len(self.entities) == 1 and self == PaperFilter(
            entities=self.entities, roles=self.roles, min_confidence=self.min_confidence
        )
        return self.entities[0] if is_sole else None


@dataclass(frozen=True, slots=True)
class PaperUse:
    """A paper beside its edges to one group of entities: strongest relation first, then confidence, then entity id."""

    paper: Paper
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class NamedForm:
    """A known form of a live entity, with what a ranking needs."""

    form: str
    entity_id: str
    name: str
    types: frozenset[EntityType]
    paper_count: int


@dataclass(frozen=True, slots=True)
class StoreStats:
    """Counts of what is live: papers, nodes by label, edges by relation, variants, results; and the revision.

    Every label and relation is a key, whatever its count.
    """

    papers: int
    entities: Mapping[EntityType, int]
    relations: Mapping[Relation, int]
    variants: int
    results: int
    revision: int


class GraphStore(GraphReads, SummaryReads, Rankings, LookUps, Protocol):
    """The graph. Methods raise `kg.errors.StoreError` and nothing else for failures of the storage."""

    def upsert(self, batch: Sequence[PaperFacts]) -> list[Outcome]:
        """Write a batch in one transaction and return one outcome a paper.

        A paper is found by any of `paper.ids`, then by its title (`kg.ids.title_id`): a paper met first by title and
        later with another id is the same one; `kg.store.identity` says when a shared title makes two papers one. Where
        several are found they become one: the first stays, the others are retired into it. The given id becomes its
        main id, unless it is a title id and the paper already has another; every former id goes on answering, and so
        does the title id, whose first owner keeps it.

        An equal digest that brings no new id writes nothing and is UNCHANGED. A changed paper retires the edges and
        results that no longer hold and adds the new ones; edges that are equal stay. Entities are merged: first name,
        url and variant_of stay once set, types and aliases are united; all mention surfaces become aliases. A
        `variant_of` that would close a circle, or whose parent nobody gave, is left out.
        """

    def remove(self, paper_ids: Sequence[str]) -> list[bool]:
        """Retire papers with their edges and results, and tell for each whether it was there.

        A later upsert revives it (NEW).
        """

    def restore(self, batch: Sequence[PaperRecord]) -> list[Outcome]:
        """Write in one transaction papers that another store held, and return one outcome a paper.

        It is `upsert` of their facts, but what is new keeps the moment at which it first came in, and the ids under
        which a paper answered answer with it, those that it did not list too.
        """

    def restore_decisions(self, given: Sequence[Decision], entities: Sequence[StoredEntity]) -> int:
        """Take over in one transaction the decisions of another store, the oldest first, before its papers.

        `entities` are those beneath them. A decision that is known by what it says, who took it and when is not taken
        twice; one that was undone there is undone here. Returns how many were new or undone.
        """

    def papers(self, ids: Sequence[str]) -> list[Paper | None]:
        """Return papers by any of their ids."""

    def entities(self, ids: Sequence[str]) -> list[Entity | None]:
        """Return live entities by id, that of one which was merged away included."""

    def find(self, keys: Sequence[str], types: frozenset[EntityType]) -> list[list[Entity]]:
        """Return for each `kg.text.match_key` the live entities with an alias of that key and one of `types`.

        Most papers first, ties by id.
        """

    def variants(self, ids: Sequence[str], *, direct: bool = False) -> list[list[Entity]]:
        """Return for each id its live variants, and theirs unless `direct`; by name (case-folded), then id."""

    def list_papers(
        self, where: PaperFilter, order: PaperOrder, *, first: int, after: Position | None = None
    ) -> Slice[Paper]:
        """Return a page of papers."""

    def count_papers(self, where: PaperFilter) -> int:
        """Return how many papers match."""

    def list_entities(
        self, type_: EntityType, order: EntityOrder, *, first: int, after: Position | None = None, prefix: str = ""
    ) -> Slice[Entity]:
        """Return a page of live entities that carry the label and have an alias whose key begins like `prefix`."""

    def count_entities(self, type_: EntityType, *, prefix: str = "") -> int:
        """Return how many entities `list_entities` would list."""

    def list_uses(
        self,
        groups: Sequence[frozenset[str]],
        roles: Sequence[Relation] = ASSERTED,
        *,
        first: int,
        after: Position | None = None,
        min_confidence: float = 0.0,
        evidence: bool = True,
    ) -> list[Slice[PaperUse]]:
        """Return for each group of entity ids a page of the papers with an edge to one of them, newest first.

        A paper with edges to several entities of a group appears once, with all of those edges that match. With
        `evidence` false, the edges come without theirs: it is most of what there is to read.
        """

    def count_uses(
        self, groups: Sequence[frozenset[str]], roles: Sequence[Relation] = ASSERTED, *, min_confidence: float = 0.0
    ) -> list[int]:
        """Return for each group how many papers `list_uses` would list in all."""

    def uses_of(
        self, paper_ids: Sequence[str], roles: Sequence[Relation] = tuple(Relation), *, evidence: bool = True
    ) -> list[list[tuple[Use, Entity]]]:
        """Return for each paper its live edges with the entities, without evidence where `evidence` is false.

        Strongest relation first, then name (case-folded), then id.
        """

    def results_of(self, paper_ids: Sequence[str]) -> list[list[Result]]:
        """Return for each paper its live results by their places (title first, then `start`), then by id."""

    def newcomers(self, group: frozenset[str], *, since: dt.datetime, first: int) -> list[str]:
        """Return the ids of the live papers that first came in at `since` or later and use one of a group, by id.

        Mentions do not count. `since` is compared to the second.
        """

    def decide(self, actions: Sequence[Action], *, who: str) -> list[Decision]:
        """Take decisions in one transaction, apply them in order, and return them with their numbers.

        From then on `kg.curation` makes of every fact and entity, stored or still to come, what this store answers
        with. An id that was merged away answers `entities` with the one that it became. Raises `UnknownNameError`,
        nothing being written, for an entity or paper that the store never had.
        """

    def undo(self, decision_ids: Sequence[int], *, who: str) -> list[bool]:
        """Undo decisions in one transaction, and tell for each whether it held until now.

        The graph is then what it would be if they had never been taken; the log keeps them.
        """

    def decisions(self, ids: Sequence[int]) -> list[Decision | None]:
        """Return decisions by number."""

    def list_decisions(self, *, first: int, after: Position | None = None) -> Slice[Decision]:
        """Return a page of all decisions, undone ones too, the newest first."""

    def count_decisions(self) -> int:
        """Return how many decisions were ever taken."""

    def forms(self) -> Iterator[NamedForm]:
        """Return every known form of every live entity, in no particular order: what name search ranks."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """Open everything live for reading, row after row, beside other readers and writers.

        The embedded store shows one moment. A server shows each of its pages as it is when it is read; where the
        revision has not changed since the snapshot's, all of it was of one moment.
        """

    def stats(self) -> StoreStats:
        """Return the counts."""

    def revision(self) -> int:
        """Return a number that grows with every write that changed something."""

    def close(self) -> None:
        """Release connections; the store may not be used afterwards."""
