"""`kg entity`: a human's decisions, kept when papers are ingested again."""

import json
from pathlib import Path

from tests.command import Command


def test_decisions_are_taken_kept_listed_and_undone(any_kg: Command, records: Path) -> None:
    any_kg("ingest", str(records))
    merged = any_kg("entity", "merge", "HumanEval", "mini f2f")
    assert (merged.code, merged.out) == (
        0,
        "data:humaneval is data:minif2f (decision 1; kg entity undo 1 takes it back)\n",
    )
    rejected = any_kg("entity", "reject", "arXiv:2501.00001", "miniF2F", "--json")
    assert json.loads(rejected.out)["kind"] == "REJECT"
    text = records.read_text(encoding="utf-8").replace("We evaluate", "In Lean we evaluate")
    records.write_text(text, encoding="utf-8")
    any_kg("ingest", str(records))
    found = json.loads(any_kg("papers", "--benchmark", "HumanEval", "--json").out)
    assert (found["id"], found["papers"]["total_count"]) == ("data:minif2f", 1)
    log = json.loads(any_kg("entity", "log", "--json").out)
    assert [edge["node"]["summary"] for edge in log["edges"]] == [
        "paper:arxiv:2501.00001 not at all data:minif2f",
        "data:humaneval is data:minif2f",
    ]
    assert any_kg("entity", "undo", "2").out == "undone: paper:arxiv:2501.00001 not at all data:minif2f\n"
    assert json.loads(any_kg("papers", "--benchmark", "miniF2F", "--json").out)["papers"]["total_count"] == 2
    assert "undone by" in any_kg("entity", "log").out


def test_what_makes_no_sense_is_refused_in_one_line(kg: Command, records: Path) -> None:
    kg("ingest", str(records))
    unknown = kg("entity", "rename", "minif3f", "X")
    assert (unknown.code, len(unknown.err.splitlines())) == (1, 1)
    assert "miniF2F" in unknown.err
    for words in (("undo", "7"), ("split", "miniF2F", "New"), ("confirm", "paper:none", "miniF2F")):
        refused = kg("entity", *words)
        assert (refused.code, len(refused.err.splitlines()), refused.out) == (1, 1, "")
    assert kg("entity", "reject", "arXiv:2501.00001", "miniF2F", "--role", "likes").code == 2
