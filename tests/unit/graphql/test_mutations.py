"""Changes through GraphQL: refused without a token, recorded with who, undoable."""

import asyncio
from typing import Any

import pytest

from api.bootstrap import Parts
from api.graphql.context import new_context
from api.graphql.limits.policy import Limits
from api.graphql.schema import schema
from kg.lexicon import Lexicon
from kg.store.sqlite import SqliteStore

PAPER = "paper:arxiv:2501.00001"
OLDER = "paper:arxiv:2501.00002"


class Ask:
    """Asks in somebody's name, or in nobody's."""

    def __init__(self, store: SqliteStore) -> None:
        # A machine that is busy with other work may take its time.
        self.parts = Parts(store, Lexicon(), Limits(seconds=600))

    def __call__(self, document: str, who: str | None = "ann") -> dict[str, Any]:
        context = new_context(self.parts, lambda: who) if who else new_context(self.parts)
        done = asyncio.run(schema.execute(document, context_value=context))
        return {"data": done.data, "errors": [error.formatted for error in done.errors or ()]}

    def progress(self, job: str) -> list[dict[str, Any]]:
        """Return what is told of a job until it is finished."""

        async def listen() -> list[dict[str, Any]]:
            document = f'subscription {{ ingestProgress(job: "{job}") {{ status papers }} }}'
            told = await schema.stream(document, context_value=new_context(self.parts))
            return [step.data["ingestProgress"] async for step in told]

        return asyncio.run(listen())

    def code(self, document: str, who: str | None = "ann") -> str:
        (error,) = self(document, who)["errors"]
        return str(error["extensions"]["code"])


@pytest.fixture
def ask(store: SqliteStore) -> Ask:
    return Ask(store)


@pytest.mark.parametrize(
    "change",
    [
        'merge(source: "SAM", target: "ProofKit") { id }',
        'split(entity: "miniF2F", name: "Other", papers: []) { id }',
        'rename(entity: "miniF2F", name: "Mini") { id }',
        'addAlias(entity: "miniF2F", alias: "Mini") { id }',
        f'confirm(paper: "{PAPER}", entity: "miniF2F") {{ id }}',
        f'reject(paper: "{PAPER}", entity: "miniF2F") {{ id }}',
        'undo(id: "1") { id }',
        "ingest(records: []) { id }",
    ],
)
def test_nothing_is_changed_in_the_name_of_nobody(ask: Ask, store: SqliteStore, change: str) -> None:
    before = store.revision()
    assert ask.code(f"mutation {{ {change} }}", None) == "MUTATIONS_OFF"
    assert (store.revision(), store.count_decisions()) == (before, 0)


def test_a_decision_tells_what_who_and_when_and_is_undone(ask: Ask) -> None:
    done = ask('mutation { merge(source: "SAM", target: "ProofKit") { id kind summary who undoneAt entities { id } } }')
    assert done["data"]["merge"] == {
        "id": "1",
        "kind": "MERGE",
        "summary": "method:sam is method:proofkit",
        "who": "ann",
        "undoneAt": None,
        "entities": [{"id": "method:proofkit"}],
    }
    assert ask('{ method(name: "SAM") { id } }')["data"] == {"method": {"id": "method:proofkit"}}
    undone = ask('mutation { undo(id: "1") { who undoneBy } }', "bo")["data"]
    assert undone == {"undo": {"who": "ann", "undoneBy": "bo"}}
    assert ask('{ method(name: "SAM") { id } }')["data"] == {"method": {"id": "method:sam"}}
    assert ask.code('mutation { undo(id: "1") { id } }') == "BAD_USER_INPUT"


