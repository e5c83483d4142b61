"""What makes a graph on Neo4j that an older version wrote one of this version.

Every step can be repeated, so that an upgrade that was cut short, or was begun by two at once, ends in the same graph.
"""

from collections.abc import Callable, Iterator

from kg.store import cypher, cypher_boards, cypher_upgrade, neo4j_boards
from kg.store.neo4j_papers import Run
from kg.store.neo4j_rows import Row, result_of

PAPERS_AT_ONCE = 1000


def upgrade(run: Run, run_alone: Callable[[str], None]) -> None:
    """Fill in what version 1 did not keep; `run_alone` runs a statement that has transactions of its own."""
    for statement in cypher_upgrade.FILL_EDGES:
        run_alone(statement)
    keys: set[str] = set()
    for papers in _papers(run):
        keys |= _place(run, run(cypher.RESULTS_OF_PAPERS, papers=papers))
    run(cypher_boards.SHIFT_BOARDS, rows=[neo4j_boards.unmoved(key) for key in sorted(keys)])
    run_alone(cypher_upgrade.COUNT_BOARDS)


def _papers(run: Run) -> Iterator[list[str]]:
    after = ""
    while rows := run(cypher_upgrade.PAPERS, after=after, limit=PAPERS_AT_ONCE):
        yield [row["id"] for row in rows]
        after = rows[-1]["id"]


def _place(run: Run, rows: list[Row]) -> set[str]:
    by_paper: dict[str, list[Row]] = {}
    for row in rows:
        by_paper.setdefault(row["paper"], []).append(row)
    placed: list[dict[str, str]] = []
    for paper, own in by_paper.items():
        boards = neo4j_boards.keys_of(result_of(row["result"], paper) for row in own)
        placed += [
            {"element": row["element"], "key": key}
            for row in own
            if (key := boards.get(row["result"]["id"])) is not None
        ]
    run(cypher_upgrade.PLACE_RESULTS, rows=placed)
    return {row["key"] for row in placed}
