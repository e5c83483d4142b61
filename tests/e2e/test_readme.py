"""The README is true: its commands run, its queries answer, and no command is missing from it."""

import json
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.arxiv_server import Arxiv, serving
from tests.command import PATIENCE, Command
from tests.conftest import ROOT
from tests.served import served

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = """Daily Papers

Mar 3

PROOFKIT: Searching for Formal Proofs

We introduce PROOFKIT, a prover that searches for proofs in Lean and learns from failures. On the miniF2F benchmark it
reaches 61.7% accuracy, and LoRA keeps its training cheap on ImageNet and elsewhere.

  • 2 authors
·
Mar 2, 2025
"""
RECORD = {
    "id": "arXiv:2109.00110",
    "title": "A Made-up Paper",
    "abstract": "We fine-tune with LoRA and evaluate on miniF2F and ImageNet.",
}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


def commands(program: str) -> list[str]:
    lines = "\n".join(blocks("sh")).splitlines()
    return [line for line in lines if re.match(rf"(?:\w+=\S+ )*{program}\b", line)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readme")
    (path / "daily-papers.txt").write_text(PAGE.replace("\nreaches", " reaches"), encoding="utf-8")
    (path / "papers.jsonl").write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    (path / "gold-papers.jsonl").write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    (path / "gold.jsonl").write_text(json.dumps({"id": RECORD["id"], "entities": []}) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def kg(folder: Path) -> Iterator[Command]:
    with serving(Arxiv(more=("2109.00110",))) as arxiv:
        yield Command(folder, f"sqlite:///{folder / 'kg.db'}", {"KG_ARXIV_URL": arxiv.url})


def test_every_command_of_the_readme_runs(kg: Command) -> None:
    lines = commands("kg")
    assert len(lines) >= 15
    for line in lines:
        words = shlex.split(line.split(" > ")[0], comments=True)[1:]
        if words[0] == "serve":
            with served(kg) as url:
                assert url.startswith("http://127.0.0.1:")
        else:
            answer = kg(*words)
            assert answer.code == 0, (line, answer.err)


def test_every_command_stands_in_the_readme(kg: Command) -> None:
    names = re.findall(r"^[│ ]+([a-z]+) {2,}\S", kg("--help").out, flags=re.MULTILINE)
    assert {"ingest", "papers", "serve"} <= set(names)
    assert [name for name in names if not re.search(rf"^kg {name}\b", README, flags=re.MULTILINE)] == []


def test_every_make_target_of_the_readme_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"\bmake (\w+)", "\n".join(commands("make")))
    assert targets == ["demo", "test"]
    assert all(re.search(rf"^{target}:", makefile, flags=re.MULTILINE) for target in targets)


def test_every_query_of_the_readme_answers(kg: Command) -> None:
    queries = blocks("graphql")
    assert len(queries) == 5
    kg("ingest", "papers.jsonl")
    with served(kg) as url:
        for query in queries:
            answer = httpx.post(f"{url}/graphql", json={"query": query}, timeout=PATIENCE).json()
            assert "errors" not in answer, (query, answer)
            assert all(value is not None for value in answer["data"].values()), (query, answer)


def test_compose_is_valid_where_an_engine_can_tell() -> None:
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("no Docker Compose; tests/unit/test_compose.py reads the file instead")
    env = os.environ | {"KG_NEO4J_PASSWORD": "x" * 8}
    assert subprocess.run([docker, "compose", "config", "--quiet"], cwd=ROOT, env=env, check=False).returncode == 0


def test_the_transcript_is_what_the_demo_prints(kg: Command) -> None:
    transcript = re.search(r"^\$ kg papers --benchmark miniF2F\n(.*?)^…$", README, flags=re.MULTILINE | re.DOTALL)
    assert transcript
    printed = kg("demo", "--check").out
    for line in transcript.group(1).splitlines():
        assert line.removesuffix("…").rstrip() in printed
