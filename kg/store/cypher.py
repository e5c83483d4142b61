"""Every Cypher statement of the writer; `kg.store.cypher_reads` has those that answer questions.

Labels and relationship types come from the enums of the model, values are parameters, and no input is ever part of a
statement. A live fact has no `retired`.
"""

from kg.model import EntityType, Relation

SCHEMA_VERSION = 2

TYPE = {relation: relation.value.upper() for relation in Relation}
"""The relationship type of each relation: `EVALUATES_ON` for `evaluates_on`."""

RELATION = {type_: relation for relation, type_ in TYPE.items()}

USE_TYPES = "|".join(TYPE.values())
"""What stands in a pattern for an edge of any relation from a paper to an entity."""

# ---------------------------------------------------------------------------------------------------- the schema

SCHEMA = (
    "CREATE CONSTRAINT paper_id IF NOT EXISTS FOR (p:Paper) REQUIRE p.id IS UNIQUE",
    "CREATE CONSTRAINT known_paper_id IF NOT EXISTS FOR (i:PaperId) REQUIRE i.id IS UNIQUE",
    "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE",
    "CREATE CONSTRAINT alias_key IF NOT EXISTS FOR (a:Alias) REQUIRE a.key IS UNIQUE",
    "CREATE CONSTRAINT benchgraph_name IF NOT EXISTS FOR (b:Benchgraph) REQUIRE b.name IS UNIQUE",
    # A retired result keeps its id, and a later one may have the same: no constraint.
    "CREATE INDEX result_id IF NOT EXISTS FOR (s:Result) ON (s.id)",
    "CREATE INDEX paper_date IF NOT EXISTS FOR (p:Paper) ON (p.sortDate)",
    "CREATE INDEX paper_added IF NOT EXISTS FOR (p:Paper) ON (p.added)",
    "CREATE INDEX paper_organization IF NOT EXISTS FOR (p:Paper) ON (p.organizationKey)",
    "CREATE INDEX entity_changed IF NOT EXISTS FOR (e:Entity) ON (e.changed)",
    # Counts of the live are all (kept by the server) less the retired (these indexes hold nothing else).
    "CREATE INDEX paper_retired IF NOT EXISTS FOR (p:Paper) ON (p.retired)",
    "CREATE INDEX result_retired IF NOT EXISTS FOR (s:Result) ON (s.retired)",
    *(f"CREATE INDEX {type_.lower()}_retired IF NOT EXISTS FOR (e:{type_}) ON (e.retired)" for type_ in EntityType),
    *(
        f"CREATE INDEX {type_.lower()}_edge_retired IF NOT EXISTS FOR ()-[r:{type_}]-() ON (r.retired)"
        for type_ in (*TYPE.values(), "VARIANT_OF")
    ),
    # The texts are already normal forms joined by spaces: the server may only cut them there.
    "CREATE FULLTEXT INDEX paper_text IF NOT EXISTS FOR (p:Paper) ON EACH [p.searchText]"
    " OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
    "CREATE FULLTEXT INDEX paper_author IF NOT EXISTS FOR (p:Paper) ON EACH [p.searchAuthors]"
    " OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}",
    # The orders in which entities are listed.
    *(f"CREATE INDEX {type_.lower()}_popular IF NOT EXISTS FOR (e:{type_}) ON (e.paperCount)" for type_ in EntityType),
    *(f"CREATE INDEX {type_.lower()}_name IF NOT EXISTS FOR (e:{type_}) ON (e.sortName)" for type_ in EntityType),
)
AWAIT_INDEXES = "CALL db.awaitIndexes(120)"
MARK = "MERGE (b:Benchgraph {name: 'graph'}) ON CREATE SET b.version = $version, b.revision = 0"
VERSION = "MATCH (b:Benchgraph {name: 'graph'}) RETURN b.version AS version"

# ---------------------------------------------------------------------------------------------------- the revision

# Setting a property takes the write lock of its node, so writers go one after the other from here to their commit.
LOCK = "MATCH (b:Benchgraph {name: 'graph'}) SET b.revision = b.revision RETURN b.revision AS revision"
RAISE_REVISION = "MATCH (b:Benchgraph {name: 'graph'}) SET b.revision = b.revision + 1"
REVISION = "MATCH (b:Benchgraph {name: 'graph'}) RETURN b.revision AS revision"

# ---------------------------------------------------------------------------------------------------- what is there

PAPERS_BY_ID = """
MATCH (i:PaperId)-[:IDENTIFIES]->(p:Paper) WHERE i.id IN $ids
RETURN i.id AS key, p {.id, .ids, .digest, .date, live: p.retired IS NULL} AS paper
"""
EDGES_OF_PAPERS = f"""
MATCH (p:Paper)-[r:{USE_TYPES}]->(e:Entity) WHERE p.id IN $papers AND r.retired IS NULL
RETURN p.id AS paper, e.id AS entity, type(r) AS type, r.confidence AS confidence, r.evidence AS evidence,
       elementId(r) AS element
"""
RESULTS_OF_PAPERS = """
MATCH (p:Paper)-[:REPORTS_RESULT]->(s:Result) WHERE p.id IN $papers AND s.retired IS NULL
RETURN p.id AS paper, elementId(s) AS element, s {
    .id, .value, .number, .unit, .isDelta, .setting, .higherIsBetter, .evidence, .board,
    benchmark: head([(s)-[:ON]->(e) | e.id]), method: head([(s)-[:OF]->(e) | e.id]),
    metric: head([(s)-[:MEASURED_BY]->(e) | e.id])
} AS result
"""
ENTITIES_WITH_ANCESTORS = """
MATCH (named:Entity)-[:VARIANT_OF*0..]->(e:Entity) WHERE named.id IN $ids
WITH DISTINCT e
RETURN e {
    .id, .name, .aliases, .url, .paperCount, .touchCount, live: e.retired IS NULL,
    types: [label IN labels(e) WHERE label <> 'Entity'], variantOf: head([(e)-[:VARIANT_OF]->(v) | v.id])
} AS entity
"""
RECOUNT = f"""
MATCH (e:Entity) WHERE e.id IN $ids
CALL (e) {{
    MATCH (v:Entity)-[:VARIANT_OF*0..]->(e)
    MATCH (p:Paper)-[r:{USE_TYPES}]->(v) WHERE r.retired IS NULL
    RETURN count(DISTINCT p) AS touched,
           count(DISTINCT CASE WHEN type(r) <> '{TYPE[Relation.MENTIONS]}' THEN p END) AS asserted
}}
RETURN e.id AS id, touched, asserted
"""

