"""The Cypher statements that answer questions; see `kg.store.cypher`, whose rules hold here too.

Pages are put together from the constants of this module alone: which conditions a caller gave decides which constants.
"""

from collections.abc import Sequence

from kg.model import ASSERTED, EntityType, Relation
from kg.store import cypher_uses
from kg.store.base import EntityOrder, PaperFilter, PaperOrder
from kg.store.cypher import TYPE, USE_TYPES
from kg.store.cypher_history import as_of
from kg.text import terms

_PAPER = """p {
    .id, .ids, .title, .abstract, .authors, .organization, .date, .url, .isSummary
} AS paper"""
_ENTITY = """e {
    .id, .name, .aliases, .url, .paperCount,
    types: [label IN labels(e) WHERE label <> 'Entity'], variantOf: head([(e)-[:VARIANT_OF]->(v) | v.id])
} AS entity"""
_USE = "{entity: e.id, type: type(r), confidence: r.confidence, evidence: r.evidence}"
_HOLDS = "r.retired IS NULL AND type(r) IN $types AND r.confidence >= $minConfidence"

PAPERS = f"""
MATCH (i:PaperId)-[:IDENTIFIES]->(p:Paper) WHERE i.id IN $ids AND p.retired IS NULL RETURN i.id AS key, {_PAPER}
"""
ENTITIES = f"""
MATCH (given:Entity) WHERE given.id IN $ids
WITH given.id AS key, coalesce(head([(given)-[s:SAME_AS]->(now) WHERE s.retired IS NULL | now]), given) AS e
WHERE e.retired IS NULL RETURN key, {_ENTITY}
"""
FIND = f"""
MATCH (a:Alias)-[:NAMES]->(e:Entity)
WHERE a.key IN $keys AND e.retired IS NULL AND any(label IN labels(e) WHERE label IN $labels)
RETURN a.key AS key, {_ENTITY}
"""
VARIANTS = f"""
MATCH (parent:Entity)<-[:VARIANT_OF*1..]-(e:Entity) WHERE parent.id IN $ids AND e.retired IS NULL AND e <> parent
WITH DISTINCT parent.id AS key, e
RETURN key, {_ENTITY}
"""
DIRECT_VARIANTS = VARIANTS.replace("*1..", "")
USES_OF = f"""
MATCH (i:PaperId)-[:IDENTIFIES]->(p:Paper)-[r:{USE_TYPES}]->(e:Entity)
WHERE i.id IN $ids AND p.retired IS NULL AND r.retired IS NULL AND type(r) IN $types
RETURN i.id AS key, p.id AS paper, {_USE} AS use, {_ENTITY}
"""
RESULTS_OF = """
MATCH (i:PaperId)-[:IDENTIFIES]->(p:Paper)-[:REPORTS_RESULT]->(s:Result)
WHERE i.id IN $ids AND p.retired IS NULL AND s.retired IS NULL
RETURN i.id AS key, p.id AS paper, s {
    .id, .value, .number, .unit, .isDelta, .setting, .higherIsBetter, .evidence,
    benchmark: head([(s)-[:ON]->(e) | e.id]), method: head([(s)-[:OF]->(e) | e.id]),
    metric: head([(s)-[:MEASURED_BY]->(e) | e.id])
} AS result
"""

_AFTER_NEWEST = "place < $place OR (place = $place AND p.id > $id)"
BARE = "'[]'"
"""What stands for evidence that nobody asked for."""
BARE_USES_OF = USES_OF.replace("r.evidence", BARE)
"""The same without evidence, which is most of what there is to read."""


def uses_page(roles: Sequence[Relation], *, evidence: bool = True) -> str:
    """Return the statement of a page of the papers of each group of entities, newest first."""
    page = cypher_uses.uses_page(roles, paper=_PAPER, use=_USE.replace("e.id", "r.entity"))
    return page if evidence else page.replace("r.evidence", BARE)


