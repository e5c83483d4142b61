"""How the Neo4j store lists and counts the papers of entities; see `kg.store.cypher`, whose rules hold here too.

A live edge from a paper carries the id of its entity and the date that it sorts by, and each relationship type has an
index on the two: a page of a popular entity is one seek for each entity and relation, which stops after the page. A
retired edge has no `entity`, so the indexes hold nothing else. The count of an entity with all of its variants is kept
(`paperCount`); other counts read the edges.
"""

from collections.abc import Sequence

from kg.model import ASSERTED, Relation
from kg.store.cypher import TYPE

SCHEMA = tuple(
    f"CREATE INDEX {type_.lower()}_of_entity IF NOT EXISTS FOR ()-[r:{type_}]-() ON (r.entity, r.sortDate)"
    for type_ in TYPE.values()
)

_GROUPS = """
UNWIND range(0, size($groups) - 1) AS number
WITH number, $groups[number] AS ids
"""
# An order that names the index's first property, though it is the same for all, is what the index is read in.
_EDGES = {
    relation: f"""
        MATCH (p)-[r:{type_}]->() WHERE r.entity = id AND r.sortDate <= $place"""
    for relation, type_ in TYPE.items()
}
_IS_SURE = " AND r.confidence >= $minConfidence"
_PAGE = f"""{_IS_SURE}
            AND ($id IS NULL OR r.sortDate < $place OR p.id > $id)
        WITH r, p ORDER BY r.entity DESC, r.sortDate DESC, p.id LIMIT $limit RETURN r"""
FIRST, LAST = "~", ""
"""The places before that of every date, and of no date."""

_KEPT = """
    OPTIONAL MATCH (e:Entity) WHERE e.id IN ids AND e.retired IS NULL
    WITH collect(e) AS live
    WITH live, [e IN live WHERE NOT EXISTS { MATCH (e)-[:VARIANT_OF]->(parent) WHERE parent IN live }] AS roots
    WITH live, size(roots) AS count, roots[0] AS root
    RETURN CASE WHEN count = 1 AND NOT EXISTS {
        MATCH (v:Entity)-[:VARIANT_OF*1..]->(root) WHERE v.retired IS NULL AND NOT v IN live
    } THEN root.paperCount END AS kept"""
"""The kept count of a group that is an entity with all of its live variants; null for any other group."""


FROM_THE_NEWEST = {"place": FIRST, "id": None, "minConfidence": 0.0}
"""The parameters of `newest_edges` for a page that begins with the newest and takes every edge."""


def newest_edges(roles: Sequence[Relation]) -> str:
    """Return what goes into `CALL (id) { }` and yields `r`: the next edges to the entity of that id, newest first.

    At most `$limit` of each relation, after `$place` and `$id`, as sure as `$minConfidence`.
    """
    return "\n        UNION ALL".join(_EDGES[role] + _PAGE for role in Relation if role in roles)


def uses_page(roles: Sequence[Relation], *, paper: str, use: str) -> str:
    """Return the statement of a page of the papers of each group; `paper` and `use` say what to return of each."""
    return f"""{_GROUPS}CALL (ids) {{
    UNWIND ids AS id
    CALL (id) {{{newest_edges(roles)}
    }}
    WITH startNode(r) AS p, r.sortDate AS place, collect(r) AS edges
    WITH p, place, edges ORDER BY place DESC, p.id LIMIT $limit
    RETURN {paper}, [r IN edges | {use}] AS uses, place
}}
RETURN number, paper, uses ORDER BY number, place DESC, paper.id
"""


def counted(roles: Sequence[Relation], *, is_any_sure: bool, is_one: bool = False) -> str:
    """Return what goes into `CALL (ids) { }` and yields `total`: how many papers have such an edge to one of them.

    With `is_any_sure` no edge is too unsure, so that the index alone tells; with `is_one` there is one id, to which a
    paper has one edge of each relation.
    """
    condition = "" if is_any_sure else _IS_SURE
    every = [edges.replace("$place", f"'{FIRST}'") + condition for role, edges in _EDGES.items() if role in roles]
    if is_one and len(every) == 1:
        return f"UNWIND ids AS id {every[0]} RETURN count(r) AS total"
    edges = "\n        UNION ALL".join(f"{edges} RETURN p" for edges in every)
    return f"""
    UNWIND ids AS id
    CALL (id) {{{edges}
    }}
    RETURN count(DISTINCT p) AS total"""


def uses_count(roles: Sequence[Relation], *, is_any_sure: bool) -> str:
    """Return the statement that counts the papers of each group; for the usual question a kept count may answer."""
    is_kept = is_any_sure and set(roles) == set(ASSERTED)
    kept = f"CALL (ids) {{{_KEPT} }}" if is_kept else "WITH number, ids, null AS kept"
    return f"""{_GROUPS}{kept}
WITH number, kept, CASE WHEN kept IS NULL THEN ids ELSE [] END AS ids
CALL (ids) {{{counted(roles, is_any_sure=is_any_sure)}
}}
RETURN coalesce(kept, total) AS papers ORDER BY number
"""