# ---------------------------------------------------------------------------------------------------- what changes

# The ids of an absorbed paper go over to the one that stays, and its own is set free for it.
ABSORB_PAPERS = """
UNWIND $rows AS row
MATCH (p:Paper {id: row.absorbed})
SET p.retired = coalesce(p.retired, $now), p.absorbedId = row.absorbed, p.absorbedInto = row.key
REMOVE p.id
WITH p, row
MATCH (i:PaperId)-[former:IDENTIFIES]->(p) MATCH (kept:Paper {id: row.key})
DELETE former
CREATE (i)-[:IDENTIFIES]->(kept)
"""
PUT_PAPERS = """
UNWIND $rows AS row
MERGE (p:Paper {id: row.key})
ON CREATE SET p.added = $now
SET p.added = CASE WHEN p.retired IS NULL THEN p.added ELSE $now END, p += row.properties
WITH p, row
UNWIND row.newIds AS id
MERGE (i:PaperId {id: id})
WITH p, i WHERE NOT EXISTS { (i)-[:IDENTIFIES]->() }
CREATE (i)-[:IDENTIFIES]->(p)
"""
RETIRE_PAPERS = "MATCH (p:Paper) WHERE p.id IN $papers SET p.retired = $now"

BEGUN = "MATCH (b:Benchgraph {name: 'graph'}) WITH b.revision + 1 AS begun"
"""The revision that a write begins: an entity holds that of its last change, so that an index of names finds it."""

_PUT_LABELS = "\n".join(
    f"FOREACH (_ IN CASE WHEN '{type_}' IN row.types THEN [1] ELSE [] END | SET e:{type_})" for type_ in EntityType
)
PUT_ENTITIES = f"""
{BEGUN}
UNWIND $rows AS row
MERGE (e:Entity {{id: row.id}})
ON CREATE SET e.added = $now, e.retired = $now, e.paperCount = 0, e.touchCount = 0
SET e += row.properties, e.changed = begun
{_PUT_LABELS}
WITH e, row
UNWIND row.newKeys AS key
MERGE (a:Alias {{key: key}})
MERGE (a)-[:NAMES]->(e)
"""
PUT_VARIANTS = """
UNWIND $rows AS row
MATCH (e:Entity {id: row.id}) MATCH (parent:Entity {id: row.parent})
CREATE (e)-[:VARIANT_OF {added: $now, retired: e.retired}]->(parent)
"""
PUT_COUNTS = f"""
{BEGUN}
UNWIND $rows AS row
MATCH (e:Entity {{id: row.id}}) SET e.paperCount = row.asserted, e.touchCount = row.touched, e.changed = begun
"""
# An entity that comes alive or dies takes its own edge to its parent along.
PUT_LIVENESS = """
UNWIND $rows AS row
MATCH (e:Entity {id: row.id}) SET e.retired = row.retired
WITH e MATCH (e)-[v:VARIANT_OF]->() SET v.retired = e.retired
"""
RETIRE_EDGES = (
    "UNWIND $elements AS element MATCH ()-[r]->() WHERE elementId(r) = element SET r.retired = $now, r.entity = null"
)
DATE_EDGES = f"""
MATCH (p:Paper)-[r:{USE_TYPES}]->(:Entity) WHERE p.id IN $papers AND r.retired IS NULL
SET r.date = p.date, r.sortDate = p.sortDate
"""
PUT_EDGES = {
    relation: f"""
UNWIND $rows AS row
MATCH (p:Paper {{id: row.paper}}) MATCH (e:Entity {{id: row.entity}})
CREATE (p)-[:{type_} {{
    confidence: row.confidence, evidence: row.evidence, date: p.date, added: $now, entity: e.id, sortDate: p.sortDate
}}]->(e)
"""
    for relation, type_ in TYPE.items()
}
RETIRE_RESULTS = """
UNWIND $elements AS element
MATCH (s:Result) WHERE elementId(s) = element SET s.retired = $now, s.board = null
WITH s MATCH (s)-[r:REPORTS_RESULT|ON|OF|MEASURED_BY]-() SET r.retired = $now
"""
PUT_RESULTS = """
UNWIND $rows AS row
MATCH (p:Paper {id: row.paper})
CREATE (p)-[:REPORTS_RESULT {added: $now}]->(s:Result {added: $now})
SET s += row.properties
WITH s, row
CALL (s, row) { MATCH (e:Entity {id: row.benchmark}) CREATE (s)-[:ON {added: $now}]->(e) }
CALL (s, row) { MATCH (e:Entity {id: row.method}) CREATE (s)-[:OF {added: $now}]->(e) }
CALL (s, row) { MATCH (e:Entity {id: row.metric}) CREATE (s)-[:MEASURED_BY {added: $now}]->(e) }
"""
