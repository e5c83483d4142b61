"""How the entities of a batch join those that are stored, and how their counts follow their papers.

An entity counts the papers that assert a relation to it or to one of its variants (`paperCount`), and those with any
relation (`touchCount`): it lives while the latter is not 0. Both move by the difference that each paper makes; only an
entity that got a first parent when it already had papers has its ancestors counted anew.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg.model import Entity, PaperFacts, Use
from kg.store import cypher
from kg.store.neo4j_papers import Run
from kg.store.neo4j_rows import entity_of, entity_properties
from kg.text import match_key

Touched = Mapping[str, bool]
"""The entities that a paper has an edge to, each with whether one of the edges asserts a relation."""


@dataclass(slots=True)
class Entities:
    """The entities that a batch is about, with all of their ancestors, as stored and as they become."""

    stored: dict[str, Entity]
    touched: dict[str, int]
    live: set[str]
    merged: dict[str, Entity] = field(default_factory=dict)
    new_parents: dict[str, str] = field(default_factory=dict)
    asserted_change: Counter[str] = field(default_factory=Counter)
    touched_change: Counter[str] = field(default_factory=Counter)

    def merge(self, entities: Sequence[Entity], uses: Sequence[Use]) -> None:
        """Take in the entities of one paper, and the surfaces of its mentions as aliases."""
        for given in entities:
            current = self.merged.get(given.id) or self.stored.get(given.id) or replace(given, variant_of=None)
            self.merged[given.id] = replace(
                current,
                types=current.types | given.types,
                aliases=_forms(current.name, (*current.aliases, given.name, *given.aliases)),
                url=current.url or given.url,
            )
        for use in uses:
            current = self.merged.get(use.entity_id) or self.stored[use.entity_id]
            surfaces = (evidence.text for evidence in use.evidence)
            self.merged[use.entity_id] = replace(current, aliases=_forms(current.name, (*current.aliases, *surfaces)))
        for given in entities:
            self._adopt(given)

    def move(self, before: Touched, after: Touched) -> None:
        """Take in what one paper had edges to and what it has now."""
        for sign, edges, parents in ((-1, before, self._stored_parent), (1, after, self._parent)):
            seen: dict[str, bool] = {}
            for entity_id, asserted in edges.items():
                for ancestor in _line(entity_id, parents):
                    seen[ancestor] = seen.get(ancestor, False) or asserted
            for entity_id, asserted in seen.items():
                self.touched_change[entity_id] += sign
                self.asserted_change[entity_id] += sign * asserted

    def write(self, run: Run, now: str) -> None:
        """Write the entities and their parents; edges may point at them from then on."""
        changed = [entity for entity in self.merged.values() if entity != self.stored.get(entity.id)]
        run(cypher.PUT_ENTITIES, rows=[self._row(entity) for entity in changed], now=now)
        parents = [{"id": child, "parent": parent} for child, parent in self.new_parents.items()]
        run(cypher.PUT_VARIANTS, rows=parents, now=now)

    def write_counts(self, run: Run, now: str) -> None:
        """Write the counts, and who came alive or died; edges must be written by then."""
        counts = {row["id"]: (row["asserted"], row["touched"]) for row in run(cypher.RECOUNT, ids=self._to_recount())}
        for entity_id in self.touched_change.keys() | self.asserted_change.keys():
            entity = self.stored.get(entity_id)
            asserted = (entity.paper_count if entity else 0) + self.asserted_change[entity_id]
            counts.setdefault(entity_id, (asserted, self.touched.get(entity_id, 0) + self.touched_change[entity_id]))
        run(cypher.PUT_COUNTS, rows=[{"id": id_, "asserted": a, "touched": t} for id_, (a, t) in counts.items()])
        changed = [id_ for id_, (_, touched) in counts.items() if (touched > 0) != (id_ in self.live)]
        run(cypher.PUT_LIVENESS, rows=[{"id": id_, "retired": None if counts[id_][1] else now} for id_ in changed])

    def _adopt(self, given: Entity) -> None:
        parent = given.variant_of
        if parent is None or self._parent(given.id) is not None or not (parent in self.merged or parent in self.stored):
            return
        if given.id not in _line(parent, self._parent):
            self.new_parents[given.id] = parent

    def _row(self, entity: Entity) -> dict[str, Any]:
        former = self.stored.get(entity.id)
        known = {match_key(alias) for alias in former.aliases} if former else set()
        keys = sorted({match_key(alias) for alias in entity.aliases} - known)
        properties = entity_properties(entity)
        return {"id": entity.id, "types": sorted(entity.types), "newKeys": keys, "properties": properties}

    def _to_recount(self) -> list[str]:
        reparented = (child for child in self.new_parents if child in self.stored)
        return sorted({ancestor for child in reparented for ancestor in _line(child, self._parent)})

    def _stored_parent(self, entity_id: str) -> str | None:
        entity = self.stored.get(entity_id)
        return entity.variant_of if entity else None

    def _parent(self, entity_id: str) -> str | None:
        return self.new_parents.get(entity_id) or self._stored_parent(entity_id)


def load(run: Run, batch: Sequence[PaperFacts], others: Iterable[str]) -> Entities:
    """Return the stored entities that the batch names, `others`, and the ancestors of all."""
    named = {entity.id for facts in batch for entity in facts.entities}
    named |= {use.entity_id for facts in batch for use in facts.uses}
    named |= {entity.variant_of for facts in batch for entity in facts.entities if entity.variant_of}
    rows = [row["entity"] for row in run(cypher.ENTITIES_WITH_ANCESTORS, ids=sorted(named | set(others)))]
    return Entities(
        stored={row["id"]: entity_of(row) for row in rows},
        touched={row["id"]: row["touchCount"] for row in rows},
        live={row["id"] for row in rows if row["live"]},
    )


def _line(entity_id: str, parent: Callable[[str], str | None]) -> Iterator[str]:
    step: str | None = entity_id
    while step is not None:
        yield step
        step = parent(step)


def _forms(name: str, forms: Iterable[str]) -> tuple[str, ...]:
    return (name, *sorted(set(forms) - {name}))
