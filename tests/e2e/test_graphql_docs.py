"""docs/graphql.md is true: its questions have these answers on the bundled examples, on both stores."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from api.graphql.schema import schema
from api.settings import Settings
from kg.store.factory import open_store
from tests.command import Command
from tests.conftest import ROOT
from tests.graphql_docs import PAGE, asking, fill, questions
from tests.neo4j_server import Server
from tests.served import served
from tests.statements import statements
from tests.unit.graphql.bounds import levels_of

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/kg.db"
    server: Server = request.getfixturevalue("empty_neo4j")
    url, user, password = server
    return url.replace("://", f"://{user}:{password}@")


def test_every_question_has_the_answer_that_stands_there_by_a_statement_a_level(address: str) -> None:
    asked = questions(TEXT)
    assert len(asked) >= 12
    store = open_store(address, create=True)
    fill(store)
    ask = asking(store)
    wrong, dear = [], []
    for query, answer in asked:
        with statements(store) as made:
            told = ask(query)
        wrong += [query] if told != answer else []
        levels = levels_of(schema._schema, query)
        is_long = "path(" in query or "analysis" in query  # a walk of many steps, a pass over all
        most = sum(levels[0].values()) + len(levels) - 1 if is_long else len(levels)
        dear += [(query, made.asked)] if not 0 < len(made.asked) <= most else []
    store.close()
    assert wrong == [], "run `python -m tests.graphql_docs` and read what changed"
    assert dear == []


def test_every_question_has_a_heading_and_an_answer() -> None:
    headings = [line for line in TEXT.splitlines() if line.startswith("### ")]
    assert len(headings) >= len(questions(TEXT)) >= 12
    assert TEXT.count("```graphql") - TEXT.count("```graphql\nmutation") - TEXT.count(
        "```graphql\nsubscription"
    ) == len(questions(TEXT))


def test_the_page_names_the_settings_that_there_are() -> None:
    for name in ("KG_TOKENS", "KG_CORS_ORIGINS"):
        assert name in TEXT
        assert name.removeprefix("KG_").lower() in Settings.model_fields


def test_the_example_client_answers(kg: Command, tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/kg.db", create=True)
    fill(store)
    store.close()
    with served(replace(kg, secrets={"KG_TOKENS": "ann:secret"})) as url:
        done = subprocess.run(
            [sys.executable, str(ROOT / "docs" / "client.py"), url, "miniF2F"],
            capture_output=True,
            text=True,
            check=True,
        )
    assert " evaluates_on miniF2F" in done.stdout
