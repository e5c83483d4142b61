"""Everything of a SQLite store, of one moment: a read transaction on a connection of its own, rows as they are asked
for; and writing back what another store held."""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import orjson

from kg.store import sql, sql_stream, sqlite_files, sqlite_papers, sqlite_rows
from kg.store.base import Outcome
from kg.store.sqlite_curation import curating
from kg.store.stream import (
    PaperRecord,
    StoredEntity,
    StoredPaper,
    StoredResult,
    StoredUse,
    results_in_order,
    uses_in_order,
)


class SqliteSnapshot:
    """A `kg.store.stream.Snapshot` on a connection whose transaction is open."""

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        """Read with `db`, which others may not use meanwhile."""
        self._path = path
        self._db = db
        self.revision: int = db.execute(sql.REVISION).fetchone()[0]

    def entities(self) -> Iterator[StoredEntity]:
        """Yield the live entities, and those that a live result names with all that they are variants of."""
        for *row, added, is_live in self._rows(sql_stream.ENTITIES):
            yield StoredEntity(sqlite_rows.entity(row), added, bool(is_live))

    def papers(self) -> Iterator[StoredPaper]:
        """Yield the live papers."""
        for *row, digest, added, former in self._rows(sql_stream.PAPERS):
            yield StoredPaper(sqlite_rows.paper(row), digest, added, tuple(sorted(orjson.loads(former))))

    def uses(self) -> Iterator[StoredUse]:
        """Yield the live edges from papers to entities."""
        for _, rows in groupby(self._rows(sql_stream.USES), key=itemgetter(0)):
            yield from uses_in_order([StoredUse(sqlite_rows.use(row), added) for *row, added in rows])

    def results(self) -> Iterator[StoredResult]:
        """Yield the live results."""
        for _, rows in groupby(self._rows(sql_stream.RESULTS), key=itemgetter(1)):
            yield from results_in_order([StoredResult(sqlite_rows.result(row), added) for *row, added in rows])

    def _rows(self, statement: str) -> Iterator[sqlite_rows.Row]:
        with sqlite_files.failures(self._path), contextlib.closing(self._db.execute(statement)) as cursor:
            yield from cursor


@contextlib.contextmanager
def reading(path: Path) -> Iterator[SqliteSnapshot]:
    """Open a snapshot of the store at a path; writers go on beside it and it does not see them."""
    with sqlite_files.failures(path):
        db = sqlite_files.connect(path)
    with contextlib.closing(db):
        with sqlite_files.failures(path):
            db.execute("BEGIN")
            snapshot = SqliteSnapshot(path, db)  # the first read decides which moment it is
        yield snapshot


def restore(db: sqlite3.Connection, batch: Sequence[PaperRecord], now: str) -> list[Outcome]:
    """Write papers inside the transaction that is open, each fact with the moment at which it first came in."""
    outcomes = []
    with curating(db, now) as curation:
        for record in batch:
            outcomes.append(sqlite_papers.upsert(db, record.facts, curation))
            if outcomes[-1] is not Outcome.UNCHANGED:
                _backdate(db, record)
    return outcomes


def _backdate(db: sqlite3.Connection, record: PaperRecord) -> None:
    (pk,) = db.execute(sql_stream.PAPER_PK, (record.paper.paper.id,)).fetchone()
    db.execute(sql_stream.BACKDATE_PAPER, (record.paper.added, pk))
    db.executemany(sql_stream.FORMER_ID, [(id_, pk) for id_ in record.paper.former_ids])
    entities = [(stored.added, stored.entity.id) for stored in record.entities]
    db.executemany(sql_stream.BACKDATE_ENTITY, entities)
    uses = [(stored.added, pk, stored.use.entity_id, stored.use.relation) for stored in record.uses]
    db.executemany(sql_stream.BACKDATE_USE, uses)
    db.executemany(sql_stream.BACKDATE_RESULT, [(stored.added, pk, stored.result.id) for stored in record.results])
