"""Which stored papers the given ones are, asked inside the transaction that writes them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.model import PaperFacts
from kg.store import cypher
from kg.store.base import Outcome
from kg.store.identity import given_ids, ids_to_try, is_same_paper, listed_ids, main_id
from kg.store.neo4j_rows import Row, paper_properties

Run = Callable[..., list[Row]]
"""Runs a statement with keyword parameters in the transaction at hand and returns its rows."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A paper that is there: its main id (the key of its node), the ids that were given for it, and its state."""

    id: str
    ids: tuple[str, ...]
    digest: str
    date: str | None
    live: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """Given facts, the stored paper that they are of, and further ones that their ids make the same paper."""

    facts: PaperFacts
    stored: Stored | None
    absorbed: tuple[Stored, ...]
    taken: frozenset[str]
    """Ids among those given that answer with another paper and go on to."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Return `Paper.ids` after the upsert."""
        known = [known_id for stored in self._met for known_id in stored.ids]
        known += [given for given in given_ids(self.facts.paper) if given not in self.taken]
        return listed_ids(self.main_id, known)

    @property
    def main_id(self) -> str:
        """Return the paper's main id after the upsert."""
        main = main_id(self.facts.paper, self.stored.id if self.stored else None)
        return next(given for given in (main, *given_ids(self.facts.paper)) if given not in self.taken)

    @property
    def key(self) -> str:
        """Return the id that the paper's node has before the upsert, for a new one that which it gets."""
        return self.stored.id if self.stored else self.main_id

    @property
    def outcome(self) -> Outcome:
        """Return what the upsert does."""
        if self.stored is None or not self.stored.live:
            return Outcome.NEW
        same = self.stored.digest == self.facts.digest and not self.absorbed and set(self.ids) <= set(self.stored.ids)
        return Outcome.UNCHANGED if same else Outcome.UPDATED

    @property
    def _met(self) -> tuple[Stored, ...]:
        return (*((self.stored,) if self.stored else ()), *self.absorbed)

    @property
    def nodes(self) -> frozenset[str]:
        """Return the keys of the nodes that the upsert changes."""
        return frozenset((self.key, *(stored.id for stored in self.absorbed)))

    def row(self) -> dict[str, Any]:
        """Return the row that writes the paper and its ids."""
        properties = paper_properties(self.facts.paper, main_id=self.main_id, ids=self.ids, digest=self.facts.digest)
        return {"key": self.key, "properties": properties, "newIds": list(ids_to_try(self.facts.paper))}


def claims(run: Run, batch: Sequence[PaperFacts]) -> list[Claim]:
    """Return a claim for each of the first papers of a batch, up to one that may be the same as one before it."""
    wanted = {paper_id for facts in batch for paper_id in ids_to_try(facts.paper)}
    rows = run(cypher.PAPERS_BY_ID, ids=list(wanted))
    stored = {row["key"]: _stored(row["paper"]) for row in rows}
    found: list[Claim] = []
    ids: set[str] = set()
    nodes: set[str] = set()
    for facts in batch:
        claim = _claim(facts, stored)
        if found and not (ids.isdisjoint(ids_to_try(facts.paper)) and nodes.isdisjoint(claim.nodes)):
            break
        found.append(claim)
        ids.update(ids_to_try(facts.paper))
        nodes |= claim.nodes
    return found


def _claim(facts: PaperFacts, stored: dict[str, Stored]) -> Claim:
    same: dict[str, Stored] = {}
    taken: set[str] = set()
    for paper_id in ids_to_try(facts.paper):
        candidate = stored.get(paper_id)
        if candidate is None or candidate.id in same:
            continue
        if is_same_paper(facts.paper, paper_id, candidate.ids):
            same[candidate.id] = candidate
        else:
            taken.add(paper_id)
    taken = {paper_id for paper_id in taken if stored[paper_id].id not in same}  # a later id may have settled it
    first, *others = same.values() or (None,)
    return Claim(facts, first, tuple(other for other in others if other), frozenset(taken))


def _stored(row: Row) -> Stored:
    return Stored(row["id"], tuple(row["ids"]), row["digest"], row["date"], row["live"])
