"""The extraction on real abstracts: the seed page and the annotated papers that choose between models."""

import json
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extraction.annotations import to_annotation
from extraction.pipeline import Extractor, load_extractor
from extraction.readers.record import Record
from extraction.sources import read_sources
from kg.model import Evidence, Extraction, Paper

FLOOR = {"all.found": 0.69, "all.related": 0.65, "Data.found": 0.81, "results.found": 0.68}
"""F1 on the dev papers below which something broke; measured 0.709, 0.673, 0.854 and 0.726."""


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def dev(shared: Path, extractor: Extractor) -> dict[str, Extraction]:
    papers = rows(shared / "gold" / "dev-papers.jsonl")
    return {row["id"]: extractor.extract(Paper(f"paper:{row['id']}", row["title"], row["abstract"])) for row in papers}


@pytest.fixture(scope="module")
def page(shared: Path, extractor: Extractor) -> list[Extraction]:
    records = [r for r in read_sources([str(shared / "seed" / "daily-papers.txt")]) if isinstance(r, Record)]
    return list(extractor.extract_many(record.paper for record in records))


def pieces(extraction: Extraction) -> Iterator[Evidence]:
    for entity in extraction.entities:
        yield from entity.evidence
    for result in extraction.results:
        yield result.evidence


def assert_quotes(extraction: Extraction) -> None:
    for piece in pieces(extraction):
        text = extraction.paper.text(piece.field)
        assert text[piece.start : piece.end] == piece.text != ""
        assert text[piece.sentence_start : piece.sentence_start + len(piece.sentence)] == piece.sentence
        assert piece.sentence_start <= piece.start <= piece.end <= piece.sentence_start + len(piece.sentence)


def test_every_evidence_of_the_page_quotes_its_paper(page: list[Extraction]) -> None:
    assert len(page) > 50
    for extraction in page:
        assert_quotes(extraction)


def test_nearly_every_paper_of_the_page_says_something(page: list[Extraction]) -> None:
    assert sum(not extraction.entities for extraction in page) <= len(page) // 20


def test_every_evidence_of_the_dev_papers_quotes_its_paper(dev: dict[str, Extraction]) -> None:
    assert len(dev) == 160
    for extraction in dev.values():
        assert_quotes(extraction)


def test_annotations_follow_the_guide(shared: Path, dev: dict[str, Extraction], tmp_path: Path) -> None:
    out = tmp_path / "predicted.jsonl"
    out.write_text("\n".join(json.dumps(to_annotation(i, e)) for i, e in dev.items()), encoding="utf-8")
    gold = shared / "gold"
    done = subprocess.run(
        [sys.executable, gold / "validate.py", gold / "dev-papers.jsonl", out],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_what_is_found_stays_as_good_as_it_was(shared: Path, dev: dict[str, Extraction]) -> None:
    score = runpy.run_path(str(shared / "gold" / "score.py"))["score"]
    gold = {row["id"]: row for row in rows(shared / "gold" / "dev.jsonl")}
    figures = score(gold, {i: to_annotation(i, extraction) for i, extraction in dev.items()})[0]
    assert {name: figures[name]["f1"] for name in FLOOR if figures[name]["f1"] < FLOOR[name]} == {}
