"""What a client learns when something fails."""

import pytest

from kg.errors import StoreUnavailableError
from tests.unit.graphql.conftest import Ask
from tests.unit.graphql.counting import CountingStore


def failing(monkeypatch: pytest.MonkeyPatch, counting: CountingStore, error: Exception) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(counting, "list_uses", fail, raising=False)
    monkeypatch.setattr(counting, "stats", fail, raising=False)


def test_a_store_that_is_away_is_told_with_its_message(
    answer: Ask, counting: CountingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, counting, StoreUnavailableError("No answer from host:7687. Start it."))
    error = answer("{ stats { papers } }")["errors"][0]
    assert error["message"] == "No answer from host:7687. Start it."
    assert error["extensions"] == {"code": "STORE_UNAVAILABLE"}


def test_a_mistake_of_ours_is_hidden_and_logged_under_an_id(
    answer: Ask, counting: CountingStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failing(monkeypatch, counting, ZeroDivisionError("secret"))
    error = answer("{ stats { papers } }")["errors"][0]
    assert error["message"] == "Internal error"
    assert error["extensions"]["code"] == "INTERNAL"
    assert "secret" not in str(error)
    assert error["extensions"]["id"] in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_a_failure_in_many_children_leaves_nothing_on_standard_error(
    answer: Ask, counting: CountingStore, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, counting, StoreUnavailableError("away"))
    assert answer("{ benchmarks { edges { node { papers { edges { cursor } } } } } }")["errors"][0]["message"] == "away"
    assert capsys.readouterr().err == ""


def test_a_part_that_fails_leaves_the_rest(
    answer: Ask, counting: CountingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, counting, StoreUnavailableError("away"))
    done = answer('{ benchmark(name: "miniF2F") { papers { edges { cursor } } } paper(id: "2501.00001") { title } }')
    assert done["data"] == {"benchmark": None, "paper": {"title": "Paper 1"}}
    assert [error["path"] for error in done["errors"]] == [["benchmark", "papers", "edges"]]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("{ nothing }", "Cannot query field"),
        ("{ papers(", "Syntax Error"),
        ('{ papers(filter: {publishedAfter: "soon"}) { totalCount } }', "Date"),
        ("query($f: Int!) { papers(first: $f) { totalCount } }", "$f"),
        ("{ " * 3000, "Syntax Error"),
        ("{ entity(name: 3) { id } }", "String"),
    ],
)
def test_a_mistake_in_the_question_is_told(answer: Ask, document: str, words: str) -> None:
    assert words in answer(document)["errors"][0]["message"]
