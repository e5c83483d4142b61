"""The Cypher statements that walk the graph; see `kg.store.cypher`, whose rules hold here too.

A step is put together from those of its parts that a question leaves open, and names no more types than it asks for.
Each part gives one list of columns, so that all of an answer is one record, which takes the driver no longer than some
twenty values do.
"""

import functools
from collections.abc import Set
from dataclasses import dataclass

from kg.graph import ENTITY_TYPES, RANK, EdgeType, NodeType
from kg.model import Relation
from kg.store.codec import CONFIDENCE
from kg.store.cypher import USE_TYPES

CYPHER_TYPE = {type_: type_.value.upper() for type_ in EdgeType}
"""The relationship type of each kind of edge."""

_PAPER = "p {.id, .title, .date} AS paper, null AS entity, null AS result"
_ENTITY = "null AS paper, e {.id, .name, .paperCount, types: labels(e)} AS entity, null AS result"
_RESULT = "null AS paper, null AS entity, s {.id, .value, .unit, .isDelta, .setting} AS result"

NODES = f"""
MATCH (i:PaperId)-[:IDENTIFIES]->(p:Paper) WHERE i.id IN $ids AND p.retired IS NULL RETURN i.id AS id, {_PAPER}
UNION ALL
MATCH (e:Entity) WHERE e.id IN $ids AND e.retired IS NULL RETURN e.id AS id, {_ENTITY}
UNION ALL
MATCH (s:Result) WHERE s.id IN $ids AND s.retired IS NULL RETURN s.id AS id, {_RESULT}
"""

# The columns that tell of nodes; the last, of the few edges that lead from each: type, id, confidence. No value in them
# is null, since `collect` leaves nulls out.
PAPERS = "collect(p.id), collect(p.title), collect(p.sortDate), collect(%(of_paper)s)"
ENTITIES = "collect(e.id), collect(e.name), collect(e.paperCount), collect(labels(e)), collect(%(of_entity)s)"
_SURE = f"split(s.evidence, '{CONFIDENCE}')[-1]"
RESULTS = f"""collect(s.id), collect(s.value), collect(s.unit), collect(s.isDelta), collect(coalesce(s.setting, '')),
        collect({_SURE}), collect(%(of_result)s)"""

