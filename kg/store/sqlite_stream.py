"""Everything of a SQLite store, of one moment: a read transaction on a connection of its own, rows as they are asked
for; and writing back what another store held."""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import orjson

from kg.decisions import Decision
from kg.store import sql, sql_decisions, sql_stream, sqlite_files, sqlite_papers, sqlite_rows
from kg.store.base import Outcome
from kg.store.decision_codec import entity_from_json, facts_from_json
from kg.store.identity import claimed_title_ids
from kg.store.settling import curated_ids
from kg.store.sqlite_curation import curating
from kg.store.sqlite_decisions import decision_of
from kg.store.sqlite_rows import listed
from kg.store.stream import (
    PaperRecord,
    StoredEntity,
    StoredExtraction,
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
        """Yield the live entities, and all others that the rest leads to."""
        for *row, added, is_live, is_changed, state in self._rows(sql_stream.ENTITIES, {"decided": self._decided}):
            extracted = None if state is None else entity_from_json(state)
            is_made = bool(is_changed and state is None)
            yield StoredEntity(sqlite_rows.entity(row), added, bool(is_live), extracted, is_made)

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

    def extractions(self) -> Iterator[StoredExtraction]:
        """Yield what was extracted of live papers of which decisions show something else, by the id of the paper."""
        for id_, facts in self._rows(sql_stream.EXTRACTIONS):
            yield StoredExtraction(id_, *facts_from_json(facts))

    def decisions(self) -> Iterator[Decision]:
        """Yield all decisions, undone ones too, the oldest first."""
        return map(decision_of, self._rows(sql_decisions.LOG))

    @cached_property
    def _decided(self) -> str:
        return listed(sorted(curated_ids(self.decisions(), self.extractions())))

    def _rows(self, statement: str, values: Mapping[str, str] | None = None) -> Iterator[sqlite_rows.Row]:
        with sqlite_files.failures(self._path), contextlib.closing(self._db.execute(statement, values or {})) as cursor:
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
    former_ids = {record.paper.id: record.rows.paper.former_ids for record in batch}
    with curating(db, now, former_ids) as curation:
        for record in batch:
            db.execute(sql_stream.RELEASE_IDS, (listed(claimed_title_ids(record.paper)),))
            outcomes.append(sqlite_papers.upsert(db, record.facts, curation))
            if outcomes[-1] is not Outcome.UNCHANGED:
                pk = _backdate(db, record)
            if outcomes[-1] is Outcome.NEW:
                db.executemany(sql_stream.UNMAKE_ID, [(id_, pk) for id_ in record.foreign_title_ids])
    return outcomes


def _backdate(db: sqlite3.Connection, record: PaperRecord) -> int:
    """Date what was written, and return the row of the paper."""
    rows = record.rows
    (pk,) = db.execute(sql_stream.PAPER_PK, (record.paper.id,)).fetchone()
    db.execute(sql_stream.BACKDATE_PAPER, (rows.paper.added, pk))
    db.executemany(sql_stream.FORMER_ID, [(id_, pk) for id_ in rows.paper.former_ids])
    entities = [(stored.added, stored.entity.id) for stored in record.entities]
    db.executemany(sql_stream.BACKDATE_ENTITY, entities)
    uses = [(stored.added, pk, stored.use.entity_id, stored.use.relation) for stored in rows.uses]
    db.executemany(sql_stream.BACKDATE_USE, uses)
    db.executemany(sql_stream.BACKDATE_RESULT, [(stored.added, pk, stored.result.id) for stored in rows.results])
    return int(pk)
