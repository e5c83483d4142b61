"""What a source that begins with `arxiv:` asks for: papers by id, or the newest that match a query."""

import re
from dataclasses import dataclass

from kg.errors import SourceError
from kg.ids import arxiv_id

PREFIX = "arxiv:"
ARXIV_URL = "https://export.arxiv.org/api/query"
"""Where arXiv answers."""
DEFAULT_MAX = 100
MOST = 10_000

_HOW = "Write arxiv:2410.12345, arxiv:ID,ID, or 'arxiv:cat:cs.LG?max=50'"
_VERSION = re.compile(r"\d(v\d+)(?:\.pdf)?$")
_QUERY = re.compile(r"(?P<query>(?:cat|ti|au|abs|co|jr|rn|all):\S.*?)(?:\?max=(?P<max>[^?]*))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ArxivIds:
    """Papers by id, with the version (`v2`) where one is asked for."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArxivQuery:
    """The newest papers, at most `max_papers`, that match a query in arXiv's own syntax."""

    query: str
    max_papers: int = DEFAULT_MAX


def parse_request(source: str) -> ArxivIds | ArxivQuery:
    """Return what an `arxiv:` source asks for. Raises `SourceError` that shows how to write one.

    >>> parse_request("arxiv:cat:cs.LG?max=50")
    ArxivQuery(query='cat:cs.LG', max_papers=50)
    >>> parse_request("arXiv:2410.12345v2, 2411.00001")
    ArxivIds(ids=('2410.12345v2', '2411.00001'))
    """
    wanted = source[len(PREFIX) :].strip()
    if match := _QUERY.fullmatch(wanted):
        return ArxivQuery(match["query"].strip(), _maximum(match["max"], source))
    ids = tuple(dict.fromkeys(_id(part) for part in wanted.split(",") if part.strip()))
    if not ids:
        raise SourceError(f"'{source}' names no paper. {_HOW}.")
    return ArxivIds(ids)


def _id(text: str) -> str:
    base = arxiv_id(text)
    if base is None:
        raise SourceError(f"'{text.strip()}' is no arXiv id. {_HOW}.")
    version = _VERSION.search(text.strip())
    return base + (version[1] if version else "")


def _maximum(text: str | None, source: str) -> int:
    if text is None:
        return DEFAULT_MAX
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or not 1 <= int(text) <= MOST:
        raise SourceError(f"max in '{source}' must be a number from 1 to {MOST}.")
    return int(text)
