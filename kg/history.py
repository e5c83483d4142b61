"""What became of the graph over time: which papers came in, and which were taken out."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    """What became of a paper."""

    ADDED = "added"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Change:
    """A paper that came in or was taken out, and when; title and date are the last that are known of it."""

    kind: ChangeKind
    at: dt.datetime
    paper_id: str
    title: str
    date: dt.date | None


def moment(at: dt.datetime, *, is_end: bool = False) -> str:
    """Return a time as it compares to those that stores keep, to the second or the millisecond; a naive one is UTC.

    What is kept for that very moment is not less than it, nor greater than it when it `is_end`.

    >>> moment(dt.datetime(2026, 1, 2, 3, 4, 5)), moment(dt.datetime(2026, 1, 2, 3, 4, 5), is_end=True)
    ('2026-01-02T03:04:05+00:00', '2026-01-02T03:04:05.000+00:00')
    """
    utc = at.replace(tzinfo=dt.UTC) if at.tzinfo is None else at.astimezone(dt.UTC)
    return utc.isoformat(timespec="milliseconds" if is_end or utc.microsecond else "seconds")
