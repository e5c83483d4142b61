"""By what papers can be counted: the year that they came out in, how they stand to entities, what these are."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kg.model import EntityType, Relation


class Facet(StrEnum):
    """What papers are told apart by."""

    YEAR = "year"
    ROLE = "role"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many papers have a value: a year (None for papers without a date), a relation, a label."""

    value: str | None
    papers: int


def in_order(by: Facet, counts: Iterable[tuple[str | None, int]]) -> list[FacetCount]:
    """Return the counts that are not 0: years latest first and none last, relations strongest first, labels as named.

    >>> [count.value for count in in_order(Facet.YEAR, [(None, 1), ("2023", 2), ("2024", 1), ("2022", 0)])]
    ['2024', '2023', None]
    """
    found = {value: papers for value, papers in counts if papers}
    if by is Facet.YEAR:
        order: list[str | None] = [*sorted((year for year in found if year is not None), reverse=True), None]
    else:
        order = list(Relation if by is Facet.ROLE else EntityType)
    return [FacetCount(value and str(value), found[value]) for value in order if value in found]
