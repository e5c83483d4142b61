"""Decisions on a server: taken, listed and undone, each batch in one transaction with all that it changes."""

import datetime as dt
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

from kg.decisions import Action, Confirm, Decision, Merge, Reject, Split, entities_of, news
from kg.errors import UnknownNameError
from kg.model import Entity, PaperFacts, Result, Use
from kg.store import cypher, cypher_reads, cypher_stream, neo4j_entities, neo4j_write
from kg.store import cypher_decisions as decided
from kg.store.base import Position, Slice
from kg.store.decision_codec import action_from_json, action_to_json, facts_from_json
from kg.store.neo4j_curation import Curation
from kg.store.neo4j_papers import Claim, Run, Stored
from kg.store.neo4j_rows import Row, page, paper_of, result_of, use_of
from kg.store.settling import ids_of, sources_of, told_of
from kg.store.stream import StoredEntity

T = TypeVar("T")


class Neo4jDecisions(ABC):
    """The part of the store that is about decisions."""

    @abstractmethod
    def _read(self, statement: str, **parameters: object) -> list[Row]:
        """Run one statement in a transaction of its own."""

    @abstractmethod
    def _work(self, work: Callable[[Run], T]) -> T:
        """Do some work in one writing transaction."""

    def decide(self, actions: Sequence[Action], *, who: str) -> list[Decision]:
        """Take decisions in order, all or none; see `GraphStore`."""
        at = dt.datetime.now(dt.UTC)

        def work(run: Run) -> list[Decision]:
            neo4j_write.lock(run)
            _check(run, actions)
            taken = []
            for action in actions:
                ((row),) = run(decided.ADD_DECISION, action=action_to_json(action), who=who, at=at.isoformat())
                taken.append(Decision(row["id"], action, who, at))
            if actions:
                _apply(run, actions, at, undone=False)
            return taken

        return self._work(work)

    def undo(self, decision_ids: Sequence[int], *, who: str) -> list[bool]:
        """Undo decisions; tell for each whether it held until now."""
        at = dt.datetime.now(dt.UTC)

        def work(run: Run) -> list[bool]:
            neo4j_write.lock(run)
            found = [run(decided.UNDO_DECISION, id=id_, at=at.isoformat(), who=who) for id_ in decision_ids]
            actions = [action_from_json(row["action"]) for rows in found for row in rows]
            if actions:
                _apply(run, actions, at, undone=True)
            return [bool(rows) for rows in found]

        return self._work(work)

    def restore_decisions(self, given: Sequence[Decision], entities: Sequence[StoredEntity]) -> int:
        """Take over decisions of another store with the entities beneath them; return how many say what is new."""
        at = dt.datetime.now(dt.UTC)

        def work(run: Run) -> int:
            neo4j_write.lock(run)
            found = news([decision_of(row["decision"]) for row in run(decided.LOG)], given)
            if found.actions:
                _write_entities(run, told_of(entities), at)
            run(decided.TAKE_OVER, rows=[_row(one) for one in found.new])
            for one in found.undone:
                run(decided.UNDO_DECISION, id=one.id, at=_iso(one.undone_at), who=one.undone_by)
            if found.actions:
                _apply(run, found.actions, at, undone=bool(found.undone))
                rows = [{"id": stored.entity.id, "added": stored.added} for stored in entities]
                run(cypher_stream.BACKDATE_ENTITIES, rows=rows)
            elif found.new:
                run(cypher.RAISE_REVISION)
            return len(found.new) + len(found.undone)

        return self._work(work)

    def newcomers(self, group: frozenset[str], *, since: dt.datetime, first: int) -> list[str]:
        """Return the ids of the papers that came in since then and use one of a group, by id."""
        moment = since.isoformat(timespec="seconds")
        return [row["id"] for row in self._read(decided.NEWCOMERS, ids=sorted(group), since=moment, first=first)]

    def decisions(self, ids: Sequence[int]) -> list[Decision | None]:
        """Return decisions by number."""
        rows = self._read(decided.DECISIONS, ids=list(ids))
        found = {row["decision"]["id"]: decision_of(row["decision"]) for row in rows}
        return [found.get(id_) for id_ in ids]

    def list_decisions(self, *, first: int, after: Position | None = None) -> Slice[Decision]:
        """Return a page of all decisions, undone ones too, the newest first."""
        rows = self._read(decided.LIST_DECISIONS, before=after and after.value, limit=first + 1)
        found = [decision_of(row["decision"]) for row in rows]
        return page(found, first, lambda one: Position(one.id, str(one.id)))

    def count_decisions(self) -> int:
        """Return how many decisions were ever taken."""
        return int(self._read(decided.COUNT_DECISIONS)[0]["decisions"])


