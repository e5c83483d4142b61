"""The command as a user types it, on good input, on both stores."""

import contextlib
import csv
import io
import json
import signal
import subprocess
from pathlib import Path

import pytest

from tests.command import Command

PAGE_BENCHMARKS = ("miniF2F", "LiveCodeBench", "ImageNet", "HumanEval", "CIFAR-10")


def test_the_real_page_gives_77_papers_and_no_rejects_and_the_same_again(any_kg: Command, shared: Path) -> None:
    page = str(shared / "seed" / "daily-papers.txt")
    first, second = any_kg("ingest", page), any_kg("ingest", page)
    assert first.out.splitlines()[-1] == "77 papers: 77 new, 0 updated, 0 unchanged, 0 rejected", first.err
    assert second.out.splitlines()[-1] == "77 papers: 0 new, 0 updated, 77 unchanged, 0 rejected", second.err


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Command:
    """The command on the graph of the page, to be asked and not changed."""
    home = tmp_path_factory.mktemp("filled")
    command = Command(home, f"sqlite:///{home / 'kg.db'}")
    command("ingest", str(shared / "seed" / "daily-papers.txt"))
    return command


@pytest.mark.parametrize("benchmark", PAGE_BENCHMARKS)
def test_every_paper_of_the_page_that_names_a_benchmark_is_named(filled: Command, shared: Path, benchmark: str) -> None:
    page = shared / "seed" / "daily-papers.txt"
    answer = filled("papers", "--benchmark", benchmark, "--json")
    edges = json.loads(answer.out)["papers"]["edges"]
    assert len(edges) == len(_abstracts_with(page, benchmark))
    for edge in edges:
        assert edge["role"]
        assert edge["evidence"][0]["text"] in edge["evidence"][0]["sentence"]


def _abstracts_with(page: Path, name: str) -> set[str]:
    """Abstracts of the page in which the name stands, by plain search for its letters."""
    letters = name.casefold().replace("-", "")
    lines = page.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if len(line) > 200 and letters in line.casefold().replace("-", "")}


def test_spellings_of_one_benchmark_meet(any_kg: Command, records: Path) -> None:
    any_kg("ingest", str(records))
    counts = set()
    for name in ("miniF2F", "Mini-F2F", "minif2f"):
        counts.add(json.loads(any_kg("papers", "--benchmark", name, "--json").out)["papers"]["total_count"])
    assert counts == {2}


def test_a_csv_row_holds_the_role_and_the_sentence(kg: Command, records: Path) -> None:
    kg("ingest", str(records))
    rows = list(csv.DictReader(io.StringIO(kg("papers", "--benchmark", "miniF2F", "--csv").out)))
    assert rows[0]["id"] == "paper:arxiv:2501.00001"
    assert "miniF2F benchmark" in rows[0]["sentence"]


def test_bibtex_names_the_arxiv_id_and_the_authors(kg: Command, records: Path) -> None:
    kg("ingest", str(records))
    entry = kg("papers", "--benchmark", "miniF2F", "--bibtex").out
    assert "eprint = {2501.00001}" in entry
    assert "author = {Ada Example and Bo Example}" in entry


def test_a_role_filters_the_papers(kg: Command, records: Path) -> None:
    kg("ingest", str(records))
    answer = json.loads(kg("papers", "--benchmark", "miniF2F", "--role", "introduces", "--json").out)
    assert answer["papers"]["total_count"] == 0


def test_annotations_keep_the_ids_and_the_order_of_the_records(kg: Command, records: Path) -> None:
    lines = [json.loads(line) for line in kg("extract", str(records)).out.splitlines()]
    assert lines[0]["id"] == "arXiv:2501.00001"
    assert len(lines) == 2
    assert all({"id", "entities", "results"} <= line.keys() for line in lines)


def test_extracting_needs_no_store(kg: Command, records: Path, tmp_path: Path) -> None:
    kg("extract", str(records))
    assert not (tmp_path / "kg.db").exists()


def test_jobs_do_not_change_what_is_extracted(kg: Command, records: Path) -> None:
    assert kg("extract", str(records), "--jobs", "2").out == kg("extract", str(records)).out


def test_a_removed_paper_is_gone_and_comes_back_when_ingested_again(any_kg: Command, records: Path) -> None:
    any_kg("ingest", str(records))
    assert any_kg("remove", "paper:arxiv:2501.00001").code == 0
    assert json.loads(any_kg("stats", "--json").out)["papers"] == 1
    assert any_kg("ingest", str(records)).out.splitlines()[-1] == "2 papers: 1 new, 0 updated, 1 unchanged, 0 rejected"


def test_standard_input_is_a_source(kg: Command, records: Path) -> None:
    assert kg("ingest", "-", stdin=records.read_bytes()).out.startswith("2 papers: 2 new")


def test_an_empty_standard_input_makes_an_empty_store(any_kg: Command) -> None:
    answer = any_kg("ingest", "-", "--format", "jsonl")
    assert answer.out.splitlines()[-1] == "0 papers: 0 new, 0 updated, 0 unchanged, 0 rejected"
    assert json.loads(any_kg("stats", "--json").out)["papers"] == 0


def test_search_forgives_a_misspelling(kg: Command, records: Path) -> None:
    kg("ingest", str(records))
    hits = json.loads(kg("search", "minif2ff", "--json").out)["edges"]
    assert hits[0]["node"]["name"] == "miniF2F"


def test_show_describes_a_paper_and_an_entity(kg: Command, records: Path) -> None:
    kg("ingest", str(records))
    assert json.loads(kg("show", "Mini-F2F", "--json").out)["id"] == "data:minif2f"
    assert json.loads(kg("show", "paper:arxiv:2501.00001", "--json").out)["title"].startswith("PROOFKIT")


def test_the_demo_answers_its_question_and_stops_when_asked(kg: Command) -> None:
    answer = kg("demo", "--check")
    assert answer.code == 0, answer.err
    assert "miniF2F" in answer.out
    assert "from a summary, not a quotation" in answer.out


def test_an_ingest_that_is_killed_and_run_again_ends_as_one_clean_run(kg: Command, tmp_path: Path) -> None:
    papers = tmp_path / "many.jsonl"
    papers.write_text("".join(json.dumps(_made_up(number)) + "\n" for number in range(600)), encoding="utf-8")
    running = kg.start("ingest", str(papers))
    database = tmp_path / "kg.db-wal"
    while running.poll() is None and not (database.exists() and database.stat().st_size > 100_000):
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(0.02)
    running.send_signal(signal.SIGKILL)
    running.communicate()
    kg("ingest", str(papers))
    clean = Command(tmp_path, f"sqlite:///{tmp_path / 'clean.db'}")
    clean("ingest", str(papers))
    assert _facts(kg) == _facts(clean)


def _made_up(number: int) -> dict[str, str]:
    found = f"On the Bench{number % 7} benchmark and on ImageNet it outperforms GPT-{number % 5}."
    abstract = f"We introduce Tool{number}. {found}"
    return {"id": f"made-up-{number}", "title": f"Paper {number}", "abstract": abstract, "date": "2025-01-01"}


def _facts(kg: Command) -> tuple[object, str]:
    stats = json.loads(kg("stats", "--json").out)
    stats.pop("revision")
    return stats, kg("papers", "--benchmark", "ImageNet", "--csv").out
