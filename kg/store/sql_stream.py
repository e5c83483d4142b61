"""The SQL statements that read a whole store and that write back what another one held; see `kg.store.sql`."""

# ruff: noqa: S608 - statements are made here alone, of our own names

from kg.store.sql import _ENTITY, _PAPER

ENTITIES = f"""
WITH RECURSIVE named(pk) AS (
  SELECT method FROM result WHERE retired IS NULL AND method IS NOT NULL
  UNION SELECT benchmark FROM result WHERE retired IS NULL AND benchmark IS NOT NULL
  UNION SELECT metric FROM result WHERE retired IS NULL AND metric IS NOT NULL
  UNION SELECT pk FROM entity WHERE id IN (SELECT value FROM json_each(:decided))
  UNION SELECT v.variant_of FROM named JOIN entity v ON v.pk = named.pk WHERE v.variant_of IS NOT NULL)
SELECT {_ENTITY}, e.added, e.retired IS NULL, x.entity IS NOT NULL, x.state
FROM entity e LEFT JOIN extracted_entity x ON x.entity = e.pk
WHERE e.retired IS NULL OR e.pk IN (SELECT pk FROM named) ORDER BY e.id"""
PAPERS = f"""
SELECT {_PAPER}, p.digest, p.added,
  (SELECT json_group_array(i.id) FROM paper_id i WHERE i.paper = p.pk AND NOT i.given)
FROM paper p WHERE p.retired IS NULL ORDER BY p.id"""
# CROSS JOIN holds the order of the loops: papers by their index, so that nothing has to be sorted.
USES = """
SELECT d.paper_id, e.id, d.relation, d.confidence, d.evidence, d.added
FROM paper p CROSS JOIN edge d ON d.paper = p.pk AND d.retired IS NULL CROSS JOIN entity e ON e.pk = d.entity
WHERE p.retired IS NULL ORDER BY p.id"""
RESULTS = """
SELECT r.id, p.id, r.value, r.number, r.unit, r.is_delta, r.evidence, m.id, b.id, c.id, r.setting, r.higher_is_better,
  r.added
FROM paper p CROSS JOIN result r ON r.paper = p.pk AND r.retired IS NULL
LEFT JOIN entity m ON m.pk = r.method LEFT JOIN entity b ON b.pk = r.benchmark LEFT JOIN entity c ON c.pk = r.metric
WHERE p.retired IS NULL ORDER BY p.id"""
EXTRACTIONS = """
SELECT p.id, x.facts FROM extracted_paper x JOIN paper p ON p.pk = x.paper WHERE p.retired IS NULL ORDER BY p.id"""

PAPER_PK = "SELECT paper FROM paper_id WHERE id = ?"
BACKDATE_PAPER = "UPDATE paper SET added = min(added, ?) WHERE pk = ?"
BACKDATE_ENTITY = "UPDATE entity SET added = min(added, ?) WHERE id = ?"
BACKDATE_USE = """
UPDATE edge SET added = min(added, ?)
WHERE paper = ? AND entity = (SELECT pk FROM entity WHERE id = ?) AND relation = ? AND retired IS NULL"""
BACKDATE_RESULT = "UPDATE result SET added = min(added, ?) WHERE paper = ? AND id = ? AND retired IS NULL"
# What a paper with an id of its own answers to for its title alone, it gives up to one that a source named so.
RELEASE_IDS = """
DELETE FROM paper_id WHERE NOT given AND id IN (SELECT value FROM json_each(?)) AND EXISTS (
  SELECT 1 FROM paper_id o WHERE o.paper = paper_id.paper AND o.given AND o.id NOT LIKE 'paper:title:%')"""
# What a paper does not answer to for its title there, since one that was taken out holds the id, it does not here.
UNMAKE_ID = "DELETE FROM paper_id WHERE id = ? AND paper = ? AND NOT given"
FORMER_ID = """
INSERT INTO paper_id (id, paper, given) VALUES (?, ?, 0)
ON CONFLICT (id) DO UPDATE SET paper = excluded.paper WHERE NOT given"""