def decision_of(row: Row) -> Decision:
    """Return the decision that a node of the log tells."""
    undone = dt.datetime.fromisoformat(row["undoneAt"]) if row["undoneAt"] else None
    at = dt.datetime.fromisoformat(row["at"])
    return Decision(row["id"], action_from_json(row["action"]), row["who"], at, undone, row["undoneBy"])


def _row(decision: Decision) -> Row:
    undone = {"undoneAt": _iso(decision.undone_at), "undoneBy": decision.undone_by}
    action = action_to_json(decision.action)
    return {"id": decision.id, "action": action, "who": decision.who, "at": _iso(decision.at), **undone}


def _iso(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _write_entities(run: Run, given: Sequence[Entity], at: dt.datetime) -> None:
    curation = Curation(run, at.isoformat(timespec="milliseconds"), {})
    curation.open(given)
    named = {entity.id for entity in given} | {entity.variant_of for entity in given if entity.variant_of}
    entities = neo4j_entities.load(run, (), named)
    entities.merge(given, ())
    entities.write(run, curation.now)
    entities.write_counts(run, curation.now)
    curation.close()


def _check(run: Run, actions: Sequence[Action]) -> None:
    known = {action.into for action in actions if isinstance(action, Split)}
    known.update(row["id"] for row in run(decided.KNOWN_ENTITIES, ids=sorted(ids_of(actions))))
    named = [action.paper for action in actions if isinstance(action, Confirm | Reject)]
    papers = {row["id"] for row in run(decided.KNOWN_PAPERS, ids=named)}
    for action in actions:
        for id_ in entities_of(action):
            if id_ not in known:
                raise UnknownNameError("entity", id_)
        if isinstance(action, Confirm | Reject) and action.paper not in papers:
            raise UnknownNameError("paper", action.paper)


def _apply(run: Run, actions: Sequence[Action], at: dt.datetime, *, undone: bool) -> None:
    """Let the graph show what it must now that decisions were taken or undone."""
    curation = Curation(run, at.isoformat(timespec="milliseconds"), {})
    curation.settle(ids_of(actions))
    found = run(
        decided.LIVE_PAPERS,
        papers=[action.paper for action in actions if isinstance(action, Confirm | Reject)],
        sources=sorted(sources_of(actions)),
        touched=undone and any(isinstance(action, Merge | Split) for action in actions),
    )
    neo4j_write.rewrite(run, _claims(run, found), curation)
    run(cypher.RAISE_REVISION)


def _claims(run: Run, found: Sequence[Row]) -> list[Claim]:
    """Return what was extracted of some papers, their entities left out."""
    unchanged = [row["paper"]["id"] for row in found if row["facts"] is None]
    uses: defaultdict[str, list[Use]] = defaultdict(list)
    results: defaultdict[str, list[Result]] = defaultdict(list)
    for row in run(cypher_reads.USES_OF, ids=unchanged, types=list(cypher.RELATION)):
        uses[row["key"]].append(use_of(row["use"], row["paper"]))
    for row in run(cypher_reads.RESULTS_OF, ids=unchanged):
        results[row["key"]].append(result_of(row["result"], row["paper"]))
    claims = []
    for row in found:
        paper, stored = paper_of(row["paper"]), row["stored"]
        held = (tuple(uses[paper.id]), tuple(results[paper.id]))
        facts = PaperFacts(paper, (), *(facts_from_json(row["facts"]) if row["facts"] else held), stored["digest"])
        state = Stored(stored["id"], tuple(stored["ids"]), stored["digest"], stored["date"], live=True)
        claims.append(Claim(facts, state, (), frozenset()))
    return claims
