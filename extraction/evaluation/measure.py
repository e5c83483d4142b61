"""The use case: let an extractor read annotated papers and tell how good it is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from extraction.evaluation.errors import CommonError, common_errors
from extraction.evaluation.gold import GoldSet
from extraction.evaluation.marks import marks_of
from extraction.evaluation.matching import Comparison, compare
from extraction.evaluation.quality import Quality
from extraction.evaluation.reliability import reliability
from extraction.evaluation.scoring import figures
from kg.model import Extraction, Paper


class Reader(Protocol):
    """What can be measured."""

    version: str

    def extract_many(self, papers: Iterable[Paper], *, jobs: int = 1) -> Iterator[Extraction]:
        """Yield what each paper says, in order."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of an extractor and its commonest errors."""

    quality: Quality
    errors: tuple[CommonError, ...]


def measure(
    gold: GoldSet,
    extractor: Reader,
    *,
    jobs: int = 1,
    errors: int = 0,
    on_paper: Callable[[int], None] = lambda _done: None,
) -> Measured:
    """Return how good the extractor that ships is on annotated papers, with so many errors of each kind.

    `on_paper` hears how many papers are done.
    """
    comparisons: list[Comparison] = []
    extractions = extractor.extract_many(gold.papers, jobs=jobs)
    for marks, extraction in zip(gold.marks, extractions, strict=True):
        comparisons.append(compare(marks, marks_of(marks.id, extraction)))
        on_paper(len(comparisons))
    quality = Quality(
        gold=gold.name,
        papers=len(comparisons),
        extractor=extractor.version,
        figures=figures(comparisons),
        reliability=reliability(comparisons),
    )
    return Measured(quality, common_errors(comparisons, limit=errors))
