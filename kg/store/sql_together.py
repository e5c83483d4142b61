"""What the SQLite store asks about papers that share entities, and the count of live papers that triggers keep."""

# ruff: noqa: S608 - of our own names; values are parameters

from collections.abc import Collection

from kg.model import EntityType
from kg.store.sql_schema import LABELS

TOTAL = "SELECT papers FROM meta"
KIN = """
WITH RECURSIVE up(pk) AS (
  SELECT pk FROM entity WHERE id IN (SELECT value FROM json_each(?))
  UNION SELECT e.variant_of FROM up JOIN entity e ON e.pk = up.pk WHERE e.variant_of IS NOT NULL)
SELECT pk FROM up"""
RAREST = """
SELECT e.id, e.asserted, i.paper FROM paper_id i JOIN paper p ON p.pk = i.paper AND p.retired IS NULL
JOIN edge d ON d.paper = p.pk AND d.retired IS NULL AND d.relation <> 'mentions' JOIN entity e ON e.pk = d.entity
WHERE i.id = ? AND e.asserted > 1 GROUP BY e.pk ORDER BY e.asserted, e.id LIMIT ?"""


def used_with(types: Collection[EntityType]) -> str:
    """Return the statement that counts which entities of some types the papers `:papers` use, `:kin` left out."""
    labels = " OR ".join(f"e.{LABELS[type_]}" for type_ in EntityType if type_ in types)
    return f"""
WITH RECURSIVE met(paper, entity) AS (
  SELECT k.value, d.entity FROM json_each(:papers) k JOIN edge d ON d.paper = k.value AND d.retired IS NULL
  JOIN entity e ON e.pk = d.entity
  WHERE d.relation IN (SELECT value FROM json_each(:roles)) AND ({labels})
  UNION SELECT m.paper, e.variant_of FROM met m JOIN entity e ON e.pk = m.entity WHERE e.variant_of IS NOT NULL)
SELECT e.id, count(*) AS together FROM met m JOIN entity e ON e.pk = m.entity
WHERE m.entity NOT IN (SELECT value FROM json_each(:kin)) AND ({labels})
GROUP BY m.entity ORDER BY together DESC, e.name_fold, e.id LIMIT :first"""
