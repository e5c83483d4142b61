"""The Cypher statements that walk the graph; see `kg.store.cypher`, whose rules hold here too.

A step is put together from those of its parts that the question leaves open, each with its own limit.
"""

from kg.graph import RANK, EdgeType
from kg.store.cypher import USE_TYPES

CYPHER_TYPE = {type_: type_.value.upper() for type_ in EdgeType}
"""The relationship type of each kind of edge."""

_ENDS = "ON|OF|MEASURED_BY"
_PAPER = "p {.id, .title, .date} AS paper, null AS entity, null AS result"
_ENTITY = "null AS paper, e {.id, .name, .paperCount, types: labels(e)} AS entity, null AS result"
_RESULT = "null AS paper, null AS entity, s {.id, .value, .unit, .isDelta, .setting} AS result"
_IS_WANTED = "any(label IN labels(e) WHERE label IN $labels) AND NOT e.id IN $known"
_PAPERS_FIRST = f"ORDER BY rank, coalesce(p.date, '') DESC, p.id LIMIT $first RETURN rank, {_PAPER}"
_ENTITIES_FIRST = f"ORDER BY rank, e.paperCount DESC, e.id LIMIT $first RETURN rank, {_ENTITY}"
_RESULTS_FIRST = f"ORDER BY rank, s.id LIMIT $first RETURN rank, {_RESULT}"
_BEST = "min($ranks[type(r)]) AS rank"

NODES = f"""
MATCH (i:PaperId)-[:IDENTIFIES]->(p:Paper) WHERE i.id IN $ids AND p.retired IS NULL RETURN i.id AS id, {_PAPER}
UNION ALL
MATCH (e:Entity) WHERE e.id IN $ids AND e.retired IS NULL RETURN e.id AS id, {_ENTITY}
UNION ALL
MATCH (s:Result) WHERE s.id IN $ids AND s.retired IS NULL RETURN s.id AS id, {_RESULT}
"""

ENTITIES_OF_PAPERS = f"""
MATCH (p:Paper) WHERE p.id IN $ids MATCH (p)-[r:{USE_TYPES}]->(e:Entity)
WHERE r.retired IS NULL AND type(r) IN $types AND {_IS_WANTED}
WITH e, {_BEST} {_ENTITIES_FIRST}"""
PAPERS_OF_ENTITIES = f"""
MATCH (e:Entity) WHERE e.id IN $ids MATCH (e)<-[r:{USE_TYPES}]-(p:Paper)
WHERE r.retired IS NULL AND type(r) IN $types AND NOT p.id IN $known
WITH p, {_BEST} {_PAPERS_FIRST}"""
FAMILY_OF_ENTITIES = f"""
MATCH (n:Entity) WHERE n.id IN $ids MATCH (n)-[r:VARIANT_OF]-(e:Entity) WHERE e.retired IS NULL AND {_IS_WANTED}
WITH DISTINCT e, {RANK[EdgeType.VARIANT_OF]} AS rank {_ENTITIES_FIRST}"""
RESULTS_OF_PAPERS = f"""
MATCH (p:Paper) WHERE p.id IN $ids MATCH (p)-[r:REPORTS_RESULT]->(s:Result)
WHERE s.retired IS NULL AND NOT s.id IN $known
WITH s, {_BEST} {_RESULTS_FIRST}"""
PAPERS_OF_RESULTS = f"""
MATCH (s:Result) WHERE s.id IN $ids AND s.retired IS NULL MATCH (s)<-[r:REPORTS_RESULT]-(p:Paper)
WHERE NOT p.id IN $known
WITH p, {_BEST} {_PAPERS_FIRST}"""
RESULTS_OF_ENTITIES = f"""
MATCH (e:Entity) WHERE e.id IN $ids MATCH (e)<-[r:{_ENDS}]-(s:Result)
WHERE s.retired IS NULL AND type(r) IN $types AND NOT s.id IN $known
WITH s, {_BEST} {_RESULTS_FIRST}"""
ENTITIES_OF_RESULTS = f"""
MATCH (s:Result) WHERE s.id IN $ids AND s.retired IS NULL MATCH (s)-[r:{_ENDS}]->(e:Entity)
WHERE e.retired IS NULL AND type(r) IN $types AND {_IS_WANTED}
WITH e, {_BEST} {_ENTITIES_FIRST}"""

EDGES_AMONG = f"""
MATCH (p:Paper) WHERE p.id IN $ids
MATCH (p)-[r:{USE_TYPES}]->(e:Entity) WHERE r.retired IS NULL AND type(r) IN $types AND e.id IN $ids
RETURN p.id AS source, e.id AS target, type(r) AS type, r.confidence AS confidence, null AS evidence
UNION ALL
MATCH (e:Entity) WHERE e.id IN $ids
MATCH (e)-[r:VARIANT_OF]->(v:Entity) WHERE r.retired IS NULL AND type(r) IN $types AND v.id IN $ids
RETURN e.id AS source, v.id AS target, type(r) AS type, 1.0 AS confidence, null AS evidence
UNION ALL
MATCH (s:Result) WHERE s.id IN $ids AND s.retired IS NULL
MATCH (s)<-[r:REPORTS_RESULT]-(p:Paper) WHERE type(r) IN $types AND p.id IN $ids
RETURN p.id AS source, s.id AS target, type(r) AS type, null AS confidence, s.evidence AS evidence
UNION ALL
MATCH (s:Result) WHERE s.id IN $ids AND s.retired IS NULL
MATCH (s)-[r:{_ENDS}]->(e:Entity) WHERE type(r) IN $types AND e.id IN $ids
RETURN s.id AS source, e.id AS target, type(r) AS type, null AS confidence, s.evidence AS evidence
"""

_PLACES = "UNWIND range(0, size($ids) - 1) AS place WITH place, $ids[place] AS id"
REACHED = f"""
{_PLACES} MATCH (n:Paper {{id: id}}) MATCH (n)-[r:{USE_TYPES}|REPORTS_RESULT]->(m)
WHERE m.retired IS NULL AND r.retired IS NULL AND type(r) IN $types RETURN m.id AS id, min(place) AS place
UNION ALL
{_PLACES} MATCH (n:Entity {{id: id}}) MATCH (n)<-[r:{USE_TYPES}|{_ENDS}|VARIANT_OF]-(m)
WHERE m.retired IS NULL AND r.retired IS NULL AND type(r) IN $types RETURN m.id AS id, min(place) AS place
UNION ALL
{_PLACES} MATCH (n:Entity {{id: id}}) MATCH (n)-[r:VARIANT_OF]->(m)
WHERE m.retired IS NULL AND type(r) IN $types RETURN m.id AS id, min(place) AS place
UNION ALL
{_PLACES} MATCH (n:Result {{id: id}}) WHERE n.retired IS NULL MATCH (n)-[r:REPORTS_RESULT|{_ENDS}]-(m)
WHERE m.retired IS NULL AND type(r) IN $types RETURN m.id AS id, min(place) AS place
"""
