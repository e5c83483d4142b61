"""What a store holds, as it is read out whole and written back: every live fact with the moment it came in.

`Snapshot` is the reading side of the port for whoever wants everything: rows one after the other, in an order that all
stores share, with memory for some hundred of them. `PaperRecord` is the writing side: one paper's rows together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

from kg.model import Entity, Field, Paper, PaperFacts, Result, Use

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoredEntity:
    """An entity and when it came in; one that is not live is there because a live result names it or its variant."""

    entity: Entity
    added: str
    is_live: bool = True


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
        """Yield the live entities, and those that a live result names with all that they are variants of."""

    def papers(self) -> Iterator[StoredPaper]:
        """Yield the live papers."""

    def uses(self) -> Iterator[StoredUse]:
        """Yield the live edges from papers to entities."""

    def results(self) -> Iterator[StoredResult]:
        """Yield the live results."""


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """The rows of one paper, with every entity that they name and the ancestors of those."""

    paper: StoredPaper
    entities: tuple[StoredEntity, ...]
    uses: tuple[StoredUse, ...]
    results: tuple[StoredResult, ...]

    @property
    def facts(self) -> PaperFacts:
        """Return the facts without the moments."""
        return PaperFacts(
            self.paper.paper,
            tuple(stored.entity for stored in self.entities),
            tuple(stored.use for stored in self.uses),
            tuple(stored.result for stored in self.results),
            self.paper.digest,
        )


@dataclass(frozen=True, slots=True)
class PaperRows:
    """A paper with its edges and results."""

    paper: StoredPaper
    uses: tuple[StoredUse, ...]
    results: tuple[StoredResult, ...]


def by_paper(
    papers: Iterable[StoredPaper], uses: Iterable[StoredUse], results: Iterable[StoredResult]
) -> Iterator[PaperRows]:
    """Yield papers with their edges and results, from three passes side by side in the order of a snapshot."""
    own_uses = _Beside(uses, attrgetter("use.paper_id"))
    own_results = _Beside(results, attrgetter("result.paper_id"))
    for stored in papers:
        yield PaperRows(stored, own_uses.of(stored.paper.id), own_results.of(stored.paper.id))


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
        named: dict[str, StoredEntity] = {}
        ids = [stored.use.entity_id for stored in row.uses]
        for stored in row.results:
            result = stored.result
            ids += [id_ for id_ in (result.benchmark_id, result.method_id, result.metric_id) if id_]
        for id_ in ids:
            found = entities.get(id_)
            while found is not None and found.entity.id not in named:
                named[found.entity.id] = found
                found = entities.get(found.entity.variant_of or "")
        yield PaperRecord(row.paper, tuple(named.values()), row.uses, row.results)
