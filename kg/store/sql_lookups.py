"""The SQL statements of a whole look-up, which read no texts; see `kg.store.sql`, whose rules hold here too."""

# ruff: noqa: S608 - statements are made here alone, of our own names; what users give comes as parameters

from functools import cache

from kg.model import Relation
from kg.store import sql_boards
from kg.store.sql_schema import LABELS, exact

FAMILY = """
WITH RECURSIVE down(pk) AS (
  SELECT pk FROM entity WHERE id = ? UNION SELECT e.pk FROM down JOIN entity e ON e.variant_of = down.pk)
SELECT json_group_array(e.id) FROM down JOIN entity e ON e.pk = down.pk WHERE e.retired IS NULL"""
_PAGE = """
WITH edges AS MATERIALIZED (
  SELECT d.newest, d.paper_id, d.paper, {uses} AS uses
  FROM entity g CROSS JOIN json_each(:roles) r CROSS JOIN edge d ON d.pk IN (
    SELECT x.pk FROM edge x WHERE x.entity = g.pk AND x.relation = r.value AND x.retired IS NULL
    AND x.confidence >= :confidence AND (x.newest, x.paper_id) > (:newest, :id)
    ORDER BY x.newest, x.paper_id LIMIT :limit)
  WHERE g.id IN (SELECT value FROM json_each(:ids)) AND g.retired IS NULL
  GROUP BY d.newest, d.paper_id, d.paper ORDER BY d.newest, d.paper_id LIMIT :limit)
SELECT {papers} FROM (
  SELECT json_array(p.id, p.title, p.date) AS head, c.uses, {beside} AS beside
  FROM edges c CROSS JOIN paper p ON p.pk = c.paper ORDER BY c.newest, c.paper_id)"""
"""All of a page in one row: every row that is fetched costs a change of threads.

Of each entity and relation it reads as many edges as the page has papers, so that it costs the page and not the hub.
"""


@cache
def page(beside: frozenset[Relation]) -> str:
    """Return the statement of a page: of each paper `[id, title, date]`, its uses, and its edges of some relations.

    A use is `[rank of the relation, confidence]`; an edge beside `[rank, name_fold, id, name, bits, confidence]`.
    """
    relations = ", ".join(f"'{relation.value}'" for relation in Relation if relation in beside)
    edge = f"json_array({_rank('b')}, e.name_fold, e.id, e.name, {_bits('e')}, {exact('b.confidence')})"
    edges = f"""(
    SELECT {_all(edge)} FROM edge b CROSS JOIN entity e ON e.pk = b.entity
    WHERE b.paper = c.paper AND b.retired IS NULL AND b.relation IN ({relations}))"""
    return _PAGE.format(
        uses=_all(f"json_array({_rank('d')}, {exact('d.confidence')})"),
        papers=_all("'[' || head || ',' || uses || ',' || beside || ']'"),
        beside=edges if relations else "'[]'",
    )


def _all(json: str) -> str:
    """Return the list of all rows, as text: functions of JSON would read again what they made."""
    return f"'[' || coalesce(group_concat({json}), '') || ']'"


def _rank(edge: str) -> str:
    """Return the place of an edge's relation among all."""
    cases = " ".join(f"WHEN '{relation.value}' THEN {rank}" for rank, relation in enumerate(Relation))
    return f"CASE {edge}.relation {cases} END"


def _bits(entity: str) -> str:
    """Return the labels of an entity as one number, the lowest bit that of the first."""
    return " + ".join(f"{1 << place} * {entity}.{label}" for place, label in enumerate(LABELS.values()))


def _head(entity: str) -> str:
    return f"json_array({entity}.id, {entity}.name, {_bits(entity)}, {entity}.retired IS NULL)"


def _rows(order: str) -> str:
    return f"""(SELECT {_all("line")} FROM (
    SELECT json_array(r.value, {exact("r.number")}, p.id, p.title, {_head("n")}) AS line
    FROM result r JOIN paper p ON p.pk = r.paper LEFT JOIN entity n ON n.pk = r.method
    WHERE r.board = b.pk AND r.retired IS NULL ORDER BY r.number {order}, r.id, p.id LIMIT :rows))"""


_BOARD = "json_array(b.setting, b.unit, b.is_delta, b.results, b.up, b.down)"
BOARDS = f"""
SELECT {_all("'[' || board || ',' || measured || ',' || rows || ']'")} FROM (
  SELECT {_BOARD} AS board, json_array({_head("e")}, {_head("m")}) AS measured,
    CASE WHEN {sql_boards.IS_LOWEST_FIRST} THEN {_rows("ASC")} ELSE {_rows("DESC")} END AS rows
  {sql_boards.FIRST_BOARDS})"""
"""All of the boards in one row, for the same reason."""
