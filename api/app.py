"""The application over HTTP: GraphQL, health and metrics."""

import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import HTTPConnection
from starlette.routing import Route, WebSocketRoute

from api.bootstrap import Parts
from api.graphql.answers import Answers
from api.graphql.context import Context, new_context
from api.graphql.http import GraphQLOverHttp
from api.graphql.limits.policy import DEFAULT_LIMITS, Limits
from api.graphql.limits.trusted import TrustedDocuments
from api.graphql.schema import schema
from api.graphql.sockets import GraphQLOverSockets
from api.rest.explorer import explorer_router, graphiql_page, page_operations
from api.rest.export import export_router
from api.rest.export_limits import DEFAULT_EXPORT_LIMITS, ExportLimits
from api.rest.health import health_router
from api.rest.metrics import MeasureRequests, Metrics, metrics_router
from api.tokens import NO_TOKENS, Tokens, no_changes_here
from api.version import version
from kg import lexicon as lexicons
from kg.lexicon import Lexicon
from kg.store.base import GraphStore

CACHE_BYTES = 64_000_000
PATHS = ("/", "/graphql", "/healthz", "/readyz", "/metrics")


def create_app(
    store: GraphStore,
    *,
    lexicon: Lexicon | None = None,
    limits: Limits = DEFAULT_LIMITS,
    trusted: TrustedDocuments | None = None,
    cache_bytes: int = CACHE_BYTES,
    tokens: Tokens = NO_TOKENS,
    export_limits: ExportLimits = DEFAULT_EXPORT_LIMITS,
    cors_origins: Sequence[str] = (),
    metrics_folder: Path | None = None,
    close: bool = False,
) -> FastAPI:
    """Return the application on a store.

    `lexicon` is the one that ships unless given. `limits` hold each request to GraphQL, where with `trusted` only these
    documents and what the explorer asks are answered; answers of at most `cache_bytes` in all are kept until the graph
    changes. Who holds one of `tokens` may change the graph. `export_limits` bound the exports. Browsers on
    `cors_origins` may ask from elsewhere (`*` for all), not change anything. `metrics_folder` is shared by several
    processes that serve one port. With `close` the store is closed at the end.
    """
    jobs_folder = metrics_folder / "jobs" if metrics_folder else None
    if trusted is not None:
        trusted = trusted.with_others(page_operations())
    parts = Parts(store, lexicon or lexicons.load(), limits, trusted, jobs_folder)
    metrics = Metrics(metrics_folder)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        parts.names.begin().add_done_callback(_set_apart)
        yield
        gc.unfreeze()
        parts.jobs.close()
        if close:
            store.close()

    def context(connection: HTTPConnection) -> Context:
        if connection.scope["type"] == "websocket":
            return new_context(parts, no_changes_here)
        return new_context(parts, lambda: tokens.who(connection.headers.get("authorization")))

    # No page of documentation: FastAPI's own loads scripts from elsewhere, and GraphQL documents itself.
    app = FastAPI(
        title="Benchgraph", version=version(), lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    answers = Answers(store, most_bytes=cache_bytes) if cache_bytes else None
    graphql = GraphQLOverHttp(schema, limits, make_context=context, page=graphiql_page, answers=answers)
    app.router.routes.append(Route("/graphql", graphql, methods=["GET", "POST"]))
    sockets = GraphQLOverSockets(schema, make_context=context, allowed_origins=cors_origins)
    app.router.routes.append(WebSocketRoute("/graphql", sockets))
    app.include_router(explorer_router())
    app.include_router(health_router(store))
    app.include_router(export_router(parts, export_limits))
    app.include_router(metrics_router(metrics))
    if cors_origins:
        # Without `Authorization`: a page elsewhere may ask, and never change anything.
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(cors_origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type", "If-None-Match"],
            expose_headers=["ETag"],
        )
    app.add_middleware(MeasureRequests, metrics=metrics, paths=PATHS)
    return app


def _set_apart(_: object) -> None:
    """Set what a server has loaded apart from what requests make.

    The collector would go through all of it, names and lexicon, after every some hundred pages: a tenth of a second.
    """
    gc.collect()
    gc.freeze()
