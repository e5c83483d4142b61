"""A file that an older version wrote becomes one of this version when it is opened."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kg.decisions import Rename
from kg.store import sql_schema
from kg.store.sqlite import SqliteStore
from tests.contract.facts import corpus

TO_THE_FIRST = """
DROP TABLE decision; DROP TABLE extracted_entity; DROP TABLE extracted_paper; DROP TABLE same_as;
DROP INDEX entity_changed; ALTER TABLE entity DROP COLUMN changed;
DROP INDEX result_board; ALTER TABLE result DROP COLUMN board; DROP TABLE board;
ALTER TABLE meta DROP COLUMN papers;
PRAGMA user_version = 1;
"""
"""Takes out what else later versions added."""
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
"""All triggers came later."""


def test_a_store_of_the_first_version_keeps_its_papers_and_takes_decisions(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    store = SqliteStore.open(path, create=True)
    store.upsert(corpus(3))
    store.close()
    with closing(sqlite3.connect(path)) as old:
        for (name,) in old.execute(TRIGGERS).fetchall():
            old.execute(f"DROP TRIGGER {name}")
        old.executescript(TO_THE_FIRST)
    again = SqliteStore.open(path, create=False)
    again.decide([Rename("data:hub", "Hub of all")], who="ann")
    (hub,) = again.entities(["data:hub"])
    assert hub is not None
    assert (hub.name, hub.paper_count) == ("Hub of all", 3)
    again.close()
    with closing(sqlite3.connect(path)) as new:
        assert new.execute("PRAGMA user_version").fetchone() == (sql_schema.VERSION,)
