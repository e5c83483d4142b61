"""The SQL statements that walk the graph; see `kg.store.sql`, whose rules hold here too.

Those that find neighbours give the rank of the best edge, a number that sorts among equals, and the id. Those that tell
what is reached give an id and the least key. `:relations` are the kinds of edge that may be followed.
"""

# ruff: noqa: S608 - statements are made here alone, of our own names; what users give comes as parameters

from collections.abc import Mapping

from kg.graph import RANK, EdgeType
from kg.store.sql_schema import LABELS

_LABEL_COLUMNS = ", ".join(f"e.{label}" for label in LABELS.values())
_IS_WANTED = f"({' OR '.join(f'(e.{label} AND :{label})' for label in LABELS.values())})"
_RANK = "CASE d.relation " + " ".join(f"WHEN '{type_}' THEN {rank}" for type_, rank in RANK.items()) + " END"
_RELATIONS = "(SELECT value FROM json_each(:relations))"

END_COLUMNS = {EdgeType.OF: "method", EdgeType.ON: "benchmark", EdgeType.MEASURED_BY: "metric"}
"""The column of `result` that holds the entity at the end of each of its edges."""

# Nodes

PAPER_NODES = """
SELECT k.key, p.id, p.title, p.date FROM json_each(?) k JOIN paper_id i ON i.id = k.value
JOIN paper p ON p.pk = i.paper WHERE p.retired IS NULL"""
ENTITY_NODES = f"""
SELECT k.key, e.id, e.name, e.asserted, {_LABEL_COLUMNS} FROM json_each(?) k JOIN entity e ON e.id = k.value
WHERE e.retired IS NULL"""
RESULT_NODES = """
SELECT k.key, r.id, r.value, r.unit, r.is_delta, r.setting FROM json_each(?) k JOIN result r ON r.id = k.value
WHERE r.retired IS NULL ORDER BY r.paper DESC"""

PAPER_PKS = """
SELECT k.key, p.pk FROM json_each(?) k JOIN paper p ON p.id = k.value WHERE p.retired IS NULL ORDER BY k.key"""
ENTITY_PKS = """
SELECT k.key, e.pk FROM json_each(?) k JOIN entity e ON e.id = k.value WHERE e.retired IS NULL ORDER BY k.key"""
RESULT_PKS = """
SELECT k.key, r.pk FROM json_each(?) k JOIN result r ON r.id = k.value WHERE r.retired IS NULL ORDER BY k.key"""

# Neighbours of a frontier

ENTITIES_OF_PAPERS = f"""
SELECT min({_RANK}) AS rank, e.rarity, e.id
FROM json_each(:papers) k JOIN edge d ON d.paper = k.value AND d.retired IS NULL JOIN entity e ON e.pk = d.entity
WHERE d.relation IN {_RELATIONS} AND {_IS_WANTED} GROUP BY e.pk ORDER BY rank, e.rarity, e.id"""
FAMILY_OF_ENTITIES = f"""
SELECT {RANK[EdgeType.VARIANT_OF]} AS rank, e.rarity, e.id FROM entity e
WHERE e.retired IS NULL AND {_IS_WANTED} AND (
  e.pk IN (SELECT v.variant_of FROM json_each(:entities) k JOIN entity v ON v.pk = k.value)
  OR e.variant_of IN (SELECT value FROM json_each(:entities)))
ORDER BY rank, e.rarity, e.id"""
RESULTS_OF_PAPERS = f"""
SELECT {RANK[EdgeType.REPORTS_RESULT]} AS rank, 0, r.id
FROM json_each(:papers) k JOIN result r ON r.paper = k.value AND r.retired IS NULL ORDER BY r.id"""
PAPERS_OF_RESULTS = f"""
SELECT {RANK[EdgeType.REPORTS_RESULT]} AS rank, p.newest, p.id
FROM json_each(:results) k JOIN result r ON r.pk = k.value JOIN paper p ON p.pk = r.paper ORDER BY p.newest, p.id"""
ENTITIES_OF_RESULTS = f"""
SELECT min(rank) AS rank, e.rarity, e.id FROM (
{
    " UNION ALL ".join(
        f"SELECT {RANK[type_]} AS rank, r.{column} AS entity FROM json_each(:results) k JOIN result r ON r.pk = k.value"
        f" WHERE '{type_}' IN {_RELATIONS}"
        for type_, column in END_COLUMNS.items()
    )
}) JOIN entity e ON e.pk = entity WHERE e.retired IS NULL AND {_IS_WANTED}
GROUP BY e.pk ORDER BY 1, e.rarity, e.id"""
RESULTS_OF_ENTITY = {
    type_: f"SELECT r.id FROM result r WHERE r.{column} = ? AND r.retired IS NULL ORDER BY r.id"
    for type_, column in END_COLUMNS.items()
}
PAPERS_OF_ENTITY = """
SELECT d.newest, d.paper_id FROM edge d WHERE d.entity = ? AND d.relation = ? AND d.retired IS NULL
ORDER BY d.newest, d.paper_id"""

