"""Every SQL statement of the SQLite store, by name; values are parameters, lists come as one JSON array.

`sql_schema` holds the tables. Parts that statements share are written once, in front.
"""

# ruff: noqa: S608 - statements are made here alone, of our own names; what users give comes as parameters

from kg.model import EntityType
from kg.store.base import EntityOrder, PaperOrder
from kg.store.sql_schema import LABELS

_LABEL_COLUMNS = ", ".join(f"e.{label}" for label in LABELS.values())

_PAPER = """
p.pk, p.id, p.title, p.abstract, p.authors, p.organization, p.date, p.url, p.is_summary,
(SELECT json_group_array(i.id) FROM paper_id i WHERE i.paper = p.pk AND i.given)"""

_ENTITY = f"""
e.id, e.name, {_LABEL_COLUMNS}, e.url, (SELECT v.id FROM entity v WHERE v.pk = e.variant_of), e.asserted,
(SELECT json_group_array(a.form) FROM alias a WHERE a.entity = e.pk)"""

_GROUP = "(SELECT pk FROM entity WHERE id IN (SELECT value FROM json_each(:ids)))"
_ROLES = "(SELECT value FROM json_each(:roles))"

# The revision

REVISION = "SELECT revision FROM meta"
NEXT_REVISION = "UPDATE meta SET revision = revision + 1"

# Writing papers

HOLDERS = """
SELECT i.id, i.paper, (SELECT json_group_array(g.id) FROM paper_id g WHERE g.paper = i.paper AND g.given)
FROM paper_id i WHERE i.id IN (SELECT value FROM json_each(?))"""
PAPER_STATE = "SELECT id, digest, retired FROM paper WHERE pk = ?"
ADD_PAPER = """
INSERT INTO paper (id, title, abstract, authors, organization, date, url, is_summary, digest,
                   title_fold, organization_key, newest, oldest, added)
VALUES (:id, :title, :abstract, :authors, :organization, :date, :url, :is_summary, :digest,
        :title_fold, :organization_key, :newest, :oldest, :now)
RETURNING pk"""
SET_PAPER = """
UPDATE paper SET id = :id, title = :title, abstract = :abstract, authors = :authors, organization = :organization,
  date = :date, url = :url, is_summary = :is_summary, digest = :digest, title_fold = :title_fold,
  organization_key = :organization_key, newest = :newest, oldest = :oldest,
  added = CASE WHEN retired IS NULL THEN added ELSE :now END, retired = NULL
WHERE pk = :pk"""
RETIRE_PAPER = "UPDATE paper SET retired = ? WHERE pk = ?"
GIVE_ID = """
INSERT INTO paper_id (id, paper, given) VALUES (?, ?, 1)
ON CONFLICT (id) DO UPDATE SET given = 1 WHERE paper = excluded.paper"""
MAKE_ID = "INSERT INTO paper_id (id, paper, given) VALUES (?, ?, 0) ON CONFLICT DO NOTHING"
MOVE_IDS = "UPDATE paper_id SET paper = ? WHERE paper = ?"
DROP_AUTHORS = "DELETE FROM paper_author WHERE paper = ?"
ADD_AUTHOR = "INSERT OR IGNORE INTO paper_author (author_key, paper) VALUES (?, ?)"
DROP_WORDS = "DELETE FROM paper_words WHERE rowid = ?"
ADD_WORDS = "INSERT INTO paper_words (rowid, words) VALUES (?, ?)"
LIVE_PAPER = "SELECT p.pk FROM paper_id i JOIN paper p ON p.pk = i.paper WHERE i.id = ? AND p.retired IS NULL"

# Writing entities

