"""The Cypher statements that tell what changed; see `kg.store.cypher`, whose rules hold here too."""

from kg.history import ChangeKind

_PAGES = " UNION ALL ".join(
    f"""
MATCH (p:Paper) WHERE p.{kind} >= $since AND p.{kind} <= $at
WITH p, coalesce(p.id, p.absorbedId) AS id
WHERE p.{kind} < $at OR id > $id OR (id = $id AND '{kind}' > $kind)
RETURN '{kind}' AS kind, p.{kind} AS at, id, p.title AS title, p.date AS date
ORDER BY at DESC, id LIMIT $limit"""
    for kind in ChangeKind
)
CHANGES = f"CALL () {{ {_PAGES} }} RETURN kind, at, id, title, date ORDER BY at DESC, id, kind LIMIT $limit"
_COUNTS = " + ".join(f"COUNT {{ MATCH (p:Paper) WHERE p.{kind} >= $since }}" for kind in ChangeKind)
COUNT_CHANGES = f"RETURN {_COUNTS} AS changes"
