"""The SQL statements that count papers by something; see `kg.store.sql`, whose rules hold here too.

Each gives a value and how many different papers have it, those by label a column a label. Those of papers go on with
the conditions of a filter and `GROUP_BY`.
"""

# ruff: noqa: S608 - statements are made here alone, of our own names; what users give comes as parameters

from kg.facets import Facet
from kg.store.sql_schema import LABELS

_ROLES = "(SELECT value FROM json_each(:roles))"
_GROUP = "(SELECT pk FROM entity WHERE id IN (SELECT value FROM json_each(:ids)))"
_HOLDS = f"d.retired IS NULL AND d.relation IN {_ROLES} AND d.confidence >= :confidence"
_BY_LABEL = ", ".join(f"count(DISTINCT CASE WHEN e.{label} THEN d.paper END)" for label in LABELS.values())

# The day whose ordinal `newest` holds, negated: day 1 is the Julian day 1721425.5.
_YEAR = "CASE WHEN d.newest < 0 THEN strftime('%Y', 1721424.5 - d.newest) END"

OF_PAPERS = {
    Facet.YEAR: "SELECT substr(p.date, 1, 4), count(*) FROM paper p WHERE p.retired IS NULL",
    Facet.ROLE: f"""
SELECT d.relation, count(DISTINCT d.paper) FROM paper p JOIN edge d ON d.paper = p.pk AND {_HOLDS}
WHERE p.retired IS NULL""",
    Facet.TYPE: f"""
SELECT {_BY_LABEL} FROM paper p JOIN edge d ON d.paper = p.pk AND {_HOLDS} JOIN entity e ON e.pk = d.entity
WHERE p.retired IS NULL""",
}
TO_NAMED = " AND d.entity IN (SELECT pk FROM entity WHERE id IN (SELECT value FROM json_each(:named)))"
"""Where a filter names entities, roles are those to them."""
GROUP_BY = " GROUP BY 1"

_USES = f"FROM edge d WHERE d.entity IN {_GROUP} AND {_HOLDS}"
OF_USES = {
    Facet.YEAR: f"SELECT {_YEAR}, count(DISTINCT d.paper) {_USES} GROUP BY 1",
    Facet.ROLE: f"SELECT d.relation, count(DISTINCT d.paper) {_USES} GROUP BY 1",
    Facet.TYPE: f"""
SELECT {_BY_LABEL} FROM edge d JOIN entity e ON e.pk = d.entity
WHERE d.paper IN (SELECT d.paper {_USES}) AND {_HOLDS}""",
}
