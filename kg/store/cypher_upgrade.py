"""The statements that bring a graph of version 1 up to date; see `kg.store.cypher`, whose rules hold here too."""

from kg.store.cypher import TYPE

FILL_EDGES = tuple(
    f"""
MATCH (p:Paper)-[r:{type_}]->(e:Entity) WHERE r.retired IS NULL AND r.entity IS NULL
CALL (p, r, e) {{ SET r.entity = e.id, r.sortDate = p.sortDate }} IN TRANSACTIONS OF 10000 ROWS"""
    for type_ in TYPE.values()
)
PAPERS = "MATCH (p:Paper) WHERE p.id > $after AND p.retired IS NULL RETURN p.id AS id ORDER BY p.id LIMIT $limit"
PLACE_RESULTS = "UNWIND $rows AS row MATCH (s:Result) WHERE elementId(s) = row.element SET s.board = row.key"
COUNT_BOARDS = """
MATCH (b:Board)
CALL (b) {
    OPTIONAL MATCH (s:Result) WHERE s.board = b.key AND s.number IS NOT NULL
    WITH b, count(s) AS results, count(CASE WHEN s.higherIsBetter THEN s END) AS up,
        count(CASE WHEN NOT s.higherIsBetter THEN s END) AS down
    SET b.results = results, b.up = up, b.down = down
} IN TRANSACTIONS OF 1000 ROWS"""
SET_VERSION = "MATCH (b:Benchgraph {name: 'graph'}) SET b.version = $version"
