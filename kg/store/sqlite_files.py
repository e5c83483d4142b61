"""SQLite files: opening and creating them, a connection a thread, and every failure in words that say what to do."""

import contextlib
import sqlite3
import threading
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

from kg.errors import StoreError, StoreMissingError, StoreTooNewError, StoreUnavailableError
from kg.store import sql_schema
from kg.store.deadline import remaining, timed_out
from kg.text import match_key

BUSY_SECONDS = 30.0
"""How long a writer waits for another one; a transaction takes a fraction of a second."""

_STEPS_BETWEEN_LOOKS = 20_000
"""How many steps of SQLite's machine go by between two looks at the clock: about a millisecond."""

_UNAVAILABLE = {
    "full": "the disk is full; free some space and run it again, nothing that was written is lost",
    "locked": "another process is writing to it; try again when that has finished",
    "readonly": "it cannot be written; check the permissions of the file and its folder",
    "unable to open": "it cannot be opened; check that its folder exists and may be written",
    "disk I/O": "the disk does not read or write; check its space and its health",
}
_NOT_OURS = "is not a store of this program; name another file"


@contextlib.contextmanager
def failures(path: Path) -> Iterator[None]:
    """Raise the `StoreError` that tells in one line what SQLite's or the system's failure means."""
    try:
        yield
    except sqlite3.ProgrammingError as error:
        if "closed" not in str(error):
            raise
        raise StoreError(f"The store {path} is closed.") from error
    except (sqlite3.Error, OSError) as error:
        raise _translated(path, error) from error


def _translated(path: Path, error: Exception) -> StoreError:
    message = str(error)
    for sign, meaning in _UNAVAILABLE.items():
        if sign in message:
            return StoreUnavailableError(f"The store {path} failed: {meaning}.")
    if message == "interrupted":
        return timed_out()
    if isinstance(error, OSError):
        return StoreUnavailableError(f"The store {path} cannot be made: {error.strerror or message}.")
    if "not a database" in message:
        return StoreError(f"{path} {_NOT_OURS}.")
    return StoreError(f"The store {path} failed: {message}. Restore it, or ingest again into a new file.")


class Connections:
    """The connections to one file: one for each thread that asks, closed all together."""

    def __init__(self, path: Path) -> None:
        """Connect to nothing yet: a connection opens when a thread first asks."""
        self._path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._open: dict[threading.Thread, sqlite3.Connection] = {}
        self._is_closed = False

    def get(self) -> sqlite3.Connection:
        """Return the connection of the calling thread."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._add()
            self._local.connection = connection
        return connection

    def _add(self) -> sqlite3.Connection:
        with self._lock:
            if self._is_closed:
                raise StoreError(f"The store {self._path} is closed.")
            for thread in [thread for thread in self._open if not thread.is_alive()]:
                self._open.pop(thread).close()
            connection = connect(self._path)
            self._open[threading.current_thread()] = connection
            return connection

    def close(self) -> None:
        """Close every connection; the file keeps all that was committed."""
        with self._lock:
            self._is_closed = True
            while self._open:
                self._open.popitem()[1].close()


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection to an existing file; one that this process may not write is opened for reading."""
    try:
        return _connect(path, "mode=rw")
    except sqlite3.OperationalError:
        # In a folder that may not be written, SQLite cannot make the file that readers share; without a log that
        # somebody writes there is nothing to share.
        log = path.with_name(path.name + "-wal")
        if not path.is_file() or (log.exists() and log.stat().st_size):
            raise
        return _connect(path, "mode=ro&immutable=1")


def _connect(path: Path, options: str) -> sqlite3.Connection:
    address = f"file:{urllib.parse.quote(str(path.absolute()))}?{options}"
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False, cached_statements=256
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # In WAL, NORMAL is enough against a killed process; FULL costs one sync a batch and withstands a power cut too.
        connection.execute("PRAGMA synchronous = FULL")
        connection.create_function("match_key", 1, match_key, deterministic=True)
        connection.execute("PRAGMA cache_size = -32000")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def bounded(connection: sqlite3.Connection) -> Iterator[None]:
    """Stop what the block asks for when the deadline of `kg.store.deadline` has come."""
    seconds = remaining()
    if seconds is None:
        yield
        return
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS_BETWEEN_LOOKS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection, begin: str = "BEGIN") -> Iterator[None]:
    """Commit what the block does, or roll all of it back."""
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def check_library() -> None:
    """Raise `StoreError` unless this SQLite has what the store is built on."""
    with contextlib.closing(sqlite3.connect(":memory:")) as probe:
        try:
            probe.execute("CREATE VIRTUAL TABLE words USING fts5(word, tokenize = 'trigram')")
            probe.execute("SELECT (1, 2) > (1, 1), json_group_array(value) FROM json_each('[1]')")
            probe.execute("CREATE TABLE generated (a INTEGER, b INTEGER AS (-a) VIRTUAL)")
            probe.execute("INSERT INTO generated VALUES (1) RETURNING b")
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"SQLite {sqlite3.sqlite_version} of this Python lacks a part that the store needs ({error}). "
                "Use a Python with SQLite 3.35 or newer, FTS5 and JSON included."
            ) from error


def prepare(path: Path, *, create: bool) -> None:
    """Make sure that the file is a store that this version reads, creating it if told to.

    Raises `StoreMissingError`, `StoreTooNewError`, or another `StoreError` for a file that is something else.
    """
    with failures(path):
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                path.touch()
        elif not path.exists():
            raise _missing(path)
        with contextlib.closing(connect(path)) as connection:
            if _is_empty(connection):
                if not create:
                    raise _missing(path)
                _create(connection)
            _check(connection, path)
            _upgrade(connection)


def _missing(path: Path) -> StoreMissingError:
    return StoreMissingError(f"There is no store at {path}. `kg ingest` creates one.")


def _is_empty(connection: sqlite3.Connection) -> bool:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return not tables


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    with transaction(connection, "BEGIN IMMEDIATE"):
        if _is_empty(connection):  # another process may have been first
            for statement in sql_schema.STATEMENTS:
                connection.execute(statement)


def _upgrade(connection: sqlite3.Connection) -> None:
    """Make a store of an older version one of this version, a version after the other."""
    while _version(connection) < sql_schema.VERSION:
        with transaction(connection, "BEGIN IMMEDIATE"):
            for statement in sql_schema.UPGRADES.get(_version(connection), ()):
                connection.execute(statement)


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _check(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    version = _version(connection)
    if application != sql_schema.APPLICATION_ID:
        raise StoreError(f"{path} {_NOT_OURS}.")
    if version > sql_schema.VERSION:
        raise StoreTooNewError(
            f"The store {path} has schema {version}, and this version reads up to {sql_schema.VERSION}: upgrade it."
        )
