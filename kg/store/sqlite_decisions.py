"""Decisions in SQLite: taken, listed and undone, each batch in one transaction with all that it changes."""

import datetime as dt
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager

from kg.decisions import Action, Confirm, Decision, Merge, Reject, Split, entities_of, news
from kg.errors import UnknownNameError
from kg.model import Entity, PaperFacts, Relation
from kg.store import sql, sql_stream, sqlite_entities, sqlite_papers, sqlite_rows
from kg.store import sql_decisions as decided
from kg.store.base import Position, Slice
from kg.store.decision_codec import action_from_json, action_to_json, facts_from_json
from kg.store.settling import ids_of, sources_of, told_of
from kg.store.sqlite_curation import Curation, curating
from kg.store.sqlite_rows import Row, listed
from kg.store.stream import StoredEntity

_LARGEST = 2**63 - 1


class SqliteDecisions(ABC):
    """The part of the store that is about decisions."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Open a transaction that reads."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """Open a transaction that writes."""

    def decide(self, actions: Sequence[Action], *, who: str) -> list[Decision]:
        """Take decisions in order, all or none, and return them with their numbers."""
        at = dt.datetime.now(dt.UTC)
        with self._writing() as db:
            _check(db, actions)
            rows = [(action_to_json(action), who, at.isoformat()) for action in actions]
            numbers = [db.execute(decided.ADD_DECISION, row).fetchone()[0] for row in rows]
            if actions:
                _apply(db, actions, at, undone=False)
        return [Decision(number, action, who, at) for number, action in zip(numbers, actions, strict=True)]

    def undo(self, decision_ids: Sequence[int], *, who: str) -> list[bool]:
        """Undo decisions; tell for each whether it held until now."""
        at = dt.datetime.now(dt.UTC)
        with self._writing() as db:
            found = [db.execute(decided.UNDO_DECISION, (at.isoformat(), who, id_)).fetchone() for id_ in decision_ids]
            actions = [action_from_json(row[0]) for row in found if row]
            if actions:
                _apply(db, actions, at, undone=True)
        return [row is not None for row in found]

    def restore_decisions(self, given: Sequence[Decision], entities: Sequence[StoredEntity]) -> int:
        """Take over decisions of another store with the entities beneath them; return how many say what is new."""
        at = dt.datetime.now(dt.UTC)
        with self._writing() as db:
            found = news([decision_of(row) for row in db.execute(decided.LOG)], given)
            if found.actions:
                _write_entities(db, told_of(entities), at)
            db.executemany(decided.TAKE_OVER, [_row(one) for one in found.new])
            for one in found.undone:
                db.execute(decided.UNDO_DECISION, (_iso(one.undone_at), one.undone_by, one.id)).fetchall()
            if found.actions:
                _apply(db, found.actions, at, undone=bool(found.undone))
                db.executemany(sql_stream.BACKDATE_ENTITY, [(stored.added, stored.entity.id) for stored in entities])
            elif found.new:
                db.execute(sql.NEXT_REVISION)
        return len(found.new) + len(found.undone)

    def newcomers(self, group: frozenset[str], *, since: dt.datetime, first: int) -> list[str]:
        """Return the ids of the papers that came in since then and use one of a group, by id."""
        where = {"ids": listed(sorted(group)), "since": since.isoformat(timespec="seconds"), "first": first}
        with self._reading() as db:
            return [id_ for (id_,) in db.execute(decided.NEWCOMERS, where)]

    def decisions(self, ids: Sequence[int]) -> list[Decision | None]:
        """Return decisions by number."""
        with self._reading() as db:
            found = {key: decision_of(row) for key, *row in db.execute(decided.DECISIONS, (listed(ids),))}
        return [found.get(key) for key in range(len(ids))]

    def list_decisions(self, *, first: int, after: Position | None = None) -> Slice[Decision]:
        """Return a page of all decisions, undone ones too, the newest first."""
        before = after.value if after else _LARGEST
        with self._reading() as db:
            rows = db.execute(decided.LIST_DECISIONS, {"before": before, "limit": first + 1}).fetchall()
        shown = tuple(map(decision_of, rows[:first]))
        return Slice(shown, tuple(Position(one.id, str(one.id)) for one in shown), len(rows) > first)

    def count_decisions(self) -> int:
        """Return how many decisions were ever taken."""
        with self._reading() as db:
            number: int = db.execute(decided.COUNT_DECISIONS).fetchone()[0]
        return number


def decision_of(row: Row) -> Decision:
    """Return the decision that a row of the log tells."""
    id_, action, who, at, undone_at, undone_by = row
    undone = dt.datetime.fromisoformat(undone_at) if undone_at else None
    return Decision(id_, action_from_json(action), who, dt.datetime.fromisoformat(at), undone, undone_by)


def _row(decision: Decision) -> Row:
    undone = _iso(decision.undone_at), decision.undone_by
    return decision.id, action_to_json(decision.action), decision.who, _iso(decision.at), *undone


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _write_entities(db: sqlite3.Connection, entities: Sequence[Entity], at: dt.datetime) -> None:
    with curating(db, at.isoformat(timespec="milliseconds")) as curation:
        curation.open(entities)
        sqlite_entities.merge(db, entities, (), curation.now)


def _check(db: sqlite3.Connection, actions: Sequence[Action]) -> None:
    new = {action.into for action in actions if isinstance(action, Split)}
    named = listed(sorted(ids_of(actions)))
    known = new.union(id_ for id_, _ in db.execute(decided.KNOWN_ENTITIES, (named,)))
    for action in actions:
        for id_ in entities_of(action):
            if id_ not in known:
                raise UnknownNameError("entity", id_)
        if isinstance(action, Confirm | Reject) and not db.execute(decided.PAPER_OF_ID, (action.paper,)).fetchone():
            raise UnknownNameError("paper", action.paper)


def _apply(db: sqlite3.Connection, actions: Sequence[Action], at: dt.datetime, *, undone: bool) -> None:
    """Let the graph show what it must now that decisions were taken or undone."""
    now = at.isoformat(timespec="milliseconds")
    curation = Curation(db, now, {})
    curation.settle(ids_of(actions))
    where = {
        "papers": listed(action.paper for action in actions if isinstance(action, Confirm | Reject)),
        "sources": listed(sources_of(actions)),
        "touched": undone and any(isinstance(action, Merge | Split) for action in actions),
    }
    for pk, id_ in db.execute(decided.LIVE_PAPERS, where).fetchall():
        shown = curation.shown(_extracted(db, pk, id_), pk)
        sqlite_papers.write_facts(db, shown, (pk, id_), curation.rows(shown), now)
    db.execute(sql.NEXT_REVISION)


def _extracted(db: sqlite3.Connection, pk: int, id_: str) -> PaperFacts:
    """Return what was extracted of a paper, its entities left out."""
    ids = listed([id_])
    ((_, *row),) = db.execute(sql.PAPERS, (ids,)).fetchall()
    kept = db.execute(decided.EXTRACTED_PAPER, (pk,)).fetchone()
    if kept:
        uses, results = facts_from_json(kept[0])
    else:
        found = db.execute(sql.USES_OF, {"ids": ids, "roles": listed(Relation)})
        uses = tuple(sqlite_rows.use(use) for _, *use in found)
        results = tuple(sqlite_rows.result(result) for _, *result in db.execute(sql.RESULTS_OF, (ids,)))
    return PaperFacts(sqlite_rows.paper(row), (), uses, results, "")
