"""A load of bounded size: some connections ask in turn over the loopback, and each answer is timed and looked at.

It reads with `httptools` on `uvloop`, so that it takes some tens of microseconds a request and seldom holds up what it
measures; what it does take is printed.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import httptools
import orjson

from bench.graphql.questions import Question

TICKS = 100
"""What `/proc` counts a second in."""
_HEAD = "POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a load came to; seconds, and processor seconds for one request."""

    rate: float
    p50: float
    p99: float
    cpu: float
    """Of the server's process."""
    cpu_store: float
    """Of the database's process."""
    cpu_load: float
    """Of the load itself."""
    size: float
    """Bytes of an answer."""

    @property
    def work(self) -> float:
        """Return the processor seconds of server and database for one request."""
        return self.cpu + self.cpu_store


@dataclass(frozen=True, slots=True)
class Target:
    """A server under load, and the processes whose work counts."""

    port: int
    path: str
    pid: int
    store_pid: int | None
    document: Callable[[Question], str]
    papers: int

    def request(self, question: Question, turn: int) -> bytes:
        """Return what goes over the wire."""
        body = orjson.dumps({"query": self.document(question), "variables": question.variables(turn, self.papers)})
        return _HEAD.format(path=self.path, length=len(body)).encode() + body


async def load(target: Target, question: Question, *, connections: int, seconds: float) -> Measured:
    """Ask a question for some seconds."""
    requests = [target.request(question, turn) for turn in range(1200)]
    turns = _endless()
    before = _cpu(target.pid), _cpu(target.store_pid), time.process_time()
    begin = time.perf_counter()
    answered = await _ask_all(target, requests, turns, connections, seconds)
    spent = time.perf_counter() - begin
    used = _cpu(target.pid) - before[0], _cpu(target.store_pid) - before[1], time.process_time() - before[2]
    times, count = sorted(seconds for seconds, _ in answered), len(answered)
    size = sum(size for _, size in answered) / count
    cpu, cpu_store, cpu_load = (each / count for each in used)
    return Measured(count / spent, times[count // 2], times[count * 99 // 100], cpu, cpu_store, cpu_load, size)


def _endless() -> Iterator[int]:
    turn = 0
    while True:
        yield turn
        turn += 1


class _Asking(asyncio.Protocol):
    """A connection that asks the next question as soon as the last is answered, until its time is over."""

    def __init__(self, requests: list[bytes], turns: Iterator[int], end: float) -> None:
        self.answered: list[tuple[float, int]] = []
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests = requests
        self._turns = turns
        self._end = end

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        self._body.append(body)

    def on_message_complete(self) -> None:
        now, body = time.perf_counter(), b"".join(self._body)
        if self._parser.get_status_code() != 200 or b'"errors":[' in body[:20] + body[-400:]:
            self.done.set_exception(SystemExit(f"an error: {body[:400].decode(errors='replace')}"))
        self.answered.append((now - self._began, len(body)))
        if now < self._end:
            asyncio.get_running_loop().call_soon(self._ask)
        else:
            self._transport.close()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)

    def _ask(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._body: list[bytes] = []
        self._began = time.perf_counter()
        self._transport.write(self._requests[next(self._turns) % len(self._requests)])


async def _ask_all(
    target: Target, requests: list[bytes], turns: Iterator[int], connections: int, seconds: float
) -> list[tuple[float, int]]:
    end, loop = time.perf_counter() + seconds, asyncio.get_running_loop()
    askers = [_Asking(requests, turns, end) for _ in range(connections)]
    for asker in askers:
        await loop.create_connection(lambda asker=asker: asker, "127.0.0.1", target.port)  # type: ignore[misc]
    await asyncio.gather(*(asker.done for asker in askers))
    return [one for asker in askers for one in asker.answered]


def _cpu(pid: int | None) -> float:
    """Return the seconds of processor time that a process has used."""
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
