"""The schema of the SQLite store. `PRAGMA user_version` holds its version, `application_id` that the file is ours.

Rows have integer keys inside (`pk`) and carry public ids in columns. `added` and `retired` are ISO times in UTC;
retired rows are never deleted. `newest` is a date that sorts as listings do: the negative ordinal of the day, 0 for
none, so that ascending order is newest first and null last; `oldest` is the ordinal, and larger than any for none. An
edge carries its paper's `newest` and id, so that one index holds a popular benchmark's papers in their order.
"""

# ruff: noqa: S608 - only names of our own stand in it

import re

from kg.model import EntityType
from kg.store import sql_boards

VERSION = 4
APPLICATION_ID = 0x42474B31  # "BGK1"

LABELS = {type_: type_.value.lower() for type_ in EntityType}
"""The column of `entity` that holds whether it carries the label."""

NO_DATE = 10_000_000
"""`oldest` of a paper without a date; the last day that there is has the ordinal 3,652,059."""

_TABLES = f"""
-- `papers` is the count of live ones, which triggers keep.
CREATE TABLE meta (revision INTEGER NOT NULL, papers INTEGER NOT NULL DEFAULT 0);
INSERT INTO meta VALUES (0, 0);

CREATE TABLE paper (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  abstract TEXT NOT NULL,
  authors TEXT NOT NULL,
  organization TEXT,
  date TEXT,
  url TEXT,
  is_summary INTEGER NOT NULL,
  digest TEXT NOT NULL,
  title_fold TEXT NOT NULL,
  organization_key TEXT,
  newest INTEGER NOT NULL,
  oldest INTEGER NOT NULL,
  added TEXT NOT NULL,
  retired TEXT
);
CREATE UNIQUE INDEX paper_live ON paper(id) WHERE retired IS NULL;
CREATE INDEX paper_newest ON paper(newest, id) WHERE retired IS NULL;
CREATE INDEX paper_oldest ON paper(oldest, id) WHERE retired IS NULL;
CREATE INDEX paper_title ON paper(title_fold, id) WHERE retired IS NULL;
CREATE INDEX paper_added ON paper(added DESC, id);
CREATE INDEX paper_retired ON paper(retired DESC, id) WHERE retired IS NOT NULL;
CREATE INDEX paper_organization ON paper(organization_key) WHERE retired IS NULL;

-- `given` is false for the id that a title makes and no source named: it answers and is not listed.
CREATE TABLE paper_id (
  id TEXT PRIMARY KEY,
  paper INTEGER NOT NULL REFERENCES paper(pk),
  given INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX paper_id_paper ON paper_id(paper);

CREATE TABLE paper_author (
  author_key TEXT NOT NULL,
  paper INTEGER NOT NULL REFERENCES paper(pk),
  PRIMARY KEY (author_key, paper)
) WITHOUT ROWID;
CREATE INDEX paper_author_paper ON paper_author(paper);

-- The words come as kg.text.terms and are compared as they are: the tokenizer only splits at spaces.
CREATE VIRTUAL TABLE paper_words USING fts5(words, tokenize = "ascii tokenchars '_'", detail = none, columnsize = 0);

CREATE TABLE entity (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  {", ".join(f"{label} INTEGER NOT NULL" for label in LABELS.values())},
  url TEXT,
  variant_of INTEGER REFERENCES entity(pk),
  used INTEGER NOT NULL DEFAULT 0,
  asserted INTEGER NOT NULL DEFAULT 0,
  rarity INTEGER NOT NULL AS (-asserted) VIRTUAL,
  added TEXT NOT NULL,
  retired TEXT,
  changed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX entity_variant ON entity(variant_of) WHERE variant_of IS NOT NULL;

CREATE TABLE alias (
  entity INTEGER NOT NULL REFERENCES entity(pk),
  form TEXT NOT NULL,
  form_key TEXT NOT NULL,
  PRIMARY KEY (entity, form)
) WITHOUT ROWID;
CREATE INDEX alias_key ON alias(form_key, entity);

CREATE TABLE edge (
  pk INTEGER PRIMARY KEY,
  paper INTEGER NOT NULL REFERENCES paper(pk),
  entity INTEGER NOT NULL REFERENCES entity(pk),
  relation TEXT NOT NULL,
  confidence REAL NOT NULL,
  evidence TEXT NOT NULL,
  newest INTEGER NOT NULL,
  paper_id TEXT NOT NULL,
  added TEXT NOT NULL,
  retired TEXT
);
CREATE UNIQUE INDEX edge_paper ON edge(paper, entity, relation) WHERE retired IS NULL;
CREATE INDEX edge_entity ON edge(entity, relation, newest, paper_id, confidence, paper) WHERE retired IS NULL;

CREATE TABLE result (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  paper INTEGER NOT NULL REFERENCES paper(pk),
  board INTEGER REFERENCES board(pk),
  method INTEGER REFERENCES entity(pk),
  benchmark INTEGER REFERENCES entity(pk),
  metric INTEGER REFERENCES entity(pk),
  value TEXT NOT NULL,
  number REAL NOT NULL,
  unit TEXT NOT NULL,
  is_delta INTEGER NOT NULL,
  setting TEXT,
  higher_is_better INTEGER,
  evidence TEXT NOT NULL,
  added TEXT NOT NULL,
  retired TEXT
);
CREATE UNIQUE INDEX result_paper ON result(paper, id) WHERE retired IS NULL;
CREATE INDEX result_id ON result(id) WHERE retired IS NULL;
CREATE INDEX result_benchmark ON result(benchmark, id) WHERE retired IS NULL;
CREATE INDEX result_method ON result(method, id) WHERE retired IS NULL;
CREATE INDEX result_metric ON result(metric, id) WHERE retired IS NULL;
"""

