"""The figures that ship are those of the extractor that ships."""

from pathlib import Path

from extraction.evaluation.quality import Quality, from_json, read_quality, shipped_quality, to_json
from extraction.evaluation.reliability import ConfidenceBin
from extraction.evaluation.scoring import Figure
from extraction.pipeline import load_extractor
from extraction.version import shipped_version

QUALITY = Quality(
    gold="dev",
    papers=2,
    extractor="rules-9",
    figures=(Figure("all.found", 0.5, 1.0, 0.6667, 1, 2, 1),),
    reliability=(ConfidenceBin(0.9, 1.0, 2, 0.95, 0.5),),
)


def test_what_is_written_is_read_back() -> None:
    assert from_json(to_json(QUALITY)) == QUALITY


def test_figures_of_another_extractor_are_none(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    assert read_quality(kept, version=QUALITY.extractor) is None
    kept.write_bytes(to_json(QUALITY))
    assert read_quality(kept, version=QUALITY.extractor) == QUALITY
    assert read_quality(kept, version="another") is None


def test_the_figures_that_ship_are_of_what_ships() -> None:
    shipped = shipped_quality()
    assert shipped, "run: kg eval GOLD.jsonl --write extraction/data/evaluation.json"
    assert shipped.extractor == shipped_version() == load_extractor().version
