"""The SQL statements that tell what changed; see `kg.store.sql`, whose rules hold here too."""

# ruff: noqa: S608 - statements are made here alone, of our own names; what users give comes as parameters

from kg.history import ChangeKind

_PAGES = " UNION ALL ".join(
    f"""
SELECT * FROM (
  SELECT '{kind}' AS kind, p.{kind} AS at, p.id AS id, p.title, p.date FROM paper p
  WHERE p.{kind} >= :since AND p.{kind} <= :at AND (p.{kind} < :at OR (p.id, '{kind}') > (:id, :kind))
  ORDER BY p.{kind} DESC, p.id LIMIT :limit)"""
    for kind in ChangeKind
)
CHANGES = f"{_PAGES} ORDER BY at DESC, id, kind LIMIT :limit"
"""Each kind by its own index and no more than a page of it, so that a page costs the page."""
COUNT_CHANGES = "SELECT " + " + ".join(f"(SELECT count(*) FROM paper WHERE {kind} >= :since)" for kind in ChangeKind)
