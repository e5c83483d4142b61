"""What the bundled examples promise: real papers of five areas, told in our own words and marked as summaries."""

import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kg.ids import arxiv_id
from tests.conftest import ROOT

EXAMPLES = ROOT / "api" / "demo" / "examples.jsonl"
RECORDS = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
REQUIRED = {"id", "title", "abstract", "url", "summary"}
OPTIONAL = {"authors", "date"}
AREAS = {
    "vision": "ImageNet|COCO",
    "language": "GLUE|SQuAD|GPT-3",
    "code": "HumanEval|Python|programming",
    "theorem proving": "miniF2F|theorem",
    "diffusion": "[Dd]iffusion",
}
RUN = 8  # so many consecutive words are a quotation


def test_the_examples_are_about_forty() -> None:
    assert 36 <= len(RECORDS) <= 44


def test_every_example_has_the_required_fields_and_no_unknown_one() -> None:
    for record in RECORDS:
        assert record.keys() >= REQUIRED
        assert record.keys() <= REQUIRED | OPTIONAL


def test_every_example_is_marked_as_a_summary() -> None:
    assert all(record["summary"] is True for record in RECORDS)


def test_no_two_examples_share_an_id_or_a_title() -> None:
    assert len({record["id"] for record in RECORDS}) == len(RECORDS)
    assert len({record["title"].casefold() for record in RECORDS}) == len(RECORDS)


def test_ids_and_addresses_name_one_arxiv_paper() -> None:
    for record in RECORDS:
        assert re.fullmatch(r"arXiv:\d{4}\.\d{4,5}", record["id"])
        assert record["url"] == f"https://arxiv.org/abs/{arxiv_id(record['id'])}"


def test_dates_are_iso_dates_no_later_than_the_month_of_the_arxiv_number() -> None:
    for record in RECORDS:
        if "date" in record:
            number = record["id"].removeprefix("arXiv:")
            # arXiv gives the number when a paper is announced, which may be weeks after it came in.
            assert date.fromisoformat(record["date"]).strftime("%y%m") <= number[:4]


def test_authors_are_lists_of_full_names() -> None:
    for record in RECORDS:
        for name in record.get("authors", ["Some Body"]):
            assert len(name.split()) >= 2
            assert name == name.strip()


def test_every_summary_has_three_to_six_sentences() -> None:
    for record in RECORDS:
        assert 3 <= len(re.findall(r"[.?](?= [A-Z]|$)", record["abstract"])) <= 6, record["id"]


@pytest.mark.parametrize("area", AREAS)
def test_every_area_has_papers(area: str) -> None:
    assert sum(bool(re.search(AREAS[area], record["abstract"])) for record in RECORDS) >= 6


def test_several_papers_answer_the_first_question() -> None:
    assert sum("miniF2F" in record["abstract"] for record in RECORDS) >= 4


def test_no_summary_quotes_a_known_abstract(shared: Path) -> None:
    ours = {run: record["id"] for record in RECORDS for run in _runs(record["abstract"])}
    quoted = {(ours[run], " ".join(run)) for text in _known_texts(shared) for run in ours.keys() & _runs(text)}
    assert quoted == set()


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(*(words[offset:] for offset in range(RUN)), strict=False))


def _known_texts(shared: Path) -> Iterator[str]:
    for packed in sorted((shared / "corpus").glob("*.gz")):
        with gzip.open(packed, "rt", encoding="utf-8") as lines:
            yield from (json.loads(line)["abstract"] for line in lines)
    for papers in sorted((shared / "gold").glob("*-papers.jsonl")):
        yield from (json.loads(line)["abstract"] for line in papers.read_text(encoding="utf-8").splitlines())
    for page in sorted((shared / "seed").iterdir()):
        yield page.read_text(encoding="utf-8")
