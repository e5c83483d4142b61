"""The Cypher statements that read a whole graph and that write back what another store held; see `kg.store.cypher`.

A page starts behind an id, so that each is a short transaction that the driver may repeat.
"""

from kg.store.cypher import USE_TYPES
from kg.store.cypher_reads import _ENTITY, _PAPER

ENTITIES = f"""
MATCH (e:Entity) WHERE e.id > $after
  AND (e.retired IS NULL OR EXISTS {{
    (e)<-[:VARIANT_OF*0..]-(:Entity)<-[:ON|OF|MEASURED_BY]-(s:Result) WHERE s.retired IS NULL
  }} OR EXISTS {{ (e)<-[:VARIANT_OF*0..]-(d:Entity) WHERE d.id IN $decided }})
WITH e ORDER BY e.id LIMIT $limit
RETURN {_ENTITY}, e.id AS place, e.added AS added, e.retired IS NULL AS live,
    head([(x:Extracted)-[:STANDS_FOR]->(e) | {{state: x.state}}]) AS extracted
ORDER BY place
"""
PAPERS = f"""
MATCH (p:Paper) WHERE p.id > $after AND p.retired IS NULL
WITH p ORDER BY p.id LIMIT $limit
RETURN {_PAPER}, p.id AS place, p.digest AS digest, p.added AS added,
    [(i:PaperId)-[:IDENTIFIES]->(p) WHERE NOT i.id IN p.ids | i.id] AS former
ORDER BY place
"""
USES = f"""
MATCH (p:Paper) WHERE p.id > $after AND p.retired IS NULL
WITH p ORDER BY p.id LIMIT $limit
RETURN p.id AS place, [(p)-[r:{USE_TYPES}]->(e:Entity) WHERE r.retired IS NULL |
    {{entity: e.id, type: type(r), confidence: r.confidence, evidence: r.evidence, added: r.added}}] AS uses
ORDER BY place
"""
RESULTS = """
MATCH (p:Paper) WHERE p.id > $after AND p.retired IS NULL
WITH p ORDER BY p.id LIMIT $limit
RETURN p.id AS place, [(p)-[:REPORTS_RESULT]->(s:Result) WHERE s.retired IS NULL | s {
    .id, .value, .number, .unit, .isDelta, .setting, .higherIsBetter, .evidence, .added,
    benchmark: head([(s)-[:ON]->(e) | e.id]), method: head([(s)-[:OF]->(e) | e.id]),
    metric: head([(s)-[:MEASURED_BY]->(e) | e.id])
}] AS results
ORDER BY place
"""
EXTRACTIONS = """
MATCH (x:Extracted)-[:STANDS_FOR]->(p:Paper) WHERE p.id > $after AND p.retired IS NULL
WITH p, x ORDER BY p.id LIMIT $limit
RETURN p.id AS place, x.facts AS facts ORDER BY place
"""

_EARLIER = "CASE WHEN row.added < {0}.added THEN row.added ELSE {0}.added END"
BACKDATE_PAPERS = f"""
UNWIND $rows AS row
MATCH (:PaperId {{id: row.id}})-[:IDENTIFIES]->(p:Paper) SET p.added = {_EARLIER.format("p")}
"""
BACKDATE_ENTITIES = f"UNWIND $rows AS row MATCH (e:Entity {{id: row.id}}) SET e.added = {_EARLIER.format('e')}"
BACKDATE_USES = f"""
UNWIND $rows AS row
MATCH (:PaperId {{id: row.paper}})-[:IDENTIFIES]->(p:Paper)-[r:{USE_TYPES}]->(:Entity {{id: row.entity}})
WHERE type(r) = row.type AND r.retired IS NULL SET r.added = {_EARLIER.format("r")}
"""
BACKDATE_RESULTS = f"""
UNWIND $rows AS row
MATCH (:PaperId {{id: row.paper}})-[:IDENTIFIES]->(p:Paper)-[:REPORTS_RESULT]->(s:Result {{id: row.id}})
WHERE s.retired IS NULL SET s.added = {_EARLIER.format("s")}
WITH s MATCH (s)-[r:REPORTS_RESULT|ON|OF|MEASURED_BY]-() SET r.added = s.added
"""
# What a paper with an id of its own answers to for its title alone, it gives up to one that a source named so.
RELEASE_IDS = """
MATCH (i:PaperId)-[former:IDENTIFIES]->(p:Paper)
WHERE i.id IN $ids AND NOT i.id IN p.ids AND any(own IN p.ids WHERE NOT own STARTS WITH 'paper:title:')
DELETE former
"""
# What a paper does not answer to for its title there, since one that was taken out holds the id, it does not here.
UNMAKE_IDS = """
UNWIND $rows AS row
MATCH (:PaperId {id: row.paper})-[:IDENTIFIES]->(p:Paper)<-[made:IDENTIFIES]-(i:PaperId {id: row.id})
WHERE NOT i.id IN p.ids
DELETE made
"""
# An id that a title makes goes over to the paper that states it; one that a source gave stays where it is.
FORMER_IDS = """
UNWIND $rows AS row
MATCH (:PaperId {id: row.paper})-[:IDENTIFIES]->(p:Paper)
MERGE (i:PaperId {id: row.id})
WITH p, i WHERE NOT EXISTS { (i)-[:IDENTIFIES]->(o) WHERE o = p OR i.id IN o.ids }
OPTIONAL MATCH (i)-[former:IDENTIFIES]->()
DELETE former
CREATE (i)-[:IDENTIFIES]->(p)
"""