ENTITY_STATES = f"""
SELECT e.id, e.pk, {_LABEL_COLUMNS}, e.url, e.variant_of
FROM entity e WHERE e.id IN (SELECT value FROM json_each(?))"""
ADD_ENTITY = f"""
INSERT INTO entity (id, name, name_fold, {", ".join(LABELS.values())}, url, added, retired)
VALUES (:id, :name, :name_fold, {", ".join(f":{label}" for label in LABELS.values())}, :url, :now, :now)
RETURNING pk"""
SET_ENTITY = f"""
UPDATE entity SET {", ".join(f"{label} = :{label}" for label in LABELS.values())}, url = :url WHERE pk = :pk"""
SET_VARIANT = "UPDATE entity SET variant_of = ? WHERE pk = ?"
ADD_ALIAS = "INSERT INTO alias (entity, form, form_key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
ANCESTORS = """
WITH RECURSIVE up(pk) AS (
  VALUES (?) UNION SELECT e.variant_of FROM up JOIN entity e ON e.pk = up.pk WHERE e.variant_of IS NOT NULL)
SELECT pk FROM up"""
USED = "SELECT used FROM entity WHERE pk = ?"
REACHED = """
WITH RECURSIVE up(pk, is_asserted) AS (
  SELECT entity, relation <> 'mentions' FROM edge WHERE paper = ? AND retired IS NULL
  UNION SELECT e.variant_of, up.is_asserted FROM up JOIN entity e ON e.pk = up.pk WHERE e.variant_of IS NOT NULL)
SELECT pk, max(is_asserted) FROM up GROUP BY pk"""
"""The entities that a paper counts for: those of its edges, and whatever they are variants of."""
COUNT_AGAIN = """
WITH RECURSIVE down(pk) AS (VALUES (?) UNION SELECT e.pk FROM down JOIN entity e ON e.variant_of = down.pk)
SELECT count(DISTINCT d.paper), count(DISTINCT CASE WHEN d.relation <> 'mentions' THEN d.paper END)
FROM down JOIN edge d ON d.entity = down.pk AND d.retired IS NULL"""
SHIFT_COUNTS = """
UPDATE entity SET used = used + :used, asserted = asserted + :asserted,
  retired = CASE WHEN used + :used > 0 THEN NULL ELSE coalesce(retired, :now) END
WHERE pk = :pk"""
SET_COUNTS = """
UPDATE entity SET used = :used, asserted = :asserted,
  retired = CASE WHEN :used > 0 THEN NULL ELSE coalesce(retired, :now) END
WHERE pk = :pk"""

# Writing edges and results

EDGE_STATES = "SELECT pk, entity, relation, confidence, evidence FROM edge WHERE paper = ? AND retired IS NULL"
ADD_EDGE = """
INSERT INTO edge (paper, entity, relation, confidence, evidence, newest, paper_id, added)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
RETIRE_EDGE = "UPDATE edge SET retired = ? WHERE pk = ?"
RETIRE_EDGES = "UPDATE edge SET retired = ? WHERE paper = ? AND retired IS NULL"
DATE_EDGES = """
UPDATE edge SET newest = :newest, paper_id = :id
WHERE paper = :pk AND retired IS NULL AND (newest <> :newest OR paper_id <> :id)"""
RESULT_STATES = """
SELECT pk, id, method, benchmark, metric, value, number, unit, is_delta, setting, higher_is_better, evidence,
  board
FROM result WHERE paper = ? AND retired IS NULL"""
ADD_RESULT = """
INSERT INTO result (id, method, benchmark, metric, value, number, unit, is_delta, setting, higher_is_better, evidence,
                    board, paper, added)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
RETIRE_RESULT = "UPDATE result SET retired = ? WHERE pk = ?"
RETIRE_RESULTS = "UPDATE result SET retired = ? WHERE paper = ? AND retired IS NULL"

# Reading papers

