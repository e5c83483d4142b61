"""Papers that share entities, on Neo4j."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

from kg.model import ASSERTED, EntityType, Relation
from kg.store import cypher_together, cypher_uses
from kg.store.neo4j_rows import Row, entity_of
from kg.together import CoUse, CoUses, Kindred, Shared, lift


class Neo4jTogether(ABC):
    """The part of `Neo4jStore` that tells what papers have in common."""

    @abstractmethod
    def _read(self, statement: str, **parameters: object) -> list[Row]:
        """Run one statement in a transaction of its own."""

    def used_with(
        self,
        groups: Sequence[frozenset[str]],
        types: frozenset[EntityType],
        *,
        roles: Sequence[Relation] = ASSERTED,
        other_roles: Sequence[Relation] = ASSERTED,
        papers: int,
        first: int,
    ) -> list[CoUses]:
        """Return for each group what its newest papers use beside it; see `Rankings`."""
        if not (roles and other_roles):
            return [CoUses(0, ()) for _ in groups]
        rows = self._read(
            cypher_together.used_with(types, roles, other_roles),
            **cypher_uses.FROM_THE_NEWEST,
            groups=[sorted(group) for group in groups],
            limit=papers,
            papers=papers,
            first=first,
        )
        return [_co_uses(row) for row in rows]

    def kindred(self, paper_ids: Sequence[str], *, entities: int, papers: int) -> list[Kindred]:
        """Return for each paper its rarest entities with their newest other papers; see `Rankings`."""
        rows = self._read(
            cypher_together.KINDRED,
            **cypher_uses.FROM_THE_NEWEST,
            ids=list(paper_ids),
            entities=entities,
            limit=papers + 1,
            papers=papers,
        )
        return [
            Kindred(row["total"], tuple(Shared(id_, count, tuple(ids)) for id_, count, ids in row["shared"]))
            for row in rows
        ]


def _co_uses(row: Row) -> CoUses:
    papers, total = row["papers"], row["total"]
    found = [(count, entity_of(entity)) for count, entity in row["found"]]
    return CoUses(
        papers,
        tuple(CoUse(entity, count, lift(count, papers, entity.paper_count, total)) for count, entity in found),
    )
