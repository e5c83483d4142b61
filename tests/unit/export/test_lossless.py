"""JSON lines: all of a store out, and the same store back; a file that is not whole is refused with its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.decisions import Merge, Reject, Rename, Split
from kg.errors import ImportFileError
from kg.export import lossless, lossless_reader
from kg.export.selection import Selection
from kg.export.view import View
from kg.graph import EdgeType
from kg.store.base import GraphStore, Outcome
from kg.store.factory import open_store
from tests.unit.export.conftest import HUB, LORA, METRIC, SPLIT


def lines_of(store: GraphStore) -> list[bytes]:
    with store.snapshot() as snapshot:
        return [line.encode() for line in lossless.write(View(snapshot))]


def refused(lines: list[bytes]) -> str:
    with pytest.raises(ImportFileError) as caught:
        lossless_reader.check(lambda: lines, name="graph.jsonl")
    return str(caught.value)


def test_what_was_read_back_writes_the_same_lines(store: GraphStore, tmp_path: Path) -> None:
    lines = lines_of(store)
    other = open_store(f"sqlite:///{tmp_path / 'other.db'}", create=True)
    assert lossless_reader.check(lambda: lines, name="graph").papers == 3
    assert lossless_reader.load(lambda: lines, other, name="graph").papers[Outcome.NEW] == 3
    assert lines_of(other) == lines
    assert lossless_reader.load(lambda: lines, other, name="graph").papers[Outcome.UNCHANGED] == 3
    other.close()


def decide(store: GraphStore) -> None:
    taken = [
        Merge(SPLIT.id, HUB.id),
        Rename(LORA.id, "Low-rank adaptation"),
        Reject("paper:arxiv:2401.00001", METRIC.id),
        Split(LORA.id, "method:late-lora", "Late LoRA", papers=("paper:arxiv:2501.00002",)),
    ]
    store.decide(taken, who="ann")
    store.undo([2], who="bo")


def test_decisions_go_with_the_graph_and_can_be_undone_there(store: GraphStore, tmp_path: Path) -> None:
    plain = lines_of(store)
    decide(store)
    lines = lines_of(store)
    other = open_store(f"sqlite:///{tmp_path / 'other.db'}", create=True)
    assert lossless_reader.check(lambda: lines, name="graph") == lossless_reader.Held(papers=3, decisions=4)
    assert lossless_reader.load(lambda: lines, other, name="graph").decisions == 4
    assert lines_of(other) == lines
    assert lossless_reader.load(lambda: lines, other, name="graph").decisions == 0
    other.undo([1, 3, 4], who="cy")
    undone = [line for line in map(json.loads, lines_of(other)) if line["kind"] == "paper"]
    told = [line for line in map(json.loads, plain) if line["kind"] == "paper"]
    assert [edges_of(line) for line in undone] == [edges_of(line) for line in told]
    other.close()


def edges_of(line: dict[str, Any]) -> list[tuple[str, str]]:
    return [(use["entity"], use["relation"]) for use in line["uses"]]


def test_a_part_of_the_graph_goes_without_decisions(store: GraphStore) -> None:
    decide(store)
    with store.snapshot() as snapshot:
        part = View(snapshot, Selection(relations=[EdgeType.USES, EdgeType.EVALUATES_ON, EdgeType.PROPOSES]))
        lines = [json.loads(line) for line in lossless.write(part)]
    assert {line["kind"] for line in lines} == {"benchgraph", "entity", "paper", "end"}
    assert not any("extracted" in line for line in lines)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("action", "like"),
        ("fields", {}),
        ("fields", {"source": "data:x", "target": "data:y"}),
        ("at", "then"),
        ("who", 1),
    ],
)
def test_a_decision_that_nobody_could_have_taken_is_refused(store: GraphStore, field: str, value: object) -> None:
    decide(store)
    lines = lines_of(store)
    place = next(number for number, line in enumerate(lines) if b'"kind":"decision"' in line)
    lines[place] = json.dumps(json.loads(lines[place]) | {field: value}).encode()
    assert refused(lines).startswith(f"Line {place + 1} of graph.jsonl")


def test_a_line_that_is_broken_is_told_with_its_number(store: GraphStore) -> None:
    lines = lines_of(store)
    assert refused([*lines[:2], b"{oops\n", *lines[3:]]).startswith("Line 3 of graph.jsonl cannot be imported")


def test_a_file_that_was_cut_short_is_refused(store: GraphStore) -> None:
    lines = lines_of(store)
    assert "ends after line" in refused(lines[:-1])
    assert "lost lines" in refused([*lines[:-2], lines[-1]])
    assert "ends after line 0" in refused([])


def test_a_file_of_something_else_is_refused() -> None:
    assert "no file of `kg export" in refused([b'{"kind":"entity"}\n'])
    assert "'kind' is missing" in refused([b'{"id":"arXiv:2401.00001","title":"A paper"}\n'])
    assert "newer version" in refused([b'{"kind":"benchgraph","version":99}\n'])


def test_evidence_that_does_not_stand_where_it_says_is_refused(store: GraphStore) -> None:
    lines = lines_of(store)
    place = next(number for number, line in enumerate(lines) if b'"uses":[{' in line)
    paper = json.loads(lines[place])
    paper["uses"][0]["evidence"][0]["start"] += 1
    lines[place] = json.dumps(paper).encode()
    told = refused(lines)
    assert told.startswith(f"Line {place + 1} ")
    assert "does not stand at its place" in told


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", 3), ("ids", [1]), ("date", "2024-13-01"), ("added", "yesterday"), ("uses", [{}]), ("uses", None)],
)
def test_a_value_of_the_wrong_kind_is_refused(store: GraphStore, field: str, value: object) -> None:
    lines = lines_of(store)
    place = next(number for number, line in enumerate(lines) if b'"kind":"paper"' in line)
    lines[place] = json.dumps(json.loads(lines[place]) | {field: value}).encode()
    assert refused(lines).startswith(f"Line {place + 1} of graph.jsonl")
