"""How good the extraction is, by measurement on annotated papers."""

import strawberry

from extraction.evaluation.quality import Quality
from extraction.evaluation.reliability import ConfidenceBin as Bin
from extraction.evaluation.scoring import Figure


@strawberry.type(description="Precision, recall and F1 of one measure of one class.")
class QualityFigure:
    """Precision, recall and F1 of one measure of one class."""

    name: str = strawberry.field(
        description="The class (Method, Data, Task, Metric, all, results), then what had to be right: of an entity "
        "found, typed, or related; of a result its value, found (with the benchmark), or full (with the metric)."
    )
    precision: float
    recall: float
    f1: float
    right: int
    predicted: int
    gold: int

    @classmethod
    def from_model(cls, figure: Figure) -> "QualityFigure":
        """Return what a client sees of a figure."""
        return cls(
            name=figure.name,
            precision=figure.precision,
            recall=figure.recall,
            f1=figure.f1,
            right=figure.right,
            predicted=figure.predicted,
            gold=figure.gold,
        )


@strawberry.type(description="The edges whose confidence lies from low up to high.")
class ConfidenceBin:
    """The edges whose confidence lies from low up to high."""

    low: float
    high: float
    count: int
    confidence: float = strawberry.field(description="Their mean confidence.")
    right: float = strawberry.field(description="The share of them whose entity and relation are right.")

    @classmethod
    def from_model(cls, held: Bin) -> "ConfidenceBin":
        """Return what a client sees of a bin."""
        return cls(low=held.low, high=held.high, count=held.count, confidence=held.confidence, right=held.right)


@strawberry.type(description="How good the extraction is, by measurement on annotated papers.")
class ExtractionQuality:
    """How good the extraction is, by measurement on annotated papers."""

    gold: str = strawberry.field(description="The set of annotated papers.")
    papers: int
    extractor: str = strawberry.field(description="The version that was measured.")
    figures: list[QualityFigure]
    reliability: list[ConfidenceBin] = strawberry.field(description="Whether confidence holds, from doubtful to sure.")

    @classmethod
    def from_model(cls, quality: Quality) -> "ExtractionQuality":
        """Return what a client sees of a measured quality."""
        return cls(
            gold=quality.gold,
            papers=quality.papers,
            extractor=quality.extractor,
            figures=[QualityFigure.from_model(figure) for figure in quality.figures],
            reliability=[ConfidenceBin.from_model(held) for held in quality.reliability],
        )
