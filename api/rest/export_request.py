"""What a request for an export asks for: the format by suffix or by `Accept`, the part by its query."""

import datetime as dt
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TypeVar

from starlette.datastructures import QueryParams

from api.around import Wanted
from kg.export.formats import FORMS, Format, format_of
from kg.graph import EdgeType, NodeType

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

DEEPEST = 6
_KNOWN = ("around", "depth", "type", "relation", "since", "until")
_OFFERED = {form.media_type: format_ for format_, form in FORMS.items() if form.write is not None}
_PREFERRED = (Format.NODE_LINK, *(format_ for format_ in _OFFERED.values() if format_ is not Format.NODE_LINK))
"""What `*/*` and the like choose from: plain JSON first."""


class BadRequestError(Exception):
    """The request asks for what there is not; the message says what there is."""

    def __init__(self, message: str, status: int = 400) -> None:
        """Tell the message with a status of HTTP."""
        super().__init__(message)
        self.status = status


def chosen_format(name: str, accept: str) -> Format:
    """Return the format of `graph.gexf`, or for a bare `graph` the one that `Accept` likes best.

    Raises `BadRequestError`: 404 for a suffix that nobody knows, 406 when nothing is liked.

    >>> chosen_format("graph.ttl", "*/*"), chosen_format("graph", "text/turtle;q=0.5, application/gexf+xml")
    (<Format.TURTLE: 'turtle'>, <Format.GEXF: 'gexf'>)
    """
    if name != "graph":
        found = format_of(name)
        if found is None or name.removesuffix(".gz") != f"graph{FORMS[found].suffix}":
            names = ", ".join(f"graph{form.suffix}" for form in FORMS.values())
            raise BadRequestError(f"There is no export '{name}'. There are {names}, each also with .gz.", 404)
        return found
    liked = {_PREFERRED[place]: quality for place, quality in _liked(accept)}
    if not liked:
        raise BadRequestError(f"No format is of a type in Accept. There are {', '.join(_OFFERED)}.", 406)
    return max(liked, key=lambda format_: liked[format_])


def _liked(accept: str) -> Iterable[tuple[int, float]]:
    ranges = [_range(part) for part in (accept or "*/*").split(",")]
    for place, format_ in enumerate(_PREFERRED):
        media_type = FORMS[format_].media_type
        fitting = [(len(wanted), quality) for wanted, quality in ranges if _fits(media_type, wanted)]
        quality = max(fitting)[1] if fitting else 0.0
        if quality > 0:
            yield place, quality


def _range(part: str) -> tuple[str, float]:
    wanted, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
    try:
        return wanted, float(quality)
    except ValueError:
        return wanted, 0.0


def _fits(media_type: str, wanted: str) -> bool:
    return wanted in ("*/*", media_type) or (wanted.endswith("/*") and media_type.startswith(wanted[:-1]))


def wanted_part(query: QueryParams) -> Wanted:
    """Return what the query asks for. Raises `BadRequestError` for what it cannot mean."""
    unknown = sorted(set(query) - set(_KNOWN))
    if unknown:
        raise BadRequestError(f"Nobody knows '{unknown[0]}'. There are {', '.join(_KNOWN)}.")
    if "depth" in query and "around" not in query:
        raise BadRequestError("'depth' counts from a name: give 'around', too.")
    return Wanted(
        around=query.get("around"),
        depth=_one(query, "depth", _depth, f"a number from 0 to {DEEPEST}") or 0 if "depth" in query else 1,
        types=_all(query, "type", NodeType),
        relations=_all(query, "relation", EdgeType),
        since=_one(query, "since", dt.date.fromisoformat, "a day such as 2024-12-31"),
        until=_one(query, "until", dt.date.fromisoformat, "a day such as 2024-12-31"),
    )


def _depth(text: str) -> int:
    depth = int(text)
    if not 0 <= depth <= DEEPEST:
        raise ValueError(text)
    return depth


def _one(query: QueryParams, name: str, read: Callable[[str], T], meaning: str) -> T | None:
    text = query.get(name)
    if text is None:
        return None
    try:
        return read(text)
    except ValueError as error:
        raise BadRequestError(f"'{name}' is {meaning}, not '{text}'.") from error


def _all(query: QueryParams, name: str, values: type[E]) -> list[E] | None:
    if name not in query:
        return None
    by_name = {value.lower(): value for value in values}
    chosen: list[E] = []
    for text in query.getlist(name):
        for word in text.split(","):
            if word.strip().lower() not in by_name:
                raise BadRequestError(f"'{name}' is one of {', '.join(by_name)}, not '{word.strip()}'.")
            chosen.append(by_name[word.strip().lower()])
    return chosen
