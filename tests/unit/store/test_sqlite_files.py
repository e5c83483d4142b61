"""Files that are no store, or cannot be read or written: one line each that says what to do."""

import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import CursorError, StoreError, StoreMissingError, StoreTooNewError, StoreUnavailableError
from kg.model import EntityType
from kg.store import sqlite_files
from kg.store.base import EntityOrder, PaperFilter, PaperOrder, Position
from kg.store.sqlite import SqliteStore
from tests.contract.facts import corpus

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with some papers."""
    store = SqliteStore.open(tmp_path / "kg.db", create=True)
    store.upsert(corpus(3))
    store.close()
    return tmp_path / "kg.db"


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("These are my notes, and they are not short at all. " * 20)
    before = other.read_bytes()
    for create in (False, True):
        with pytest.raises(StoreError, match="is not a store"):
            SqliteStore.open(other, create=create)
    assert other.read_bytes() == before


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(StoreError, match="is not a store"):
        SqliteStore.open(other, create=True)
    with closing(sqlite3.connect(other)) as connection:
        assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("bookmarks",)]


def test_an_empty_file_is_no_store_until_one_is_made(tmp_path: Path) -> None:
    (tmp_path / "kg.db").touch()
    with pytest.raises(StoreMissingError, match="kg ingest"):
        SqliteStore.open(tmp_path / "kg.db", create=False)
    SqliteStore.open(tmp_path / "kg.db", create=True).close()
    SqliteStore.open(tmp_path / "kg.db", create=False).close()


def test_a_newer_schema_is_refused_in_one_line(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreTooNewError, match="schema 99") as caught:
        SqliteStore.open(path, create=False)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path, *, create: bool) -> None:
    with pytest.raises(StoreUnavailableError, match="cannot be opened"):
        SqliteStore.open(tmp_path, create=create)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailableError, match="cannot be made"):
        SqliteStore.open(tmp_path / "file" / "kg.db", create=True)


def test_a_full_disk_is_told_and_loses_nothing(path: Path) -> None:
    store = SqliteStore.open(path, create=False)
    (pages,) = store._connections.get().execute("PRAGMA page_count").fetchone()
    store._connections.get().execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnavailableError, match="disk is full"):
        store.upsert(corpus(500))
    assert store.stats().papers == 3
    store._connections.get().execute("PRAGMA max_page_count = 1000000")
    assert len(store.upsert(corpus(500))) == 500
    store.close()


def test_a_file_that_may_not_grow_is_told(path: Path) -> None:
    code = f"""
import resource, signal
from pathlib import Path
from kg.errors import StoreUnavailableError
from kg.store.sqlite import SqliteStore
from tests.contract.facts import corpus
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({path.stat().st_size}, {path.stat().st_size}))
store = SqliteStore.open(Path({str(path)!r}), create=False)
try:
    store.upsert(corpus(500))
except StoreUnavailableError:
    print("told", store.stats().papers)
store.close()
"""
    assert _run(code) == "told 3"


def test_a_store_that_may_not_be_written_can_be_read() -> None:
    """Root may write everywhere, so the process becomes nobody first."""
    code = """
import os, sys
from pathlib import Path
from kg.errors import StoreUnavailableError
from kg.store.sqlite import SqliteStore
from tests.contract.facts import corpus
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
store = SqliteStore.open(Path(sys.argv[1]), create=False)
papers = store.stats().papers
try:
    store.upsert(corpus(9))
except StoreUnavailableError as error:
    print(papers, "cannot be written" in str(error))
store.close()
"""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "kg.db"
        store = SqliteStore.open(path, create=True)
        store.upsert(corpus(3))
        store.close()
        path.chmod(0o444)
        path.parent.chmod(0o555)
        try:
            assert _run(code, str(path)) == "3 True"
        finally:
            path.parent.chmod(0o755)


def test_a_writer_that_waits_too_long_for_another_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_files, "BUSY_SECONDS", 0.05)
    store = SqliteStore.open(path, create=False)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailableError, match="another process is writing"):
            store.upsert(corpus(9))
        assert store.stats().papers == 3
    store.close()


def test_processes_that_create_one_store_at_once_agree(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from kg.store.sqlite import SqliteStore
from tests.contract.facts import corpus
store = SqliteStore.open(Path({str(tmp_path)!r}) / "kg.db", create=True)
store.upsert(corpus(20))
print(store.stats().papers)
store.close()
"""
    command = [sys.executable, "-c", code]
    processes = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert [process.communicate()[0].strip() for process in processes] == ["20"] * 4


def test_threads_that_ended_leave_no_connection_open(path: Path) -> None:
    store = SqliteStore.open(path, create=False)
    for _ in range(5):
        thread = threading.Thread(target=store.stats)
        thread.start()
        thread.join()
    store.stats()
    assert len(store._connections._open) == 1
    store.close()


def test_nothing_but_the_file_is_left_after_closing(path: Path) -> None:
    store = SqliteStore.open(path, create=False)
    store.upsert(corpus(5))
    store.close()
    assert [file.name for file in path.parent.iterdir()] == ["kg.db"]


def test_retired_rows_stay_in_the_file(path: Path) -> None:
    store = SqliteStore.open(path, create=False)
    store.remove(["paper:arxiv:2401.00000"])
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        for table, rows in (("paper", 1), ("edge", 3), ("result", 1), ("entity", 2)):
            retired = connection.execute(f"SELECT count(*) FROM {table} WHERE retired > added").fetchone()
            assert (table, *retired) == (table, rows)


def test_a_position_of_another_listing_is_refused(path: Path) -> None:
    store = SqliteStore.open(path, create=False)
    with pytest.raises(CursorError):
        store.list_papers(PaperFilter(), PaperOrder.NEWEST, first=1, after=Position("a title", "x"))
    with pytest.raises(CursorError):
        store.list_entities(EntityType.METHOD, EntityOrder.POPULAR, first=1, after=Position("a name", "x"))
    store.close()


def _run(code: str, *arguments: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or done.stderr
