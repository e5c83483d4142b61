"""The embedded store: one SQLite file, no server, readers beside a writer, nothing lost to a killed process."""

import contextlib
import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.model import ASSERTED, Entity, EntityType, Field, Paper, PaperFacts, Relation, Result, Use
from kg.store import sql, sqlite_files, sqlite_listing, sqlite_papers, sqlite_rows, sqlite_stream
from kg.store.base import (
    EntityOrder,
    NamedForm,
    Outcome,
    PaperFilter,
    PaperOrder,
    PaperUse,
    Position,
    Slice,
    StoreStats,
)
from kg.store.sql_schema import LABELS
from kg.store.sqlite_boards import SqliteBoards
from kg.store.sqlite_curation import curating
from kg.store.sqlite_decisions import SqliteDecisions
from kg.store.sqlite_facets import SqliteFacets
from kg.store.sqlite_graph import SqliteGraph
from kg.store.sqlite_history import SqliteHistory
from kg.store.sqlite_lookups import SqliteLookUps
from kg.store.sqlite_rows import Row, listed
from kg.store.sqlite_together import SqliteTogether
from kg.store.stream import PaperRecord, Snapshot
from kg.store.summaries import FormChanges
from kg.text import match_key

_FORMS_AT_ONCE = 10_000


class SqliteStore(
    SqliteDecisions, SqliteGraph, SqliteHistory, SqliteFacets, SqliteBoards, SqliteTogether, SqliteLookUps
):
    """The graph in one SQLite file; keeps every promise of `kg.store.base.GraphStore`.

    Open it with `SqliteStore.open`. Each call is one transaction, so each answer is of one moment.
    """

    def __init__(self, path: Path) -> None:
        """Use the store at a path that `open` has prepared."""
        self._path = path
        self._connections = sqlite_files.Connections(path)
        self._writer = threading.Lock()

    @classmethod
    def open(cls, path: Path, *, create: bool) -> "SqliteStore":
        """Return the store in the file at `path`, made if it is not there and `create` says so.

        Raises `StoreMissingError`, `StoreTooNewError`, `StoreUnavailableError`, or `StoreError` for a file that is no
        store and for a Python whose SQLite lacks FTS5.
        """
        sqlite_files.check_library()
        sqlite_files.prepare(path, create=create)
        return cls(path)

    def close(self) -> None:
        """Release connections; the store may not be used afterwards."""
        with sqlite_files.failures(self._path):
            self._connections.close()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with sqlite_files.failures(self._path):
            connection = self._connections.get()
            with sqlite_files.bounded(connection), sqlite_files.transaction(connection):
                yield connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with sqlite_files.failures(self._path), self._writer:
            connection = self._connections.get()
            with sqlite_files.transaction(connection, "BEGIN IMMEDIATE"):
                yield connection

    # Writing

    def upsert(self, batch: Sequence[PaperFacts]) -> list[Outcome]:
        """Write a batch in one transaction and return one outcome a paper."""
        with self._writing() as db:
            with curating(db, _now()) as curation:
                outcomes = [sqlite_papers.upsert(db, facts, curation) for facts in batch]
            if set(outcomes) - {Outcome.UNCHANGED}:
                db.execute(sql.NEXT_REVISION)
        return outcomes

    def remove(self, paper_ids: Sequence[str]) -> list[bool]:
        """Retire papers with their edges and results; tell for each whether it was there."""
        with self._writing() as db:
            removed = [sqlite_papers.remove(db, id_, _now()) for id_ in paper_ids]
            if any(removed):
                db.execute(sql.NEXT_REVISION)
        return removed

    def restore(self, batch: Sequence[PaperRecord]) -> list[Outcome]:
        """Write papers that another store held, with ids and moments; one outcome a paper."""
        with self._writing() as db:
            outcomes = sqlite_stream.restore(db, batch, _now())
            if set(outcomes) - {Outcome.UNCHANGED}:
                db.execute(sql.NEXT_REVISION)
        return outcomes

    # Papers

    def papers(self, ids: Sequence[str]) -> list[Paper | None]:
        """Return papers by any of their ids."""
        with self._reading() as db:
            found = {key: sqlite_rows.paper(row) for key, *row in db.execute(sql.PAPERS, (listed(ids),))}
        return [found.get(key) for key in range(len(ids))]

    def list_papers(
        self, where: PaperFilter, order: PaperOrder, *, first: int, after: Position | None = None
    ) -> Slice[Paper]:
        """Return a page of papers."""
        if order is PaperOrder.NEWEST and (group := where.sole_group) is not None:
            (uses,) = self.list_uses(
                [group], where.roles, first=first, after=after, min_confidence=where.min_confidence
            )
            return Slice(tuple(use.paper for use in uses.items), uses.positions, uses.has_next)
        with self._reading() as db:
            return sqlite_listing.list_papers(db, where, order, first, after)

    def count_papers(self, where: PaperFilter) -> int:
        """Return how many papers match."""
        if (group := where.sole_group) is not None:
            return self.count_uses([group], where.roles, min_confidence=where.min_confidence)[0]
        matching = sqlite_listing.condition(where)
        with self._reading() as db:
            statement = sqlite_listing.of_moment(where, sql.COUNT_PAPERS + matching.sql)
            return _number(db.execute(statement, matching.values))

    # Entities

    def entities(self, ids: Sequence[str]) -> list[Entity | None]:
        """Return live entities by id."""
        with self._reading() as db:
            found = {key: sqlite_rows.entity(row) for key, *row in db.execute(sql.ENTITIES, (listed(ids),))}
        return [found.get(key) for key in range(len(ids))]

    def find(self, keys: Sequence[str], types: frozenset[EntityType]) -> list[list[Entity]]:
        """Return for each key the live entities with an alias of that key and one of `types`, most papers first."""
        with self._reading() as db:
            found = _grouped(db.execute(sql.FIND, (listed(keys),)), len(keys))
        return [[entity for entity in entities if entity.types & types] for entities in found]

    def variants(self, ids: Sequence[str], *, direct: bool = False) -> list[list[Entity]]:
        """Return for each id its live variants, those of its variants included unless `direct`, by name."""
        with self._reading() as db:
            return _grouped(db.execute(sql.VARIANTS, {"ids": listed(ids), "direct": direct}), len(ids))

    def list_entities(
        self, type_: EntityType, order: EntityOrder, *, first: int, after: Position | None = None, prefix: str = ""
    ) -> Slice[Entity]:
        """Return a page of live entities that carry the label, one alias at least beginning with `prefix`."""
        key = match_key(prefix)
        statement = sql.list_entities(type_, order, has_prefix=bool(key))
        value, id_ = sqlite_listing.entity_position(order, after)
        values = {"value": value, "id": id_, "limit": first + 1, "prefix": key}
        with self._reading() as db:
            found = [sqlite_rows.entity(row) for row in db.execute(statement, values)]
        shown = tuple(found[:first])
        positions = tuple(
            Position(entity.paper_count if order is EntityOrder.POPULAR else entity.name.casefold(), entity.id)
            for entity in shown
        )
        return Slice(shown, positions, len(found) > first)

    def count_entities(self, type_: EntityType, *, prefix: str = "") -> int:
        """Return how many entities `list_entities` would list."""
        key = match_key(prefix)
        with self._reading() as db:
            return _number(db.execute(sql.count_entities(type_, has_prefix=bool(key)), {"prefix": key}))

    def forms(self) -> Iterator[NamedForm]:
        """Return every known form of every live entity, read as it goes along, a transaction for some thousand."""
        last: Row = (0, "")
        while last:
            with self._reading() as db:
                rows = db.execute(sql.FORMS, (*last, _FORMS_AT_ONCE)).fetchall()
            for _, form, id_, name, *labels, asserted in rows:
                yield NamedForm(form, id_, name, sqlite_rows.types(labels), asserted)
            last = rows[-1][:2] if len(rows) == _FORMS_AT_ONCE else ()

    def changed_forms(self, since: int) -> FormChanges:
        """Return what of `forms` is not as it was at a revision."""
        with self._reading() as db:
            revision = _number(db.execute(sql.REVISION))
            ids = frozenset(id_ for (id_,) in db.execute(sql.CHANGED_ENTITIES, (since,)))
            rows = db.execute(sql.CHANGED_FORMS, (since,)).fetchall()
        forms = tuple(
            NamedForm(form, id_, name, sqlite_rows.types(labels), asserted)
            for form, id_, name, *labels, asserted in rows
        )
        return FormChanges(revision, ids, forms)

    # Edges and results

    def list_uses(
        self,
        groups: Sequence[frozenset[str]],
        roles: Sequence[Relation] = ASSERTED,
        *,
        first: int,
        after: Position | None = None,
        min_confidence: float = 0.0,
        evidence: bool = True,
    ) -> list[Slice[PaperUse]]:
        """Return for each group of entity ids a page of the papers with an edge to one of them, newest first."""
        reading = sqlite_listing.WHOLE if evidence else sqlite_listing.WITHOUT_EVIDENCE
        with self._reading() as db:
            return sqlite_listing.list_uses(db, groups, roles, first, after, min_confidence, reading=reading)

    def count_uses(
        self, groups: Sequence[frozenset[str]], roles: Sequence[Relation] = ASSERTED, *, min_confidence: float = 0.0
    ) -> list[int]:
        """Return for each group how many papers `list_uses` would list in all."""
        with self._reading() as db:
            return [sqlite_listing.count_uses(db, group, roles, min_confidence) for group in groups]

    def uses_of(
        self, paper_ids: Sequence[str], roles: Sequence[Relation] = tuple(Relation), *, evidence: bool = True
    ) -> list[list[tuple[Use, Entity]]]:
        """Return for each paper its live edges with the entities: strongest first, then by name, then by id."""
        values = {"ids": listed(paper_ids), "roles": listed(roles)}
        uses: list[list[tuple[Use, Entity]]] = [[] for _ in paper_ids]
        with self._reading() as db:
            entities = {row[0]: sqlite_rows.entity(row) for row in db.execute(sql.ENTITIES_OF_PAPERS, values)}
            for key, *row in db.execute(sql.USES_OF if evidence else sql.BARE_USES_OF, values):
                use = sqlite_rows.use(row)
                uses[key].append((use, entities[use.entity_id]))
        return [sorted(found, key=lambda pair: -pair[0].relation.strength) for found in uses]

    def results_of(self, paper_ids: Sequence[str]) -> list[list[Result]]:
        """Return for each paper its live results, in the order of their places in the text, then by id."""
        results: list[list[Result]] = [[] for _ in paper_ids]
        with self._reading() as db:
            for key, *row in db.execute(sql.RESULTS_OF, (listed(paper_ids),)):
                results[key].append(sqlite_rows.result(row))
        return [sorted(found, key=_place) for found in results]

    # Counts

    def snapshot(self) -> contextlib.AbstractContextManager[Snapshot]:
        """Open everything live as it is at one moment; it must be closed, since it holds a connection."""
        return sqlite_stream.reading(self._path)

    def stats(self) -> StoreStats:
        """Return the counts."""
        with self._reading() as db:
            papers, results, revision, variants, *labels = db.execute(sql.STATS).fetchone()
            relations = dict(db.execute(sql.COUNT_RELATIONS).fetchall())
        return StoreStats(
            papers=papers,
            entities=dict(zip(LABELS, labels, strict=True)),
            relations={relation: relations.get(relation.value, 0) for relation in Relation},
            variants=variants,
            results=results,
            revision=revision,
        )

    def revision(self) -> int:
        """Return a number that grows with every write that changed something."""
        with self._reading() as db:
            return _number(db.execute(sql.REVISION))


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def _number(cursor: sqlite3.Cursor) -> int:
    number: int = cursor.fetchone()[0]
    return number


def _grouped(cursor: sqlite3.Cursor, count: int) -> list[list[Entity]]:
    groups: list[list[Entity]] = [[] for _ in range(count)]
    for key, *row in cursor:
        groups[key].append(sqlite_rows.entity(row))
    return groups


def _place(result: Result) -> tuple[bool, int, str]:
    return result.evidence.field is Field.ABSTRACT, result.evidence.start, result.id
