"""The Cypher of decisions: what was decided, and what was extracted where a decision shows something else.

`(:Decision)` is the log. `(:Extracted)-[:STANDS_FOR]->` a paper or an entity keeps what extraction found of it.
`(:Entity)-[:SAME_AS]->(:Entity)` tells what an entity was merged into; one that is retired is history.
"""

from kg.model import EntityType, Relation
from kg.store.cypher import BEGUN, TYPE, USE_TYPES

_DECISION = "d {.id, .action, .who, .at, .undoneAt, .undoneBy} AS decision"

# ----------------------------------------------------------------------------------------------------- the log

# The lock of the revision's node is held, so nobody else takes the same number.
ADD_DECISION = """
OPTIONAL MATCH (d:Decision) WITH coalesce(max(d.id), 0) + 1 AS id
CREATE (:Decision {id: id, action: $action, who: $who, at: $at})
RETURN id
"""
TAKE_OVER = """
UNWIND $rows AS row
CREATE (:Decision {
    id: row.id, action: row.action, who: row.who, at: row.at, undoneAt: row.undoneAt, undoneBy: row.undoneBy
})
"""
UNDO_DECISION = """
MATCH (d:Decision {id: $id}) WHERE d.undoneAt IS NULL SET d.undoneAt = $at, d.undoneBy = $who RETURN d.action AS action
"""
HOLDING = "MATCH (d:Decision) WHERE d.undoneAt IS NULL RETURN d.action AS action ORDER BY d.id"
LOG = f"MATCH (d:Decision) RETURN {_DECISION} ORDER BY d.id"
LIST_DECISIONS = f"""
MATCH (d:Decision) WHERE $before IS NULL OR d.id < $before RETURN {_DECISION} ORDER BY d.id DESC LIMIT $limit
"""
DECISIONS = f"MATCH (d:Decision) WHERE d.id IN $ids RETURN {_DECISION}"
COUNT_DECISIONS = "MATCH (d:Decision) RETURN count(d) AS decisions"

NEWCOMERS = f"""
MATCH (p:Paper) WHERE p.added >= $since AND p.retired IS NULL
WITH p MATCH (p)-[r:{USE_TYPES}]->(e:Entity)
WHERE e.id IN $ids AND r.retired IS NULL AND type(r) <> '{TYPE[Relation.MENTIONS]}'
RETURN DISTINCT p.id AS id ORDER BY id LIMIT $first
"""

# ---------------------------------------------------------------------------------------------------- entities

KNOWN_ENTITIES = "MATCH (e:Entity) WHERE e.id IN $ids RETURN e.id AS id"
EXTRACTED_ENTITIES = "MATCH (x:Extracted)-[:STANDS_FOR]->(e:Entity) RETURN e.id AS id, x.state AS state"
CHILDREN = "MATCH (e:Entity)-[:VARIANT_OF]->(parent:Entity) WHERE parent.id IN $ids RETURN DISTINCT e.id AS id"
STATES = """
MATCH (e:Entity) WHERE e.id IN $ids
RETURN e {
    .id, .name, .aliases, .url, paperCount: 0,
    types: [label IN labels(e) WHERE label <> 'Entity'], variantOf: head([(e)-[:VARIANT_OF]->(v) | v.id])
} AS entity
"""
_SET_LABELS = "\n".join(
    f"FOREACH (_ IN CASE WHEN '{type_}' IN row.types THEN [1] ELSE [] END | SET e:{type_})" for type_ in EntityType
)
SHOW_ENTITIES = f"""
{BEGUN}
UNWIND $rows AS row
MERGE (e:Entity {{id: row.id}})
ON CREATE SET e.added = $now, e.retired = $now, e.paperCount = 0, e.touchCount = 0
SET e += row.properties, e.changed = begun
REMOVE e:{":".join(EntityType)}
{_SET_LABELS}
WITH e, row
CALL (e, row) {{ MATCH (a:Alias)-[names:NAMES]->(e) WHERE NOT a.key IN row.keys DELETE names }}
UNWIND row.keys AS key
MERGE (a:Alias {{key: key}})
MERGE (a)-[:NAMES]->(e)
"""
DROP_VARIANTS = "MATCH (e:Entity)-[v:VARIANT_OF]->() WHERE e.id IN $ids DELETE v"
KEEP_ENTITIES = """
UNWIND $rows AS row
MATCH (e:Entity {id: row.id})
MERGE (x:Extracted)-[:STANDS_FOR]->(e)
SET x.state = row.state
"""
SET_COUNTS = f"""
{BEGUN}
UNWIND $rows AS row
MATCH (e:Entity {{id: row.id}})
SET e.paperCount = row.asserted, e.touchCount = row.touched, e.changed = begun,
    e.retired = CASE WHEN row.touched > 0 THEN null ELSE coalesce(e.retired, $now) END
WITH e MATCH (e)-[v:VARIANT_OF]->() SET v.retired = e.retired
"""
FORGET_ENTITIES = "MATCH (x:Extracted)-[:STANDS_FOR]->(e:Entity) WHERE e.id IN $ids DETACH DELETE x"

LIVE_SAME_AS = """
MATCH (e:Entity)-[s:SAME_AS]->(t:Entity) WHERE s.retired IS NULL RETURN e.id AS id, t.id AS target
"""
ADD_SAME_AS = """
UNWIND $rows AS row
MATCH (e:Entity {id: row.id}) MATCH (t:Entity {id: row.target}) CREATE (e)-[:SAME_AS {added: $now}]->(t)
"""
RETIRE_SAME_AS = """
MATCH (e:Entity)-[s:SAME_AS]->() WHERE e.id IN $ids AND s.retired IS NULL SET s.retired = $now
"""

# ------------------------------------------------------------------------------------------------------ papers

KNOWN_PAPERS = "MATCH (i:PaperId) WHERE i.id IN $ids RETURN i.id AS id"
IDS_OF_PAPERS = """
MATCH (i:PaperId)-[:IDENTIFIES]->(p:Paper) WHERE p.id IN $papers RETURN p.id AS paper, collect(i.id) AS ids
"""
LIVE_PAPERS = f"""
CALL () {{
    MATCH (i:PaperId)-[:IDENTIFIES]->(p:Paper) WHERE i.id IN $papers RETURN p
    UNION MATCH (p:Paper)-[r:{USE_TYPES}]->(e:Entity) WHERE e.id IN $sources AND r.retired IS NULL RETURN p
    UNION MATCH (p:Paper)-[:REPORTS_RESULT]->(s:Result)-[:ON|OF|MEASURED_BY]->(e:Entity)
        WHERE e.id IN $sources AND s.retired IS NULL RETURN p
    UNION MATCH (:Extracted)-[:STANDS_FOR]->(p:Paper) WHERE $touched RETURN p
}}
WITH DISTINCT p WHERE p.retired IS NULL
RETURN p {{.id, .ids, .digest, .date, live: true}} AS stored, p {{
    .id, .ids, .title, .abstract, .authors, .organization, .date, .url, .isSummary
}} AS paper, head([(x:Extracted)-[:STANDS_FOR]->(p) | x.facts]) AS facts
"""
KEEP_PAPERS = """
UNWIND $rows AS row
MATCH (p:Paper {id: row.paper})
MERGE (x:Extracted)-[:STANDS_FOR]->(p)
SET x.facts = row.facts
"""
FORGET_PAPERS = "MATCH (x:Extracted)-[:STANDS_FOR]->(p:Paper) WHERE p.id IN $papers DETACH DELETE x"
