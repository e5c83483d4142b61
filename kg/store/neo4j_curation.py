"""The decisions that hold, inside one writing transaction of a server: the same as `kg.store.sqlite_curation`.

Where a decision changes what is shown, the extracted form lies beside it. Before such an entity is written it is put
back, so that writing knows nothing of decisions; afterwards all are settled again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg.curation import became, curated_facts
from kg.model import Entity
from kg.store import cypher
from kg.store import cypher_decisions as decided
from kg.store.decision_codec import action_from_json, entity_from_json, entity_to_json, facts_to_json
from kg.store.identity import ids_to_try
from kg.store.neo4j_papers import Claim, Run
from kg.store.neo4j_rows import entity_of, entity_properties
from kg.store.settling import changed, ids_of, put_back, settle, touches, with_parents
from kg.text import match_key

States = dict[str, Entity]


class Curation:
    """What one transaction knows of the decisions that hold."""

    def __init__(self, run: Run, now: str, former_ids: Mapping[str, Sequence[str]]) -> None:
        """Read the decisions."""
        self._run = run
        self._former_ids = former_ids
        self.now = now
        self.actions = tuple(action_from_json(row["action"]) for row in run(decided.HOLDING))
        self._extracted: dict[str, Entity | None] = {
            row["id"]: None if row["state"] is None else entity_from_json(row["state"])
            for row in run(decided.EXTRACTED_ENTITIES)
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

    def shown(self, found: Sequence[Claim]) -> list[Claim]:
        """Return claims with the facts as they are shown."""
        if not self.actions:
            return list(found)
        rows = self._run(decided.IDS_OF_PAPERS, papers=[node for claim in found for node in claim.nodes])
        known = {row["paper"]: row["ids"] for row in rows}
        shown = []
        for claim in found:
            ids = {id_ for node in claim.nodes for id_ in known.get(node, ())}
            ids.update(set(ids_to_try(claim.facts.paper)) - claim.taken)
            ids.update(self._former_ids.get(claim.facts.paper.id, ()))
            shown.append(replace(claim, facts=curated_facts(claim.facts, self.actions, ids)))
        return shown

    def keep(self, found: Sequence[Claim], shown: Sequence[Claim]) -> None:
        """Keep the facts as they were extracted where what is shown is different."""
        pairs = [(claim.facts, other.facts, claim.main_id) for claim, other in zip(found, shown, strict=True)]
        rows = [{"paper": id_, "facts": facts_to_json(facts)} for facts, other, id_ in pairs if facts is not other]
        self._run(decided.KEEP_PAPERS, rows=rows)
        self._run(decided.FORGET_PAPERS, papers=[id_ for facts, other, id_ in pairs if facts is other])

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
        kept = [{"id": id_, "state": entity and entity_to_json(entity)} for id_, entity in settled.kept.items()]
        self._run(decided.KEEP_ENTITIES, rows=kept)
        self._run(decided.FORGET_ENTITIES, ids=sorted(settled.shown.keys() - settled.kept.keys()))
        self._point_on()

    def _closure(self, ids: Iterable[str]) -> States:
        """Return the entities with these ids and their variants, and all that they are variants of."""
        wanted = set(ids)
        wanted.update(row["id"] for row in self._run(decided.CHILDREN, ids=sorted(wanted)))
        return with_parents(wanted, self._states, self._extracted)

    def _states(self, ids: Iterable[str]) -> States:
        rows = self._run(decided.STATES, ids=sorted(ids))
        return {row["entity"]["id"]: entity_of(row["entity"]) for row in rows}

    def _show(self, wanted: Mapping[str, Entity], states: Mapping[str, Entity]) -> None:
        others, moved = changed(wanted, states)
        if not others:
            return
        self._run(decided.SHOW_ENTITIES, rows=list(map(_row, others)), now=self.now)
        above = self._above(states[one.id] for one in moved if one.id in states)
        self._run(decided.DROP_VARIANTS, ids=[one.id for one in moved])
        pairs = [{"id": one.id, "parent": one.variant_of} for one in moved if one.variant_of]
        self._run(cypher.PUT_VARIANTS, rows=pairs, now=self.now)
        counts = self._run(cypher.RECOUNT, ids=sorted(above | self._above(moved)))
        self._run(decided.SET_COUNTS, rows=counts, now=self.now)

    def _above(self, entities: Iterable[Entity]) -> set[str]:
        parents = sorted({entity.variant_of for entity in entities if entity.variant_of})
        return {row["entity"]["id"] for row in self._run(cypher.ENTITIES_WITH_ANCESTORS, ids=parents)}

    def _point_on(self) -> None:
        """Let every id that was merged away answer with what it became, and keep what it answered before as history."""
        now = became(self.actions)
        before = {row["id"]: row["target"] for row in self._run(decided.LIVE_SAME_AS)}
        gone = [old for old, new in before.items() if now.get(old) != new]
        self._run(decided.RETIRE_SAME_AS, ids=gone, now=self.now)
        added = [{"id": old, "target": new} for old, new in now.items() if before.get(old) != new]
        self._run(decided.ADD_SAME_AS, rows=added, now=self.now)


def _row(entity: Entity) -> dict[str, Any]:
    keys = sorted({match_key(alias) for alias in entity.aliases})
    return {
        "id": entity.id,
        "types": sorted(entity.types),
        "keys": keys,
        "properties": entity_properties(entity),
    }
