"""Everything of a graph on a server, a page after the other; and writing back what another store held.

A server shows each page as it is when it is read: between two pages it may change. Whoever needs one moment compares
the revision at the end with that of the snapshot.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kg.store import cypher, cypher_stream, neo4j_write
from kg.store.base import Outcome
from kg.store.neo4j_papers import Run
from kg.store.neo4j_rows import Row, entity_of, paper_of, result_of, use_of
from kg.store.stream import (
    PaperRecord,
    StoredEntity,
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
        """Yield the live entities, and those that a live result names with all that they are variants of."""
        for row in self._pages(cypher_stream.ENTITIES):
            yield StoredEntity(entity_of(row["entity"]), row["added"], row["live"])

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

    def _pages(self, statement: str) -> Iterator[Row]:
        after = ""
        while rows := self._read(statement, after=after, limit=ROWS_A_PAGE):
            yield from rows
            after = rows[-1]["place"]


def restore(run: Run, batch: Sequence[PaperRecord], *, now: str) -> list[Outcome]:
    """Write papers in the transaction of `run`, each fact with the moment at which it first came in."""
    outcomes = neo4j_write.upsert(run, [record.facts for record in batch], now=now)
    written = [record for record, outcome in zip(batch, outcomes, strict=True) if outcome is not Outcome.UNCHANGED]
    for statement, rows in _backdating(written).items():
        if rows:
            run(statement, rows=rows)
    return outcomes


def _backdating(records: Sequence[PaperRecord]) -> dict[str, list[dict[str, Any]]]:
    papers = [(record, record.paper.paper.id) for record in records]
    entities = {stored.entity.id: stored.added for record in records for stored in record.entities}
    return {
        cypher_stream.BACKDATE_PAPERS: [{"id": id_, "added": record.paper.added} for record, id_ in papers],
        cypher_stream.FORMER_IDS: [
            {"paper": id_, "id": former} for record, id_ in papers for former in record.paper.former_ids
        ],
        cypher_stream.BACKDATE_ENTITIES: [{"id": id_, "added": added} for id_, added in entities.items()],
        cypher_stream.BACKDATE_USES: [
            {
                "paper": id_,
                "entity": stored.use.entity_id,
                "type": cypher.TYPE[stored.use.relation],
                "added": stored.added,
            }
            for record, id_ in papers
            for stored in record.uses
        ],
        cypher_stream.BACKDATE_RESULTS: [
            {"paper": id_, "id": stored.result.id, "added": stored.added}
            for record, id_ in papers
            for stored in record.results
        ],
    }
