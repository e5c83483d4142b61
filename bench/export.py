"""How fast and in how much memory each format is written, beside a plain dump of the rows.

    python -m bench.export                      # 100,000 papers, every format
    python -m bench.export --papers 20000 --store sqlite:///kg.db --formats jsonl gexf

The graph is made by `bench.graphs` unless the store is there already. Each export is a process of its own, which reads
the store and writes to nowhere; its peak is the largest resident set that the system saw of it. The plain dump selects
every live row of the SQLite file, edges and results with their evidence, and writes the columns with tabs between. The
ratio is that of CPU seconds, which a busy machine does not change much.
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


def measure(store: str, what: str) -> tuple[float, float, int, float]:
    """Return CPU seconds, seconds, bytes and peak megabytes of one export in a process of its own."""
    command = [sys.executable, "-m", "bench.export", "--store", store, "--one", what]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    cpu, seconds, written, peak = done.stdout.split()
    return float(cpu), float(seconds), int(written), float(peak)


def one(store: str, what: str) -> None:
    """Print CPU seconds, seconds, bytes and peak megabytes of an export in this process."""
    begin, cpu = time.perf_counter(), time.process_time()
    written = dump(Path(store.removeprefix("sqlite:///"))) if what == PLAIN else export(store, Format(what))
    print(
        time.process_time() - cpu,
        time.perf_counter() - begin,
        written,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def table(store: str, formats: list[str]) -> bool:
    """Print a line a format, and return whether each kept to the limit."""
    print(f"{'format':<12}{'CPU s':>8}{'ratio':>7}{'wall s':>8}{'MB':>8}{'peak MB':>9}")
    is_kept, plain = True, 0.0
    for what in (PLAIN, *formats):
        cpu, seconds, written, peak = measure(store, what)
        plain = plain or cpu
        cells = f"{cpu:>8.1f}{cpu / plain:>7.1f}{seconds:>8.1f}{written / 1e6:>8.0f}{peak:>9.0f}"
        print(f"{what:<12}{cells}", flush=True)
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
