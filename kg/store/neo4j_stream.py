"""Everything of a graph on a server, a page after the other; and writing back what another store held.

A server shows each page as it is when it is read: between two pages it may change. Whoever needs one moment compares
the revision at the end with that of the snapshot.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from kg.decisions import Decision
from kg.ids import title_id
from kg.store import cypher, cypher_decisions, cypher_stream, neo4j_write
from kg.store.base import Outcome
from kg.store.decision_codec import entity_from_json, facts_from_json
from kg.store.identity import claimed_title_ids
from kg.store.neo4j_decisions import decision_of
from kg.store.neo4j_papers import Run
from kg.store.neo4j_rows import Row, entity_of, paper_of, result_of, use_of
from kg.store.settling import curated_ids
from kg.store.stream import (
    PaperRecord,
    StoredEntity,
    StoredExtraction,
    StoredPaper,
    StoredResult,
    StoredUse,
    results_in_order,
    uses_in_order,
)

ROWS_A_PAGE = 1000


class Neo4jSnapshot:
    """A `kg.store.stream.Snapshot` over one function that reads."""

    def __init__(self, read: Callable[..., list[Row]]) -> None:
        """Read with `read`, each page in a transaction of its own."""
        self._read = read
        self.revision = int(read(cypher.REVISION)[0]["revision"])

    def entities(self) -> Iterator[StoredEntity]:
        """Yield the live entities, and all others that the rest leads to."""
        for row in self._pages(cypher_stream.ENTITIES, decided=self._decided):
            state = row["extracted"] and row["extracted"]["state"]
            extracted = None if state is None else entity_from_json(state)
            is_made = row["extracted"] is not None and state is None
            yield StoredEntity(entity_of(row["entity"]), row["added"], row["live"], extracted, is_made)

    def papers(self) -> Iterator[StoredPaper]:
        """Yield the live papers."""
        for row in self._pages(cypher_stream.PAPERS):
            yield StoredPaper(paper_of(row["paper"]), row["digest"], row["added"], tuple(sorted(row["former"])))

    def uses(self) -> Iterator[StoredUse]:
        """Yield the live edges from papers to entities."""
        for row in self._pages(cypher_stream.USES):
            yield from uses_in_order([StoredUse(use_of(use, row["place"]), use["added"]) for use in row["uses"]])

    def results(self) -> Iterator[StoredResult]:
        """Yield the live results."""
        for row in self._pages(cypher_stream.RESULTS):
            found = [StoredResult(result_of(result, row["place"]), result["added"]) for result in row["results"]]
            yield from results_in_order(found)

    def extractions(self) -> Iterator[StoredExtraction]:
        """Yield what was extracted of live papers of which decisions show something else, by the id of the paper."""
        for row in self._pages(cypher_stream.EXTRACTIONS):
            yield StoredExtraction(row["place"], *facts_from_json(row["facts"]))

    def decisions(self) -> Iterator[Decision]:
        """Yield all decisions, undone ones too, the oldest first."""
        return (decision_of(row["decision"]) for row in self._read(cypher_decisions.LOG))

    @cached_property
    def _decided(self) -> list[str]:
        return sorted(curated_ids(self.decisions(), self.extractions()))

    def _pages(self, statement: str, **parameters: object) -> Iterator[Row]:
        after = ""
        while rows := self._read(statement, after=after, limit=ROWS_A_PAGE, **parameters):
            yield from rows
            after = rows[-1]["place"]


def restore(run: Run, batch: Sequence[PaperRecord], *, now: str) -> list[Outcome]:
    """Write papers in the transaction of `run`, each fact with the moment at which it first came in."""
    outcomes: list[Outcome] = []
    for part in _parts(batch):
        run(cypher_stream.RELEASE_IDS, ids=[id_ for record in part for id_ in claimed_title_ids(record.paper)])
        former_ids = {record.paper.id: record.rows.paper.former_ids for record in part}
        done = neo4j_write.upsert(run, [record.facts for record in part], now=now, former_ids=former_ids)
        written = [record for record, outcome in zip(part, done, strict=True) if outcome is not Outcome.UNCHANGED]
        for statement, rows in _backdating(written).items():
            if rows:
                run(statement, rows=rows)
        new = [record for record, outcome in zip(part, done, strict=True) if outcome is Outcome.NEW]
        foreign = [{"paper": record.paper.id, "id": id_} for record in new for id_ in record.foreign_title_ids]
        run(cypher_stream.UNMAKE_IDS, rows=foreign)
        outcomes += done
    return outcomes


def _parts(batch: Sequence[PaperRecord]) -> Iterator[list[PaperRecord]]:
    """Yield the batch in parts in which no paper claims an id that the title of one before it makes."""
    part: list[PaperRecord] = []
    made: set[str] = set()
    for record in batch:
        if not made.isdisjoint(claimed_title_ids(record.paper)):
            yield part
            part, made = [], set()
        part.append(record)
        made.add(title_id(record.paper.title))
    if part:
        yield part


def _backdating(records: Sequence[PaperRecord]) -> dict[str, list[dict[str, Any]]]:
    papers = [(record.rows, record.paper.id) for record in records]
    entities = {stored.entity.id: stored.added for record in records for stored in record.entities}
    return {
        cypher_stream.BACKDATE_PAPERS: [{"id": id_, "added": rows.paper.added} for rows, id_ in papers],
        cypher_stream.FORMER_IDS: [
            {"paper": id_, "id": former} for rows, id_ in papers for former in rows.paper.former_ids
        ],
        cypher_stream.BACKDATE_ENTITIES: [{"id": id_, "added": added} for id_, added in entities.items()],
        cypher_stream.BACKDATE_USES: [
            {
                "paper": id_,
                "entity": stored.use.entity_id,
                "type": cypher.TYPE[stored.use.relation],
                "added": stored.added,
            }
            for rows, id_ in papers
            for stored in rows.uses
        ],
        cypher_stream.BACKDATE_RESULTS: [
            {"paper": id_, "id": stored.result.id, "added": stored.added}
            for rows, id_ in papers
            for stored in rows.results
        ],
    }
