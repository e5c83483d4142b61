"""What a client learns of a failure: known ones by their message and a code, a mistake of ours by a number alone."""

import uuid
from collections.abc import Iterator

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension

from kg.errors import (
    BenchgraphError,
    CursorError,
    DecisionError,
    GraphTooLargeError,
    JobsFullError,
    MutationsOffError,
    SourceError,
    StoreError,
    StoreTimeoutError,
    StoreUnavailableError,
    UnauthenticatedError,
    UnknownNameError,
)

_CODES: tuple[tuple[type[BenchgraphError], str], ...] = (
    (CursorError, "BAD_USER_INPUT"),
    (UnknownNameError, "NOT_FOUND"),
    (DecisionError, "BAD_USER_INPUT"),
    (SourceError, "BAD_USER_INPUT"),
    (GraphTooLargeError, "TOO_LARGE"),
    (JobsFullError, "BUSY"),
    (MutationsOffError, "MUTATIONS_OFF"),
    (UnauthenticatedError, "UNAUTHENTICATED"),
    (StoreTimeoutError, "TIMEOUT"),
    (StoreUnavailableError, "STORE_UNAVAILABLE"),
    (StoreError, "STORE_ERROR"),
    (BenchgraphError, "FAILED"),
)


class TellErrors(SchemaExtension):
    """Give each error of an answer its code, and hide what no client should see."""

    def on_operation(self) -> Iterator[None]:
        """Replace the errors once the answer is there."""
        yield
        result = self.execution_context.result
        errors = getattr(result, "errors", None)
        if result is not None and errors:
            result.errors = [told(error) for error in errors]


def told(error: GraphQLError) -> GraphQLError:
    """Return the error as a client sees it; an unexpected one is logged under an id that the client is told."""
    cause = error.original_error
    if isinstance(cause, BenchgraphError):
        code = next(code for kind, code in _CODES if isinstance(cause, kind))
        return _copy(error, " ".join(str(cause).split()), code=code)
    if cause is None or isinstance(cause, GraphQLError) or (error.path is None and error.nodes):
        return error  # raised for the client, or about a value in the request
    from api.logs import log  # late: structlog costs every command a good part of its start

    id_ = uuid.uuid4().hex
    log.error("internal error", id=id_, path=error.path, exc_info=cause)
    return _copy(error, "Internal error", code="INTERNAL", id=id_)


def _copy(error: GraphQLError, message: str, **extensions: str) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        original_error=error.original_error,
        extensions=dict(extensions),
    )
