"""Which of the things that the extractor found is which of those that a reader marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extraction.evaluation.marks import MarkedEntity, Marks
from kg.model import DATA_TYPES, EntityType, Relation

_LEFT_OUT = re.compile(r"[\s\-‐‑–_'\"`’“”$\\{}().,]+")


class Kind(StrEnum):
    """The classes that figures are given for; telling dataset from benchmark is asked separately."""

    METHOD = "Method"
    DATA = "Data"
    TASK = "Task"
    METRIC = "Metric"


def kind_of(type_: EntityType) -> Kind:
    """Return the class of a type."""
    return Kind.DATA if type_ in DATA_TYPES else Kind(type_.value)


def spelling(form: str) -> str:
    """Return the form in which two surface forms are compared: no case, spaces, hyphens, quotes or plural s.

    >>> spelling("Mini-F2F"), spelling("language models"), spelling("loss")
    ('minif2f', 'languagemodel', 'loss')
    """
    key = _LEFT_OUT.sub("", form.casefold())
    return key[:-1] if len(key) > 4 and key.endswith("s") and not key.endswith("ss") else key


@dataclass(frozen=True, slots=True)
class Comparison:
    """One paper as a reader and as the extractor marked it; `pairs` are places in both lists that are one thing.

    What a reader calls a mention in passing is neither wanted nor held against the extractor.
    """

    gold: Marks
    found: Marks
    pairs: tuple[tuple[int, int], ...]

    def wanted(self) -> list[int]:
        """Return the places of the entities that should be found."""
        return [i for i, entity in enumerate(self.gold.entities) if entity.relation is not Relation.MENTIONS]

    def offered(self) -> list[int]:
        """Return the places of the entities that were found and count."""
        passing = {j for i, j in self.pairs if self.gold.entities[i].relation is Relation.MENTIONS}
        return [
            j
            for j, entity in enumerate(self.found.entities)
            if entity.relation is not Relation.MENTIONS and j not in passing
        ]

    def right(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs that are wanted, offered, and of one class."""
        wanted, offered = set(self.wanted()), set(self.offered())
        for i, j in self.pairs:
            if i in wanted and j in offered and _one_class(self.gold.entities[i], self.found.entities[j]):
                yield i, j


def compare(gold: Marks, found: Marks) -> Comparison:
    """Pair entities that share a surface form, each at most once: one class first, then most forms, then the earlier.

    >>> marked = MarkedEntity("LoRA", EntityType.METHOD, Relation.USES)
    >>> compare(Marks("a", (marked,)), Marks("a", (marked, marked))).pairs
    ((0, 0),)
    """
    candidates = sorted(_candidates(gold.entities, found.entities), reverse=True)
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in candidates:
        if -i not in taken_gold and -j not in taken_found:
            taken_gold.add(-i)
            taken_found.add(-j)
            pairs.append((-i, -j))
    return Comparison(gold, found, tuple(pairs))


def _candidates(gold: Sequence[MarkedEntity], found: Sequence[MarkedEntity]) -> Iterator[tuple[bool, int, int, int]]:
    forms = [_spellings(entity) for entity in found]
    for i, wanted in enumerate(gold):
        own = _spellings(wanted)
        for j, entity in enumerate(found):
            if shared := len(own & forms[j]):
                yield _one_class(wanted, entity), shared, -i, -j


def _spellings(entity: MarkedEntity) -> frozenset[str]:
    return frozenset(spelling(form) for form in (entity.name, *entity.mentions)) - {""}


def _one_class(one: MarkedEntity, other: MarkedEntity) -> bool:
    return kind_of(one.type) is kind_of(other.type)
