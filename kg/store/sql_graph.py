"""The SQL statements that walk the graph; see `kg.store.sql`, whose rules hold here too.

Those that a walk asks answer with one row, of JSON: Python takes back its lock at each row, and reads JSON faster. The
row has an array for each column; only hubs give an array of rows each. Those that find neighbours tell the rank of the
best edge, a number that sorts among equals, the id, the key and the labels. Those that tell what is reached give an id
and the least key. `:relations` are the kinds of edge that may be followed.
"""

# ruff: noqa: S608 - statements are made here alone, of our own names; what users give comes as parameters

from collections.abc import Mapping

from kg.graph import RANK, EdgeType
from kg.model import Relation
from kg.store.sql_schema import LABELS, exact

_LABEL_COLUMNS = ", ".join(f"e.{label}" for label in LABELS.values())
_LABELS = f"({' | '.join(f'(e.{label} << {place})' for place, label in enumerate(LABELS.values()))})"
PAPER, RESULT = 0, -1
"""What stands for the labels of a node that is no entity; those of an entity are bits in the order of `LABELS`."""
_RANK = "CASE d.relation " + " ".join(f"WHEN '{type_}' THEN {rank}" for type_, rank in RANK.items()) + " END"
_RELATIONS = "(SELECT value FROM json_each(:relations))"

END_COLUMNS = {EdgeType.ON: "benchmark", EdgeType.OF: "method", EdgeType.MEASURED_BY: "metric"}
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
SELECT k.key, e.pk, e.variant_of FROM json_each(?) k JOIN entity e ON e.id = k.value
WHERE e.retired IS NULL ORDER BY k.key"""
RESULT_PKS = """
SELECT k.key, r.pk FROM json_each(?) k JOIN result r ON r.id = k.value WHERE r.retired IS NULL ORDER BY k.key"""

# What a walk finds next

_REPORTS = RANK[EdgeType.REPORTS_RESULT]


def _columns(*columns: str) -> str:
    return "SELECT " + ", ".join(f"json_group_array({column})" for column in columns)


_ENTITY = _columns("rank", "e.rarity", "e.id", "e.pk", _LABELS, "e.name", "e.variant_of")
_IS_WANTED = f"{_LABELS} & :labels"

ENTITIES_OF_PAPERS = f"""
{_ENTITY} FROM (
  SELECT d.entity, min({_RANK}) AS rank
  FROM json_each(:papers) k CROSS JOIN edge d ON d.paper = k.value AND d.retired IS NULL
  WHERE d.relation IN {_RELATIONS} GROUP BY d.entity
) CROSS JOIN entity e ON e.pk = entity WHERE {_IS_WANTED}"""
FAMILY_OF_ENTITIES = f"""
{_ENTITY} FROM (
  SELECT v.variant_of AS entity, {RANK[EdgeType.VARIANT_OF]} AS rank
  FROM json_each(:entities) k JOIN entity v ON v.pk = k.value
  UNION ALL
  SELECT v.pk, {RANK[EdgeType.VARIANT_OF]} FROM json_each(:entities) k JOIN entity v ON v.variant_of = k.value
) CROSS JOIN entity e ON e.pk = entity WHERE e.retired IS NULL AND {_IS_WANTED}"""
ENTITIES_OF_RESULTS = f"""
{_ENTITY} FROM (
{
    " UNION ALL ".join(
        f"SELECT r.{column} AS entity, {RANK[type_]} AS rank FROM json_each(:results) k JOIN result r ON r.pk = k.value"
        f" WHERE '{type_}' IN {_RELATIONS}"
        for type_, column in END_COLUMNS.items()
    )
}) CROSS JOIN entity e ON e.pk = entity WHERE e.retired IS NULL AND {_IS_WANTED}"""
RESULTS_OF_PAPERS = f"""
{_columns(str(_REPORTS), "0", "r.id", "r.pk", str(RESULT))}
FROM json_each(:papers) k CROSS JOIN result r ON r.paper = k.value AND r.retired IS NULL"""
PAPERS_OF_RESULTS = f"""
{_columns(str(_REPORTS), "p.newest", "p.id", "p.pk", str(PAPER))} FROM paper p
WHERE p.pk IN (SELECT r.paper FROM json_each(:results) k CROSS JOIN result r ON r.pk = k.value)"""

# Of each hub no more than a walk has room for, which the index gives in order.
_OF_EACH = """
SELECT json_group_array(json((SELECT json_group_array(json_array({row})) FROM ({some}
)))) FROM json_each(:hubs) k"""
_PAPERS_OF_EACH = _OF_EACH.format(
    row=f":rank, newest, paper_id, paper, {PAPER}",
    some="""
  SELECT d.newest, d.paper_id, d.paper FROM edge d WHERE d.entity = k.value AND d.relation = :relation
    AND d.retired IS NULL AND d.paper NOT IN (SELECT value FROM json_each(:known))
  ORDER BY d.newest, d.paper_id LIMIT :first""",
)
OF_EACH_HUB = {
    **{EdgeType(relation): _PAPERS_OF_EACH for relation in Relation},
    **{
        type_: _OF_EACH.format(
            row=f":rank, 0, id, pk, {RESULT}",
            some=f"""
  SELECT r.id, r.pk FROM result r WHERE r.{column} = k.value
    AND r.retired IS NULL AND r.pk NOT IN (SELECT value FROM json_each(:known))
  ORDER BY r.id LIMIT :first""",
        )
        for type_, column in END_COLUMNS.items()
    },
}
"""For each edge of which an entity may have very many: an array for each entity of those that lie at its other end."""

PAPERS_BY_PK = f"""
{_columns("p.pk", "p.title", "p.date")} FROM json_each(?) k CROSS JOIN paper p ON p.pk = k.value"""
RESULTS_BY_PK = f"""
{_columns("r.pk", "r.value", "r.unit", "r.is_delta", "r.setting")}
FROM json_each(?) k CROSS JOIN result r ON r.pk = k.value"""

# Edges among some nodes

USES_AMONG = f"""
{_columns("d.paper", "d.entity", _RANK, exact("d.confidence"))}
FROM json_each(:papers) k CROSS JOIN edge d ON d.paper = k.value AND d.retired IS NULL
WHERE +d.entity IN (SELECT value FROM json_each(:entities)) AND +d.relation IN {_RELATIONS}"""
"""Reads the few edges of each paper, as CROSS JOIN and the signs have it, and neither those of a hub nor each pair."""
_SURE = exact("json_extract(r.evidence, '$[0].confidence')")
ENDS = f"""
{_columns("r.pk", _SURE, "r.paper", *(f"r.{column}" for column in END_COLUMNS.values()))}
FROM json_each(:results) k CROSS JOIN result r ON r.pk = k.value"""
"""Of each result how sure it is, its paper, and the ends of its edges in the order of `kg.graph.RESULT_ENDS`."""

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
