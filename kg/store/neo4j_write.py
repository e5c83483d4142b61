"""What an upsert and a removal write, in one transaction: the difference between the stored and the given."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import StoreMissingError
from kg.model import PaperFacts, Relation, Use
from kg.store import cypher, neo4j_boards, neo4j_entities
from kg.store.base import Outcome
from kg.store.codec import evidence_to_json
from kg.store.neo4j_curation import Curation
from kg.store.neo4j_entities import Touched
from kg.store.neo4j_papers import Claim, Run, claims
from kg.store.neo4j_rows import Row, is_asserted, result_ends, result_properties

Edge = tuple[str, str, float, str]
"""Entity, relationship type, confidence and evidence: edges that are equal stay."""

Elements = Mapping[str, Mapping[Any, str]]
"""For each node of a paper, what it has, each with the server's id of the element."""


@dataclass(frozen=True, slots=True)
class Held:
    """The live edges and results of some papers."""

    edges: Elements
    results: Elements

    def entities(self) -> set[str]:
        """Return the ids of all entities that the edges lead to."""
        return {edge[0] for edges in self.edges.values() for edge in edges}


def upsert(
    run: Run, batch: Sequence[PaperFacts], *, now: str, former_ids: Mapping[str, Sequence[str]] | None = None
) -> list[Outcome]:
    """Write a batch, as `GraphStore.upsert` promises, in the transaction of `run`.

    `former_ids` has by the id of a paper others under which decisions may name it, and which it is yet to get.
    """
    lock(run)
    curation = Curation(run, now, former_ids or {})
    outcomes: list[Outcome] = []
    while len(outcomes) < len(batch):
        found = claims(run, batch[len(outcomes) :])
        changed = [claim for claim in found if claim.outcome is not Outcome.UNCHANGED]
        if changed:
            _write(run, changed, curation)
        outcomes += [claim.outcome for claim in found]
    curation.close()
    if any(outcome is not Outcome.UNCHANGED for outcome in outcomes):
        run(cypher.RAISE_REVISION)
    return outcomes


def remove(run: Run, paper_ids: Sequence[str], *, now: str) -> list[bool]:
    """Retire papers, as `GraphStore.remove` promises, in the transaction of `run`."""
    lock(run)
    stored = {row["key"]: row["paper"] for row in run(cypher.PAPERS_BY_ID, ids=list(paper_ids))}
    live = [stored[given]["id"] if given in stored and stored[given]["live"] else None for given in paper_ids]
    first = [node is not None and node not in live[:place] for place, node in enumerate(live)]
    papers = [node for node in dict.fromkeys(live) if node is not None]
    if papers:
        held = _held(run, papers)
        entities = neo4j_entities.load(run, (), held.entities())
        _retire(run, held, papers, now)
        for node in papers:
            entities.move(_touched(held.edges[node]), {})
        entities.write_counts(run, now)
        run(cypher.RETIRE_PAPERS, papers=papers, now=now)
        run(cypher.RAISE_REVISION)
    return first


def lock(run: Run) -> None:
    """Let writers go one after the other from here to the end of the transaction."""
    if not run(cypher.LOCK):
        raise StoreMissingError("The graph was deleted from its database while it was open. Start again.")


def rewrite(run: Run, found: Sequence[Claim], curation: Curation) -> None:
    """Write anew what is shown of stored papers, whose claims hold what was extracted of them."""
    shown = curation.shown(found)
    held = _held(run, [claim.key for claim in shown])
    entities = neo4j_entities.load(run, (), held.entities() | _named(shown))
    for claim in shown:
        entities.move(_touched(held.edges[claim.key]), _touched(map(_edge, claim.facts.uses)))
    _write_edges(run, shown, held, curation.now)
    _write_results(run, shown, held, curation.now)
    entities.write_counts(run, curation.now)
    curation.keep(found, shown)


def _write(run: Run, found: Sequence[Claim], curation: Curation) -> None:
    """Write claims of which no two are of one paper."""
    now = curation.now
    curation.open([entity for claim in found for entity in claim.facts.entities])
    shown = curation.shown(found)
    held = _held(run, [node for claim in found for node in claim.nodes])
    entities = neo4j_entities.load(run, [claim.facts for claim in found], held.entities() | _named(shown))
    for claim in found:
        entities.merge(claim.facts.entities, claim.facts.uses)
    for claim in shown:
        for stored in claim.absorbed:
            entities.move(_touched(held.edges[stored.id]), {})
        entities.move(_touched(held.edges[claim.key]), _touched(map(_edge, claim.facts.uses)))
    entities.write(run, now)
    _write_papers(run, found, held, now)
    _write_edges(run, shown, held, now)
    _write_results(run, shown, held, now)
    entities.write_counts(run, now)
    curation.keep(found, shown)


