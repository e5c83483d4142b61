"""The boards of the Neo4j store: their indexes and statements; see `kg.store.cypher`, whose rules hold here too.

A `Board` is a node for each condition under which results can be compared (`kg.boards.Condition`), with the count of
its live results. A live result carries the key of its board, so that the index on key and number holds each board in
the order of its ranking, and nothing that is retired.
"""

SCHEMA = (
    "CREATE CONSTRAINT board_key IF NOT EXISTS FOR (b:Board) REQUIRE b.key IS UNIQUE",
    "CREATE INDEX board_benchmark IF NOT EXISTS FOR (b:Board) ON (b.benchmark)",
    "CREATE INDEX result_board IF NOT EXISTS FOR (s:Result) ON (s.board, s.number)",
)

SHIFT_BOARDS = """
UNWIND $rows AS row
MERGE (b:Board {key: row.key})
ON CREATE SET b += row.condition, b.results = 0, b.up = 0, b.down = 0
SET b.results = b.results + row.results, b.up = b.up + row.up, b.down = b.down + row.down
"""

# The key that a branch looks for is empty where the board goes the other way: a seek that finds nothing.
_IS_LOWEST_FIRST = "b.up = 0 AND b.down > 0"


def _rows(key: str, order: str) -> str:
    return f"""
        MATCH (s:Result) WHERE s.board = {key} AND s.number IS NOT NULL
        MATCH (p:Paper)-[:REPORTS_RESULT]->(s)
        WITH s, p ORDER BY {order}, s.id, p.id LIMIT $rows
        RETURN s, p"""


CHOSEN = """CALL (ids) {
    MATCH (e:Entity) WHERE e.id IN ids AND e.retired IS NULL
    MATCH (b:Board) WHERE b.benchmark = e.id AND b.results > 0
        AND ($metrics IS NULL OR b.metric IN $metrics) AND ($setting IS NULL OR b.settingKey = $setting)
    OPTIONAL MATCH (m:Entity) WHERE m.id = b.metric
    WITH b, e, m, e.sortName AS benchmark, coalesce(m.sortName, '') AS metric
    ORDER BY b.results DESC, benchmark, metric, coalesce(b.setting, ''), b.unit, b.isDelta, b.benchmark,
        coalesce(b.metric, '')
    LIMIT $first
    RETURN collect([b, e, m]) AS boards
}
"""
"""From `ids` to `boards`: the first boards on these entities, each with its benchmark and its metric."""

ROWS = f"""CALL (b) {{{_rows(f"CASE WHEN {_IS_LOWEST_FIRST} THEN '' ELSE b.key END", "s.board DESC, s.number DESC")}
        UNION ALL{_rows(f"CASE WHEN {_IS_LOWEST_FIRST} THEN b.key ELSE '' END", "s.board, s.number")}
    }}"""
"""From a board `b` to its first rows: a result `s` of a paper `p` each."""

BOARDS = f"""
UNWIND range(0, size($groups) - 1) AS number
WITH number, $groups[number] AS ids
{CHOSEN}UNWIND range(0, size(boards) - 1) AS place
WITH number, place, boards[place][0] AS b
CALL (b) {{
    {ROWS}
    RETURN collect([p.id, s {{
        .id, .value, .number, .unit, .isDelta, .setting, .higherIsBetter, .evidence,
        benchmark: head([(s)-[:ON]->(e) | e.id]), method: head([(s)-[:OF]->(e) | e.id]),
        metric: head([(s)-[:MEASURED_BY]->(e) | e.id])
    }}]) AS rows
}}
RETURN number, b {{.key, .results, .up, .down}} AS board, rows ORDER BY number, place
"""
