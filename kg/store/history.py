"""What both stores do alike with the changes that they keep: pages of rows, the latest first."""

import datetime as dt
from collections.abc import Sequence

from kg.history import Change, ChangeKind
from kg.store.base import Position, Slice

Row = tuple[str, str, str, str, str | None]
"""Kind, time, paper id, title and date."""

_LATEST = "~"
"""Sorts behind every time."""


def begin(after: Position | None) -> dict[str, str]:
    """Return where a page begins as the statements take it."""
    if after is None:
        return {"at": _LATEST, "id": "", "kind": ""}
    kind, _, id_ = after.id.partition(" ")
    return {"at": str(after.value), "id": id_, "kind": kind}


def page(rows: Sequence[Row], first: int) -> Slice[Change]:
    """Return a page of the first of some rows, of which one more than `first` was asked for."""
    shown = rows[:first]
    positions = tuple(Position(at, f"{kind} {id_}") for kind, at, id_, *_ in shown)
    return Slice(tuple(map(_change, shown)), positions, len(rows) > first)


def _change(row: Row) -> Change:
    kind, at, id_, title, date = row
    day = dt.date.fromisoformat(date) if date else None
    return Change(ChangeKind(kind), dt.datetime.fromisoformat(at), id_, title, day)
