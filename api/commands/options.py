"""The options that several commands share."""

import datetime as dt
from typing import Annotated

import typer

from extraction.readers.detect import SourceFormat

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...",
        help="A file, a folder, - for standard input, or arXiv: arxiv:2410.12345, 'arxiv:cat:cs.LG?max=50'.",
        show_default=False,
    ),
]
Store = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="sqlite:///PATH (four slashes when absolute), bolt://HOST:PORT or neo4j://HOST:PORT/DATABASE. "
        "Else KG_STORE, else kg.db in your data folder.",
    ),
]
Format = Annotated[SourceFormat, typer.Option(help="What the sources are; auto looks at their content.")]
PageDate = Annotated[
    dt.datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="The day of a page on which no year is written out; else its file's date."),
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes that extract side by side.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def day(moment: dt.datetime | None) -> dt.date | None:
    """Return the date of a date option."""
    return moment.date() if moment else None
