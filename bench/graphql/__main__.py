"""Print requests a second, p50, p99 and processor time a request of our API and of @neo4j/graphql, side by side.

    python -m bench.graphql --folder DIR                       # 20,000 and 200,000 papers, on Neo4j and on SQLite
    python -m bench.graphql --papers 20000 --seconds 5         # one graph, quicker
    python -m bench.graphql --store sqlite --question look-up  # no Java and no Maven needed

The graphs are made up by `bench.graphs`, written once, and kept in the folder for the next time. Each server is one
process. On a machine of few cores a busy Neo4j and the load itself take their share, so compare the processor time a
request too: that of the server, that of Neo4j, and under "by CPU" both together as a ratio. Our server keeps no
answers, except in the rows that say so; ratios are to the first row, which is the peer's.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bench.graphql.load import Measured, Target, load
from bench.graphql.questions import QUESTIONS, Question
from bench.graphql.servers import neo4j, ours, peer, sqlite
from tests.neo4j_server import PASSWORD, USER

CACHES = {"": 0, ", answers kept": 64}
PEER = "@neo4j/graphql"


@dataclass(frozen=True, slots=True)
class Row:
    """A server's figures on one question."""

    papers: int
    server: str
    question: Question
    measured: Measured


def main() -> None:
    """Measure what the arguments name and print the tables."""
    given = _arguments()
    questions = [one for one in QUESTIONS if not given.question or one.title.startswith(given.question)]
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="benchgraph-bench-") as scratch:
        folder = Path(given.folder or scratch).absolute()
        for papers in given.papers:
            own = [
                row for target in _targets(folder, papers, given.store) for row in _measured(target, questions, given)
            ]
            _print(own, questions, papers)
            rows += own
    _print_growth(rows, questions)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.graphql", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, nargs="+", default=[20_000, 200_000])
    parser.add_argument("--store", choices=("neo4j", "sqlite"), help="this one alone; the peer comes with neo4j")
    parser.add_argument("--question", help="only questions that begin so")
    parser.add_argument("--seconds", type=float, default=10, help="for each question and server")
    parser.add_argument("--warm", type=float, default=8, help="seconds in a lap before that, which does not count")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--folder", help="where graphs are kept for the next time")
    return parser.parse_args()


def _targets(folder: Path, papers: int, store: str | None) -> Iterator[tuple[str, Target]]:
    """Start one server after the other, each with the database that it needs."""
    if store != "sqlite":
        with neo4j(folder / f"neo4j-{papers}", papers) as database:
            with peer(database.address) as (port, pid):
                yield PEER, Target(port, "/", pid, database.pid, lambda one: one.theirs, papers)
            env = {"KG_NEO4J_USER": USER, "KG_NEO4J_PASSWORD": PASSWORD}
            for what, megabytes in CACHES.items():
                with ours(database.address, cache_mb=megabytes, env=env) as (port, pid):
                    yield f"Neo4j{what}", Target(port, "/graphql", pid, database.pid, lambda one: one.ours, papers)
    if store != "neo4j":
        url = sqlite(folder / f"{papers}.db", papers)
        for what, megabytes in CACHES.items():
            with ours(url, cache_mb=megabytes, env={}) as (port, pid):
                yield f"SQLite{what}", Target(port, "/graphql", pid, None, lambda one: one.ours, papers)


def _measured(server: tuple[str, Target], questions: Sequence[Question], given: argparse.Namespace) -> Iterator[Row]:
    name, target = server
    for question in questions:  # a lap that does not count: Java and Node compile what they run often
        _run(load(target, question, connections=given.connections, seconds=given.warm))
    for question in questions:
        measured = _run(load(target, question, connections=given.connections, seconds=given.seconds))
        print(f"{target.papers:,} papers, {name}, {question.title}: {measured.rate:.0f} requests/s", file=sys.stderr)
        yield Row(target.papers, name, question, measured)


def _run(measuring: Coroutine[None, None, Measured]) -> Measured:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(measuring)


def _print(rows: Sequence[Row], questions: Sequence[Question], papers: int) -> None:
    print(f"\n{papers:,} papers")
    for question in questions:
        print(f"\n{question.title}")
        heads = ("req/s", "ratio", "p50 ms", "p99 ms", "CPU ms", "Neo4j ms", "by CPU", "load ms", "kB")
        print(f"  {'':22}" + "".join(f"{head:>9}" for head in heads))
        same = [row for row in rows if row.question is question]
        base = same[0].measured
        for row in same:
            one = row.measured
            times = "".join(f"{1e3 * each:9.2f}" for each in (one.p50, one.p99, one.cpu, one.cpu_store))
            told = f"{one.rate:9.0f}{one.rate / base.rate:9.2f}{times}{base.work / (one.work or 1):9.2f}"
            print(f"  {row.server:22}{told}{1e3 * one.cpu_load:9.2f}{one.size / 1e3:9.1f}", flush=True)


def _print_growth(rows: Sequence[Row], questions: Sequence[Question]) -> None:
    """Print for each server what the largest graph takes as a multiple of what the smallest takes, by p50."""
    least, most = min(row.papers for row in rows), max(row.papers for row in rows)
    if least == most:
        return
    print(f"\np50 at {most:,} papers by that at {least:,}")
    p50 = {(row.papers, row.server, row.question.title): row.measured.p50 for row in rows}
    for question in questions:
        print(f"\n{question.title}")
        for server in dict.fromkeys(row.server for row in rows):
            ratio = p50[most, server, question.title] / p50[least, server, question.title]
            print(f"  {server:22}{ratio:9.2f}")


if __name__ == "__main__":
    main()
