"""Made-up operations get the same answers from SQLite and from Neo4j, by a statement a level and kind of fact."""

import asyncio
import os
from collections.abc import Iterator
from random import Random, SystemRandom
from typing import Any

import pytest

from api.bootstrap import Parts
from api.graphql.context import new_context
from api.graphql.limits.policy import Limits
from api.graphql.schema import schema
from kg.lexicon import Lexicon
from kg.model import PaperFacts
from kg.store.base import GraphStore
from kg.store.factory import open_store
from kg.store.stream import PaperRecord, PaperRows, StoredEntity, StoredPaper, StoredResult, StoredUse
from tests.neo4j_server import Server, empty
from tests.statements import statements
from tests.unit.graphql.bounds import most_calls
from tests.unit.graphql.made_up import GRAPH
from tests.unit.graphql.operations import operation

pytestmark = [
    pytest.mark.neo4j,
    # Where a field that may not be null fails, graphql-core leaves the coroutines of its siblings behind.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

OPERATIONS = int(os.environ.get("KG_SOAK_OPERATIONS", "500")) // 10
FIRST = SystemRandom().getrandbits(32) if "KG_SOAK_OPERATIONS" in os.environ else 10_000
ADDED = "2026-01-01T00:00:00.000+00:00"


def recorded(facts: PaperFacts) -> PaperRecord:
    """Return a paper with its moment: what comes in at two moments is told with two."""
    rows = PaperRows(
        StoredPaper(facts.paper, facts.digest, ADDED),
        tuple(StoredUse(use, ADDED) for use in facts.uses),
        tuple(StoredResult(result, ADDED) for result in facts.results),
    )
    return PaperRecord(rows, tuple(StoredEntity(entity, ADDED) for entity in facts.entities))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, neo4j_server: Server) -> Iterator[list[GraphStore]]:
    empty(neo4j_server)
    url, user, password = neo4j_server
    stores = [
        open_store(f"sqlite:///{tmp_path_factory.mktemp('both') / 'kg.db'}", create=True),
        open_store(url, create=True, user=user, password=password),
    ]
    for store in stores:
        store.restore([recorded(facts) for facts in GRAPH])
    yield stores
    for store in stores:
        store.close()


def answer(runner: asyncio.Runner, parts: Parts, document: str, variables: dict[str, Any]) -> object:
    done = runner.run(schema.execute(document, variables, new_context(parts)))
    return done.data, [error.formatted for error in done.errors or ()]


def test_made_up_operations_are_answered_alike_by_a_statement_a_level_and_kind_of_fact(both: list[GraphStore]) -> None:
    parts = [Parts(store, Lexicon(), Limits(seconds=600)) for store in both]
    asked = [0 for _ in parts]
    with asyncio.Runner() as runner:
        for part in parts:
            part.names.index()  # read once, by as many statements as there are thousands of names
        for number in range(FIRST, FIRST + OPERATIONS):
            random = Random(number)
            document, variables = operation(schema._schema, random, depth=random.randint(1, 6))
            answers = []
            for place, part in enumerate(parts):
                with statements(part.store) as made:
                    answers.append(answer(runner, part, document, variables))
                most = most_calls(schema._schema, document)
                asked[place] += len(made.asked)
                assert len(made.asked) <= most, (number, document, variables, made.asked)
            assert answers[0] == answers[1], (number, document, variables)
    assert min(asked) > OPERATIONS
