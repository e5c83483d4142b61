"""What a command loads before it has anything to do: what takes long is imported when it is needed."""

import re
import subprocess
import sys
from pathlib import Path

from tests.command import LAUNCH, Command

ONLY_WHERE_USED = frozenset({"fastapi", "httpx", "neo4j", "networkx", "numpy", "rdflib", "spacy", "starlette"})
ONLY_TO_ANSWER = frozenset({"graphql", "pydantic", "sqlite3", "strawberry"})


def _loaded(kg: Command, *words: str) -> set[str]:
    """Return the top-level packages that a command has imported when it ends."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", LAUNCH, *words],
        capture_output=True,
        text=True,
        env=kg.env,
        cwd=kg.home,
        check=True,
    )
    return set(re.findall(r"^import time:.*\| +(\w+)$", done.stderr, re.MULTILINE))


def test_help_loads_no_schema_no_store_and_no_spacy(kg: Command) -> None:
    loaded = _loaded(kg, "--help")
    assert "typer" in loaded
    assert not loaded & (ONLY_WHERE_USED | ONLY_TO_ANSWER)


def test_asking_loads_the_schema_and_no_web_framework(kg: Command, records: Path) -> None:
    kg("ingest", str(records))
    loaded = _loaded(kg, "papers", "--benchmark", "miniF2F")
    assert loaded >= ONLY_TO_ANSWER
    assert not loaded & ONLY_WHERE_USED
