"""How fast and in how much memory each format is written, beside a plain dump of the rows.

    python -m bench.export                      # 100,000 papers, every format
    python -m bench.export --papers 20000 --store sqlite:////tmp/kg.db --formats jsonl gexf

The graph is made by `bench.graphs` unless the store is there already. Each export is a process of its own, which reads
the store and writes to nowhere; its peak is the largest resident set that the system saw of it. The plain dump selects
every live row of the SQLite file, edges and results with their evidence, and writes the columns with tabs between.
"""

import argparse
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.export.formats import Format, pieces
from kg.export.view import View
from kg.store.factory import open_store

PLAIN = "rows"
TABLES = ("entity", "paper", "edge", "result")
LIMIT_MB = 400


def dump(path: Path) -> int:
    """Read every live row of a file and return the bytes of its plain form."""
    written = 0
    with sqlite3.connect(path) as db:
        for table in TABLES:
            for row in db.execute(f"SELECT * FROM {table} WHERE retired IS NULL"):
                written += len(("\t".join(map(str, row)) + "\n").encode())
        for row in db.execute("SELECT * FROM alias"):
            written += len(("\t".join(map(str, row)) + "\n").encode())
    return written


def export(store: str, format_: Format) -> int:
    """Export a store to nowhere and return the bytes."""
    opened = open_store(store)
    with opened.snapshot() as snapshot:
        written = sum(map(len, pieces(format_, View(snapshot))))
    opened.close()
    return written


def measure(store: str, what: str) -> tuple[float, int, float]:
    """Return seconds, bytes and peak megabytes of one export in a process of its own."""
    command = [sys.executable, "-m", "bench.export", "--store", store, "--one", what]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, written, peak = done.stdout.split()
    return float(seconds), int(written), float(peak)


def one(store: str, what: str) -> None:
    """Print seconds, bytes and peak megabytes of an export in this process."""
    begin = time.perf_counter()
    written = dump(Path(store.removeprefix("sqlite:///"))) if what == PLAIN else export(store, Format(what))
    seconds = time.perf_counter() - begin
    print(seconds, written, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def table(store: str, formats: list[str]) -> bool:
    """Print a line a format, and return whether each kept to the limit."""
    plain, *_ = measure(store, PLAIN)
    print(f"{'format':<12}{'seconds':>9}{'ratio':>7}{'MB':>8}{'peak MB':>9}")
    is_kept = True
    for what in (PLAIN, *formats):
        seconds, written, peak = measure(store, what)
        print(f"{what:<12}{seconds:>9.1f}{seconds / plain:>7.1f}{written / 1e6:>8.0f}{peak:>9.0f}", flush=True)
        is_kept = is_kept and peak < LIMIT_MB
    return is_kept


def main() -> None:
    """Measure, and exit 1 where an export took more memory than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--store", help="a SQLite store to measure on, made if it is not there")
    parser.add_argument("--formats", nargs="*", default=list(Format), choices=list(Format))
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        one(given.store, given.one)
        return
    with tempfile.TemporaryDirectory(prefix="benchgraph-export-") as folder:
        store = given.store or f"sqlite:///{folder}/kg.db"
        if not Path(store.removeprefix("sqlite:///")).exists():
            subprocess.run([sys.executable, "-m", "bench.graphs", str(given.papers), store], check=True)
        sys.exit(not table(store, given.formats))


if __name__ == "__main__":
    main()
