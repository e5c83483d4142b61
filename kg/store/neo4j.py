"""The graph on a Neo4j server: the only module that knows the driver.

Writers go one after the other, since each takes the lock of the revision's node first. The driver repeats a transaction
that met a passing failure, for `RETRY_SECONDS`; whatever else goes wrong leaves nothing written.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Self, TypeVar
from urllib.parse import unquote, urlsplit

import neo4j
from neo4j.exceptions import (
    AuthError,
    ConnectionPoolError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from kg.errors import (
    StoreAuthError,
    StoreError,
    StoreMissingError,
    StoreTooNewError,
    StoreUnavailableError,
    StoreUrlError,
)
from kg.model import PaperFacts
from kg.store import cypher, cypher_boards, cypher_upgrade, cypher_uses, neo4j_stream, neo4j_upgrade, neo4j_write
from kg.store.base import Outcome
from kg.store.deadline import remaining, timed_out
from kg.store.neo4j_boards import Neo4jBoards
from kg.store.neo4j_decisions import Neo4jDecisions
from kg.store.neo4j_facets import Neo4jFacets
from kg.store.neo4j_graph import Neo4jGraph
from kg.store.neo4j_history import Neo4jHistory
from kg.store.neo4j_lookups import Neo4jLookUps
from kg.store.neo4j_papers import Run
from kg.store.neo4j_reads import Neo4jReads
from kg.store.neo4j_rows import Row
from kg.store.neo4j_together import Neo4jTogether
from kg.store.stream import PaperRecord, Snapshot

T = TypeVar("T")

DEFAULT_PORT = 7687
CONNECT_SECONDS = 5
RETRY_SECONDS = 15
SCHEMES = frozenset({"bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc"})
_SCHEMA = (*cypher.SCHEMA, *cypher_uses.SCHEMA, *cypher_boards.SCHEMA)
_ALL = -1
"""Rows to fetch at a time: all."""
_LOST = (ServiceUnavailable, SessionExpired, TransientError, ConnectionPoolError, OSError)

# The driver tells of each retry; without a handler of the application's that would stand on a user's terminal.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Neo4jStore(
    Neo4jReads, Neo4jDecisions, Neo4jGraph, Neo4jHistory, Neo4jFacets, Neo4jBoards, Neo4jTogether, Neo4jLookUps
):
    """`GraphStore` on a Neo4j server of 5.26 or newer."""

    def __init__(self, driver: neo4j.Driver, *, address: str, database: str | None) -> None:
        """Take over a driver; `Neo4jStore.open` makes one."""
        self._driver = driver
        self._address = address
        self._database = database
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()

    @classmethod
    def open(cls, url: str, *, user: str | None, password: str | None, create: bool) -> Self:
        """Connect, and with `create` prepare an empty database.

        `url` is `neo4j://host:port/database` or `bolt://…`; without a database, the server's default. A user in the
        address counts where `user` is None. Raises `StoreMissingError` when no graph is there and `create` is not set,
        `StoreTooNewError`, `StoreAuthError`, `StoreUnavailableError`, `StoreUrlError`.
        """
        address, database, named_user, named_password = _parts(url)
        if user is None:
            user, password = named_user, named_password
        with _told(address, database):
            driver = neo4j.GraphDatabase.driver(
                address,
                auth=None if user is None else (user, password or ""),
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=RETRY_SECONDS,
                max_transaction_retry_time=RETRY_SECONDS,
                notifications_min_severity="OFF",
                telemetry_disabled=True,
            )
        store = cls(driver, address=address, database=database)
        try:
            store._prepare(create=create)
        except BaseException:
            driver.close()
            raise
        return store

    def upsert(self, batch: Sequence[PaperFacts]) -> list[Outcome]:
        """Write a batch in one transaction; see `GraphStore`."""
        with self._session() as session:
            return session.execute_write(lambda tx: neo4j_write.upsert(_runner(tx), batch, now=_now()))

    def remove(self, paper_ids: Sequence[str]) -> list[bool]:
        """Retire papers; see `GraphStore`."""
        with self._session() as session:
            return session.execute_write(lambda tx: neo4j_write.remove(_runner(tx), paper_ids, now=_now()))

    def restore(self, batch: Sequence[PaperRecord]) -> list[Outcome]:
        """Write papers that another store held, with the moments of their facts; see `GraphStore`."""
        with self._session() as session:
            return session.execute_write(lambda tx: neo4j_stream.restore(_runner(tx), batch, now=_now()))

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Open everything live, each page as it is when it is read; see `GraphStore`."""
        yield neo4j_stream.Neo4jSnapshot(self._read)

    def close(self) -> None:
        """Release the connections."""
        self._driver.close()

    def _prepare(self, *, create: bool) -> None:
        with _told(self._address, self._database):
            self._driver.verify_connectivity()
        rows = self._read(cypher.VERSION)
        if not rows and not create:
            raise StoreMissingError(f"There is no graph at {self._address} yet. `kg ingest` makes one.")
        if rows and rows[0]["version"] > cypher.SCHEMA_VERSION:
            raise StoreTooNewError(f"The graph at {self._address} was written by a newer Benchgraph. Upgrade this one.")
        if rows and rows[0]["version"] < cypher.SCHEMA_VERSION:
            self._upgrade()
        if not rows:
            # The mark comes last, so that a graph that carries it is whole.
            for statement in (*_SCHEMA, cypher.AWAIT_INDEXES, cypher.MARK):
                self._write(statement, version=cypher.SCHEMA_VERSION)

    def _upgrade(self) -> None:
        for statement in (*_SCHEMA, cypher.AWAIT_INDEXES):
            self._write(statement)
        neo4j_upgrade.upgrade(self._write, self._run_alone)
        self._write(cypher_upgrade.SET_VERSION, version=cypher.SCHEMA_VERSION)

    def _run_alone(self, statement: str) -> None:
        with self._session() as session:
            session.run(statement).consume()

    def _read(self, statement: str, **parameters: object) -> list[Row]:
        # By itself a statement is one round trip; in a transaction of the driver's, which repeats it, it is three.
        query = neo4j.Query(statement, timeout=remaining())
        try:
            with self._session(access=neo4j.READ_ACCESS) as session:
                return _rows(session.run(query, parameters))
        except StoreUnavailableError as error:
            if not isinstance(error.__cause__, (DriverError, Neo4jError)) or not error.__cause__.is_retryable():
                raise
        return self._read_again(statement, parameters)

    def _read_again(self, statement: str, parameters: Mapping[str, object]) -> list[Row]:
        @neo4j.unit_of_work(timeout=remaining())
        def work(tx: neo4j.ManagedTransaction) -> list[Row]:
            return _runner(tx)(statement, **parameters)

        with self._session() as session:
            return session.execute_read(work)

    def _write(self, statement: str, **parameters: object) -> list[Row]:
        return self._work(lambda run: run(statement, **parameters))

    def _work(self, work: Callable[[Run], T]) -> T:
        with self._session() as session:
            return session.execute_write(lambda tx: work(_runner(tx)))

    @contextmanager
    def _session(self, *, access: str = neo4j.WRITE_ACCESS) -> Iterator[neo4j.Session]:
        with (
            _told(self._address, self._database),
            self._driver.session(
                database=self._database, bookmark_manager=self._bookmarks, default_access_mode=access, fetch_size=_ALL
            ) as session,
        ):
            yield session


