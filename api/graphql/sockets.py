"""GraphQL over WebSockets, by the protocol graphql-transport-ws: subscriptions, and queries too, but no changes."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import orjson
import strawberry
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from api.graphql.context import Context

CONNECTIONS = 500
"""Connections at a time; more are told to come again later."""

OPERATIONS = 20
"""Operations at a time on one connection."""

INIT_SECONDS = 10
_TRY_AGAIN_LATER = 1013


class GraphQLOverSockets(GraphQL[Context, None]):
    """The endpoint for WebSockets; browsers may connect from this site and from `allowed_origins` alone."""

    def __init__(
        self,
        schema: strawberry.Schema,
        *,
        make_context: Callable[[HTTPConnection], Context],
        allowed_origins: Sequence[str],
    ) -> None:
        """Answer by a schema; each connection has a context of its own."""
        super().__init__(
            schema,
            graphql_ide=None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            connection_init_wait_timeout=timedelta(seconds=INIT_SECONDS),
            max_subscriptions_per_connection=OPERATIONS,
            allowed_origins=allowed_origins,
        )
        self._make_context = make_context
        self._open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection, unless there are too many."""
        if self._open >= CONNECTIONS:
            await WebSocket(scope, receive, send).close(_TRY_AGAIN_LATER)
            return
        self._open += 1
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._open -= 1

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:  # noqa: ARG002
        """Return the context of a connection."""
        return self._make_context(request)

    def encode_json(self, data: object) -> str:
        """Return a message as text, the one kind that the protocol has."""
        return orjson.dumps(data).decode()
