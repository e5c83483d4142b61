"""The application over HTTP: GraphQL, health and metrics."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import orjson
from fastapi import FastAPI, Request, Response
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import HTTPConnection
from starlette.routing import WebSocketRoute
from strawberry.fastapi import GraphQLRouter

from api import __version__
from api.bootstrap import Parts
from api.graphql.context import Context, new_context
from api.graphql.schema import schema
from api.graphql.sockets import GraphQLOverSockets
from api.rest.explorer import explorer_router, graphiql_page
from api.rest.export import export_router
from api.rest.export_limits import DEFAULT_EXPORT_LIMITS, ExportLimits
from api.rest.health import health_router
from api.rest.metrics import MeasureRequests, Metrics, metrics_router
from api.tokens import NO_TOKENS, Tokens, no_changes_here
from kg import lexicon as lexicons
from kg.lexicon import Lexicon
from kg.store.base import GraphStore

PATHS = ("/", "/graphql", "/healthz", "/readyz", "/metrics")


class _GraphQL(GraphQLRouter[Context, None]):
    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)

    def decode_json(self, data: str | bytes) -> object:
        decoded = orjson.loads(data)
        if not isinstance(decoded, dict | list):
            raise json.JSONDecodeError("neither object nor array", "", 0)  # what a body that is no JSON raises
        return decoded

    async def render_graphql_ide(self, request: Request) -> Response:  # type: ignore[override]
        return graphiql_page(request)


def create_app(
    store: GraphStore,
    *,
    lexicon: Lexicon | None = None,
    tokens: Tokens = NO_TOKENS,
    export_limits: ExportLimits = DEFAULT_EXPORT_LIMITS,
    cors_origins: Sequence[str] = (),
    metrics_folder: Path | None = None,
    close: bool = False,
) -> FastAPI:
    """Return the application on a store.

    `lexicon` is the one that ships unless given. Who holds one of `tokens` may change
    the graph. `export_limits` bound the exports. Browsers on `cors_origins` may
    ask from elsewhere (`*` for all). `metrics_folder` is shared by several processes that serve one port. With `close`
    the store is closed at the end.
    """
    jobs_folder = metrics_folder / "jobs" if metrics_folder else None
    parts = Parts(store, lexicon or lexicons.load(), jobs_folder)
    metrics = Metrics(metrics_folder)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        parts.jobs.close()
        if close:
            store.close()

    async def context(connection: HTTPConnection) -> Context:
        return new_context(parts, lambda: tokens.who(connection.headers.get("authorization")))

    def connected(_connection: HTTPConnection) -> Context:
        return new_context(parts, no_changes_here)

    # No page of documentation: FastAPI's own loads scripts from elsewhere, and GraphQL documents itself.
    app = FastAPI(
        title="Benchgraph", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.include_router(
        _GraphQL(schema, path="/graphql", graphql_ide="graphiql", context_getter=context, subscription_protocols=())
    )
    sockets = GraphQLOverSockets(schema, make_context=connected, allowed_origins=cors_origins)
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