def _runner(tx: neo4j.ManagedTransaction) -> Run:
    def run(statement: str, **parameters: object) -> list[Row]:
        return _rows(tx.run(statement, parameters))

    return run


def _rows(result: neo4j.Result) -> list[Row]:
    """Return the records; none of our statements returns a node or an edge, so there is nothing else to convert."""
    keys = result.keys()
    return [dict(zip(keys, record, strict=True)) for record in result]


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def _parts(url: str) -> tuple[str, str | None, str | None, str | None]:
    """Return address, database, user and password. Raises `StoreUrlError`."""
    hint = "Give neo4j://host:port/database or bolt://host:port/database."
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORT
    except ValueError as error:
        raise StoreUrlError(f"Not the address of a Neo4j server: {error}. {hint}") from error
    database = unquote(parts.path.strip("/"))
    if parts.scheme not in SCHEMES or not parts.hostname or "/" in database or parts.query or parts.fragment:
        raise StoreUrlError(f"Not the address of a Neo4j server. {hint}")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    user, password = (None if part is None else unquote(part) for part in (parts.username, parts.password))
    return f"{parts.scheme}://{host}:{port}", database or None, user, password


@contextmanager
def _told(address: str, database: str | None) -> Iterator[None]:
    """Turn what the driver raises into the errors of a store, one line each."""
    try:
        yield
    except AuthError as error:
        raise _refused(address) from error
    except _LOST as error:
        raise StoreUnavailableError(f"Neo4j at {address} does not answer. Is it running?") from error
    except Neo4jError as error:
        raise _failure(error, address, database) from error
    except (DriverError, ValueError) as error:
        raise StoreError(f"Neo4j at {address}: {_line(error)}") from error


def _failure(error: Neo4jError, address: str, database: str | None) -> StoreError:
    code = error.code or ""
    if code.startswith("Neo.ClientError.Security."):
        return _refused(address)
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        return StoreMissingError(f"Neo4j at {address} has no database '{database}'. Create it there, or leave it out.")
    if code.startswith("Neo.ClientError.Transaction.TransactionTimedOut"):
        return timed_out()
    if code.startswith("Neo.DatabaseError.Transaction."):
        return StoreUnavailableError(f"Neo4j at {address} cannot write: {_line(error)}")
    return StoreError(f"Neo4j at {address}: {_line(error)}")


def _refused(address: str) -> StoreAuthError:
    hint = "Set KG_NEO4J_USER and KG_NEO4J_PASSWORD."
    return StoreAuthError(f"Neo4j at {address} refused the user or the password. {hint}")


def _line(error: Exception) -> str:
    told = getattr(error, "message", None) or str(error)
    return " ".join(told.split())
