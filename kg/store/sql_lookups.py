"""The SQL statements of a whole look-up, which read no texts; see `kg.store.sql`, whose rules hold here too."""

# ruff: noqa: S608 - statements are made here alone, of our own names; what users give comes as parameters

from kg.store import sql_boards
from kg.store.sql_schema import LABELS

_LABELS = ", ".join(f"e.{label}" for label in LABELS.values())

FAMILY = """
WITH RECURSIVE down(pk) AS (
  SELECT pk FROM entity WHERE id = ? UNION SELECT e.pk FROM down JOIN entity e ON e.variant_of = down.pk)
SELECT e.id FROM down JOIN entity e ON e.pk = down.pk WHERE e.retired IS NULL"""
HEADS_BY_PK = "SELECT p.pk, p.id, p.title, p.date FROM json_each(?) k JOIN paper p ON p.pk = k.value"
USES_BESIDE = f"""
SELECT k.key, d.relation, d.confidence, e.id, e.name, {_LABELS}
FROM json_each(:papers) k CROSS JOIN paper p ON p.id = k.value AND p.retired IS NULL
CROSS JOIN edge d ON d.paper = p.pk AND d.retired IS NULL CROSS JOIN entity e ON e.pk = d.entity
WHERE +d.relation IN (SELECT value FROM json_each(:relations)) ORDER BY e.name_fold, e.id"""
"""Reads the few edges of each paper, as CROSS JOIN and the sign have it."""


def _head(entity: str) -> str:
    labels = ", ".join(f"{entity}.{label}" for label in LABELS.values())
    return f"json_array({entity}.id, {entity}.name, {entity}.retired IS NULL, {labels})"


def _rows(order: str) -> str:
    # A number goes as text: JSON of SQLite's own has 15 digits of it, and may need 17.
    return f"""(SELECT json_group_array(json(line)) FROM (
    SELECT json_array(r.value, printf('%!.17g', r.number), p.id, p.title, {_head("n")}) AS line
    FROM result r JOIN paper p ON p.pk = r.paper LEFT JOIN entity n ON n.pk = r.method
    WHERE r.board = b.pk AND r.retired IS NULL ORDER BY r.number {order}, r.id, p.id LIMIT :rows))"""


BOARDS = f"""
SELECT json_group_array(json(told)) FROM (
  SELECT json_array(b.setting, b.unit, b.is_delta, b.results, b.up, b.down, {_head("e")}, {_head("m")},
    json(CASE WHEN {sql_boards.IS_LOWEST_FIRST} THEN {_rows("ASC")} ELSE {_rows("DESC")} END)) AS told
  {sql_boards.FIRST_BOARDS})"""
"""All of the boards in one row: every row that is fetched costs a change of threads."""
