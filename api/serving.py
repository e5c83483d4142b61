"""Serving over HTTP until a signal ends it."""

import os
import signal
import socket
import sys
import threading
from tempfile import TemporaryDirectory
from types import FrameType
from urllib.parse import urlsplit, urlunsplit

import typer
import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from api.app import create_app
from api.bootstrap import open_parts, open_store
from api.graphql.limits.trusted import read_documents
from api.settings import Settings, hand_down
from api.tokens import parse_tokens
from kg.errors import ServeError

GRACE_SECONDS = 5
"""How long open requests may go on after a signal to end."""

LAST_SECONDS = 2
"""How long a thread that hangs in a store may hold up the end after that."""

ANNOUNCE = "Serving {store} at {url}; ask at {url}/graphql. Ctrl-C ends it."


def serve(
    settings: Settings,
    store: str | None = None,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int = 1,
    announce: str = ANNOUNCE,
) -> None:
    """Serve a store (that of the settings unless given) until SIGINT or SIGTERM, which end it within ten seconds.

    Port 0 takes any free one. `announce` is printed once connections are taken; `{url}` and `{store}` in it are filled
    in. Raises `ServeError` when host and port cannot be listened on, and `StoreError` when the store cannot be opened.
    """
    address = store or settings.store
    with open_parts(address, settings=settings):
        pass  # a store that cannot be opened is told here, in one line, before any worker starts
    if settings.graphql_documents:
        read_documents(settings.graphql_documents)  # likewise
    listener = _listen(host, port)
    with TemporaryDirectory(prefix="benchgraph-metrics-", ignore_cleanup_errors=True) as folder:
        hand_down(store=address, metrics_folder=folder if workers > 1 else None)
        config = uvicorn.Config(
            "api.serving:served_app",
            factory=True,
            workers=workers,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
            ws_max_size=settings.limits.body_bytes,
        )
        typer.echo(announce.format(url=_url(host, listener), store=_without_secret(address)))
        signal.signal(signal.SIGTERM, _end)
        if workers > 1:
            Multiprocess(config, sockets=[listener]).run()
        else:
            uvicorn.Server(config).run(sockets=[listener])


def served_app() -> FastAPI:
    """Return the application on the store of the environment: what each worker runs."""
    settings = Settings()
    return create_app(
        open_store(settings),
        limits=settings.limits,
        trusted=read_documents(documents) if (documents := settings.graphql_documents) else None,
        cache_bytes=settings.graphql_cache_mb * 1_000_000,
        tokens=parse_tokens(settings.token_pairs),
        export_limits=settings.export_limits,
        cors_origins=settings.cors_origins,
        metrics_folder=settings.metrics_folder,
        close=True,
    )


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except OSError as error:
        raise ServeError(
            f"Cannot listen on {host}:{port}: {error.strerror}. Choose another with --port or --host."
        ) from error
    listener.set_inheritable(True)
    return listener


def _url(host: str, listener: socket.socket) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}"


def _end(_signal: int, _frame: FrameType | None) -> None:
    """End in good order after uvicorn has, but do not wait for a thread that hangs in a store."""
    last = threading.Timer(LAST_SECONDS, os._exit, (0,))
    last.daemon = True
    last.start()
    sys.exit(0)


def _without_secret(address: str) -> str:
    """Return an address as it may be shown.

    >>> _without_secret("bolt://neo4j:secret@localhost:7687")
    'bolt://localhost:7687'
    """
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else address
