"""The lines that close a record on a Daily Papers page: who wrote it, a middle dot, the day, the number of comments.

• 6 authors          microsoft Microsoft          • 6 authors · Oct 9, 2024
·                    ·
Oct 9, 2024          Oct 20 3
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kg.text import match_key

_DOT = "·"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_AUTHORS = re.compile(r"(?:[•‣∙*-]\s*)?\d+ authors?")
_COUNT = re.compile(r"\d[\d.,]*k?")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = re.compile(rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:,?\s+(?P<year>(?:19|20)\d\d))?(?:\s+\d[\d.,]*k?)?", re.IGNORECASE)
_DAY_LIKE = re.compile(rf"{_MONTH}\s+\d.{{0,20}}", re.IGNORECASE)
_HANDLE = re.compile(r"[a-z]\S*|\S*(?:[a-z][A-Z]|[-_\d])\S*")
_LONGEST_NAME = 100
_MOST_PIECES = 8


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a page writes it; the page omits its own current year."""

    written: str
    line: int
    month: int = 0
    day: int = 0
    year: int | None = None

    def date(self, current_year: int) -> dt.date | None:
        """Return the date, in `current_year` where no year is written; None when there is no such day."""
        try:
            return dt.date(self.year or current_year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Footer:
    """The closing lines of a record: lines `start` to `end` (exclusive) of the page, counted from 0."""

    start: int
    end: int
    organization: str | None
    day: Day | None


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    line: int
    is_last_of_line: bool


def is_day(text: str) -> bool:
    """Tell whether a text is a day and nothing else.

    >>> is_day("Oct 30"), is_day("Oct 9, 2024 3"), is_day("May the fourth")
    (True, True, False)
    """
    return _DAY.fullmatch(text.strip()) is not None


def organization_name(line: str) -> str:
    """Return the display name of an organization line, without the account name in front of it.

    >>> organization_name("microsoft Microsoft"), organization_name("Peking University")
    ('Microsoft', 'Peking University')
    """
    handle, _, name = line.strip("•‣∙* \t\u00a0").partition(" ")
    name = name.strip()
    if name and (match_key(name).startswith(match_key(handle)) or _HANDLE.fullmatch(handle)):
        return name
    return f"{handle} {name}".strip()


def match_footer(lines: Sequence[str], start: int) -> Footer | None:
    """Return the footer that begins at line `start`, or None.

    A footer has a count of authors, or a day after a middle dot; what it lacks at the end (of a page that is cut off)
    is None.
    """
    pieces = list(islice(_pieces(lines, start), _MOST_PIECES))
    organization, day = None, None
    counted = dotted = False
    used = 0
    for index, piece in enumerate(pieces):
        if piece.text == _DOT:
            dotted = True
        elif _AUTHORS.fullmatch(piece.text):
            counted = True
        elif (dotted or counted) and _DAY_LIKE.fullmatch(piece.text):
            day = _day(piece)
            used = index + 1
            break
        elif organization is None and _stands_before_dot(pieces, index):
            organization = organization_name(piece.text)
        else:
            break
        used = index + 1
    if (not counted and day is None) or not pieces[used - 1].is_last_of_line:
        return None
    end = pieces[used - 1].line + 1
    if day and end < len(lines) and _COUNT.fullmatch(lines[end].strip()):
        end += 1
    return Footer(start, end, organization, day)


def _pieces(lines: Sequence[str], start: int) -> Iterator[_Piece]:
    for number in range(start, len(lines)):
        texts = [text.strip() for text in re.split(f"({_DOT})", lines[number]) if text.strip()]
        for index, text in enumerate(texts):
            yield _Piece(text, number, index == len(texts) - 1)


def _stands_before_dot(pieces: Sequence[_Piece], index: int) -> bool:
    """Tell an organization from the end of an abstract: short, no sentence, right above or before a dot."""
    if index + 1 == len(pieces):
        return False
    piece, following = pieces[index], pieces[index + 1]
    is_name = len(piece.text) <= _LONGEST_NAME and not piece.text.endswith(".")
    return is_name and following.text == _DOT and following.line - piece.line <= 1


def _day(piece: _Piece) -> Day:
    match = _DAY.fullmatch(piece.text)
    if not match:
        return Day(piece.text, piece.line)
    year = int(match["year"]) if match["year"] else None
    month = _MONTHS.index(match["month"].lower()) + 1
    return Day(piece.text, piece.line, month, int(match["day"]), year)
