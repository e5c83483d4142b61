"""The Cypher statements that count papers by something; see `kg.store.cypher`, whose rules hold here too."""

from kg.facets import Facet
from kg.store.base import PaperFilter
from kg.store.cypher import USE_TYPES
from kg.store.cypher_history import as_of
from kg.store.cypher_reads import matching_papers

_HOLDS = "r.retired IS NULL AND type(r) IN $types AND r.confidence >= $minConfidence"
_EDGES = f"MATCH (p)-[r:{USE_TYPES}]->(e:Entity) WHERE {_HOLDS}"
_LABELS = "UNWIND [label IN labels(e) WHERE label <> 'Entity'] AS value"
_YEAR = "left(p.date, 4)"

_OF_PAPERS = {
    Facet.YEAR: f"RETURN {_YEAR} AS value, count(p) AS papers",
    Facet.ROLE: f"WITH p {_EDGES} RETURN type(r) AS value, count(DISTINCT p) AS papers",
    Facet.TYPE: f"WITH p {_EDGES} WITH DISTINCT p, e {_LABELS} RETURN value, count(DISTINCT p) AS papers",
}
_IS_NAMED = "any(ids IN $groups WHERE e.id IN ids)"
_TO_NAMED = f"WITH p {_EDGES} AND {_IS_NAMED} RETURN type(r) AS value, count(DISTINCT p) AS papers"

_USES = f"""
UNWIND range(0, size($groups) - 1) AS number
WITH number, $groups[number] AS ids
CALL (ids) {{
    MATCH (p:Paper)-[r:{USE_TYPES}]->(e:Entity) WHERE e.id IN ids AND {_HOLDS}"""
_EACH = "} RETURN number, value, papers"
OF_USES = {
    Facet.YEAR: f"{_USES} RETURN {_YEAR} AS value, count(DISTINCT p) AS papers {_EACH}",
    Facet.ROLE: f"{_USES} RETURN type(r) AS value, count(DISTINCT p) AS papers {_EACH}",
    Facet.TYPE: f"{_USES} WITH DISTINCT p {_EDGES} {_LABELS} RETURN value, count(DISTINCT p) AS papers {_EACH}",
}


def of_papers(where: PaperFilter, by: Facet) -> str:
    """Return the statement that counts the papers under the kinds of conditions that `where` has."""
    last = _TO_NAMED if where.entities and by is Facet.ROLE else _OF_PAPERS[by]
    return f"{matching_papers(where)} {last if where.as_of is None else as_of(last)}"
