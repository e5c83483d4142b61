"""What the graph says as a whole, asked of the API: reckoned once a revision, and of no graph beyond a size."""

from pathlib import Path

import pytest

from api.analyses import Analyses
from kg.errors import GraphTooLargeError
from kg.model import Relation
from kg.store.sqlite import SqliteStore
from tests.unit.graphql.conftest import Ask
from tests.unit.graphql.counting import CountingStore
from tests.unit.graphql.made_up import IMAGENET, MINIF2F, PROVER, facts, paper

ASKED = """{ analysis {
  benchmarks(first: 2) { score paperCount node { name } }
  methods(first: 1) { paperCount node { name } }
  years { year methods(first: 1) { node { name } } }
  communities { size paperCount members { name } } } }"""


@pytest.fixture
def measured(store: SqliteStore) -> None:
    """Two papers more that measure on both benchmarks."""
    sentence = "ProofKit on miniF2F and ImageNet."
    edges = [(MINIF2F, Relation.EVALUATES_ON), (IMAGENET, Relation.EVALUATES_ON), (PROVER, Relation.USES)]
    store.upsert([facts(paper(number, sentence, date="2031-05-01"), edges) for number in (50, 51)])


@pytest.mark.usefixtures("measured")
def test_what_is_central_and_what_belongs_together_is_told(ask: Ask) -> None:
    told = ask(ASKED)["analysis"]
    assert [one["node"]["name"] for one in told["benchmarks"]] == ["miniF2F", "ImageNet"]
    assert sum(one["score"] for one in told["benchmarks"]) == pytest.approx(1)
    assert told["methods"][0]["node"]["name"] == "ProofKit"
    assert told["years"][0] == {"year": 2031, "methods": [{"node": {"name": "ProofKit"}}]}
    (community,) = told["communities"]
    assert (community["size"], {one["name"] for one in community["members"]}) == (2, {"miniF2F", "ImageNet"})


@pytest.mark.usefixtures("measured")
def test_the_graph_is_read_once_until_it_changes(ask: Ask, counting: CountingStore, store: SqliteStore) -> None:
    first = ask(ASKED)
    assert ask(ASKED) == first
    assert counting.calls["snapshot"] == 1
    assert sum(counting.calls.values()) <= 2 * 4  # the counts, the nodes of three levels; and once the snapshot
    store.upsert([facts(paper(60, "ProofKit.", date="2032-01-01"), [(PROVER, Relation.USES)])])
    assert ask(ASKED)["analysis"]["years"][0]["year"] == 2032
    assert counting.calls["snapshot"] == 2


def test_a_graph_of_too_many_papers_is_refused_with_a_way_out(store: SqliteStore, counting: CountingStore) -> None:
    with pytest.raises(GraphTooLargeError, match="kg analyse"):
        Analyses(counting, most_papers=1).get()  # type: ignore[arg-type]
    assert "snapshot" not in counting.calls


def test_an_empty_graph_has_nothing_central(tmp_path: Path) -> None:
    opened = SqliteStore.open(tmp_path / "empty.db", create=True)
    made = Analyses(opened).get()
    assert (made.benchmarks, made.methods, made.years, made.communities) == ([], [], [], [])
    opened.close()


@pytest.mark.parametrize("first", [0, 101])
def test_pages_are_as_large_as_anywhere(answer: Ask, first: int) -> None:
    told = answer(f"{{ analysis {{ methods(first: {first}) {{ score }} }} }}")
    assert [error["extensions"]["code"] for error in told["errors"]] == ["BAD_USER_INPUT"]
