"""Measuring the extraction: on papers made up for the test, on bad input, and on the annotated papers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import Command
from tests.e2e.test_bad_input import assert_one_line

PAPER = {"id": "a:1", "title": "FooNet: a Net", "abstract": "We propose FooNet, a network. It uses LoRA on ImageNet."}
MARKS = {
    "id": "a:1",
    "entities": [{"name": "FooNet", "type": "Method", "relation": "proposes", "mentions": ["FooNet"]}],
    "results": [],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "gold-papers.jsonl").write_text(json.dumps(PAPER) + "\n", encoding="utf-8")
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(MARKS) + "\n", encoding="utf-8")
    return path


def test_the_texts_beside_the_annotations_are_read(kg: Command, gold: Path) -> None:
    answer = json.loads(kg("eval", str(gold), "--json").out)
    assert (answer["gold"], answer["papers"]) == ("gold", 1)
    assert {"name": "Method.related", "recall": 1.0}.items() <= answer["figures"][2].items()


def test_a_person_sees_figures_confidence_and_errors(kg: Command, gold: Path) -> None:
    out = kg("eval", str(gold)).out
    assert "all.related" in out
    assert "0.9 to 1.0" in out
    assert "spurious" in out
    assert "spurious" not in kg("eval", str(gold), "--errors", "0").out


def test_figures_are_kept_bound_to_the_extractor(kg: Command, gold: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    answer = json.loads(kg("eval", str(gold), "--json", "--write", str(kept)).out)
    assert json.loads(kept.read_text()) == {key: value for key, value in answer.items() if key != "errors"}
    assert answer["extractor"]
    assert answer["extractor"]


def test_annotations_without_texts(kg: Command, gold: Path) -> None:
    gold.with_name("gold-papers.jsonl").unlink()
    assert_one_line(kg("eval", str(gold)), "gold-papers.jsonl", "--papers")


def test_annotations_of_other_papers(kg: Command, gold: Path) -> None:
    gold.write_text(json.dumps(MARKS | {"id": "a:2"}), encoding="utf-8")
    assert_one_line(kg("eval", str(gold)), "a:2", "gold-papers.jsonl")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no annotations"),
        (b'{"id": "a:1", "entit', "broken JSON"),
        (b'{"id": "a:1", "entities": [], "results": [{"value": "\xe9"}]}', "UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (json.dumps(PAPER).encode(), "entities"),
        (json.dumps(MARKS).encode() + b"\n" + json.dumps(MARKS).encode(), "second time"),
        (b"[" * 100_000, "too deep"),
        (b"9" * 10_000, "too long"),
    ],
)
def test_a_file_that_holds_no_annotations(kg: Command, gold: Path, content: bytes, said: str) -> None:
    gold.write_bytes(content)
    assert_one_line(kg("eval", str(gold)), "gold.jsonl", said)


def test_texts_that_cannot_be_read(kg: Command, gold: Path) -> None:
    gold.with_name("gold-papers.jsonl").write_text('{"id": "a:1", "title": "cut', encoding="utf-8")
    assert_one_line(kg("eval", str(gold)), "gold-papers.jsonl:1", "broken JSON")


def test_an_annotation_file_that_is_not_there(kg: Command) -> None:
    assert_one_line(kg("eval", "nowhere.jsonl"), "nowhere.jsonl")


def test_figures_that_cannot_be_written(kg: Command, gold: Path, tmp_path: Path) -> None:
    assert_one_line(kg("eval", str(gold), "--write", str(tmp_path)), str(tmp_path), "--write")


def test_the_figures_are_those_of_the_reference(kg: Command, shared: Path, tmp_path: Path) -> None:
    folder = shared / "gold"
    ours = json.loads(kg("eval", str(folder / "dev.jsonl"), "--json").out)["figures"]
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(kg("extract", str(folder / "dev-papers.jsonl")).out, encoding="utf-8")
    scored = subprocess.run(
        [sys.executable, folder / "score.py", folder / "dev.jsonl", predicted, "--json"],
        capture_output=True,
        check=True,
    )
    names = {"p": "precision", "r": "recall", "f1": "f1", "tp": "right", "pred": "predicted", "gold": "gold"}
    reference = json.loads(scored.stdout)
    assert [figure["name"] for figure in ours] == list(reference)
    for figure in ours:
        assert {short: figure[name] for short, name in names.items()} == reference[figure["name"]]
