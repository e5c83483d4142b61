"""Leaderboards as clients ask for them."""

import pytest

from kg.model import Relation
from kg.store.sqlite import SqliteStore
from tests.unit.graphql.conftest import Ask
from tests.unit.graphql.counting import CountingStore
from tests.unit.graphql.made_up import ACCURACY, MINIF2F, MINIF2F_TEST, PROVER, facts, paper, result

BOARDS = """{ benchmark(name: "minif2f") { leaderboard%s {
  benchmark { name } metric { name } setting unit isDelta higherIsBetter totalCount
  rows { rank value number method { name } paper { title } result { evidence { text } } } } } }"""


@pytest.fixture(autouse=True)
def second_prover(store: SqliteStore) -> None:
    """A later paper that reaches more on the split, and something on the whole."""
    of = paper(11, "ProofKit reaches 80.5 on miniF2F-test and 70.5 on miniF2F in accuracy.", date="2025-02-01")
    edges = [(PROVER, Relation.USES), (MINIF2F_TEST, Relation.EVALUATES_ON), (ACCURACY, Relation.REPORTS)]
    on_split, on_whole = result(of, "80.5", on=MINIF2F_TEST, method=PROVER), result(of, "70.5", on=MINIF2F)
    store.upsert([facts(of, edges, results=(on_split, on_whole))])


def test_a_leaderboard_is_a_board_for_each_condition_with_ranked_rows(ask: Ask) -> None:
    split, whole = ask(BOARDS % "")["benchmark"]["leaderboard"]
    assert {key: split[key] for key in ("metric", "setting", "unit", "isDelta", "higherIsBetter", "totalCount")} == {
        "metric": {"name": "accuracy"},
        "setting": "pass@32",
        "unit": "%",
        "isDelta": False,
        "higherIsBetter": True,
        "totalCount": 2,
    }
    assert split["rows"] == [
        {
            "rank": rank,
            "value": value,
            "number": float(value),
            "method": {"name": "ProofKit"},
            "paper": {"title": title},
            "result": {"evidence": {"text": value}},
        }
        for rank, value, title in ((1, "80.5", "Paper 11"), (2, "61.7", "Paper 1"))
    ]
    assert [board["benchmark"]["name"] for board in (split, whole)] == ["miniF2F-test", "miniF2F"]
    assert whole["rows"][0]["method"] is None


def test_a_leaderboard_can_be_narrowed(ask: Ask) -> None:
    def boards(arguments: str) -> list[str]:
        return [board["benchmark"]["name"] for board in ask(BOARDS % arguments)["benchmark"]["leaderboard"]]

    assert boards("(includeVariants: false)") == ["miniF2F"]
    assert boards('(metric: "Accuracy", setting: "Pass@32", first: 1)') == ["miniF2F-test"]
    assert boards('(metric: "no such metric")') == boards('(setting: "zero-shot")') == []


def test_the_leaderboards_of_many_benchmarks_are_one_call(ask: Ask, counting: CountingStore) -> None:
    ask(
        "{ benchmarks { edges { node { leaderboard { rows { paper { title } method { name } } metric { name } } } } } }"
    )
    assert counting.calls["boards"] == 1
    assert sum(counting.calls.values()) <= 6
