"""How leaderboards look in a terminal: lines of rich text, made of the API's answer."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.markup import escape

Answer = Mapping[str, Any]

_DIRECTIONS = {True: "more is better", False: "less is better", None: "nobody knows which way is better"}


def boards_text(entity: Answer) -> Iterable[str]:
    """Return the lines that show the boards of a benchmark, a row a result."""
    yield f"[bold]{escape(entity['name'])}[/] · {entity['__typename']}"
    if not entity["leaderboard"]:
        yield "no results"
    for board in entity["leaderboard"]:
        yield ""
        yield f"[bold]{escape(_title(board))}[/] · {_DIRECTIONS[board['higherIsBetter']]}"
        for row in board["rows"]:
            yield _row(row, board)
        left = board["totalCount"] - len(board["rows"])
        if left:
            yield f"      {left} more; raise --limit to see them."


def _title(board: Answer) -> str:
    metric = board["metric"]["name"] if board["metric"] else "metric not named"
    parts = [board["benchmark"]["name"], f"gain in {metric}" if board["isDelta"] else metric, board["setting"]]
    return " · ".join(part for part in parts if part)


def _row(row: Answer, board: Answer) -> str:
    gain = "+" if board["isDelta"] and not row["value"].startswith(("+", "-")) else ""
    unit = board["unit"] if board["unit"] in ("%", "x", "") else f" {board['unit']}"
    method = row["method"]["name"] if row["method"] else "(its own method)"
    paper = row["paper"]
    reached = f"{gain}{row['value']}{unit}"
    said = f"[dim]{paper['date'] or 'no date'}[/]  {escape(paper['title'])}"
    return f"{row['rank']:>4}  {escape(f'{reached:<10}{method}')}  {said}"
