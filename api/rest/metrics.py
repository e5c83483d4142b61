"""Counts and durations of requests, in the form that Prometheus reads."""

import time
from collections.abc import Collection
from pathlib import Path

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Metrics:
    """The counts of one process; `folder` is where several processes keep theirs, so that any answers for all."""

    def __init__(self, folder: Path | None = None) -> None:
        """Begin at zero."""
        self._folder = folder
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "benchgraph_http_requests",
            "Requests answered.",
            ("method", "path", "status"),
            registry=self._registry,
        )
        self.seconds = Histogram(
            "benchgraph_http_request_seconds", "How long requests took.", ("path",), registry=self._registry
        )

    def text(self) -> bytes:
        """Return all counts in Prometheus' text format."""
        if self._folder is None:
            return generate_latest(self._registry)
        shared = CollectorRegistry()
        MultiProcessCollector(shared, str(self._folder))  # type: ignore[no-untyped-call]
        return generate_latest(shared)


class MeasureRequests:
    """Middleware that counts each request under its path.

    What is not among `paths` counts as `other`, so that nobody can make the counters grow without end.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, paths: Collection[str]) -> None:
        """Stand in front of `app`."""
        self._app = app
        self._metrics = metrics
        self._paths = frozenset(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and measure it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        begin = time.perf_counter()

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            path = scope["path"] if scope["path"] in self._paths else "other"
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._metrics.requests.labels(method, path, status).inc()
            self._metrics.seconds.labels(path).observe(time.perf_counter() - begin)


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def metrics_router(metrics: Metrics) -> APIRouter:
    """Return `/metrics`."""
    router = APIRouter()

    @router.get("/metrics")
    def show() -> Response:
        return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)

    return router
