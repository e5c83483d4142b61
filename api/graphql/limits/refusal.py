"""Why a request is refused before it is executed: one error, its code, and the way out."""

from graphql import GraphQLError


def refusal(message: str, *, code: str, **details: int) -> GraphQLError:
    """Return the error that a client sees, with numbers beside its code."""
    return GraphQLError(message, extensions={"code": code, **details})


def with_code(error: GraphQLError, code: str) -> GraphQLError:
    """Return the error with a code, unless it has one."""
    error.extensions = {"code": code, **(error.extensions or {})}
    return error
