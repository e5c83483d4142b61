"""Boards: which results stand on one, in which order, and what happens when papers change."""

from dataclasses import replace

from kg.boards import Board, Condition
from kg.model import Relation, Result
from kg.store.base import GraphStore
from tests.contract.facts import entity, evidence, facts, paper

HUB = entity("data:hub", "Hub")
SPLIT = entity("data:hub-test", "hub-test", variant_of=HUB)
ACCURACY = entity("metric:accuracy", "accuracy")
ERROR = entity("metric:error", "error rate")
METHOD = entity("method:m", "M")
BOTH = frozenset({HUB.id, SPLIT.id})


def report(store: GraphStore, number: int, *found: Result) -> None:
    of = paper(f"paper:{number}")
    on = [HUB, SPLIT, ACCURACY, ERROR, METHOD]
    results = [replace(result, paper_id=of.id, evidence=evidence(of)) for result in found]
    store.upsert([facts(of, [(one, Relation.USES) for one in on], results=results)])


def result(id_: str, number: float, **fields: object) -> Result:
    of = paper("paper:x")
    made = Result(
        *(id_, of.id, f"{number}", number, "%", False, evidence(of), METHOD.id, HUB.id, ACCURACY.id),
        higher_is_better=True,
    )
    return replace(made, **fields)


def boards(store: GraphStore, group: frozenset[str] = BOTH, **options: object) -> list[Board[Result]]:
    (found,) = store.boards([group], **{"first": 10, "rows": 10} | options)
    return found


def numbers(board: Board[Result]) -> list[float]:
    return [row.number for row in board.results]


def test_the_best_comes_first_and_equals_share_a_rank(store: GraphStore) -> None:
    for number, reached in enumerate((71.5, 90.1, 88.0, 88.0)):
        report(store, number, result(f"r{number}", reached))
    (board,) = boards(store)
    assert [(rank, row.paper_id) for rank, row in zip(board.ranks, board.results, strict=True)] == [
        *[(1, "paper:1"), (2, "paper:2"), (2, "paper:3")],
        (4, "paper:0"),
    ]
    assert (board.total, board.higher_is_better) == (4, True)
    assert board.condition == Condition(HUB.id, ACCURACY.id, None, "%", is_delta=False)


def test_where_less_is_better_the_least_comes_first(store: GraphStore) -> None:
    for number, reached in enumerate((7.0, 3.0, 5.0)):
        report(store, number, result("r", reached, metric_id=ERROR.id, higher_is_better=False))
    (board,) = boards(store)
    assert (numbers(board), board.higher_is_better) == ([3.0, 5.0, 7.0], False)


def test_where_nobody_knows_or_papers_differ_the_highest_comes_first(store: GraphStore) -> None:
    report(store, 1, result("a", 1.0, metric_id=None, higher_is_better=None))
    report(store, 2, result("a", 2.0, metric_id=None, higher_is_better=None))
    report(store, 3, result("b", 1.0, higher_is_better=False), result("c", 2.0))
    assert [(numbers(board), board.higher_is_better) for board in boards(store)] == [
        ([2.0, 1.0], None),
        ([2.0, 1.0], None),
    ]


def test_what_cannot_be_compared_stands_on_boards_of_its_own_the_longest_first(store: GraphStore) -> None:
    apart = (
        *(result("a", 1.0), result("b", 1.0, benchmark_id=SPLIT.id), result("c", 1.0, setting="pass@1")),
        *(result("d", 1.0, unit=""), result("e", 1.0, is_delta=True), result("f", 1.0, metric_id=ERROR.id)),
    )
    report(store, 1, *apart, result("g", 1.0, benchmark_id=None))
    report(store, 2, result("h", 2.0, metric_id=ERROR.id))
    found = [
        (one.condition.benchmark_id, one.condition.metric_id, one.condition.setting, one.condition.unit)
        for one in boards(store)
    ]
    assert found == [
        (HUB.id, ERROR.id, None, "%"),
        (HUB.id, ACCURACY.id, None, ""),
        (HUB.id, ACCURACY.id, None, "%"),
        (HUB.id, ACCURACY.id, None, "%"),
        (HUB.id, ACCURACY.id, "pass@1", "%"),
        (SPLIT.id, ACCURACY.id, None, "%"),
    ]
    assert [one.condition.is_delta for one in boards(store)] == [False, False, False, True, False, False]


def test_boards_can_be_narrowed_to_metrics_a_setting_and_an_entity(store: GraphStore) -> None:
    report(store, 1, result("a", 1.0), result("b", 2.0, setting="Zero-Shot"), result("c", 3.0, metric_id=ERROR.id))
    report(store, 2, result("d", 4.0, benchmark_id=SPLIT.id), result("e", 5.0, metric_id=None))
    assert [numbers(one) for one in boards(store, metrics=frozenset({ERROR.id}))] == [[3.0]]
    assert [numbers(one) for one in boards(store, setting="zero shot")] == [[2.0]]
    assert [numbers(one) for one in boards(store, frozenset({SPLIT.id}))] == [[4.0]]
    assert boards(store, metrics=frozenset()) == boards(store, frozenset({"data:unknown"})) == []


def test_an_answer_is_as_long_as_asked_for_and_says_how_long_a_board_is(store: GraphStore) -> None:
    for number in range(4):
        report(store, number, result("a", float(number)), result("b", 1.0, setting=f"{number}-shot"))
    (board,) = boards(store, first=1, rows=2)
    assert (numbers(board), board.total) == ([3.0, 2.0], 4)


def test_several_groups_are_answered_in_their_order(store: GraphStore) -> None:
    report(store, 1, result("a", 1.0), result("b", 2.0, benchmark_id=SPLIT.id))
    groups = [frozenset({SPLIT.id}), frozenset({"data:x"}), frozenset({HUB.id}), frozenset[str]()]
    found = store.boards(groups, first=5, rows=5)
    assert [[numbers(one) for one in group] for group in found] == [[[2.0]], [], [[1.0]], []]


def test_a_paper_that_says_a_number_twice_stands_there_once(store: GraphStore) -> None:
    report(store, 1, result("a", 5.0), result("b", 5.0), result("c", 5.0, method_id=None), result("d", 6.0))
    (board,) = boards(store)
    assert ([row.id for row in board.results], board.total) == (["d", "a", "c"], 3)


def test_boards_follow_papers_that_change_go_and_come_back(store: GraphStore) -> None:
    report(store, 1, result("a", 1.0), result("b", 5.0, setting="pass@1"))
    report(store, 2, result("c", 3.0, higher_is_better=None))
    report(store, 1, result("a", 4.0))
    assert [(numbers(one), one.total) for one in boards(store)] == [([4.0, 3.0], 2)]
    store.remove(["paper:1"])
    assert [(numbers(one), one.total, one.higher_is_better) for one in boards(store)] == [([3.0], 1, None)]
    report(store, 1, result("a", 2.0))
    assert [(numbers(one), one.total) for one in boards(store)] == [([3.0, 2.0], 2)]
    store.remove(["paper:1", "paper:2"])
    assert boards(store) == []