def test_an_edge_is_confirmed_or_rejected(ask: Ask) -> None:
    def uses() -> dict[str, tuple[str, float]]:
        found = ask(f'{{ paper(id: "{OLDER}") {{ benchmarks {{ role confidence node {{ name }} }} }} }}')["data"]
        return {use["node"]["name"]: (use["role"], use["confidence"]) for use in found["paper"]["benchmarks"]}

    assert uses() == {"miniF2F": ("EVALUATES_ON", 0.4), "ImageNet": ("USES", 0.9)}
    ask(f'mutation {{ confirm(paper: "{OLDER}", entity: "mini f2f") {{ role }} }}')
    assert uses()["miniF2F"] == ("EVALUATES_ON", 1.0)
    done = ask(f'mutation {{ reject(paper: "{OLDER}", entity: "ImageNet", role: USES) {{ role papers {{ id }} }} }}')
    assert done["data"]["reject"] == {"role": "USES", "papers": [{"id": OLDER}]}
    assert uses() == {"miniF2F": ("EVALUATES_ON", 1.0)}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ('merge(source: "minif3f", target: "ProofKit") { id }', "NOT_FOUND"),
        ('merge(source: "miniF2F", target: "ProofKit") { id }', "BAD_USER_INPUT"),
        ('merge(source: "miniF2F", target: "Mini-F2F") { id }', "BAD_USER_INPUT"),
        ('split(entity: "miniF2F", name: "New") { id }', "BAD_USER_INPUT"),
        ('split(entity: "miniF2F", name: "ImageNet", papers: ["x"]) { id }', "BAD_USER_INPUT"),
        ('split(entity: "miniF2F", name: "New", aliases: ["unheard"]) { id }', "BAD_USER_INPUT"),
        ('rename(entity: "miniF2F", name: "...") { id }', "BAD_USER_INPUT"),
        ('confirm(paper: "paper:none", entity: "miniF2F") { id }', "NOT_FOUND"),
        (f'reject(paper: "{PAPER}", entity: "SAM") {{ id }}', "BAD_USER_INPUT"),
        (f'reject(paper: "{PAPER}", entity: "miniF2F", role: ON) {{ id }}', "BAD_USER_INPUT"),
        ('undo(id: "nine") { id }', "BAD_USER_INPUT"),
        ('ingest(text: "x", records: []) { id }', "BAD_USER_INPUT"),
        ("ingest { id }", "BAD_USER_INPUT"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_code(ask: Ask, store: SqliteStore, change: str, code: str) -> None:
    assert ask.code(f"mutation {{ {change} }}") == code
    assert store.count_decisions() == 0


def test_an_unknown_name_is_refused_with_the_nearest(ask: Ask) -> None:
    (error,) = ask('mutation { rename(entity: "minif3f", name: "X") { id } }')["errors"]
    assert "miniF2F" in error["message"]


def test_decisions_are_paged_newest_first(ask: Ask) -> None:
    for name in ("One", "Two", "Three"):
        ask(f'mutation {{ addAlias(entity: "miniF2F", alias: "{name}") {{ id }} }}')
    page = ask("{ decisions(first: 2) { totalCount pageInfo { endCursor } edges { node { id } } } }")["data"][
        "decisions"
    ]
    assert (page["totalCount"], [edge["node"]["id"] for edge in page["edges"]]) == (3, ["3", "2"])
    cursor = page["pageInfo"]["endCursor"]
    rest = ask(f'{{ decisions(first: 2, after: "{cursor}") {{ edges {{ node {{ id }} }} }} }}')["data"]["decisions"]
    assert rest == {"edges": [{"node": {"id": "1"}}]}


def test_records_are_ingested_by_a_job_that_survives_bad_ones(ask: Ask) -> None:
    records = '[{ title: "New", abstract: "We evaluate on miniF2F." }, { title: "", abstract: "nothing" }]'
    job = ask(f"mutation {{ ingest(records: {records}) {{ id who status }} }}")["data"]["ingest"]
    assert job["who"] == "ann"
    assert ask.progress(job["id"])[-1]["status"] == "DONE"
    found = ask(f'{{ job(id: "{job["id"]}") {{ status papers new rejected error rejects {{ place }} }} }}')["data"][
        "job"
    ]
    told = {"papers": 2, "new": 1, "rejected": 1, "error": None, "rejects": [{"place": "records:2"}]}
    assert found == {"status": "DONE", **told}
    assert ask('{ job(id: "none") { id } }')["data"] == {"job": None}
