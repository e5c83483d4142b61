"""What the commands print with: results on standard output, progress and remarks on standard error."""

from collections.abc import Iterable

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from api.snake import snake


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of rich markup; plain text when standard output is no terminal."""
    console = Console(soft_wrap=True, highlight=False)
    for line in lines:
        console.print(line)


def print_json(value: object) -> None:
    """Print one JSON document with keys in snake case."""
    typer.echo(orjson.dumps(snake(value), option=orjson.OPT_INDENT_2))


def remark(line: str) -> None:
    """Print a line on standard error."""
    typer.echo(f"kg: {line}", err=True)


def progress() -> Progress:
    """Return a bar on standard error, silent when it is no terminal."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
