"""JSON in pieces: a document whose long lists are written row after row."""

from collections.abc import Iterable, Iterator

import orjson


def text(value: object) -> str:
    """Return a value as JSON on one line."""
    return orjson.dumps(value).decode()


def rows(values: Iterable[object]) -> Iterator[str]:
    """Yield the items of a list, a line each, without its brackets.

    >>> "".join(rows([{"a": 1}, {"a": 2}]))
    '{"a":1},\\n{"a":2}'
    """
    mark = ""
    for value in values:
        yield mark + text(value)
        mark = ",\n"