FORMS = """
MATCH (e:Entity) WHERE e.id > $after AND e.retired IS NULL
RETURN e {.id, .name, .aliases, .paperCount, types: [label IN labels(e) WHERE label <> 'Entity']} AS entity
ORDER BY e.id LIMIT $limit
"""

CHANGED_FORMS = """
MATCH (b:Benchgraph {name: 'graph'})
OPTIONAL MATCH (e:Entity) WHERE e.changed > $since
RETURN b.revision AS revision, collect(e {
    .id, .name, .aliases, .paperCount, .retired, types: [label IN labels(e) WHERE label <> 'Entity']
}) AS entities
"""


def _live(pattern: str, name: str) -> str:
    return f"COUNT {{ {pattern} }} - COUNT {{ MATCH {pattern} WHERE {name}.retired IS NOT NULL }}"


STATS = f"""
MATCH (b:Benchgraph {{name: 'graph'}})
RETURN b.revision AS revision, {_live("(p:Paper)", "p")} AS papers, {_live("(s:Result)", "s")} AS results,
    {_live("()-[r:VARIANT_OF]->()", "r")} AS variants,
    {{{", ".join(f"{label}: {_live(f'(e:{label})', 'e')}" for label in EntityType)}}} AS entities,
    {{{", ".join(f"{type_}: {_live(f'()-[r:{type_}]->()', 'r')}" for type_ in TYPE.values())}}} AS relations
"""

# ---------------------------------------------------------------------------------------------- pages of papers

# Where a search starts, from the condition that usually leaves the fewest to the one that leaves the most.
_START_ENTITIES = f"MATCH (p:Paper)-[r:{USE_TYPES}]->(e:Entity) WHERE e.id IN $groups[0] AND {_HOLDS} WITH DISTINCT p"
_START_AUTHOR = "CALL db.index.fulltext.queryNodes('paper_author', $authorQuery) YIELD node AS p WITH p"
_START_TEXT = "CALL db.index.fulltext.queryNodes('paper_text', $textQuery) YIELD node AS p WITH p"
_START_ALL = "MATCH (p:Paper) WITH p"
_START_NEWEST = "MATCH (p:Paper) WHERE p.sortDate <= coalesce($place, '~') WITH p"

_LIVE = "p.retired IS NULL"
_AUTHOR = "p.searchAuthors CONTAINS $author"
_TEXT = "all(term IN $terms WHERE p.searchText CONTAINS term)"
_ORGANIZATION = "p.organizationKey = $organization"
_AFTER_DATE = "p.date >= $publishedAfter"
_BEFORE_DATE = "p.date <= $publishedBefore"
_GROUPS = f"""all(entities IN $groups WHERE EXISTS {{
    MATCH (p)-[r:{USE_TYPES}]->(e:Entity) WHERE e.id IN entities AND {_HOLDS}
}})"""
_ANY_EDGE = f"EXISTS {{ MATCH (p)-[r:{USE_TYPES}]->(:Entity) WHERE {_HOLDS} }}"

_AFTER = "$id IS NULL OR place > $place OR (place = $place AND p.id > $id)"
_PAGE = {
    PaperOrder.NEWEST: f"""
WITH p, p.sortDate AS place WHERE $id IS NULL OR {_AFTER_NEWEST}
WITH p, place ORDER BY place DESC, p.id LIMIT $limit RETURN {_PAPER} ORDER BY place DESC, p.id""",
    PaperOrder.OLDEST: f"""
WITH p, coalesce(p.date, '~') AS place WHERE {_AFTER}
WITH p, place ORDER BY place, p.id LIMIT $limit RETURN {_PAPER} ORDER BY place, p.id""",
    PaperOrder.TITLE: f"""
WITH p, p.sortTitle AS place WHERE {_AFTER}
WITH p, place ORDER BY place, p.id LIMIT $limit RETURN {_PAPER} ORDER BY place, p.id""",
}


