"""Whether confidence can be believed: of the edges that claim to be right nine times in ten, how many are."""

from collections.abc import Iterable
from dataclasses import dataclass

from extraction.evaluation.matching import Comparison

BINS = 10


@dataclass(frozen=True, slots=True)
class ConfidenceBin:
    """The edges with a confidence from `low` up to `high` (the last bin holds 1 too).

    `confidence` is their mean, `right` the share of them whose entity, class and relation are right; both 0 where there
    are no edges.
    """

    low: float
    high: float
    count: int
    confidence: float
    right: float


def reliability(comparisons: Iterable[Comparison]) -> tuple[ConfidenceBin, ...]:
    """Return ten bins of equal width, from doubtful to sure."""
    edges: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for comparison in comparisons:
        gold, found = comparison.gold.entities, comparison.found.entities
        right = {j for i, j in comparison.right() if gold[i].relation is found[j].relation}
        for j in comparison.offered():
            confidence = found[j].confidence
            edges[min(int(confidence * BINS), BINS - 1)].append((confidence, j in right))
    return tuple(_bin(place, held) for place, held in enumerate(edges))


def _bin(place: int, edges: list[tuple[float, bool]]) -> ConfidenceBin:
    count = len(edges)
    mean = sum(confidence for confidence, _ in edges) / count if count else 0.0
    share = sum(is_right for _, is_right in edges) / count if count else 0.0
    return ConfidenceBin(place / BINS, (place + 1) / BINS, count, round(mean, 4), round(share, 4))