# Edges among some nodes

USES_AMONG = f"""
SELECT d.paper_id, e.id, d.relation, d.confidence
FROM json_each(:papers) k CROSS JOIN edge d ON d.paper = k.value AND d.retired IS NULL
CROSS JOIN entity e ON e.pk = d.entity
WHERE +d.entity IN (SELECT value FROM json_each(:entities)) AND +d.relation IN {_RELATIONS}"""
"""Reads the few edges of each paper, as CROSS JOIN and the signs have it, and neither those of a hub nor each pair."""
VARIANTS_AMONG = """
SELECT e.id, v.id, 'variant_of', 1.0
FROM json_each(:entities) k JOIN entity e ON e.pk = k.value JOIN entity v ON v.pk = e.variant_of
WHERE e.variant_of IN (SELECT value FROM json_each(:entities))"""
_SURE = "json_extract(r.evidence, '$[0].confidence')"
REPORTS_AMONG = f"""
SELECT p.id, r.id, 'reports_result', {_SURE}
FROM json_each(:results) k JOIN result r ON r.pk = k.value JOIN paper p ON p.pk = r.paper
WHERE r.paper IN (SELECT value FROM json_each(:papers))"""
ENDS_AMONG = {
    type_: f"""
SELECT r.id, e.id, '{type_}', {_SURE}
FROM json_each(:results) k JOIN result r ON r.pk = k.value JOIN entity e ON e.pk = r.{column}
WHERE r.{column} IN (SELECT value FROM json_each(:entities))"""
    for type_, column in END_COLUMNS.items()
}

# What a frontier reaches, each with the least place in it

USES = "uses of any relation"
"""Stands among the kinds of edge for all from a paper to an entity, which one statement follows."""

_FROM_PAPERS = "FROM json_each(:papers) k JOIN"
REACHED_FROM_PAPERS: Mapping[str, str] = {
    USES: f"""
SELECT e.id, min(k.key) {_FROM_PAPERS} edge d ON d.paper = k.value AND d.retired IS NULL
JOIN entity e ON e.pk = d.entity WHERE d.relation IN {_RELATIONS} GROUP BY e.pk""",
    EdgeType.REPORTS_RESULT: f"""
SELECT r.id, min(k.key) {_FROM_PAPERS} result r ON r.paper = k.value AND r.retired IS NULL GROUP BY r.id""",
}
REACHED_FROM_ENTITIES: Mapping[str, str] = {
    USES: f"""
SELECT d.paper_id, min(k.key) FROM json_each(:entities) k
JOIN edge d ON d.entity = k.value AND d.retired IS NULL AND d.relation IN {_RELATIONS} GROUP BY d.paper_id""",
    EdgeType.VARIANT_OF: """
SELECT v.id, min(k.key) FROM json_each(:entities) k JOIN entity e ON e.pk = k.value
JOIN entity v ON v.pk = e.variant_of WHERE v.retired IS NULL GROUP BY v.id
UNION ALL
SELECT v.id, min(k.key) FROM json_each(:entities) k JOIN entity v ON v.variant_of = k.value
WHERE v.retired IS NULL GROUP BY v.id""",
    **{
        type_: f"""
SELECT r.id, min(k.key) FROM json_each(:entities) k
JOIN result r ON r.{column} = k.value AND r.retired IS NULL GROUP BY r.id"""
        for type_, column in END_COLUMNS.items()
    },
}
REACHED_FROM_RESULTS: Mapping[str, str] = {
    EdgeType.REPORTS_RESULT: """
SELECT p.id, min(k.key) FROM json_each(:results) k JOIN result r ON r.pk = k.value
JOIN paper p ON p.pk = r.paper GROUP BY p.pk""",
    **{
        type_: f"""
SELECT e.id, min(k.key) FROM json_each(:results) k JOIN result r ON r.pk = k.value
JOIN entity e ON e.pk = r.{column} WHERE e.retired IS NULL GROUP BY e.pk"""
        for type_, column in END_COLUMNS.items()
    },
}