PAPERS = f"""
SELECT k.key, {_PAPER} FROM json_each(?) k JOIN paper_id i ON i.id = k.value
JOIN paper p ON p.pk = i.paper WHERE p.retired IS NULL"""
PAPERS_BY_PK = f"SELECT {_PAPER} FROM json_each(?) k JOIN paper p ON p.pk = k.value"
LIST_PAPERS = f"SELECT {_PAPER} FROM paper p WHERE p.retired IS NULL"
COUNT_PAPERS = "SELECT count(*) FROM paper p WHERE p.retired IS NULL"
PAPER_AFTER = {
    PaperOrder.NEWEST: "(p.newest, p.id) > (:value, :id)",
    PaperOrder.OLDEST: "(p.oldest, p.id) > (:value, :id)",
    PaperOrder.TITLE: "(p.title_fold, p.id) > (:value, :id)",
}
PAPER_ORDER = {
    PaperOrder.NEWEST: " ORDER BY p.newest, p.id LIMIT :limit",
    PaperOrder.OLDEST: " ORDER BY p.oldest, p.id LIMIT :limit",
    PaperOrder.TITLE: " ORDER BY p.title_fold, p.id LIMIT :limit",
}
HAS_EDGE_TO = """p.pk IN (
  SELECT d.paper FROM edge d WHERE d.retired IS NULL
  AND d.entity IN (SELECT pk FROM entity WHERE id IN (SELECT value FROM json_each(:group{number})))
  AND d.relation IN (SELECT value FROM json_each(:roles)) AND d.confidence >= :confidence)"""
"""A condition for one group; `number` tells the groups of one filter apart."""
HAS_EDGE = """EXISTS (
  SELECT 1 FROM edge d WHERE d.paper = p.pk AND d.retired IS NULL
  AND d.relation IN (SELECT value FROM json_each(:roles)) AND d.confidence >= :confidence)"""
HAS_AUTHOR = "p.pk IN (SELECT a.paper FROM paper_author a WHERE a.author_key = :author)"
HAS_ORGANIZATION = "p.organization_key = :organization"
HAS_WORDS = "p.pk IN (SELECT rowid FROM paper_words WHERE paper_words MATCH :words)"
SINCE = "p.newest <= -:since"
UNTIL = "p.oldest <= :until"

# Reading entities

ENTITIES = f"""
SELECT k.key, {_ENTITY} FROM json_each(?) k JOIN entity given ON given.id = k.value
LEFT JOIN same_as s ON s.entity = given.pk AND s.retired IS NULL
JOIN entity e ON e.pk = coalesce(s.target, given.pk) WHERE e.retired IS NULL"""
FIND = f"""
SELECT k.key, {_ENTITY}
FROM json_each(?) k JOIN entity e ON e.pk IN (SELECT a.entity FROM alias a WHERE a.form_key = k.value)
WHERE e.retired IS NULL ORDER BY e.rarity, e.id"""
VARIANTS = f"""
WITH RECURSIVE down(asked, pk) AS (
  SELECT k.key, v.pk FROM json_each(:ids) k JOIN entity e ON e.id = k.value JOIN entity v ON v.variant_of = e.pk
  UNION SELECT down.asked, v.pk FROM down JOIN entity v ON v.variant_of = down.pk WHERE NOT :direct)
SELECT down.asked, {_ENTITY} FROM down JOIN entity e ON e.pk = down.pk
WHERE e.retired IS NULL ORDER BY e.name_fold, e.id"""
_BEGINS = "e.pk IN (SELECT a.entity FROM alias a WHERE a.form_key >= :prefix AND a.form_key < :prefix || char(1114111))"
_ENTITY_PAGE = {
    EntityOrder.POPULAR: "(e.rarity, e.id) > (:value, :id) ORDER BY e.rarity, e.id LIMIT :limit",
    EntityOrder.NAME: "(e.name_fold, e.id) > (:value, :id) ORDER BY e.name_fold, e.id LIMIT :limit",
}


def list_entities(type_: EntityType, order: EntityOrder, *, has_prefix: bool) -> str:
    """Return the statement for a page of the live entities of one label, in one order."""
    begins = f"AND {_BEGINS} " if has_prefix else ""
    where = f"e.{LABELS[type_]} AND e.retired IS NULL {begins}AND {_ENTITY_PAGE[order]}"
    return f"SELECT {_ENTITY} FROM entity e WHERE {where}"


def count_entities(type_: EntityType, *, has_prefix: bool) -> str:
    """Return the statement that counts what `list_entities` lists in all."""
    begins = f" AND {_BEGINS}" if has_prefix else ""
    return f"SELECT count(*) FROM entity e WHERE e.{LABELS[type_]} AND e.retired IS NULL{begins}"