def papers_page(where: PaperFilter, order: PaperOrder) -> str:
    """Return the statement of a page in this order, for the kinds of conditions that `where` has."""
    narrow = where.entities or where.author is not None or terms(where.text or "")
    start = _START_NEWEST if order is PaperOrder.NEWEST and not narrow else _start(where)
    return _of_moment(where, f"{start} WHERE {_conditions(where)} {_PAGE[order]}")


def papers_count(where: PaperFilter) -> str:
    """Return the statement that counts the papers under the kinds of conditions that `where` has."""
    return f"{matching_papers(where)} RETURN count(p) AS papers"


def matching_papers(where: PaperFilter) -> str:
    """Return the part of a statement that binds `p` to each paper that matches, once."""
    return _of_moment(where, f"{_start(where)} WHERE {_conditions(where)}")


def _of_moment(where: PaperFilter, statement: str) -> str:
    return statement if where.as_of is None else as_of(statement)


def _start(where: PaperFilter) -> str:
    if where.entities:
        return _START_ENTITIES
    if where.author is not None:
        return _START_AUTHOR
    return _START_TEXT if terms(where.text or "") else _START_ALL


def _conditions(where: PaperFilter) -> str:
    given = {
        _LIVE: True,
        _AUTHOR: where.author is not None,
        _TEXT: where.entities or where.author is not None,
        _ORGANIZATION: where.organization is not None,
        _AFTER_DATE: where.published_after is not None,
        _BEFORE_DATE: where.published_before is not None,
        _GROUPS: len(where.entities) > 1,
        _ANY_EDGE: not where.entities and (set(where.roles) != set(ASSERTED) or where.min_confidence > 0),
    }
    return " AND ".join(condition for condition, holds in given.items() if holds)


# -------------------------------------------------------------------------------------------- pages of entities

# Both read an index in its order, and so no more than the page and what ties with it.
_START_LABEL = {
    EntityOrder.POPULAR: {
        label: f"MATCH (e:{label}) WHERE e.paperCount <= coalesce($place, 1000000000) AND e.retired IS NULL WITH e"
        for label in EntityType
    },
    EntityOrder.NAME: {
        label: f"MATCH (e:{label}) WHERE e.sortName >= coalesce($place, '') AND e.retired IS NULL WITH e"
        for label in EntityType
    },
}
_START_PREFIX = {
    label: f"""
MATCH (a:Alias)-[:NAMES]->(e:{label}) WHERE a.key STARTS WITH $prefix AND e.retired IS NULL WITH DISTINCT e"""
    for label in EntityType
}
_ENTITY_PAGE = {
    EntityOrder.POPULAR: f"""
WITH e WHERE $id IS NULL OR e.paperCount < $place OR e.id > $id
WITH e ORDER BY e.paperCount DESC, e.id LIMIT $limit RETURN {_ENTITY} ORDER BY e.paperCount DESC, e.id""",
    EntityOrder.NAME: f"""
WITH e WHERE $id IS NULL OR e.sortName > $place OR e.id > $id
WITH e ORDER BY e.sortName, e.id LIMIT $limit RETURN {_ENTITY} ORDER BY e.sortName, e.id""",
}


def entities_page(type_: EntityType, order: EntityOrder, *, by_prefix: bool) -> str:
    """Return the statement of a page of the entities with this label, those with a prefix alone if `by_prefix`."""
    return (_START_PREFIX if by_prefix else _START_LABEL[order])[type_] + _ENTITY_PAGE[order]


def entities_count(type_: EntityType, *, by_prefix: bool) -> str:
    """Return the statement that counts the entities with this label, those with a prefix alone if `by_prefix`."""
    if by_prefix:
        return f"{_START_PREFIX[type_]} RETURN count(e) AS entities"
    return f"RETURN {_live(f'(e:{type_})', 'e')} AS entities"
