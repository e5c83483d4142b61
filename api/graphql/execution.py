"""How an operation is executed: made ready, held to the limits, answered in time, its failures told."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Iterator
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from api.graphql.compiled.plans import Plans
from api.graphql.compiled.run import Run
from api.graphql.context import Context
from api.graphql.errors import told
from api.graphql.limits.documents import Asked, Documents, RefusedError
from api.graphql.limits.refusal import refusal
from kg.store.deadline import timed_out, within

GRACE_SECONDS = 0.5
"""How long the store may take to stop once the time of a request is over."""

OVER_HTTP = frozenset({OperationType.QUERY, OperationType.MUTATION})
SUBSCRIPTION_HINT = "Subscribe over a WebSocket at the same address, by the protocol graphql-transport-ws."


class Schema(strawberry.Schema):
    """A schema that holds each operation to the limits in its context before it executes it."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  (as the parent has them)
        """Make the schema; no document is known yet."""
        super().__init__(*args, **options)
        self.documents = Documents(self._schema)
        self.plans = Plans(self._schema)

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,  # noqa: ANN401
        root_value: Any | None = None,  # noqa: ANN401
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> ExecutionResult:
        """Answer an operation, or tell why it is refused; what it costs stands in the answer's extensions."""
        context = _of(context_value)
        try:
            asked = self.ask(query, operation_name, variable_values, context, allowed_operation_types or OVER_HTTP)
        except RefusedError as refused:
            return ExecutionResult(data=None, errors=refused.errors, extensions=_cost(refused.cost))
        context.asked = asked
        seconds = context.parts.limits.seconds
        try:
            with within(seconds):
                async with asyncio.timeout(seconds + GRACE_SECONDS):
                    result = await self._planned(asked, context)
                    result = result or await super().execute(
                        query, variable_values, context, root_value, operation_name or None
                    )
        except TimeoutError:
            late = timed_out()
            result = ExecutionResult(data=None, errors=[told(GraphQLError(str(late), original_error=late))])
        finally:
            context.rounds.close()
        result.extensions = _cost(asked.cost)
        return result

    async def stream(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,  # noqa: ANN401
        root_value: Any | None = None,  # noqa: ANN401
        operation_name: str | None = None,
        operation_extensions: dict[str, Any] | None = None,  # noqa: ARG002
        allowed_operation_types: Iterable[OperationType] | None = None,
    ) -> AsyncGenerator[Any, None]:
        """Answer a subscription as the parent does and anything else as `execute` does, under the same limits."""
        context = _of(context_value)
        try:
            asked = self.ask(query, operation_name, variable_values, context, allowed_operation_types or OperationType)
        except RefusedError as refused:
            return _once(PreExecutionError(data=None, errors=refused.errors))
        if asked.kind is OperationType.SUBSCRIPTION:
            return await super().stream(query, variable_values, context.afresh(), root_value, operation_name or None)
        return _once(await self.execute(query, variable_values, context.afresh(), root_value, operation_name))

    async def _planned(self, asked: Asked, context: Context) -> ExecutionResult | None:
        """Return the answer by the operation's plan; None where it has none, or an error is to be told at its place."""
        plan = self.plans.get(asked)
        if plan is None:
            return None
        run = Run(context.parts, asked.variables, plan.root.asks)
        if plan.may_share(run):
            data = await context.parts.convoys.carry(plan, run, plan.answer)
        else:
            (data,) = await asyncio.to_thread(plan.answer, [run])
        return None if data is None else ExecutionResult(data=data, errors=None)

    def ask(
        self,
        query: str | None,
        name: str | None,
        variables: dict[str, Any] | None,
        context: Context,
        allowed: Iterable[OperationType],
    ) -> Asked:
        """Return the operation that a request asks for. Raises `RefusedError` where it may not be executed."""
        parts = context.parts
        if not query:
            raise RefusedError(refusal("There is no document to answer. Send one as `query`.", code="BAD_REQUEST"))
        if parts.trusted is not None and not parts.trusted.holds(query):
            message = "Only trusted documents are answered here. Send the id of one as `documentId`."
            raise RefusedError(refusal(message, code="DOCUMENT_NOT_TRUSTED"))
        asked = self.documents.ask(query, name, variables, parts.limits)
        if context.spent + asked.cost > parts.limits.cost:
            message = "The operations before this one leave no such cost to the batch. Send it by itself."
            told = refusal(message, code="TOO_COSTLY", cost=asked.cost, limit=parts.limits.cost)
            raise RefusedError(told, cost=asked.cost)
        if asked.kind not in allowed:
            hint = SUBSCRIPTION_HINT if asked.kind is OperationType.SUBSCRIPTION else "Use POST."
            message = f"A {asked.kind.value} cannot be asked for in this way. {hint}"
            raise RefusedError(refusal(message, code="OPERATION_NOT_ALLOWED"))
        return asked

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing here: `TellErrors` does, and the default would write the trace of every mistyped cursor."""


class Prepared(SchemaExtension):
    """Hand Strawberry what `Schema.execute` has parsed and validated, which it would do again."""

    def on_parse(self) -> Iterator[None]:
        """Give the parsed document."""
        asked = self.execution_context
        if isinstance(asked.schema, Schema) and asked.query:
            asked.graphql_document = asked.schema.documents.get(asked.query, _of(asked.context).parts.limits).node
        yield

    def on_validate(self) -> Iterator[None]:
        """Say that the document is valid."""
        self.execution_context.pre_execution_errors = []
        yield


def _of(context: object) -> Context:
    if not isinstance(context, Context):
        raise TypeError("an operation is executed in a Context")
    return context


def _cost(cost: int | None) -> dict[str, Any] | None:
    return None if cost is None else {"cost": cost}


async def _once(result: ExecutionResult) -> AsyncGenerator[ExecutionResult, None]:
    yield result
