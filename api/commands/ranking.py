"""The command that ranks what papers report."""

from typing import Annotated

import typer

from api import render_boards
from api.ask import ask
from api.bootstrap import open_parts
from api.commands.options import Json, Store
from api.commands.terminal import print_json, print_lines
from kg.model import EntityType


def leaderboard_command(
    name: Annotated[str, typer.Argument(help="A benchmark or dataset, in any spelling.")],
    *,
    metric: Annotated[str | None, typer.Option(help="Only boards of this metric.")] = None,
    setting: Annotated[str | None, typer.Option(help="Only boards of this setting, such as pass@1.")] = None,
    exact: Annotated[bool, typer.Option("--exact", help="Without variants and splits.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=100, help="At most so many rows a board.")] = 20,
    store: Store = None,
    json: Json = False,
) -> None:
    """Rank what papers report on a benchmark: a board for each metric, setting and split, the best first."""
    with open_parts(store) as parts:
        asked = {"name": name, "metric": metric, "setting": setting, "variants": not exact, "first": limit}
        found = ask(parts, "Leaderboard", **asked)["benchmark"]
        if found is None:
            raise parts.names.unknown("benchmark", name, EntityType.BENCHMARK)
    if json:
        print_json(found)
    else:
        print_lines(render_boards.boards_text(found))
