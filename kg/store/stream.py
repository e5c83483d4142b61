"""What a store holds, as it is read out whole and written back: every live fact with the moment it came in.

`Snapshot` is the reading side of the port for whoever wants everything: rows one after the other, in an order that all
stores share, with memory for some hundred of them. `PaperRecord` is the writing side: one paper's rows together.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

from kg.decisions import Decision
from kg.ids import title_id
from kg.model import Entity, Field, Paper, PaperFacts, Result, Use

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoredEntity:
    """An entity and when it came in; one that is not live is there because a live result, a decision that holds or
    what such a decision changes names it or its variant.

    `extracted` is what was extracted of it where decisions show something else; `is_made` tells that nothing was.
    """

    entity: Entity
    added: str
    is_live: bool = True
    extracted: Entity | None = None
    is_made: bool = False

    @property
    def told(self) -> Entity | None:
        """Return what was extracted of it."""
        return None if self.is_made else self.extracted or self.entity


@dataclass(frozen=True, slots=True)
class StoredPaper:
    """A paper, when it came in, and the ids that answer with it without being listed (made from its titles)."""

    paper: Paper
    digest: str
    added: str
    former_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredUse:
    """An edge and when it came in."""

    use: Use
    added: str


@dataclass(frozen=True, slots=True)
class StoredResult:
    """A result and when it came in."""

    result: Result
    added: str


@dataclass(frozen=True, slots=True)
class StoredExtraction:
    """What was extracted of a paper, where decisions show something else."""

    paper_id: str
    uses: tuple[Use, ...]
    results: tuple[Result, ...]

    @property
    def entities(self) -> set[str]:
        """Return the ids of the entities that it names."""
        return {use.entity_id for use in self.uses} | {end for result in self.results for end in _ends(result)}


class Snapshot(Protocol):
    """Everything live in a store, each method a new pass over it.

    Entities come by id, papers by id; edges and results by the id of their paper, and of one paper the edges strongest
    relation first, then by entity id, the results by their places (title first, then `start`), then by id. `revision`
    is that of the store when the reading began.
    """

    @property
    def revision(self) -> int:
        """Return the revision of the store when the reading began."""

    def entities(self) -> Iterator[StoredEntity]:
        """Yield the live entities, and those that a live result, a decision that holds or an extraction names, with all
        that they are variants of."""

    def papers(self) -> Iterator[StoredPaper]:
        """Yield the live papers."""

    def uses(self) -> Iterator[StoredUse]:
        """Yield the live edges from papers to entities."""

    def results(self) -> Iterator[StoredResult]:
        """Yield the live results."""

    def extractions(self) -> Iterator[StoredExtraction]:
        """Yield what was extracted of live papers of which decisions show something else, by the id of the paper."""

    def decisions(self) -> Iterator[Decision]:
        """Yield all decisions, undone ones too, the oldest first."""


@dataclass(frozen=True, slots=True)
class PaperRows:
    """A paper with its edges and results, and with what was extracted of it where that is something else."""

    paper: StoredPaper
    uses: tuple[StoredUse, ...]
    results: tuple[StoredResult, ...]
    extraction: StoredExtraction | None = None


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """The rows of one paper, with every entity that they name and the ancestors of those."""

    rows: PaperRows
    entities: tuple[StoredEntity, ...]

    @property
    def paper(self) -> Paper:
        """Return the paper itself."""
        return self.rows.paper.paper

    @property
    def foreign_title_ids(self) -> list[str]:
        """Return the id that its title makes if the paper does not answer to it."""
        made = title_id(self.paper.title)
        return [] if made in (*self.paper.ids, self.paper.id, *self.rows.paper.former_ids) else [made]

    @property
    def facts(self) -> PaperFacts:
        """Return what was extracted, without the moments."""
        rows = self.rows
        found = rows.extraction
        return PaperFacts(
            self.paper,
            tuple(stored.told for stored in self.entities if stored.told is not None),
            found.uses if found else tuple(stored.use for stored in rows.uses),
            found.results if found else tuple(stored.result for stored in rows.results),
            rows.paper.digest,
        )


def by_paper(
    papers: Iterable[StoredPaper],
    uses: Iterable[StoredUse],
    results: Iterable[StoredResult],
    extractions: Iterable[StoredExtraction] = (),
) -> Iterator[PaperRows]:
    """Yield papers with what belongs to them, from passes side by side in the order of a snapshot."""
    own_uses = _Beside(uses, attrgetter("use.paper_id"))
    own_results = _Beside(results, attrgetter("result.paper_id"))
    own_extractions = _Beside(extractions, attrgetter("paper_id"))
    for stored in papers:
        id_ = stored.paper.id
        yield PaperRows(stored, own_uses.of(id_), own_results.of(id_), next(iter(own_extractions.of(id_)), None))


class _Beside(Generic[T]):
    """Rows in the order of their papers, taken a paper at a time; those of papers that nobody asks for are left out."""

    def __init__(self, rows: Iterable[T], paper_id: Callable[[T], str]) -> None:
        self._groups = groupby(rows, key=paper_id)
        self._next = next(self._groups, None)

    def of(self, paper_id: str) -> tuple[T, ...]:
        while self._next is not None and self._next[0] < paper_id:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != paper_id:
            return ()
        rows = tuple(self._next[1])
        self._next = next(self._groups, None)
        return rows


def uses_in_order(uses: Sequence[StoredUse]) -> list[StoredUse]:
    """Return the edges of one paper in the order of a snapshot."""
    return sorted(uses, key=lambda stored: (-stored.use.relation.strength, stored.use.entity_id))


def results_in_order(results: Sequence[StoredResult]) -> list[StoredResult]:
    """Return the results of one paper in the order of a snapshot."""
    return sorted(results, key=_place)


def _place(stored: StoredResult) -> tuple[bool, int, str]:
    evidence = stored.result.evidence
    return evidence.field is Field.ABSTRACT, evidence.start, stored.result.id


def records(rows: Iterable[PaperRows], entities: Mapping[str, StoredEntity]) -> Iterator[PaperRecord]:
    """Yield the papers with what `entities` (by id) holds of all that they name, ready to be restored."""
    for row in rows:
        ids = [stored.use.entity_id for stored in row.uses]
        ids += [end for stored in row.results for end in _ends(stored.result)]
        ids += sorted(row.extraction.entities) if row.extraction else []
        yield PaperRecord(row, tuple(with_ancestors(ids, entities).values()))


def with_ancestors(ids: Iterable[str], entities: Mapping[str, StoredEntity]) -> dict[str, StoredEntity]:
    """Return those of `entities` that have one of the ids, with all that they are and were variants of, by id."""
    named: dict[str, StoredEntity] = {}
    queue = deque(ids)
    while queue:
        found = entities.get(queue.popleft())
        if found is not None and found.entity.id not in named:
            named[found.entity.id] = found
            parents = {one.variant_of for one in (found.entity, found.told) if one is not None and one.variant_of}
            queue += sorted(parents)
    return named


def _ends(result: Result) -> list[str]:
    return [id_ for id_ in (result.benchmark_id, result.method_id, result.metric_id) if id_]
