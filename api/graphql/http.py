"""GraphQL over HTTP: what a request must look like, and what becomes of one that does not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.types.graphql import OperationType

from api.graphql.answers import Answer, Answers, Key
from api.graphql.context import Context
from api.graphql.execution import OVER_HTTP, Schema
from api.graphql.limits.policy import Limits
from api.graphql.limits.refusal import refusal
from kg.errors import StoreError
from kg.store.deadline import within

JSON = "application/json"
Make = Callable[[HTTPConnection], Context]
Page = Callable[[Request], Response]


class MalformedError(Exception):
    """The request is none that GraphQL over HTTP knows; `status` and `code` say how."""

    def __init__(self, message: str, *, status: int = 400, code: str = "BAD_REQUEST") -> None:
        """Say what is wrong with it."""
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Question:
    """One operation as a request asks for it."""

    text: str | None
    name: str | None
    variables: dict[str, Any] | None
    trusted_id: str | None

    @classmethod
    def from_json(cls, given: object) -> "Question":
        """Return the operation that an object of a body asks for. Raises `MalformedError`."""
        if not isinstance(given, dict):
            raise MalformedError("A request is an object with `query`, `variables` and `operationName`.")
        extensions = _typed(given, "extensions", dict) or {}
        persisted = _typed(extensions, "persistedQuery", dict) or {}
        asked = cls(
            _typed(given, "query", str),
            _typed(given, "operationName", str),
            _typed(given, "variables", dict),
            _typed(given, "documentId", str) or _typed(persisted, "sha256Hash", str),
        )
        if not asked.text and not asked.trusted_id:
            raise MalformedError("There is no document to answer. Send one as `query`.")
        return asked


class GraphQLOverHttp:
    """The endpoint: one operation or a bounded batch by POST, queries by GET too, and a page to ask on for browsers."""

    def __init__(
        self, schema: Schema, limits: Limits, *, make_context: Make, page: Page, answers: Answers | None = None
    ) -> None:
        """Answer by a schema; each operation has a context of its own.

        `page` is what browsers get. Answers to queries are kept in `answers`, unless there is none.
        """
        self._schema = schema
        self._page = page
        self._answers = answers
        self._limits = limits
        self._make_context = make_context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except MalformedError as error:
            told = {"errors": [refusal(str(error), code=error.code).formatted]}
            response = Response(orjson.dumps(told), error.status, media_type=JSON)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if request.method != "POST":
            if "query" not in request.query_params and "text/html" in request.headers.get("accept", ""):
                return self._page(request)
            return await self._one(
                request, Question.from_json(_from_address(request)), frozenset({OperationType.QUERY})
            )
        body = await _body(request, self._limits.body_bytes)
        if isinstance(body, list):
            return await self._batch(request, body)
        return await self._one(request, Question.from_json(body), OVER_HTTP)

    async def _one(self, request: Request, question: Question, allowed: frozenset[OperationType]) -> Response:
        context = self._make_context(request)
        question = _with_text(question, context)
        key = await self._key(request, question)
        kept = self._answers.get(key) if self._answers and key else None
        if kept:
            return _kept(request, kept)
        told = await self._execute(context, question, allowed)
        body = orjson.dumps(told)
        if self._answers and key and "errors" not in told and context.asked and context.asked.is_lasting:
            return _kept(request, self._answers.keep(key, body))
        status = 405 if allowed is not OVER_HTTP and _code(told) == "OPERATION_NOT_ALLOWED" else 200
        return Response(body, status, headers={"Cache-Control": "no-store"}, media_type=JSON)

    async def _key(self, request: Request, question: Question) -> Key | None:
        """Return under what an answer is kept; None where it may depend on who asks, or the store is away."""
        if self._answers is None or question.text is None or "authorization" in request.headers:
            return None
        try:
            with within(self._limits.seconds):
                revision = await self._answers.revision()
        except StoreError:
            return None  # the answer will tell
        variables = orjson.dumps(question.variables, option=orjson.OPT_SORT_KEYS)
        return revision, question.text, question.name, variables

    async def _batch(self, request: Request, body: list[object]) -> Response:
        most = self._limits.batch
        if not body or len(body) > most:
            raise MalformedError(f"A batch holds 1 to {most} operations, not {len(body)}.", code="BATCH_TOO_LARGE")
        told: list[Mapping[str, Any]] = []
        spent = 0
        for question in [Question.from_json(each) for each in body]:
            context = self._make_context(request)
            context.spent = spent
            told.append(await self._execute(context, _with_text(question, context), OVER_HTTP))
            spent += context.asked.cost if context.asked else 0
        return Response(orjson.dumps(told), headers={"Cache-Control": "no-store"}, media_type=JSON)

    async def _execute(
        self, context: Context, question: Question, allowed: frozenset[OperationType]
    ) -> Mapping[str, object]:
        if question.text is None:
            message = "No document of that id is trusted here. Send the document itself, if others are answered."
            return _refused(refusal(message, code="PERSISTED_QUERY_NOT_FOUND"))
        result = await self._schema.execute(
            question.text,
            variable_values=question.variables,
            context_value=context,
            operation_name=question.name,
            allowed_operation_types=allowed,
        )
        told: dict[str, object] = {"data": result.data}
        if result.errors:
            told["errors"] = [error.formatted for error in result.errors]
        if result.extensions:
            told["extensions"] = result.extensions
        return told


def _with_text(question: Question, context: Context) -> Question:
    """Return a question with the document that its id stands for, where it is trusted."""
    if question.text is not None or question.trusted_id is None or context.parts.trusted is None:
        return question
    return replace(question, text=context.parts.trusted.text(question.trusted_id))


def _refused(error: GraphQLError) -> Mapping[str, object]:
    return {"data": None, "errors": [error.formatted]}


def _kept(request: Request, answer: Answer) -> Response:
    headers = {"ETag": answer.tag, "Cache-Control": "no-cache"}
    if answer.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(answer.body, headers=headers, media_type=JSON)


async def _body(request: Request, most: int) -> object:
    """Return the JSON of a body of at most so many bytes, which are not even read to their end when there are more."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
        raise MalformedError(f"The body of a request is {JSON}.", status=415)
    received = bytearray()
    async for part in request.stream():
        received += part
        if len(received) > most:
            message = f"The body has more than {most} bytes. Ask for less at a time."
            raise MalformedError(message, status=413, code="BODY_TOO_LARGE")
    return _json(bytes(received), "body")


def _from_address(request: Request) -> dict[str, object]:
    """Return what an address asks for, as a body would say it."""
    given: dict[str, object] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = _json(str(given[name] or "null").encode(), name)
    return given


def _json(text: bytes, what: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise MalformedError(f"The {what} is no JSON: {error}.") from error


def _typed(given: Mapping[str, Any], name: str, type_: type) -> Any:  # noqa: ANN401
    value = given.get(name)
    if value is not None and not isinstance(value, type_):
        raise MalformedError(f"`{name}` has the wrong type.")
    return value


def _code(told: Mapping[str, Any]) -> str | None:
    code: str | None = told["errors"][0].get("extensions", {}).get("code") if "errors" in told else None
    return code
