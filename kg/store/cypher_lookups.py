"""The Cypher statements of whole look-ups; see `kg.store.cypher`, whose rules hold here too.

They give lists and not maps, since the server and the driver take as long for each key as for a value.
"""

from kg.model import ASSERTED, Relation
from kg.store import cypher_boards, cypher_uses
from kg.store.cypher import TYPE
from kg.store.cypher_reads import _ENTITY
from kg.store.lookups import Wanted

_FIND = """
UNWIND range(0, size($names) - 1) AS number
CALL (number) {
    MATCH (:Alias {key: $keys[number]})-[:NAMES]->(e:Entity)
    WHERE e.retired IS NULL AND any(label IN labels(e) WHERE label IN $labels)
    RETURN e ORDER BY e.paperCount DESC, NOT $names[number] IN e.aliases, e.id LIMIT 1
}
WITH number, e, """
_ALONE = "[e.id] AS ids"
_FAMILY = "[e.id] + COLLECT { MATCH (e)<-[:VARIANT_OF*1..]-(v) WHERE v.retired IS NULL RETURN DISTINCT v.id } AS ids"
_NOTHING = "[]"


def look_up(wanted: Wanted) -> str:
    """Return the statement of look-ups with what is wanted; it gives `number`, `entity`, `ids`, `page` and `total`."""
    page = _page(wanted) if wanted.first and wanted.roles else f"WITH *, {_NOTHING} AS page"
    total = _total(wanted) if wanted.is_counted and wanted.roles else "WITH *, 0 AS total"
    ids = _FAMILY if wanted.with_variants else _ALONE
    return f"{_FIND}{ids}\n{page}\n{total}\nRETURN number, {_ENTITY}, ids, page, total"


def look_up_boards(*, with_variants: bool) -> str:
    """Return the statement that gives `number`, `entity` and its `boards`: key and counts, two names, and the rows."""
    return f"""{_FIND}{_FAMILY if with_variants else _ALONE}
{cypher_boards.CHOSEN}CALL (boards) {{
    UNWIND range(0, size(boards) - 1) AS place
    WITH place, boards[place][0] AS b, boards[place][1] AS on, boards[place][2] AS m
    CALL (b) {{
        {cypher_boards.ROWS}
        RETURN collect([s.value, s.number, p.id, p.title, head([(s)-[:OF]->(n) | {_head("n")}])]) AS rows
    }}
    WITH place, b, on, m, rows ORDER BY place
    RETURN collect([b.key, b.results, b.up, b.down, {_head("on")}, {_head("m")}, rows]) AS told
}}
RETURN number, {_ENTITY}, told AS boards"""


def _head(node: str) -> str:
    return f"[{node}.id, {node}.name, labels({node}), {node}.retired IS NULL]"


def _page(wanted: Wanted) -> str:
    beside = "|".join(TYPE[role] for role in Relation if role in wanted.beside)
    uses = f"""COLLECT {{
        MATCH (p)-[x:{beside}]->(n:Entity) WHERE x.retired IS NULL
        RETURN [type(x), x.confidence, n.id, n.name, labels(n), n.sortName]
    }}"""
    return f"""CALL (ids) {{
    UNWIND ids AS id
    CALL (id) {{{cypher_uses.newest_edges(wanted.roles)}
    }}
    WITH startNode(r) AS p, r.sortDate AS place, collect([type(r), r.confidence, r.entity]) AS edges
    WITH p, place, edges ORDER BY place DESC, p.id LIMIT $limit
    RETURN collect([p.id, p.title, p.date, edges, {uses if beside else _NOTHING}]) AS page
}}"""


def _total(wanted: Wanted) -> str:
    is_any_sure = wanted.min_confidence <= 0
    if is_any_sure and set(wanted.roles) == set(ASSERTED) and wanted.with_variants:
        return "WITH *, e.paperCount AS total"
    counted = cypher_uses.counted(wanted.roles, is_any_sure=is_any_sure, is_one=not wanted.with_variants)
    return f"CALL (ids) {{{counted}\n}}"
