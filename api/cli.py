"""The command `kg`: its commands in order, and the one place where a known failure becomes one line and exit 1."""

import os
import sys
from typing import Annotated, NoReturn

import typer

from api.commands import analysing, asking, deciding, exporting, feeding, measuring, ranking, serving, walking
from api.version import version
from kg.errors import BenchgraphError

app = typer.Typer(
    name="kg",
    help="Which papers use benchmark X, and how? A graph of papers, methods and benchmarks, each fact with its proof.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("ingest")(feeding.ingest_command)
app.command("extract")(feeding.extract_command)
app.command("papers")(asking.papers_command)
app.command("show")(asking.show_command)
app.command("leaderboard")(ranking.leaderboard_command)
app.command("search")(asking.search_command)
app.command("path")(walking.path_command)
app.command("stats")(asking.stats_command)
app.command("remove")(feeding.remove_command)
app.add_typer(deciding.app)
app.command("eval")(measuring.eval_command)
app.command("analyse")(analysing.analyse_command)
app.command("export")(exporting.export_command)
app.command("import")(exporting.import_command)
app.command("serve")(serving.serve_command)
app.command("demo")(serving.demo_command)


def _print_version(wanted: bool) -> None:  # noqa: FBT001  (a callback of typer)
    if wanted:
        typer.echo(f"kg {version()}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


def main() -> NoReturn:
    """Run the command. Exit 0, 1 for a known failure, 2 for wrong usage."""
    try:
        app()
    except BenchgraphError as error:
        typer.echo(f"kg: {' '.join(str(error).split())}", err=True)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader went away (`kg … | head`): nothing is wrong, and nothing may be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(1)
