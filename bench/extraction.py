"""Time the extraction beside three yardsticks: `python -m bench.extraction [PAPERS.jsonl] [--seconds N]`.

Each is measured in a process of its own. One core: papers a second of processor time, on one thread, so that other
programs on the machine do not count. Two cores: papers a second of wall time, in two processes (the encoder: in two
threads), which needs an idle machine. Load time is processor time from the start of Python; memory is the peak of the
process on one core.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import cycle, islice, takewhile
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from bench.papers import read_papers
from bench.readers import LOADS, Work
from kg.errors import BenchgraphError
from kg.model import Paper

TITLES = {
    "pipeline": "whole pipeline, text to resolved edges",
    "tokenizer": "spaCy's bare tokenizer",
    "ruler": "EntityRuler with our lexicon",
    "encoder": "encoder of SciBERT's size, onnxruntime",
}
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
_MEGABYTE = 2**20
WARM = 100
"""Papers that are read before processes are timed."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What one process measured: papers a second, seconds to load, megabytes at the peak."""

    rate: float
    load: float
    memory: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, or with `--only` what one process measures."""
    parser = argparse.ArgumentParser(prog="python -m bench.extraction", description=__doc__.partition(":")[0])
    parser.add_argument("papers", nargs="?", help="what `kg extract` can read; else the bundled examples")
    parser.add_argument("--seconds", type=float, default=10, help="at least so long each (default 10)")
    parser.add_argument("--only", choices=LOADS, help=argparse.SUPPRESS)
    parser.add_argument("--cores", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--encoder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.only:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.cores])
        work = LOADS[options.only](options.cores, options.encoder)
        load = time.process_time()
        warm = WARM if options.cores > 1 and options.only != "encoder" else 1
        timing = measured(work, load, read_papers(options.papers), options.cores, options.seconds, warm)
        print(json.dumps(asdict(timing)))
    else:
        compare(options.papers, options.seconds)


def compare(source: str | None, seconds: float) -> None:
    """Measure all, one after the other, and print the table."""
    try:
        from bench.encoder import write_encoder
    except ModuleNotFoundError as error:
        raise SystemExit(f"The encoder needs {error.name}, which `make bench` installs.") from error

    papers = read_papers(source)
    words = sum(len(paper.abstract.split()) for paper in papers) / len(papers)
    print(f"{len(papers)} papers, {words:.0f} words an abstract\n")
    with TemporaryDirectory(prefix="benchgraph-bench-") as folder:
        # A process apart: the peak of this one would count as the peak of all that it starts.
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            encoder = pool.submit(write_encoder, Path(folder)).result()
        one = {name: _in_process(name, 1, source, seconds, encoder) for name in LOADS}
        two = {name: _in_process(name, 2, source, seconds, encoder) for name in LOADS}
    print(f"{'':40}{'1 core/s':>10}{'x encoder':>11}{'2 cores/s':>11}{'load s':>8}{'MB':>7}")
    for name, timing in one.items():
        ratio = timing.rate / one["encoder"].rate
        rates = f"{timing.rate:>10.1f}{ratio:>11.1f}{two[name].rate:>11.1f}"
        print(f"{TITLES[name]:40}{rates}{timing.load:>8.2f}{timing.memory:>7.0f}")


def measured(work: Work, load: float, papers: Sequence[Paper], cores: int, seconds: float, warm: int) -> Timing:
    """Return how fast papers are read, again and again from the first one until the time is over."""
    clock = time.process_time if cores == 1 else time.perf_counter
    over = Event()
    found = work(takewhile(lambda _: not over.is_set(), cycle(papers)))
    # What is made at the first papers, processes above all, is no part of the rate.
    deque(islice(found, warm), maxlen=0)
    done, start = 0, clock()
    while clock() - start < seconds:
        next(found)
        done += 1
    rate = done / (clock() - start)
    # Processes end with the papers; one that still had some to hand over would wait for ever.
    over.set()
    deque(found, maxlen=0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Timing(rate, load, peak / _MEGABYTE)


def _in_process(name: str, cores: int, source: str | None, seconds: float, encoder: Path) -> Timing:
    words = [sys.executable, "-m", "bench.extraction", *([source] if source else [])]
    words += ["--only", name, "--cores", str(cores), "--seconds", str(seconds), "--encoder", str(encoder)]
    threads = dict.fromkeys(_THREADS, str(cores if name == "encoder" else 1))
    done = subprocess.run(words, env=os.environ | threads, stdout=subprocess.PIPE, check=True)
    return Timing(**json.loads(done.stdout))


if __name__ == "__main__":
    try:
        main()
    except BenchgraphError as error:
        sys.exit(str(error))
