"""What a user names as SOURCE, as a stream of records: files, folders, standard input, arXiv."""

import datetime as dt
import io
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extraction.readers.arxiv_atom import read_atom
from extraction.readers.arxiv_request import ARXIV_URL, PREFIX, ArxivIds, ArxivQuery, parse_request
from extraction.readers.daily_page import read_daily_page
from extraction.readers.detect import SourceFormat, detect
from extraction.readers.jsonl import read_json, read_jsonl
from extraction.readers.record import Record, Reject
from extraction.streams import Readable, Stream, open_stream, reading
from kg.errors import SourceError

if TYPE_CHECKING:
    from extraction.fetch import Pace

STDIN = "-"


@dataclass(frozen=True, slots=True)
class _Options:
    format: SourceFormat
    page_date: dt.date | None


def read_sources(
    sources: Sequence[str],
    *,
    format: SourceFormat = SourceFormat.AUTO,  # noqa: A002  (the name of the option)
    page_date: dt.date | None = None,
    arxiv_url: str = ARXIV_URL,
    pace: "Pace | None" = None,
) -> Iterator[Record | Reject]:
    """Yield the records of all sources in order, read as they are asked for.

    A source is a file (gzipped or not), a folder (all files in and below it in the order of their paths, hidden ones
    left out; a file that cannot be read is a reject), `-` for standard input, or `arxiv:` with ids or a query.
    `page_date` is the day of a page on which no year is written out; without it that is the file's own. `place` begins
    with the path.

    Raises `SourceError` at once for a path that is not there or a malformed `arxiv:`; later for a source that turns
    out to be unreadable (`FetchError` for arXiv).
    """
    requests = [_check(source) for source in sources]
    return _read_all(requests, _Options(format, page_date), arxiv_url, pace)


def read_text(
    text: str,
    *,
    format: SourceFormat = SourceFormat.AUTO,  # noqa: A002  (the name of the option)
    page_date: dt.date | None = None,
) -> Iterator[Record | Reject]:
    """Yield the records of a text that somebody sent, in order; `place` begins with `text`.

    Raises `SourceError` at once for a text that cannot be told, later for one that turns out to be unreadable.
    """
    with reading("text"):
        stream = open_stream(io.BytesIO(text.encode()), "text")
        format_ = _format(stream, "", format)
    day = page_date or dt.date.today()  # noqa: DTZ011  (the server's day)
    return _read_told(stream, format_, day)


def _read_told(stream: Stream, format_: SourceFormat, day: dt.date) -> Iterator[Record | Reject]:
    with reading(stream.name):
        yield from _read(stream, format_, day)


def _check(source: str) -> ArxivIds | ArxivQuery | Path | None:
    """Return what a source stands for, None for standard input; raises `SourceError` when it cannot be."""
    if source == STDIN:
        return None
    if source.lower().startswith(PREFIX):
        return parse_request(source)
    if not source.strip():
        raise SourceError("A source has no name. Give a file, a folder, - for standard input, or arxiv:ID.")
    path = Path(source)
    with reading(source):
        mode = path.stat().st_mode
        if not os.access(path, os.R_OK | (os.X_OK if stat.S_ISDIR(mode) else 0)):
            raise PermissionError
    return path


def _read_all(
    requests: Sequence[ArxivIds | ArxivQuery | Path | None], options: _Options, arxiv_url: str, pace: "Pace | None"
) -> Iterator[Record | Reject]:
    for request in requests:
        if request is None:
            yield from _read_stream(sys.stdin.buffer, "stdin", "", dt.date.today(), options)  # noqa: DTZ011  (the user's day)
        elif not isinstance(request, Path):
            from extraction.fetch import Pace, fetch_arxiv  # late: who reads files needs no network

            pace = pace or Pace()
            yield from fetch_arxiv(request, base_url=arxiv_url, pace=pace)
        elif request.is_dir():
            yield from _read_folder(request, options)
        else:
            yield from _read_file(request, options)


def _read_folder(folder: Path, options: _Options) -> Iterator[Record | Reject]:
    """Rejects are held back until one file could be read: a folder with none is an error, in one line."""
    held: list[Reject] = []
    is_read = False
    for path in _files(folder, held):
        try:
            for item in _read_file(path, options):
                is_read = True
                yield from held
                held.clear()
                yield item
            is_read = True
        except SourceError as error:
            held.append(Reject(str(path), str(error).removeprefix(f"{path} "), ""))
    if not is_read:
        raise SourceError(f"No file that can be read in {folder}. Give pages as text, JSON lines, or Atom.")
    yield from held


def _files(folder: Path, rejects: list[Reject]) -> Iterator[Path]:
    def on_error(error: OSError) -> None:
        rejects.append(Reject(str(error.filename), f"cannot be listed: {error.strerror}", ""))

    found: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=on_error):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root, name) for name in names if not name.startswith(".")]
    for path in sorted(found):
        if path.is_file() or path.is_symlink():
            yield path
        else:
            rejects.append(Reject(str(path), "is no regular file", ""))


def _read_file(path: Path, options: _Options) -> Iterator[Record | Reject]:
    name = str(path)
    suffixes = [suffix for suffix in path.suffixes if suffix.lower() != ".gz"]
    with reading(name), path.open("rb") as file:
        day = dt.date.fromtimestamp(os.fstat(file.fileno()).st_mtime)  # noqa: DTZ012  (the user's day)
        yield from _read_stream(file, name, suffixes[-1] if suffixes else "", day, options)


def _read_stream(file: Readable, name: str, suffix: str, day: dt.date, options: _Options) -> Iterator[Record | Reject]:
    with reading(name):
        stream = open_stream(file, name)
        yield from _read(stream, _format(stream, suffix, options.format), options.page_date or day)


def _format(stream: Stream, suffix: str, wanted: SourceFormat) -> SourceFormat:
    if wanted is not SourceFormat.AUTO:
        return wanted
    found = detect(stream.head_text, suffix=suffix)
    if found is None:
        what = "cannot be told for a page, JSON lines or Atom" if stream.is_text else "is a binary file"
        raise SourceError(f"{stream.name} {what}. Say what it is with --format, or give another.")
    return found


def _read(stream: Stream, format_: SourceFormat, page_date: dt.date) -> Iterator[Record | Reject]:
    match format_:
        case SourceFormat.DAILY_PAGE:
            return read_daily_page(stream.text(), name=stream.name, page_date=page_date)
        case SourceFormat.JSON:
            return read_json(stream.text().removeprefix("\ufeff"), name=stream.name)
        case SourceFormat.ATOM:
            return read_atom(stream.file.read(), name=stream.name)
        case _:
            return read_jsonl(stream.lines(), name=stream.name)
