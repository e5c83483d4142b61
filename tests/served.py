"""A server as a user starts it, on a free port, ended by SIGTERM."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.command import Command

START_SECONDS = 30
END_SECONDS = 10


@contextmanager
def served(kg: Command) -> Iterator[str]:
    """Run `kg serve` and yield its address once it is healthy; it must end within ten seconds of SIGTERM."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    server = kg.start("serve", "--port", str(port))
    try:
        _wait_until_healthy(url, server)
        yield url
    finally:
        server.terminate()
        server.communicate(timeout=END_SECONDS)


def _wait_until_healthy(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(f"{url}/healthz", timeout=1).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
    server.kill()
    message = f"kg serve did not answer: {server.communicate()[1].decode()}"
    raise AssertionError(message)