def _named(found: Sequence[Claim]) -> set[str]:
    return {use.entity_id for claim in found for use in claim.facts.uses}


def _write_papers(run: Run, found: Sequence[Claim], held: Held, now: str) -> None:
    absorbed = [{"absorbed": stored.id, "key": claim.key} for claim in found for stored in claim.absorbed]
    if absorbed:
        _retire(run, held, [row["absorbed"] for row in absorbed], now)
        run(cypher.ABSORB_PAPERS, rows=absorbed, now=now)
    rows = [claim.row() for claim in found]
    run(cypher.PUT_PAPERS, rows=rows, now=now)
    dates = {claim.main_id: claim.stored.date for claim in found if claim.stored}
    moved = [row["properties"] for row in rows if row["properties"]["id"] in dates]
    moved = [paper for paper in moved if paper["date"] != dates[paper["id"]]]
    if moved:
        run(cypher.DATE_EDGES, papers=[paper["id"] for paper in moved])


def _write_edges(run: Run, found: Sequence[Claim], held: Held, now: str) -> None:
    gone: list[str] = []
    new: defaultdict[Relation, list[Row]] = defaultdict(list)
    for claim in found:
        before = held.edges[claim.key]
        after = set({edge[:2]: edge for edge in map(_edge, claim.facts.uses)}.values())
        gone += [element for edge, element in before.items() if edge not in after]
        for entity, type_, confidence, evidence in after - before.keys():
            row = {"paper": claim.main_id, "entity": entity, "confidence": confidence, "evidence": evidence}
            new[cypher.RELATION[type_]].append(row)
    run(cypher.RETIRE_EDGES, elements=gone, now=now)
    for relation, rows in new.items():
        run(cypher.PUT_EDGES[relation], rows=rows, now=now)


def _write_results(run: Run, found: Sequence[Claim], held: Held, now: str) -> None:
    gone: dict[str, Row] = {}
    new: list[Row] = []
    for claim in found:
        before = held.results[claim.key]
        boards = neo4j_boards.keys_of(claim.facts.results)
        given = {
            result.id: (result_properties(result) | {"board": boards.get(result.id)}, result_ends(result))
            for result in claim.facts.results
        }
        after = {_facets(properties, ends): (properties, ends) for properties, ends in given.values()}
        gone |= {element: dict(facets) for facets, element in before.items() if facets not in after}
        for facets in after.keys() - before.keys():
            properties, ends = after[facets]
            new.append({"paper": claim.main_id, "properties": properties, **ends})
    run(cypher.RETIRE_RESULTS, elements=list(gone), now=now)
    run(cypher.PUT_RESULTS, rows=new, now=now)
    neo4j_boards.shift(run, gone.values(), [row["properties"] for row in new])


def _retire(run: Run, held: Held, papers: Iterable[str], now: str) -> None:
    nodes = list(papers)
    run(cypher.RETIRE_EDGES, elements=[element for node in nodes for element in held.edges[node].values()], now=now)
    gone = {element: dict(facets) for node in nodes for facets, element in held.results[node].items()}
    run(cypher.RETIRE_RESULTS, elements=list(gone), now=now)
    neo4j_boards.shift(run, gone.values(), ())


def _held(run: Run, papers: Sequence[str]) -> Held:
    edges: dict[str, dict[Edge, str]] = {paper: {} for paper in papers}
    for row in run(cypher.EDGES_OF_PAPERS, papers=papers):
        edges[row["paper"]][row["entity"], row["type"], row["confidence"], row["evidence"]] = row["element"]
    results: dict[str, dict[tuple[Any, ...], str]] = {paper: {} for paper in papers}
    for row in run(cypher.RESULTS_OF_PAPERS, papers=papers):
        results[row["paper"]][_facets(row["result"], {})] = row["element"]
    return Held(edges, results)


def _edge(use: Use) -> Edge:
    return use.entity_id, cypher.TYPE[use.relation], use.confidence, evidence_to_json(use.evidence)


def _touched(edges: Iterable[Edge]) -> Touched:
    touched: dict[str, bool] = {}
    for entity, type_, _, _ in edges:
        touched[entity] = touched.get(entity, False) or is_asserted(cypher.RELATION[type_])
    return touched


def _facets(properties: Row, ends: Row) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted({**properties, **ends}.items()))
