"""The command on each store."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import Command

RECORDS = (
    {
        "id": "arXiv:2501.00001",
        "title": "PROOFKIT: Searching for Formal Proofs",
        "abstract": "We introduce PROOFKIT, a prover for Lean. On the miniF2F benchmark it reaches 61.7% accuracy.",
        "authors": ["Ada Example", "Bo Example"],
        "date": "2025-01-02",
        "url": "https://arxiv.org/abs/2501.00001",
    },
    {
        "title": "A Paper Known by Title",
        "abstract": "We evaluate GPT-4 on Mini-F2F and HumanEval.",
        "date": "2024-05-01",
    },
)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A file of two papers of our own, both on miniF2F."""
    path = tmp_path / "papers.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
    return path


@pytest.fixture
def kg(tmp_path: Path) -> Command:
    """The command on an embedded store that is not there yet."""
    return Command(tmp_path, f"sqlite:///{tmp_path / 'kg.db'}")


@pytest.fixture
def neo4j_kg(tmp_path: Path, empty_neo4j: tuple[str, str, str]) -> Command:
    """The command on an empty Neo4j database."""
    url, user, password = empty_neo4j
    return Command(tmp_path, url, {"KG_NEO4J_USER": user, "KG_NEO4J_PASSWORD": password})


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def any_kg(request: pytest.FixtureRequest) -> Command:
    """The command on each store in turn."""
    fixture: Callable[[], Command] = request.getfixturevalue("kg" if request.param == "sqlite" else "neo4j_kg")
    return fixture
