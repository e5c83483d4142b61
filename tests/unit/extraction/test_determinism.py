"""The same paper gives the same facts, whatever stands beside it, however many processes work, whenever it is read."""

import random
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from extraction.pipeline import Extractor, load_extractor
from extraction.readers.record import Record
from extraction.sources import read_sources
from kg.model import Extraction, Paper
from tests.command import Command


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    with as_file(files("api.demo") / "examples.jsonl") as path:
        return [item.paper for item in read_sources([str(path)]) if isinstance(item, Record)]


@pytest.fixture(scope="module")
def alone(papers: list[Paper]) -> dict[str, Extraction]:
    """What an extractor says that reads nothing before."""
    return {paper.id: load_extractor().extract(paper) for paper in papers[:2]}


def test_what_was_read_before_changes_nothing(
    extractor: Extractor, papers: list[Paper], alone: dict[str, Extraction]
) -> None:
    shuffled = random.Random(0).sample(papers, len(papers))
    found = {one.paper.id: one for one in extractor.extract_many(shuffled)}
    assert {id_: found[id_] for id_ in alone} == alone


def test_the_number_of_processes_changes_neither_facts_nor_order(extractor: Extractor, papers: list[Paper]) -> None:
    many = papers + papers[::-1]
    assert list(extractor.extract_many(many, jobs=3)) == list(extractor.extract_many(many))


def test_reading_twice_gives_the_same(extractor: Extractor, papers: list[Paper]) -> None:
    assert list(extractor.extract_many(papers)) == list(extractor.extract_many(papers))


def test_the_seed_of_pythons_hashes_changes_nothing(tmp_path: Path) -> None:
    with as_file(files("api.demo") / "examples.jsonl") as path:
        printed = [Command(tmp_path, "", {"PYTHONHASHSEED": seed})("extract", str(path)).out for seed in "12"]
    assert printed[0] == printed[1] != ""
