"""What a store really asks for while a question is answered, counted where it leaves the program.

On Neo4j that is each statement that the driver sends over the wire; on SQLite, where nothing is sent, each transaction.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from kg.store.base import GraphStore
from kg.store.sqlite import SqliteStore

_WIRE = logging.getLogger("neo4j.io")


@dataclass(slots=True)
class Statements:
    """The beginnings of what was asked so far."""

    asked: list[str] = field(default_factory=list)


@contextmanager
def statements(store: GraphStore) -> Iterator[Statements]:
    """Note what a store asks for."""
    noted = Statements()
    with _transactions(store, noted) if isinstance(store, SqliteStore) else _messages(noted):
        yield noted


@contextmanager
def _messages(noted: Statements) -> Iterator[None]:
    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if "C: RUN" in record.msg:
                noted.asked.append(str(record.args)[:300])

    handler, level = Noting(), _WIRE.level
    _WIRE.addHandler(handler)
    _WIRE.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        _WIRE.removeHandler(handler)
        _WIRE.setLevel(level)


@contextmanager
def _transactions(store: SqliteStore, noted: Statements) -> Iterator[None]:
    def note(statement: str) -> None:
        if statement.startswith("BEGIN"):
            noted.asked.append(statement)

    connections = store._connections
    get = connections.get

    def traced():
        connection = get()
        connection.set_trace_callback(note)
        return connection

    connections.get = traced  # type: ignore[method-assign]
    try:
        yield
    finally:
        del connections.get
        for connection in connections._open.values():
            connection.set_trace_callback(None)
