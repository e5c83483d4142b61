"""`kg path` as a user types it."""

import json
from pathlib import Path

from tests.command import Command


def test_the_way_between_two_names_is_told_step_by_step(any_kg: Command, records: Path) -> None:
    any_kg("ingest", str(records))
    lines = any_kg("path", "PROOFKIT", "HumanEval").out.splitlines()
    assert [line.split()[-1].partition(":")[0] for line in lines] == ["method", "paper", "data", "paper", "data"]
    assert "A Paper Known by Title" in lines[3]
    assert "evaluates_on" in lines[4]
    found = json.loads(any_kg("path", "PROOFKIT", "HumanEval", "--json").out)
    assert [node["type"] for node in found["nodes"]] == ["METHOD", "PAPER", "BENCHMARK", "PAPER", "BENCHMARK"]


def test_an_unknown_end_exits_1_and_a_way_that_is_too_long_is_told(kg: Command, records: Path) -> None:
    kg("ingest", str(records))
    unknown = kg("path", "PROOFKIT", "no such thing")
    assert (unknown.code, unknown.out) == (1, "")
    assert "No entity or paper 'no such thing'" in unknown.err
    far = kg("path", "PROOFKIT", "HumanEval", "--max-length", "3")
    assert (far.code, far.out) == (0, "No way from PROOFKIT to HumanEval in 3 steps or fewer.\n")
