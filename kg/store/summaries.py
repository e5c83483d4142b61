"""The part of the port that tells of many papers or names at once: counted by something, or what changed of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kg.model import ASSERTED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from kg.facets import Facet, FacetCount
    from kg.history import Change
    from kg.model import Relation
    from kg.store.base import NamedForm, PaperFilter, Position, Slice


@dataclass(frozen=True, slots=True)
class FormChanges:
    """The entities that changed up to a revision, and the forms of those among them that live."""

    revision: int
    entity_ids: frozenset[str]
    forms: tuple[NamedForm, ...]


class SummaryReads(Protocol):
    """Counts by facets, and what changed since a moment or a revision."""

    def facet_papers(self, where: PaperFilter, by: Facet) -> list[FacetCount]:
        """Return how many of the papers that match have each value, in the order of `kg.facets.in_order`.

        A role counts the papers with such an edge to one of the entities that the filter names, to any where it names
        none; a type those with an edge to an entity of that label. Only edges of the filter's roles and confidence
        count; a paper counts for each value that it has.
        """

    def facet_uses(
        self,
        groups: Sequence[frozenset[str]],
        by: Facet,
        roles: Sequence[Relation] = ASSERTED,
        *,
        min_confidence: float = 0.0,
    ) -> list[list[FacetCount]]:
        """Return for each group what `facet_papers` would of the papers that `list_uses` lists."""

    def changes(self, since: dt.datetime, *, first: int, after: Position | None = None) -> Slice[Change]:
        """Return a page of the papers that came in or were taken out at a moment or later: the latest first, then by
        id, then by kind. A paper that was found to be another one is taken out then; one that came back came in then.
        """

    def count_changes(self, since: dt.datetime) -> int:
        """Return how many changes `changes` would list in all."""

    def changed_forms(self, since: int) -> FormChanges:
        """Return what of `GraphStore.forms` is not as it was at a revision."""
