"""Commands that take the graph elsewhere and bring it back: `kg export` and `kg import`."""

import contextlib
import datetime as dt
import gzip
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from api.around import MOST_NODES, Wanted, selection_of
from api.bootstrap import open_parts
from api.commands.options import Store, day
from api.commands.terminal import progress, remark
from kg.errors import ImportFileError
from kg.export import lossless_reader
from kg.export.files import chunked, gzipped, write_file, write_folder
from kg.export.formats import FORMS, Format, format_of, pieces
from kg.export.view import View
from kg.graph import EdgeType, NodeType
from kg.store.base import Outcome

STANDARD = "-"
_SUFFIXES = ", ".join(form.suffix for form in FORMS.values())


def export_command(
    file: Annotated[
        str, typer.Argument(help=f"Where to: a file ending in {_SUFFIXES} (.gz behind packs it), or - for a pipe.")
    ],
    *,
    format: Annotated[  # noqa: A002  (the name of the option)
        Format | None, typer.Option(help="Else what the file's name ends in.")
    ] = None,
    around: Annotated[str | None, typer.Option(metavar="NAME", help="Only what lies around this name or id.")] = None,
    depth: Annotated[int | None, typer.Option(min=0, help="How many edges around it; 1 unless given.")] = None,
    type: Annotated[  # noqa: A002  (the name of the option)
        list[NodeType] | None, typer.Option(case_sensitive=False, help="Only nodes of this type; may be repeated.")
    ] = None,
    relation: Annotated[
        list[EdgeType] | None, typer.Option(case_sensitive=False, help="Only edges of this relation; may be repeated.")
    ] = None,
    since: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only papers of this day or later.")
    ] = None,
    until: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only papers of this day or earlier.")
    ] = None,
    store: Store = None,
) -> None:
    """Write the graph, or a part of it, for another tool: Gephi, networkx, Cytoscape, Neo4j, RDF, Obsidian ..."""
    chosen = format or format_of(file)
    if chosen is None:
        raise typer.BadParameter(f"'{file}' names no format; give --format, or end it in {_SUFFIXES}")
    if depth is not None and around is None:
        raise typer.BadParameter("it counts from a name: give --around NAME, too", param_hint="--depth")
    with open_parts(store) as parts:
        selection, is_cut = selection_of(
            parts,
            Wanted(
                around=around,
                depth=1 if depth is None else depth,
                types=type,
                relations=relation,
                since=day(since),
                until=day(until),
            ),
        )
        with parts.store.snapshot() as snapshot:
            _write(file, chosen, View(snapshot, selection))
        if is_cut:
            remark(f"more than {MOST_NODES:,} nodes lie around it; the nearest were exported")
        if parts.store.revision() != snapshot.revision:
            remark("the graph changed while it was exported; export it again for the graph of one moment")


def _write(file: str, format_: Format, view: View) -> None:
    files = FORMS[format_].files
    if file == STANDARD:
        for chunk in chunked(pieces(format_, view)):
            sys.stdout.buffer.write(chunk)
    elif files is not None and not file.lower().endswith((".zip", ".gz")):
        write_folder(Path(file), files(view))
    else:
        whole = _shown(chunked(pieces(format_, view)))
        write_file(Path(file), gzipped(whole) if file.lower().endswith(".gz") else whole)


def _shown(document: Iterable[bytes]) -> Iterator[bytes]:
    with progress() as bar:
        task = bar.add_task("megabytes", total=None)
        written = 0
        for chunk in document:
            yield chunk
            written += len(chunk)
            bar.update(task, completed=written // 1_000_000)


def import_command(
    file: Annotated[str, typer.Argument(help="A file of `kg export FILE.jsonl`, packed or not; - for a pipe.")],
    *,
    store: Store = None,
) -> None:
    """Put what `kg export` wrote as JSON lines into the graph (which is created if need be), exactly as it was."""
    with _kept(file) as path, _told(file):
        held = lossless_reader.check(lambda: _lines(path), name=file)
        with open_parts(store, create=True) as parts, progress() as bar:
            task = bar.add_task("papers", total=held.papers)
            loaded = lossless_reader.load(
                lambda: _lines(path),
                parts.store,
                name=file,
                on_batch=lambda so_far: bar.update(task, completed=so_far),
            )
    if held.decisions:
        typer.echo(f"{held.decisions} decisions: {loaded.decisions} new or undone")
    told = ", ".join(f"{loaded.papers[outcome]} {outcome}" for outcome in Outcome)
    typer.echo(f"{held.papers} papers: {told}")


@contextlib.contextmanager
def _kept(file: str) -> Iterator[Path]:
    """Give the path of a file that can be read twice."""
    if file != STANDARD:
        yield Path(file)
        return
    with tempfile.TemporaryDirectory(prefix="benchgraph-import-") as folder:
        path = Path(folder) / "standard-input"
        with path.open("wb") as kept:
            shutil.copyfileobj(sys.stdin.buffer, kept)
        yield path


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        is_packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if is_packed:
            with gzip.open(file) as unpacked:
                yield from unpacked
        else:
            yield from file


@contextlib.contextmanager
def _told(file: str) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ImportFileError(f"Cannot read {file}: {reason}. Export it again, or copy it again.") from error
