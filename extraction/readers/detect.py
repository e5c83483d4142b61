"""What a source is: told by its content, else by its suffix."""

import json
import re
from enum import StrEnum

from extraction.readers.page_footer import match_footer


class SourceFormat(StrEnum):
    """The formats that can be read."""

    AUTO = "auto"
    DAILY_PAGE = "daily-page"
    JSONL = "jsonl"
    JSON = "json"
    ATOM = "atom"


_SUFFIXES = {
    ".jsonl": SourceFormat.JSONL,
    ".ndjson": SourceFormat.JSONL,
    ".json": SourceFormat.JSON,
    ".txt": SourceFormat.DAILY_PAGE,
    ".xml": SourceFormat.ATOM,
    ".atom": SourceFormat.ATOM,
}
_OBJECT = re.compile(r'\{\s*(?:["}]|$)')
_ARRAY = re.compile(r"\[\s*(?:[{\]]|$)")
_FEED = re.compile(r"<\?xml\b|<(?:\w+:)?feed\b")


def detect(head: str, *, suffix: str = "") -> SourceFormat | None:
    """Return the format of a text that begins with `head`, or None when it is none that can be read.

    `suffix` is that of the file, with its dot; it decides where the content does not.

    >>> detect('{"title": "A", "abstract": "B"}')
    <SourceFormat.JSONL: 'jsonl'>
    >>> detect("key,value") is None
    True
    """
    text = head.removeprefix("\ufeff").lstrip()
    named = _SUFFIXES.get(suffix.lower())
    if not text:
        return named or SourceFormat.JSONL
    if _OBJECT.match(text) or _ARRAY.match(text):
        return _json_kind(text, named)
    if _FEED.match(text):
        return SourceFormat.ATOM
    if _has_footer(text):
        return SourceFormat.DAILY_PAGE
    return named


def _json_kind(text: str, named: SourceFormat | None) -> SourceFormat:
    """JSON lines hold a whole object on the first line; a broken first line of a file of lines is just one reject."""
    first = text.splitlines()[0].rstrip()
    if first in ("{", "[") or (named is not SourceFormat.JSONL and first.startswith("[")):
        return SourceFormat.JSON
    if named is SourceFormat.JSON and not _is_json(first):
        return SourceFormat.JSON
    return SourceFormat.JSONL


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _has_footer(text: str) -> bool:
    lines = re.split(r"\r\n|\r|\n", text)
    return any(
        line.strip() == "Daily Papers" or (line.strip() and match_footer(lines, number))
        for number, line in enumerate(lines)
    )
