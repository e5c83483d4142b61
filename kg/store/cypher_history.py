"""The Cypher statements that tell what changed; see `kg.store.cypher`, whose rules hold here too."""

from kg.history import ChangeKind

_HELD = "{0}.added <= $asOf AND ({0}.retired IS NULL OR {0}.retired > $asOf)"


def as_of(statement: str) -> str:
    """Return a statement on live papers `p` and edges `r` as one on those of the moment `$asOf`.

    A paper that turned out to be another one has no id left: the other stands for both.
    """
    held = f"{_HELD.format('p')} AND p.id IS NOT NULL"
    return statement.replace("p.retired IS NULL", held).replace("r.retired IS NULL", _HELD.format("r"))


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