_USES = frozenset(EdgeType(relation) for relation in Relation)
_ENDS = frozenset({EdgeType.ON, EdgeType.OF, EdgeType.MEASURED_BY})
_REPORTS = frozenset({EdgeType.REPORTS_RESULT})
_FAMILY = frozenset({EdgeType.VARIANT_OF})
_ANY = frozenset(NodeType)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a step reads from the nodes of one kind: by which edges, to find which types, and in which columns."""

    name: str
    kind: str
    edges: frozenset[EdgeType]
    types: frozenset[NodeType]
    text: str


# The edges of papers and results, and those to parents, are few, and are all told, for the edges among known nodes.
# Of those that hubs have no more is read than there is room for: papers from an index, in its order.
_PARTS = (
    _Part(
        *("entities_of_papers", "papers", _USES, _ANY),
        f"""
    UNWIND range(0, size($papers) - 1) AS place
    MATCH (p:Paper {{id: $papers[place]}}) MATCH (p)-[r:%(edges)s]->(e) WHERE r.retired IS NULL
    WITH e, collect(place) AS places, collect(type(r)) AS types, collect(r.confidence) AS sure
    RETURN [{ENTITIES}, collect(places), collect(types), collect(sure)]""",
    ),
    _Part(
        *("results_of_papers", "papers", _REPORTS, _ANY),
        f"""
    MATCH (p:Paper) WHERE p.id IN $papers MATCH (p)-[:REPORTS_RESULT]->(s) WHERE s.retired IS NULL
    RETURN [{RESULTS}, collect(p.id)]""",
    ),
    _Part(
        *("parents_of_entities", "entities", _FAMILY, _ANY),
        f"""
    MATCH (n:Entity) WHERE n.id IN $entities MATCH (n)-[:VARIANT_OF]->(e) WHERE e.retired IS NULL
    RETURN [{ENTITIES}, collect(n.id)]""",
    ),
    _Part(
        *("entities_of_results", "results", _ENDS, _ANY),
        f"""
    MATCH (s:Result) WHERE s.id IN $results AND s.retired IS NULL
    MATCH (s)-[r:%(edges)s]->(e) WHERE e.retired IS NULL
    RETURN [{ENTITIES}, collect(s.id), collect(type(r))]""",
    ),
    _Part(
        *("papers_of_entities", "entities", _USES, frozenset({NodeType.PAPER})),
        f"""
    UNWIND $entities AS id
    CALL (id) {{%(newest)s
    }}
    WITH p, min(rank) AS rank ORDER BY rank, p.sortDate DESC, p.id LIMIT $first
    RETURN [{PAPERS}, collect(rank)]""",
    ),
    _Part(
        *("variants_of_entities", "entities", _FAMILY, ENTITY_TYPES),
        f"""
    MATCH (n:Entity) WHERE n.id IN $entities MATCH (n)<-[:VARIANT_OF]-(e)
    WHERE e.retired IS NULL AND (%(labels)s) AND NOT e.id IN $known
    WITH e ORDER BY e.paperCount DESC, e.id LIMIT $first
    RETURN [{ENTITIES}]""",
    ),
    _Part(
        *("results_of_entities", "entities", _ENDS, frozenset({NodeType.RESULT})),
        f"""
    MATCH (e:Entity) WHERE e.id IN $entities
    MATCH (e)<-[r:%(edges)s]-(s) WHERE s.retired IS NULL AND NOT s.id IN $known
    WITH s, min(CASE type(r) %(ranks)s END) AS rank ORDER BY rank, s.id LIMIT $first
    RETURN [{RESULTS}, collect(rank)]""",
    ),
    _Part(
        *("papers_of_results", "results", _REPORTS, frozenset({NodeType.PAPER})),
        f"""
    MATCH (s:Result) WHERE s.id IN $results AND s.retired IS NULL
    MATCH (s)<-[:REPORTS_RESULT]-(p) WHERE NOT p.id IN $known
    WITH DISTINCT p RETURN [{PAPERS}]""",
    ),
    _Part(
        *("evidence_of_results", "unsure", _REPORTS | _ENDS, _ANY),
        f"""
    MATCH (s:Result) WHERE s.id IN $unsure AND s.retired IS NULL RETURN [collect(s.id), collect({_SURE})]""",
    ),
)
# An order that names the index's first property, though it is the same for all, is what the index is read in.
_NEWEST = """
        MATCH (p)-[r:{type_}]->() WHERE r.entity = id AND r.sortDate <= '~' AND NOT p.id IN $known
        WITH r, p ORDER BY r.entity DESC, r.sortDate DESC, p.id LIMIT $first RETURN p, {rank} AS rank"""


@functools.lru_cache(maxsize=256)
def step(edges: frozenset[EdgeType], types: frozenset[NodeType], kinds: frozenset[str], *, is_last: bool) -> str:
    """Return the statement of a step from nodes of some kinds, whose ids are its parameters of these names.

    It leaves out `$known` nodes where it says no edges. In the last step nodes bring the edges that they have
    themselves. Empty where nothing is left open.
    """
    own = _own(edges if is_last else frozenset())
    labels = " OR ".join(f"e:{type_}" for type_ in sorted(types & ENTITY_TYPES))
    parts = {
        part.name: part.text % (own | {"labels": labels} | _follows(part.edges & edges))
        for part in _PARTS
        if part.kind in kinds and part.edges & edges and (part.types == _ANY or part.types & types)
    }
    return _one_record(parts) if parts else ""


@functools.lru_cache(maxsize=256)
def edges_among(edges: frozenset[EdgeType]) -> str:
    """Return the statement that gives all edges among `$ids`."""
    parts = {
        "papers": "MATCH (p:Paper) WHERE p.id IN $ids RETURN [collect(p.id), collect(%(of_paper)s)]",
        "entities": """MATCH (e:Entity) WHERE e.id IN $ids AND e.retired IS NULL
    RETURN [collect(e.id), collect(%(of_entity)s)]""",
        "results": f"""MATCH (s:Result) WHERE s.id IN $ids AND s.retired IS NULL
    RETURN [collect(s.id), collect(%(of_result)s), collect({_SURE})]""",
    }
    own = _own(edges, among="x.id IN $ids")
    return _one_record({name: text % own for name, text in parts.items()})


def _own(edges: frozenset[EdgeType], *, among: str = "true") -> dict[str, str]:
    """Return for each kind of node what gives the edges that lead from it, which die with an entity or a result."""
    kinds = {
        "of_paper": ("p", _USES | _REPORTS, f"r.retired IS NULL AND x.retired IS NULL AND {among}"),
        "of_entity": ("e", _FAMILY, among),
        "of_result": ("s", _ENDS, among),
    }
    return {
        name: f"[({node})-[r:{_any(own & edges)}]->(x) WHERE {which} | [type(r), x.id, r.confidence]]"
        if own & edges
        else "[]"
        for name, (node, own, which) in kinds.items()
    }


def _follows(edges: frozenset[EdgeType]) -> dict[str, str]:
    ranked = sorted(edges, key=RANK.__getitem__)
    return {
        "edges": _any(edges),
        "ranks": " ".join(f"WHEN '{CYPHER_TYPE[type_]}' THEN {RANK[type_]}" for type_ in ranked),
        "newest": "\n        UNION ALL".join(
            _NEWEST.format(type_=CYPHER_TYPE[type_], rank=RANK[type_]) for type_ in ranked
        ),
    }


def _any(edges: Set[EdgeType]) -> str:
    return "|".join(CYPHER_TYPE[type_] for type_ in sorted(edges, key=RANK.__getitem__))


def _one_record(parts: dict[str, str]) -> str:
    calls = "\n".join(f"CALL () {{{text} AS {name}\n}}" for name, text in parts.items())
    return f"{calls}\nRETURN {', '.join(parts)}"


_PLACES = "UNWIND range(0, size($ids) - 1) AS place WITH place, $ids[place] AS id"
REACHED = f"""
{_PLACES} MATCH (n:Paper {{id: id}}) MATCH (n)-[r:{USE_TYPES}|REPORTS_RESULT]->(m)
WHERE m.retired IS NULL AND r.retired IS NULL AND type(r) IN $types RETURN m.id AS id, min(place) AS place
UNION ALL
{_PLACES} MATCH (n:Entity {{id: id}}) MATCH (n)<-[r:{USE_TYPES}|ON|OF|MEASURED_BY|VARIANT_OF]-(m)
WHERE m.retired IS NULL AND r.retired IS NULL AND type(r) IN $types RETURN m.id AS id, min(place) AS place
UNION ALL
{_PLACES} MATCH (n:Entity {{id: id}}) MATCH (n)-[r:VARIANT_OF]->(m)
WHERE m.retired IS NULL AND type(r) IN $types RETURN m.id AS id, min(place) AS place
UNION ALL
{_PLACES} MATCH (n:Result {{id: id}}) WHERE n.retired IS NULL MATCH (n)-[r:REPORTS_RESULT|ON|OF|MEASURED_BY]-(m)
WHERE m.retired IS NULL AND type(r) IN $types RETURN m.id AS id, min(place) AS place
"""
