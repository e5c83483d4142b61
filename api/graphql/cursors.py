"""Pure functions between positions in a listing and the opaque cursors that clients hand back."""

import base64
import binascii
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

import orjson

from kg.errors import CursorError
from kg.store.base import Position

_LARGEST = 2**63 - 1


class SortedBy(Enum):
    """What a listing's positions hold as their sort value."""

    DATE = auto()
    COUNT = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Listing:
    """The kind and order of a listing, to which its cursors are bound."""

    name: str
    sorted_by: SortedBy

    def encode(self, position: Position) -> str:
        """Return the cursor of a position.

        >>> newest = Listing("papers:newest", SortedBy.DATE)
        >>> newest.decode(newest.encode(Position("2025-01-02", "paper:a")))
        Position(value='2025-01-02', id='paper:a')
        """
        packed = orjson.dumps([self.name, position.value, position.id])
        return base64.urlsafe_b64encode(packed).decode().rstrip("=")

    def decode(self, cursor: str) -> Position:
        """Return the position that `encode` wrote; `CursorError` for all else, other listings' cursors too."""
        try:
            packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            match orjson.loads(packed):
                case [self.name, value, str(id_)] if _FITS[self.sorted_by](value):
                    return Position(value, id_)
        except (binascii.Error, ValueError):
            pass
        raise CursorError(f"'{cursor[:80]}' is no cursor of this listing. Pass one that this listing gave.")

    def after(self, cursor: str | None) -> Position | None:
        """Return the position after which a page begins; None for the first page."""
        return None if cursor is None else self.decode(cursor)


def _is_date(value: object) -> bool:
    return value is None or (isinstance(value, str) and dt.date.fromisoformat(value).isoformat() == value)


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST


def _is_text(value: object) -> bool:
    return isinstance(value, str)


_FITS: dict[SortedBy, Callable[[object], bool]] = {
    SortedBy.DATE: _is_date,
    SortedBy.COUNT: _is_count,
    SortedBy.TEXT: _is_text,
}
