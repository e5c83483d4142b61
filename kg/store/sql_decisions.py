"""The SQL of decisions: what was decided, and what was extracted where a decision shows something else."""

# ruff: noqa: S608 - statements are made here alone, of our own names; what users give comes as parameters

from kg.store.sql_schema import LABELS

_LABEL_COLUMNS = ", ".join(f"e.{label}" for label in LABELS.values())
_DECISION = "d.id, d.action, d.who, d.at, d.undone_at, d.undone_by"

# The log

ADD_DECISION = "INSERT INTO decision (action, who, at) VALUES (?, ?, ?) RETURNING id"
TAKE_OVER = "INSERT INTO decision (id, action, who, at, undone_at, undone_by) VALUES (?, ?, ?, ?, ?, ?)"
UNDO_DECISION = """
UPDATE decision SET undone_at = ?, undone_by = ? WHERE id = ? AND undone_at IS NULL RETURNING action"""
HOLDING = "SELECT action FROM decision WHERE undone_at IS NULL ORDER BY id"
LOG = f"SELECT {_DECISION} FROM decision d ORDER BY d.id"
LIST_DECISIONS = f"SELECT {_DECISION} FROM decision d WHERE d.id < :before ORDER BY d.id DESC LIMIT :limit"
DECISIONS = f"SELECT k.key, {_DECISION} FROM json_each(?) k JOIN decision d ON d.id = k.value"
COUNT_DECISIONS = "SELECT count(*) FROM decision"

# What is new

# CROSS JOIN holds the order of the loops: from the few papers that are new to their edges.
NEWCOMERS = """
SELECT DISTINCT p.id FROM paper p CROSS JOIN edge d ON d.paper = p.pk AND d.retired IS NULL
WHERE p.added >= :since AND p.retired IS NULL AND d.relation <> 'mentions'
AND d.entity IN (SELECT pk FROM entity WHERE id IN (SELECT value FROM json_each(:ids))) ORDER BY p.id LIMIT :first"""

# Entities

KNOWN_ENTITIES = "SELECT id, pk FROM entity WHERE id IN (SELECT value FROM json_each(?))"
EXTRACTED_ENTITIES = "SELECT e.id, x.state FROM extracted_entity x JOIN entity e ON e.pk = x.entity"
CHILDREN = """
SELECT e.id FROM entity e JOIN entity parent ON parent.pk = e.variant_of
WHERE parent.id IN (SELECT value FROM json_each(?))"""
STATES = f"""
SELECT e.id, e.name, {_LABEL_COLUMNS}, e.url, (SELECT v.id FROM entity v WHERE v.pk = e.variant_of), 0,
  (SELECT json_group_array(a.form) FROM alias a WHERE a.entity = e.pk)
FROM entity e WHERE e.id IN (SELECT value FROM json_each(?))"""
SHOW_ENTITY = f"""
UPDATE entity SET name = :name, name_fold = :name_fold, url = :url, {", ".join(f"{x} = :{x}" for x in LABELS.values())}
WHERE id = :id RETURNING pk"""
SET_VARIANT = "UPDATE entity SET variant_of = (SELECT pk FROM entity WHERE id = ?) WHERE id = ? RETURNING pk"
DROP_ALIASES = "DELETE FROM alias WHERE entity = ? AND form NOT IN (SELECT value FROM json_each(?))"
KEEP_ENTITY = """
INSERT INTO extracted_entity (entity, state) VALUES ((SELECT pk FROM entity WHERE id = ?), ?)
ON CONFLICT (entity) DO UPDATE SET state = excluded.state"""
FORGET_ENTITY = "DELETE FROM extracted_entity WHERE entity = (SELECT pk FROM entity WHERE id = ?)"

LIVE_SAME_AS = """
SELECT e.id, t.id FROM same_as s JOIN entity e ON e.pk = s.entity JOIN entity t ON t.pk = s.target
WHERE s.retired IS NULL"""
ADD_SAME_AS = """
INSERT INTO same_as (entity, target, added)
VALUES ((SELECT pk FROM entity WHERE id = ?), (SELECT pk FROM entity WHERE id = ?), ?)"""
RETIRE_SAME_AS = """
UPDATE same_as SET retired = ? WHERE retired IS NULL AND entity = (SELECT pk FROM entity WHERE id = ?)"""

# Papers

PAPER_OF_ID = "SELECT paper FROM paper_id WHERE id = ?"
IDS_OF_PAPER = "SELECT id FROM paper_id WHERE paper = ?"
LIVE_PAPERS = """
SELECT pk, id FROM paper WHERE retired IS NULL AND pk IN (
  SELECT i.paper FROM paper_id i WHERE i.id IN (SELECT value FROM json_each(:papers))
  UNION SELECT d.paper FROM edge d JOIN entity e ON e.pk = d.entity
    WHERE d.retired IS NULL AND e.id IN (SELECT value FROM json_each(:sources))
  UNION SELECT r.paper FROM result r JOIN entity e ON e.pk IN (r.method, r.benchmark, r.metric)
    WHERE r.retired IS NULL AND e.id IN (SELECT value FROM json_each(:sources))
  UNION SELECT x.paper FROM extracted_paper x WHERE :touched)"""
EXTRACTED_PAPER = "SELECT facts FROM extracted_paper WHERE paper = ?"
KEEP_PAPER = """
INSERT INTO extracted_paper (paper, facts) VALUES (?, ?) ON CONFLICT (paper) DO UPDATE SET facts = excluded.facts"""
FORGET_PAPER = "DELETE FROM extracted_paper WHERE paper = ?"