FORMS = f"""
SELECT a.entity, a.form, e.id, e.name, {_LABEL_COLUMNS}, e.asserted
FROM alias a JOIN entity e ON e.pk = a.entity
WHERE (a.entity, a.form) > (?, ?) AND e.retired IS NULL ORDER BY a.entity, a.form LIMIT ?"""

CHANGED_ENTITIES = "SELECT e.id FROM entity e WHERE e.changed > ?"
CHANGED_FORMS = f"""
SELECT a.form, e.id, e.name, {_LABEL_COLUMNS}, e.asserted
FROM entity e JOIN alias a ON a.entity = e.pk WHERE e.changed > ? AND e.retired IS NULL"""

# Reading edges and results

ENTITY_PKS = "SELECT e.pk FROM entity e WHERE e.retired IS NULL AND e.id IN (SELECT value FROM json_each(?))"
EDGES_OF_ENTITY = """
SELECT d.newest, d.paper_id, d.paper, d.pk FROM edge d
WHERE d.entity = :entity AND d.relation = :relation AND d.retired IS NULL AND d.confidence >= :confidence
AND (d.newest, d.paper_id) > (:newest, :id) ORDER BY d.newest, d.paper_id"""
EDGES_BY_PK = """
SELECT d.pk, d.paper_id, e.id, d.relation, d.confidence, d.evidence
FROM json_each(?) k JOIN edge d ON d.pk = k.value JOIN entity e ON e.pk = d.entity"""
BARE_EDGES_BY_PK = EDGES_BY_PK.replace("d.evidence", "'[]'")
COUNT_USES = f"""
SELECT count(DISTINCT d.paper) FROM edge d
WHERE d.entity IN {_GROUP} AND d.relation IN {_ROLES} AND d.retired IS NULL AND d.confidence >= :confidence"""
LIVE_GROUP = f"""
SELECT e.pk, e.variant_of, e.asserted FROM entity e WHERE e.pk IN {_GROUP} AND e.retired IS NULL"""
LIVE_FAMILY = """
WITH RECURSIVE down(pk) AS (VALUES (?) UNION SELECT e.pk FROM down JOIN entity e ON e.variant_of = down.pk)
SELECT e.pk FROM down JOIN entity e ON e.pk = down.pk WHERE e.retired IS NULL"""
USES_OF = f"""
SELECT k.key, d.paper_id, e.id, d.relation, d.confidence, d.evidence
FROM json_each(:ids) k JOIN paper_id i ON i.id = k.value
JOIN edge d ON d.paper = i.paper AND d.retired IS NULL JOIN entity e ON e.pk = d.entity
WHERE d.relation IN {_ROLES} ORDER BY e.name_fold, e.id"""
BARE_USES_OF = USES_OF.replace("d.evidence", "'[]'")
"""The same without evidence, which is most of what there is to read."""
ENTITIES_OF_PAPERS = f"""
SELECT {_ENTITY} FROM entity e WHERE e.pk IN (
  SELECT d.entity FROM json_each(:ids) k JOIN paper_id i ON i.id = k.value
  JOIN edge d ON d.paper = i.paper AND d.retired IS NULL WHERE d.relation IN {_ROLES})"""
RESULTS_OF = """
SELECT k.key, r.id, p.id, r.value, r.number, r.unit, r.is_delta, r.evidence, m.id, b.id, c.id, r.setting,
  r.higher_is_better
FROM json_each(?) k JOIN paper_id i ON i.id = k.value JOIN paper p ON p.pk = i.paper
JOIN result r ON r.paper = p.pk AND r.retired IS NULL
LEFT JOIN entity m ON m.pk = r.method LEFT JOIN entity b ON b.pk = r.benchmark LEFT JOIN entity c ON c.pk = r.metric"""

# Counts

STATS = f"""
SELECT (SELECT papers FROM meta), (SELECT count(*) FROM result WHERE retired IS NULL),
  (SELECT revision FROM meta), count(e.variant_of),
  {", ".join(f"coalesce(sum(e.{label}), 0)" for label in LABELS.values())}
FROM entity e WHERE e.retired IS NULL"""
COUNT_RELATIONS = "SELECT relation, count(*) FROM edge WHERE retired IS NULL GROUP BY relation"
