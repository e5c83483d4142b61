"""Precision, recall and F1 over all papers: by class of entity, and for results.

An entity is `found` when it is paired with one of its class, `typed` when its type is right as well, `related` when its
relation is. A result is right by its `value`, `found` with what it was measured on, `full` with the metric too.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extraction.evaluation.matching import Comparison, Kind, kind_of

ALL = "all"
RESULTS = "results"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ENTITY_MEASURES = ("found", "typed", "related")
_RESULT_MEASURES = ("value", "found", "full")

_Stated = tuple[float | str, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one class, named as `Method.found`: `right` of `predicted` are among the `gold` ones.

    Shares are rounded to four places.
    """

    name: str
    precision: float
    recall: float
    f1: float
    right: int
    predicted: int
    gold: int


def figures(comparisons: Iterable[Comparison]) -> tuple[Figure, ...]:
    """Return all figures: `found`, `typed` and `related` of each class and of all, then those of results."""
    counts: Counter[tuple[str, str]] = Counter()
    for comparison in comparisons:
        for kind in (*Kind, None):
            _count_entities(counts, comparison, kind)
        _count_results(counts, comparison)
    return tuple(
        _figure(f"{of}.{measure}", counts[of, measure], counts[of, "predicted"], counts[of, "gold"])
        for of in (*Kind, ALL, RESULTS)
        for measure in (_RESULT_MEASURES if of == RESULTS else _ENTITY_MEASURES)
    )


def _figure(name: str, right: int, predicted: int, gold: int) -> Figure:
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return Figure(name, round(precision, 4), round(recall, 4), round(f1, 4), right, predicted, gold)


def _count_entities(counts: Counter[tuple[str, str]], comparison: Comparison, kind: Kind | None) -> None:
    """Count one class, or all when `kind` is None."""
    of = kind or ALL
    gold, found = comparison.gold.entities, comparison.found.entities
    counts[of, "gold"] += sum(kind in (None, kind_of(gold[i].type)) for i in comparison.wanted())
    counts[of, "predicted"] += sum(kind in (None, kind_of(found[j].type)) for j in comparison.offered())
    for i, j in comparison.right():
        if kind in (None, kind_of(gold[i].type)):
            counts[of, "found"] += 1
            counts[of, "typed"] += gold[i].type is found[j].type
            counts[of, "related"] += gold[i].relation is found[j].relation


def _count_results(counts: Counter[tuple[str, str]], comparison: Comparison) -> None:
    gold, found = Counter(gold_results(comparison)), Counter(found_results(comparison))
    counts[RESULTS, "gold"] += gold.total()
    counts[RESULTS, "predicted"] += found.total()
    for width, measure in enumerate(_RESULT_MEASURES, start=1):
        counts[RESULTS, measure] += (_shortened(gold, width) & _shortened(found, width)).total()


def gold_results(comparison: Comparison) -> Iterator[_Stated]:
    """Yield value, benchmark and metric of each result that a reader marked, entities by their place."""
    places = {entity.name: i for i, entity in enumerate(comparison.gold.entities)}
    for result in comparison.gold.results:
        yield number(result.value), places.get(result.on or ""), places.get(result.metric or "")


def found_results(comparison: Comparison) -> Iterator[_Stated]:
    """Yield the same of each result that was found; an entity that is in no pair counts as none."""
    partners = {j: i for i, j in comparison.pairs}
    places = {entity.name: partners.get(j) for j, entity in enumerate(comparison.found.entities)}
    for result in comparison.found.results:
        yield number(result.value), places.get(result.on or ""), places.get(result.metric or "")


def number(value: str) -> float | str:
    """Return the first number of a value, or the value where there is none.

    >>> number("1,024.5"), number("-3.1%"), number("many")
    (1024.5, -3.1, 'many')
    """
    match = _NUMBER.search(value.replace(",", ""))
    return float(match.group()) if match else value


def _shortened(results: Counter[_Stated], width: int) -> Counter[tuple[float | str | None, ...]]:
    short: Counter[tuple[float | str | None, ...]] = Counter()
    for result, count in results.items():
        short[result[:width]] += count
    return short
