"""Read the raw lists of names: forms taken apart, and what is plainly no name left out."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import EntityType

DERIVED = "coined_from_titles"
"""The list that was made from titles: its names were coined once, and nobody chose them."""

_WITH_PAREN = re.compile(r"(.{2,60}?)\s*\(([^()]{2,60})\)")
_VARIANT_NOTE = re.compile(
    r"\b(?:subset|reasoning|val|test|dev|train|split|only|all|hard|easy|v\d|level|shot|set|\d)\b", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"^\d+(?:\.\d+)?[BbM]\b|\d/(?:20)?\d\d$|https?:|www\.|[<>=|;!?\[\]{}$\\\t]|\b(?:et al|our|ours|this|these|we)\b|,\s|\.\s|%\s",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:the |a |an |our )?(?:\w+ )?(?:dataset|data|benchmark|corpus|test set|leaderboard|challenge|suite|none|other|custom)s?",
    re.IGNORECASE,
)
_LONGEST = 45


@dataclass(frozen=True, slots=True)
class RawName:
    """One row of a list: forms, the first of which the list shows."""

    forms: tuple[str, ...]
    type: EntityType
    source: str
    url: str | None = None
    count: int = 1


def read_lists(folder: Path) -> Iterator[RawName]:
    """Yield the rows of every list that hold a name, in the order of file names and rows."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            forms = tuple(dict.fromkeys(form for form in _forms(row) if is_name(form)))
            if forms:
                yield RawName(forms, EntityType(row["type"]), path.stem, row.get("url"), int(row.get("count") or 1))


def is_name(form: str) -> bool:
    """Say whether a form could be a name by its looks alone.

    >>> is_name("SWE-bench Verified"), is_name("a benchmark"), is_name("Can models reason, and how?")
    (True, False, False)
    """
    if not 2 <= len(form) <= _LONGEST or len(form.split()) > 6:
        return False
    if _NO_NAME.search(form) or _GENERIC.fullmatch(form):
        return False
    return sum(c.isalpha() for c in form) >= max(2, len(form) * 0.4) and "__" not in form


def _forms(row: dict[str, Any]) -> Iterator[str]:
    for given in (row["name"], *row.get("aliases", ()), row.get("full_name") or ""):
        text = re.sub(r"\s+", " ", given).strip(" .:")
        pair = _WITH_PAREN.fullmatch(text)
        if pair and not _VARIANT_NOTE.search(pair[2]):
            yield from (_plain(pair[1]), _plain(pair[2]))
        elif ": " in text:
            yield _plain(text.split(": ")[0])
        else:
            yield _plain(text)


def _plain(form: str) -> str:
    without_article = re.sub(r"^(?:the|a|an) (?=\w)", "", form.strip(), flags=re.IGNORECASE)
    return re.sub(r" (?:dataset|data set|benchmark|corpus)s?$", "", without_article, flags=re.IGNORECASE).replace(
        "’", "'"
    )
