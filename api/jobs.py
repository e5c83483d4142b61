"""Ingesting in the background: one job after the other, in a bounded queue, each telling how far it is.

What needs spaCy is imported when the first job begins: a server that only answers does without.
"""

import threading
import uuid
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

import orjson

from extraction.readers.record import Record, Reject
from kg.errors import BenchgraphError, JobsFullError
from kg.lexicon import Lexicon
from kg.store.base import GraphStore, Outcome

WAITING = 8
"""Jobs that may wait while one is running."""

KEPT = 200
"""Finished jobs that are remembered."""

REJECTS = 100


class JobStatus(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """A job at one moment; `rejects` holds place and reason of the first hundred."""

    id: str
    who: str
    status: JobStatus = JobStatus.WAITING
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    rejects: tuple[tuple[str, str], ...] = ()
    error: str | None = None

    @property
    def papers(self) -> int:
        """Return how many records were dealt with."""
        return self.new + self.updated + self.unchanged + self.rejected

    @property
    def is_finished(self) -> bool:
        """Tell whether nothing more will come."""
        return self.status in (JobStatus.DONE, JobStatus.FAILED)


class _StoppedError(BenchgraphError):
    """The server ends."""


class Jobs:
    """The jobs of one process; `folder` is where several processes that serve one port tell each other of theirs."""

    def __init__(self, store: GraphStore, lexicon: Lexicon, *, folder: Path | None = None) -> None:
        """Do nothing yet; the thread starts with the first job."""
        self._store = store
        self._lexicon = lexicon
        self._folder = folder
        self._lock = threading.Lock()
        self._states: OrderedDict[str, JobState] = OrderedDict()
        self._stopping = threading.Event()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="ingest")

    def submit(self, records: Iterator[Record | Reject], *, who: str) -> JobState:
        """Queue records and return the job. Raises `JobsFullError` when too many are waiting, or the server ends."""
        state = JobState(id=uuid.uuid4().hex, who=who)
        with self._lock:
            unfinished = sum(not one.is_finished for one in self._states.values())
            if unfinished > WAITING or self._stopping.is_set():
                raise JobsFullError(f"{unfinished} jobs are waiting already. Ask again when one is done.")
            self._states[state.id] = state
            while len(self._states) > KEPT:
                self._states.popitem(last=False)
        self._write(state)
        future = self._pool.submit(self._run, state.id, records)
        future.add_done_callback(lambda done: self._end(state.id, done))
        return state

    def get(self, job_id: str) -> JobState | None:
        """Return a job as it is now, None when there is none of that id (any more)."""
        with self._lock:
            known = self._states.get(job_id)
        if known or self._folder is None or not job_id.isalnum():
            return known
        path = self._folder / f"{job_id}.json"
        return _read(path) if path.is_file() else None

    def close(self) -> None:
        """End the running job after the batch at hand, and drop those that wait; what was written stays."""
        self._stopping.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, job_id: str, records: Iterator[Record | Reject]) -> None:
        from extraction.ingest import IngestReport, ingest
        from extraction.pipeline import load_extractor

        self._change(job_id, status=JobStatus.RUNNING)

        def watched() -> Iterator[Record | Reject]:
            for record in records:
                if self._stopping.is_set():
                    raise _StoppedError("The server ended before the job did. Ingest the rest again.")
                yield record

        def tell(report: IngestReport) -> None:
            rejects = tuple((reject.place, reject.reason) for reject in report.rejects[:REJECTS])
            counts = {outcome.value: report.outcomes[outcome] for outcome in Outcome}
            self._change(job_id, rejected=len(report.rejects), rejects=rejects, **counts)

        extractor = load_extractor()
        tell(ingest(watched(), store=self._store, extractor=extractor, lexicon=self._lexicon, on_batch=tell))

    def _end(self, job_id: str, done: "Future[None]") -> None:
        if done.cancelled():
            self._change(job_id, status=JobStatus.FAILED, error="The server ended before the job began.")
            return
        error = done.exception()
        if error is None:
            self._change(job_id, status=JobStatus.DONE)
        elif isinstance(error, BenchgraphError):
            self._change(job_id, status=JobStatus.FAILED, error=" ".join(str(error).split()))
        else:
            from api.logs import log  # late: structlog costs every command a good part of its start

            log.error("a job failed", id=job_id, exc_info=error)
            self._change(job_id, status=JobStatus.FAILED, error=f"Internal error; the log knows it as {job_id}.")

    def _change(self, job_id: str, **changes: object) -> None:
        with self._lock:
            state = self._states.get(job_id)
            if state is None:
                return
            state = self._states[job_id] = replace(state, **changes)  # type: ignore[arg-type]
        self._write(state)

    def _write(self, state: JobState) -> None:
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{state.id}.json"
        fresh = path.with_suffix(".new")
        fresh.write_bytes(orjson.dumps(asdict(state)))
        fresh.replace(path)


def _read(path: Path) -> JobState:
    held = orjson.loads(path.read_bytes())
    rejects = tuple((place, reason) for place, reason in held["rejects"])
    return JobState(**{**held, "status": JobStatus(held["status"]), "rejects": rejects})
