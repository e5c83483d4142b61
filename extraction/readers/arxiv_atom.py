"""The reader of Atom as arXiv's API writes it (https://info.arxiv.org/help/api/user-manual.html)."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from extraction.readers.record import Record, Reject
from kg.errors import SourceError
from kg.ids import arxiv_id, paper_id
from kg.model import Paper

_ATOM = "{http://www.w3.org/2005/Atom}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
_WRAPPED = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")


@dataclass(frozen=True, slots=True)
class Feed:
    """One page of arXiv's answer; `total` counts the papers of all pages, where the feed tells."""

    total: int | None
    items: tuple[Record | Reject, ...]


def read_atom(xml: bytes, *, name: str) -> Iterator[Record | Reject]:
    """Yield each entry of a feed as a paper; `place` is `name` and the entry's number.

    Line breaks in titles and abstracts are arXiv's wrapping and become one space; else the text stands verbatim. Raises
    `SourceError` when it is no Atom feed, or arXiv's own message when the feed reports an error.
    """
    yield from parse_feed(xml, name=name).items


def parse_feed(xml: bytes, *, name: str, first: int = 1) -> Feed:
    """Return a feed as a whole, its entries counted from `first`: see `read_atom`."""
    root = _parse(xml, name)
    if root.tag != f"{_ATOM}feed":
        raise SourceError(f"{name} holds no Atom feed. Check the address, or give --format.")
    entries = root.findall(f"{_ATOM}entry")
    for entry in entries:
        if "/api/errors" in _text(entry, "id") or _text(entry, "title") == "Error":
            raise SourceError(f"{name}: arXiv says: {_text(entry, 'summary') or 'error'}.")
    total = (root.findtext(_TOTAL) or "").strip()
    items = tuple(_item(entry, f"{name}:entry {number}") for number, entry in enumerate(entries, start=first))
    return Feed(int(total) if total.isdecimal() else None, items)


class _NoDoctype(ET.TreeBuilder):
    """Refuses document types: with them go all entities, and with those the attacks that need them."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:  # noqa: ARG002  (the parser's protocol)
        raise ValueError("a document type is refused")


def _parse(xml: bytes, name: str) -> ET.Element:
    parser = ET.XMLParser(target=_NoDoctype())  # noqa: S314  (no document type, so no entities)
    try:
        parser.feed(xml)
        root = parser.close()
    except (ET.ParseError, ValueError, LookupError) as error:
        raise SourceError(f"{name} is no well-formed Atom: {error}.") from error
    if not isinstance(root, ET.Element):
        raise SourceError(f"{name} is empty.")
    return root


def _item(entry: ET.Element, place: str) -> Record | Reject:
    raw = ET.tostring(entry, encoding="unicode")
    title, abstract, address = _text(entry, "title"), _text(entry, "summary"), _text(entry, "id")
    arxiv = arxiv_id(address)
    if not title:
        return Reject(place, "no title", raw)
    if arxiv is None:
        return Reject(place, f"no arXiv id: {address!r}", raw)
    try:
        date = dt.date.fromisoformat(_text(entry, "published")[:10])
    except ValueError:
        return Reject(place, f"no such day: {_text(entry, 'published')!r}", raw)
    names = (_text(author, "name") for author in entry.findall(f"{_ATOM}author"))
    paper = Paper(
        paper_id(title, arxiv),
        title,
        abstract,
        authors=tuple(name for name in names if name),
        date=date,
        url=f"https://arxiv.org/abs/{arxiv}",
        ids=(paper_id(title, arxiv),),
    )
    return Record(f"arXiv:{arxiv}", paper, place)


def _text(element: ET.Element, tag: str) -> str:
    return _WRAPPED.sub(" ", (element.findtext(_ATOM + tag) or "").strip())
