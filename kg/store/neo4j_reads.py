"""The questions of the port, each one statement, over one function that reads."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.model import ASSERTED, Entity, EntityType, Paper, Relation, Result, Use
from kg.store import cypher, cypher_reads, cypher_uses
from kg.store.base import (
    EntityOrder,
    NamedForm,
    PaperFilter,
    PaperOrder,
    PaperUse,
    Position,
    Slice,
    StoreStats,
)
from kg.store.neo4j_rows import (
    Row,
    by_name,
    by_papers,
    by_place,
    by_role,
    by_strength,
    entity_of,
    forms_of,
    page,
    paper_of,
    paper_position,
    result_of,
    sought,
    use_of,
)
from kg.store.summaries import FormChanges
from kg.text import match_key

FORMS_A_READ = 2000


class Neo4jReads(ABC):
    """The reading half of `GraphStore`."""

    @abstractmethod
    def _read(self, statement: str, **parameters: object) -> list[Row]:
        """Run one statement in a transaction of its own."""

    def papers(self, ids: Sequence[str]) -> list[Paper | None]:
        """Return papers by any of their ids."""
        found = {row["key"]: paper_of(row["paper"]) for row in self._read(cypher_reads.PAPERS, ids=list(ids))}
        return [found.get(given) for given in ids]

    def entities(self, ids: Sequence[str]) -> list[Entity | None]:
        """Return live entities by id."""
        found = self._entities_by_key(cypher_reads.ENTITIES, ids=list(ids))
        return [next(iter(found[given]), None) for given in ids]

    def find(self, keys: Sequence[str], types: frozenset[EntityType]) -> list[list[Entity]]:
        """Return for each key the entities of that name; see `GraphStore`."""
        found = self._entities_by_key(cypher_reads.FIND, keys=list(keys), labels=sorted(types))
        return [sorted(found[key], key=by_papers) for key in keys]

    def variants(self, ids: Sequence[str], *, direct: bool = False) -> list[list[Entity]]:
        """Return for each id its variants; see `GraphStore`."""
        statement = cypher_reads.DIRECT_VARIANTS if direct else cypher_reads.VARIANTS
        found = self._entities_by_key(statement, ids=list(ids))
        return [sorted(found[given], key=by_name) for given in ids]

    def list_papers(
        self, where: PaperFilter, order: PaperOrder, *, first: int, after: Position | None = None
    ) -> Slice[Paper]:
        """Return a page of papers; see `GraphStore`."""
        if order is PaperOrder.NEWEST and (group := where.sole_group) is not None:
            (uses,) = self.list_uses(
                [group], where.roles, first=first, after=after, min_confidence=where.min_confidence
            )
            return Slice(tuple(use.paper for use in uses.items), uses.positions, uses.has_next)
        last = "" if order is PaperOrder.NEWEST else "~"
        rows = self._read(
            cypher_reads.papers_page(where, order),
            **sought(where),
            limit=first + 1,
            place=last if after is not None and after.value is None else after and after.value,
            id=after and after.id,
        )
        return page([paper_of(row["paper"]) for row in rows], first, lambda paper: paper_position(paper, order))

    def count_papers(self, where: PaperFilter) -> int:
        """Return how many papers match."""
        if (group := where.sole_group) is not None:
            return self.count_uses([group], where.roles, min_confidence=where.min_confidence)[0]
        return int(self._read(cypher_reads.papers_count(where), **sought(where))[0]["papers"])

    def list_entities(
        self, type_: EntityType, order: EntityOrder, *, first: int, after: Position | None = None, prefix: str = ""
    ) -> Slice[Entity]:
        """Return a page of entities; see `GraphStore`."""
        rows = self._read(
            cypher_reads.entities_page(type_, order, by_prefix=bool(prefix)),
            prefix=match_key(prefix),
            limit=first + 1,
            place=after and after.value,
            id=after and after.id,
        )

        def place(entity: Entity) -> Position:
            return Position(entity.paper_count if order is EntityOrder.POPULAR else entity.name.casefold(), entity.id)

        return page([entity_of(row["entity"]) for row in rows], first, place)

    def count_entities(self, type_: EntityType, *, prefix: str = "") -> int:
        """Return how many entities `list_entities` would list."""
        statement = cypher_reads.entities_count(type_, by_prefix=bool(prefix))
        return int(self._read(statement, prefix=match_key(prefix))[0]["entities"])

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
        """Return for each group a page of the papers that use it; see `GraphStore`."""
        if not roles:
            return [Slice((), (), has_next=False) for _ in groups]
        rows = self._read(
            cypher_reads.uses_page(roles, evidence=evidence),
            groups=[sorted(group) for group in groups],
            minConfidence=min_confidence,
            limit=first + 1,
            place=cypher_uses.FIRST if after is None else after.value or cypher_uses.LAST,
            id=after and after.id,
        )
        found: defaultdict[int, list[PaperUse]] = defaultdict(list)
        for row in rows:
            paper = paper_of(row["paper"])
            uses = sorted((use_of(use, paper.id) for use in row["uses"]), key=by_strength)
            found[row["number"]].append(PaperUse(paper, tuple(uses)))

        def place(use: PaperUse) -> Position:
            return paper_position(use.paper, PaperOrder.NEWEST)

        return [page(found[number], first, place) for number in range(len(groups))]

    def count_uses(
        self, groups: Sequence[frozenset[str]], roles: Sequence[Relation] = ASSERTED, *, min_confidence: float = 0.0
    ) -> list[int]:
        """Return for each group how many papers `list_uses` would list."""
        if not roles:
            return [0 for _ in groups]
        rows = self._read(
            cypher_uses.uses_count(roles, is_any_sure=min_confidence <= 0),
            groups=[sorted(group) for group in groups],
            minConfidence=min_confidence,
        )
        return [row["papers"] for row in rows]

    def uses_of(
        self, paper_ids: Sequence[str], roles: Sequence[Relation] = tuple(Relation), *, evidence: bool = True
    ) -> list[list[tuple[Use, Entity]]]:
        """Return for each paper its edges with the entities; see `GraphStore`."""
        found: defaultdict[str, list[tuple[Use, Entity]]] = defaultdict(list)
        types = [cypher.TYPE[role] for role in roles]
        statement = cypher_reads.USES_OF if evidence else cypher_reads.BARE_USES_OF
        for row in self._read(statement, ids=list(paper_ids), types=types):
            found[row["key"]].append((use_of(row["use"], row["paper"]), entity_of(row["entity"])))
        return [sorted(found[given], key=by_role) for given in paper_ids]

    def results_of(self, paper_ids: Sequence[str]) -> list[list[Result]]:
        """Return for each paper its results; see `GraphStore`."""
        found: defaultdict[str, list[Result]] = defaultdict(list)
        for row in self._read(cypher_reads.RESULTS_OF, ids=list(paper_ids)):
            found[row["key"]].append(result_of(row["result"], row["paper"]))
        return [sorted(found[given], key=by_place) for given in paper_ids]

    def forms(self) -> Iterator[NamedForm]:
        """Yield every form of every live entity; see `GraphStore`."""
        after = ""
        while rows := self._read(cypher_reads.FORMS, after=after, limit=FORMS_A_READ):
            for row in rows:
                yield from forms_of(row["entity"])
            after = rows[-1]["entity"]["id"]

    def changed_forms(self, since: int) -> FormChanges:
        """Return what of `forms` is not as it was at a revision; see `GraphStore`."""
        (row,) = self._read(cypher_reads.CHANGED_FORMS, since=since)
        live = [entity for entity in row["entities"] if entity["retired"] is None]
        forms = tuple(form for entity in live for form in forms_of(entity))
        return FormChanges(row["revision"], frozenset(entity["id"] for entity in row["entities"]), forms)

    def stats(self) -> StoreStats:
        """Return the counts."""
        (row,) = self._read(cypher_reads.STATS)
        return StoreStats(
            papers=row["papers"],
            entities={type_: row["entities"][type_] for type_ in EntityType},
            relations={relation: row["relations"][type_] for relation, type_ in cypher.TYPE.items()},
            variants=row["variants"],
            results=row["results"],
            revision=row["revision"],
        )

    def revision(self) -> int:
        """Return a number that grows with every write that changed something."""
        return int(self._read(cypher.REVISION)[0]["revision"])

    def _entities_by_key(self, statement: str, **parameters: object) -> defaultdict[str, list[Entity]]:
        found: defaultdict[str, list[Entity]] = defaultdict(list)
        for row in self._read(statement, **parameters):
            found[row["key"]].append(entity_of(row["entity"]))
        return found
