"""`kg analyse`: what the graph says as a whole."""

import csv
import sys
from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from api.bootstrap import open_parts
from api.commands.options import Json, Store
from api.commands.terminal import print_json, print_lines
from kg import analysis


class Analysis(StrEnum):
    """What can be asked of the whole graph."""

    CO_USE = "co-use"
    CENTRALITY = "centrality"
    METHODS = "methods"
    YEARS = "years"
    COMMUNITIES = "communities"


def analyse_command(
    what: Annotated[
        Analysis,
        typer.Argument(
            help="co-use: benchmarks measured on together; centrality: benchmarks by PageRank; methods: methods by "
            "PageRank; years: the most central methods of each year; communities: benchmarks that belong together."
        ),
    ],
    *,
    limit: Annotated[int, typer.Option(min=1, help="At most so many (of each year).")] = 20,
    min_papers: Annotated[int, typer.Option(min=1, help="Only pairs that so many papers share.")] = 1,
    store: Store = None,
    json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a CSV table.")] = False,
) -> None:
    """Analyse the graph as a whole: what is used together, what is central, what belongs together."""
    if json and as_csv:
        raise typer.BadParameter("give at most one of --json, --csv")
    with open_parts(store) as parts, parts.store.snapshot() as snapshot:
        uses = analysis.read_uses(snapshot)
    found: Sequence[analysis.CoUse | analysis.Central | analysis.Community | analysis.Year]
    match what:
        case Analysis.CO_USE:
            found = analysis.co_use(uses, min_papers=min_papers)[:limit]
        case Analysis.CENTRALITY:
            found = analysis.central_benchmarks(uses)[:limit]
        case Analysis.METHODS:
            found = analysis.central_methods(uses)[:limit]
        case Analysis.YEARS:
            found = analysis.methods_by_year(uses, first=limit)
        case Analysis.COMMUNITIES:
            found = analysis.communities(uses, min_papers=min_papers)[:limit]
    if json:
        print_json([asdict(item) for item in found])
    else:
        _print_rows(list(analysis.rows(found)), is_csv=as_csv)


def _print_rows(rows: Sequence[dict[str, object]], *, is_csv: bool) -> None:
    if not rows:
        print_lines([] if is_csv else ["nothing found"])
    elif is_csv:
        table = csv.DictWriter(sys.stdout, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    else:
        widths = [max(len(str(row[name])) for row in rows) for name in rows[0]]
        for row in rows:
            cells = (str(value).ljust(width) for value, width in zip(row.values(), widths, strict=True))
            typer.echo("  ".join(cells).rstrip())
