"""What goes wrong most often: misses, inventions, and right finds with a wrong relation or type."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from extraction.evaluation.matching import Comparison, kind_of
from kg.model import Relation


class Mistake(StrEnum):
    """The ways to be wrong about an entity."""

    MISSED = "missed"
    SPURIOUS = "spurious"
    WRONG_RELATION = "wrong relation"
    WRONG_TYPE = "wrong type"


@dataclass(frozen=True, slots=True)
class CommonError:
    """How often one mistake was made: `what` is type and relation, or what was marked and what was said instead.

    `example` is the name that it happened to most often.
    """

    mistake: Mistake
    what: str
    count: int
    example: str


def common_errors(comparisons: Iterable[Comparison], *, limit: int) -> tuple[CommonError, ...]:
    """Return the `limit` commonest errors of each mistake, the commonest first.

    What stands in no pair is missed or spurious. A pair of two classes (a method that was taken for a task) is a wrong
    type here, though it counts as a miss and as an invention in the figures.
    """
    names: defaultdict[tuple[Mistake, str], Counter[str]] = defaultdict(Counter)
    for comparison in comparisons:
        for mistake, what, name in _errors(comparison):
            names[mistake, what][name] += 1
    counted = [CommonError(mistake, what, of.total(), of.most_common(1)[0][0]) for (mistake, what), of in names.items()]
    counted.sort(key=lambda error: (-error.count, error.what))
    return tuple(error for mistake in Mistake for error in [e for e in counted if e.mistake is mistake][:limit])


def _errors(comparison: Comparison) -> Iterator[tuple[Mistake, str, str]]:
    gold, found = comparison.gold.entities, comparison.found.entities
    paired_gold, paired_found = {i for i, _ in comparison.pairs}, {j for _, j in comparison.pairs}
    for i in comparison.wanted():
        if i not in paired_gold:
            yield Mistake.MISSED, f"{gold[i].type} {gold[i].relation}", gold[i].name
    for j in comparison.offered():
        if j not in paired_found:
            yield Mistake.SPURIOUS, f"{found[j].type} {found[j].relation}", found[j].name
    for i, j in comparison.pairs:
        wanted, said = gold[i], found[j]
        if wanted.relation is Relation.MENTIONS:
            continue
        if wanted.type is not said.type:
            yield Mistake.WRONG_TYPE, f"{wanted.type} → {said.type}", wanted.name
        if kind_of(wanted.type) is kind_of(said.type) and wanted.relation is not said.relation:
            yield Mistake.WRONG_RELATION, f"{wanted.relation} → {said.relation}", wanted.name
