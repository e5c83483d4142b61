"""The decisions that hold, inside one writing transaction of SQLite: what is extracted goes in, what is shown is kept.

Where a decision changes what is shown, the extracted form lies beside it. Before such an entity is written it is put
back, so that writing knows nothing of decisions; afterwards all are settled again.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.curation import became, curated_facts
from kg.model import Entity, PaperFacts
from kg.store import sql, sqlite_rows
from kg.store import sql_decisions as decided
from kg.store.decision_codec import action_from_json, entity_from_json, entity_to_json, facts_to_json
from kg.store.settling import changed, ids_of, put_back, settle, touches, with_parents
from kg.store.sqlite_entities import label_columns
from kg.store.sqlite_rows import listed
from kg.text import match_key

States = dict[str, Entity]


@contextlib.contextmanager
def curating(
    db: sqlite3.Connection, now: str, former_ids: Mapping[str, Sequence[str]] | None = None
) -> Iterator["Curation"]:
    """Give the decisions to a block that writes papers, and settle the entities after it.

    `former_ids` has by the id of a paper others under which decisions may name it, and which it is yet to get.
    """
    curation = Curation(db, now, former_ids or {})
    yield curation
    curation.close()


class Curation:
    """What one transaction knows of the decisions that hold."""

    def __init__(self, db: sqlite3.Connection, now: str, former_ids: Mapping[str, Sequence[str]]) -> None:
        """Read the decisions."""
        self._db = db
        self._former_ids = former_ids
        self.now = now
        self.actions = tuple(action_from_json(text) for (text,) in db.execute(decided.HOLDING))
        self._extracted: dict[str, Entity | None] = {
            id_: None if state is None else entity_from_json(state)
            for id_, state in db.execute(decided.EXTRACTED_ENTITIES)
        }
        self._about = ids_of(self.actions) | self._extracted.keys()
        self._is_open = False

    def open(self, entities: Sequence[Entity]) -> None:
        """Put back what was extracted of the entities that are about to be written."""
        if not touches(self._about, entities):
            return
        shown = self._states(self._extracted)
        back = put_back(entities, self._extracted, shown, is_open=self._is_open)
        for entity in entities:
            self._extracted.pop(entity.id, None)
        self._is_open = True
        self._show(back, shown)

    def shown(self, facts: PaperFacts, paper: int) -> PaperFacts:
        """Return the facts as they are shown, and keep them as they were extracted if that is different."""
        known_as = [id_ for (id_,) in self._db.execute(decided.IDS_OF_PAPER, (paper,))] if self.actions else []
        shown = curated_facts(facts, self.actions, [*known_as, *self._former_ids.get(facts.paper.id, ())])
        if shown is facts:
            self._db.execute(decided.FORGET_PAPER, (paper,))
        else:
            self._db.execute(decided.KEEP_PAPER, (paper, facts_to_json(facts)))
        return shown

    def rows(self, facts: PaperFacts) -> dict[str, int]:
        """Return the row of each entity that edges and results name."""
        ends = {end for one in facts.results for end in (one.method_id, one.benchmark_id, one.metric_id) if end}
        wanted = {use.entity_id for use in facts.uses} | ends
        return dict(self._db.execute(decided.KNOWN_ENTITIES, (listed(sorted(wanted)),)).fetchall())

    def close(self) -> None:
        """Settle the entities again, if any was put back."""
        if self._is_open:
            self.settle()

    def settle(self, others: Iterable[str] = ()) -> None:
        """Show every entity as the decisions have it; `others` are ids of which a decision no longer holds."""
        states = self._closure(self._about.union(others))
        extracted = {id_: self._extracted.get(id_, entity) for id_, entity in states.items()}
        settled = settle(extracted, self.actions)
        self._show(settled.shown, states)
        for id_, kept in settled.kept.items():
            self._db.execute(decided.KEEP_ENTITY, (id_, None if kept is None else entity_to_json(kept)))
        self._db.executemany(decided.FORGET_ENTITY, [(id_,) for id_ in settled.shown.keys() - settled.kept.keys()])
        self._point_on()

    def _closure(self, ids: Iterable[str]) -> States:
        """Return the entities with these ids and their variants, and all that they are variants of."""
        wanted = set(ids)
        wanted.update(id_ for (id_,) in self._db.execute(decided.CHILDREN, (listed(sorted(wanted)),)))
        return with_parents(wanted, self._states, self._extracted)

    def _states(self, ids: Iterable[str]) -> States:
        rows = self._db.execute(decided.STATES, (listed(sorted(ids)),))
        return {row[0]: sqlite_rows.entity(row) for row in rows}

    def _show(self, wanted: Mapping[str, Entity], states: Mapping[str, Entity]) -> None:
        others, moved = changed(wanted, states)
        for entity in others:
            if entity.id not in states:
                self._db.execute(sql.ADD_ENTITY, self._columns(entity)).fetchone()
            (pk,) = self._db.execute(decided.SHOW_ENTITY, self._columns(entity)).fetchone()
            self._db.execute(decided.DROP_ALIASES, (pk, listed(entity.aliases)))
            self._db.executemany(sql.ADD_ALIAS, [(pk, form, match_key(form)) for form in entity.aliases])
        above = {pk for one in moved if one.id in states for pk in self._above(states[one.id])}
        self._db.executemany(decided.SET_VARIANT, [(one.variant_of, one.id) for one in moved])
        above |= {pk for one in moved for pk in self._above(one)}
        for pk in sorted(above):
            used, asserted = self._db.execute(sql.COUNT_AGAIN, (pk,)).fetchone()
            self._db.execute(sql.SET_COUNTS, {"pk": pk, "used": used, "asserted": asserted, "now": self.now})

    def _columns(self, entity: Entity) -> dict[str, str | bool | None]:
        own = {"id": entity.id, "name": entity.name, "name_fold": entity.name.casefold(), "url": entity.url}
        return {**own, **label_columns(entity.types), "now": self.now}

    def _above(self, entity: Entity) -> list[int]:
        parents = self._db.execute(decided.KNOWN_ENTITIES, (listed([entity.variant_of or ""]),)).fetchall()
        return [pk for _, parent in parents for (pk,) in self._db.execute(sql.ANCESTORS, (parent,))]

    def _point_on(self) -> None:
        """Let every id that was merged away answer with what it became, and keep what it answered before as history."""
        now = became(self.actions)
        before = dict(self._db.execute(decided.LIVE_SAME_AS).fetchall())
        gone = [(self.now, old) for old, new in before.items() if now.get(old) != new]
        self._db.executemany(decided.RETIRE_SAME_AS, gone)
        added = [(old, new, self.now) for old, new in now.items() if before.get(old) != new]
        self._db.executemany(decided.ADD_SAME_AS, added)
