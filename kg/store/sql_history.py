"""The SQL statements that tell what changed; see `kg.store.sql`, whose rules hold here too."""

# ruff: noqa: S608 - statements are made here alone, of our own names; what users give comes as parameters

from kg.history import ChangeKind

_HELD = "{0}.added <= :as_of AND ({0}.retired IS NULL OR {0}.retired > :as_of)"
_IS_ONE = "EXISTS (SELECT 1 FROM paper_id one WHERE one.paper = p.pk)"


def as_of(statement: str) -> str:
    """Return a statement on live papers `p` and edges `d` as one on those of the moment `:as_of`.

    A paper that turned out to be another one has no id left: the other stands for both.
    """
    held = f"{_HELD.format('p')} AND {_IS_ONE}"
    return statement.replace("p.retired IS NULL", held).replace("d.retired IS NULL", _HELD.format("d"))


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
