"""Commands that read papers: into a graph, or out as annotations; and the one that takes a paper out again.

What needs spaCy is imported where it is used: it takes a second, and commands that only ask do without.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import orjson
import typer

from api.bootstrap import Parts, open_parts
from api.commands.options import Format, Jobs, PageDate, Sources, Store, day
from api.commands.terminal import progress, remark
from extraction.readers.detect import SourceFormat
from extraction.readers.record import Record, Reject
from kg.errors import SourceError, UnknownNameError
from kg.model import Paper

Rejects = Annotated[
    Path | None, typer.Option(help="Where to keep records that cannot be read; else rejects.jsonl in your data folder.")
]


def ingest_command(
    sources: Sources,
    *,
    store: Store = None,
    format: Format = SourceFormat.AUTO,  # noqa: A002  (the name of the option)
    jobs: Jobs = 1,
    page_date: PageDate = None,
    rejects: Rejects = None,
) -> None:
    """Read papers from SOURCES, extract what they use, and write it to the graph (which is created if need be)."""
    from api.settings import Settings
    from extraction.ingest import ingest
    from extraction.pipeline import load_extractor
    from extraction.sources import read_sources

    settings = Settings()
    log = RejectLog(rejects or settings.rejects)
    # Before the store is opened: a source that cannot be read must not leave an empty graph behind.
    records = read_sources(sources, format=format, page_date=day(page_date), arxiv_url=settings.arxiv_url)
    with open_parts(store, settings=settings, create=True) as parts, progress() as bar:
        task = bar.add_task("papers", total=None)
        report = ingest(
            records,
            store=parts.store,
            extractor=load_extractor(),
            lexicon=parts.lexicon,
            jobs=jobs,
            on_reject=log.keep,
            on_batch=lambda so_far: bar.update(task, completed=so_far.papers),
        )
    if report.rejects:
        remark(f"{len(report.rejects)} rejected, kept in {log.path}")
    typer.echo(report)


@dataclass(frozen=True, slots=True)
class RejectLog:
    """A file of JSON lines to which each reject is added when it is met, so that a run that dies later loses none."""

    path: Path

    def keep(self, reject: Reject) -> None:
        """Append a reject and say so; raises `SourceError` when the file cannot be written."""
        remark(f"rejected {reject.place}: {reject.reason}")
        raw = reject.raw.encode("utf-8", "backslashreplace").decode()
        line = orjson.dumps(
            {"place": reject.place, "reason": reject.reason, "raw": raw}, option=orjson.OPT_APPEND_NEWLINE
        )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as file:
                file.write(line)
        except OSError as error:
            raise SourceError(
                f"Cannot keep rejects in {self.path}: {error.strerror}. Name another file with --rejects."
            ) from error


def extract_command(
    sources: Sources,
    *,
    format: Format = SourceFormat.AUTO,  # noqa: A002  (the name of the option)
    jobs: Jobs = 1,
    page_date: PageDate = None,
) -> None:
    """Print what each paper of SOURCES uses, as annotations in JSON lines; needs no graph."""
    from api.settings import Settings
    from extraction.annotations import to_annotation
    from extraction.pipeline import load_extractor
    from extraction.sources import read_sources

    ids: list[str] = []
    settings = Settings()

    def papers() -> Iterator[Paper]:
        for record in read_sources(sources, format=format, page_date=day(page_date), arxiv_url=settings.arxiv_url):
            if isinstance(record, Record):
                ids.append(record.source_id)
                yield record.paper
            else:
                remark(f"rejected {record.place}: {record.reason}")

    for number, extraction in enumerate(load_extractor().extract_many(papers(), jobs=jobs)):
        typer.echo(orjson.dumps(to_annotation(ids[number], extraction)))


def remove_command(paper: Annotated[str, typer.Argument(help="Any id of the paper.")], *, store: Store = None) -> None:
    """Take a paper out of the graph; it is kept as retired and comes back when it is ingested again."""
    with open_parts(store) as parts:
        _remove(parts, paper)
    typer.echo(f"removed {paper}")


def _remove(parts: Parts, paper: str) -> None:
    if not parts.store.remove([paper])[0]:
        raise UnknownNameError("paper", paper)