_DECISIONS = """
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  action TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  undone_at TEXT,
  undone_by TEXT
);

-- What was extracted where a decision shows something else; no state for an entity that was never extracted.
CREATE TABLE extracted_entity (entity INTEGER PRIMARY KEY REFERENCES entity(pk), state TEXT);
CREATE TABLE extracted_paper (paper INTEGER PRIMARY KEY REFERENCES paper(pk), facts TEXT NOT NULL);

CREATE TABLE same_as (
  pk INTEGER PRIMARY KEY,
  entity INTEGER NOT NULL REFERENCES entity(pk),
  target INTEGER NOT NULL REFERENCES entity(pk),
  added TEXT NOT NULL,
  retired TEXT
);
CREATE UNIQUE INDEX same_as_live ON same_as(entity) WHERE retired IS NULL;
"""

_CHANGED = "UPDATE entity SET changed = (SELECT revision + 1 FROM meta) WHERE pk ="
_CHANGES = f"""
CREATE INDEX entity_changed ON entity(changed);
CREATE TRIGGER entity_update AFTER UPDATE OF name, asserted, retired, {", ".join(LABELS.values())} ON entity
BEGIN {_CHANGED} NEW.pk; END;
CREATE TRIGGER alias_insert AFTER INSERT ON alias BEGIN {_CHANGED} NEW.entity; END;
CREATE TRIGGER alias_delete AFTER DELETE ON alias BEGIN {_CHANGED} OLD.entity; END;
"""
"""Whoever writes to an entity, `changed` is the revision that then begins: what an index of names has to read anew."""

_LABEL_INDEXES = "".join(
    f"CREATE INDEX {label}_popular ON entity(rarity, id) WHERE {label} AND retired IS NULL;\n"
    f"CREATE INDEX {label}_name ON entity(name_fold, id) WHERE {label} AND retired IS NULL;\n"
    for label in LABELS.values()
)

_TRIGGERS = (
    """CREATE TRIGGER paper_came AFTER INSERT ON paper WHEN new.retired IS NULL BEGIN
  UPDATE meta SET papers = papers + 1;
END""",
    """CREATE TRIGGER paper_went AFTER UPDATE OF retired ON paper
WHEN (old.retired IS NULL) <> (new.retired IS NULL) BEGIN
  UPDATE meta SET papers = papers + CASE WHEN new.retired IS NULL THEN 1 ELSE -1 END;
END""",
)


def _statements(tables: str, *more: str) -> tuple[str, ...]:
    return tuple(statement for statement in (*tables.split(";\n"), *more) if statement.strip())


STATEMENTS = _statements(
    _TABLES + sql_boards.TABLES + _CHANGES + _LABEL_INDEXES + _DECISIONS,
    *_TRIGGERS,
    *sql_boards.TRIGGERS,
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {VERSION}",
)
"""What makes an empty file a store, to be run in one transaction."""

_ADDED = """
CREATE INDEX IF NOT EXISTS paper_added ON paper(added DESC, id);
CREATE INDEX IF NOT EXISTS paper_retired ON paper(retired DESC, id) WHERE retired IS NOT NULL;
"""
_WALKED = """
ALTER TABLE entity ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX IF NOT EXISTS result_id ON result(id) WHERE retired IS NULL;
CREATE INDEX IF NOT EXISTS result_benchmark ON result(benchmark, id) WHERE retired IS NULL;
CREATE INDEX IF NOT EXISTS result_method ON result(method, id) WHERE retired IS NULL;
CREATE INDEX IF NOT EXISTS result_metric ON result(metric, id) WHERE retired IS NULL;
"""
_KEPT = """
ALTER TABLE meta ADD COLUMN papers INTEGER NOT NULL DEFAULT 0;
UPDATE meta SET papers = (SELECT count(*) FROM paper WHERE retired IS NULL);
ALTER TABLE result ADD COLUMN board INTEGER REFERENCES board(pk);
"""
_INDEXES = re.findall(r"^CREATE INDEX [^;]*", _TABLES, flags=re.MULTILINE)
UPGRADES = {
    1: _statements(_ADDED + _DECISIONS, "PRAGMA user_version = 2"),
    2: _statements(_WALKED + _CHANGES, "PRAGMA user_version = 3"),
    3: _statements(
        _KEPT + sql_boards.TABLES + sql_boards.FILL,
        *(index.replace("INDEX", "INDEX IF NOT EXISTS", 1) for index in _INDEXES),
        *_TRIGGERS,
        *sql_boards.TRIGGERS,
        "PRAGMA user_version = 4",
    ),
}
"""For each older version, what makes a store of it one of the next version, to be run in one transaction."""


def exact(number: str) -> str:
    """Return a number of a statement as text: JSON of SQLite's own has 15 digits of it, and it may need 17."""
    return f"printf('%!.17g', {number})"
