"""A server as a user starts it, on a free port, ended by SIGTERM."""

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.command import PATIENCE, Command


@contextmanager
def served(kg: Command) -> Iterator[str]:
    """Run `kg serve` and yield its address once it is healthy; it must end after SIGTERM."""
    server = kg.start("serve", "--port", "0")
    try:
        url = announced(server)
        _wait_until_healthy(url)
        yield url
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)


def announced(server: subprocess.Popen[bytes]) -> str:
    """Return the address that a server which was just started tells once it takes connections."""
    assert server.stdout
    found = re.search(r"http://[^\s;]+", server.stdout.readline().decode())
    assert found, f"kg serve did not start: {server.communicate()[1].decode()}"
    return found.group()


def _wait_until_healthy(url: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{url}/healthz", timeout=PATIENCE).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
    message = f"{url} did not become healthy"
    raise AssertionError(message)
