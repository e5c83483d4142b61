"""Asking the graph from within the process: the command puts its questions to the same schema as everybody else.

One way to ask means that the terminal and the network give the same answers. The schema is imported when the first
question is put: it takes half a second, and help and usage do without.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from api.bootstrap import Parts
from api.tokens import NO_TOKENS
from kg.errors import BenchgraphError

PAGE = 100
"""Items a page: the most that the API gives."""


@cache
def _questions() -> str:
    return (files("api") / "questions.graphql").read_text(encoding="utf-8")


@cache
def _orders() -> str:
    return (files("api") / "orders.graphql").read_text(encoding="utf-8")


def ask(parts: Parts, question: str, **variables: object) -> dict[str, Any]:
    """Return the data of an operation of `questions.graphql`; raise the answer's first error as `BenchgraphError`."""
    return _answer(parts, _questions(), question, variables)


def order(parts: Parts, change: str, who: str, **variables: object) -> dict[str, Any]:
    """Return the decision that a mutation of `orders.graphql` makes in the name of `who`; raise like `ask`."""
    (decision,) = _answer(parts, _orders(), change, variables, identify=lambda: who).values()
    return dict(decision)


def _answer(
    parts: Parts,
    document: str,
    operation: str,
    variables: dict[str, object],
    *,
    identify: Callable[[], str] = NO_TOKENS.who,
) -> dict[str, Any]:
    import asyncio

    from api.graphql.context import new_context
    from api.graphql.schema import schema

    context = new_context(parts, identify)
    answer = asyncio.run(
        schema.execute(document, variable_values=variables, context_value=context, operation_name=operation)
    )
    if answer.errors:
        error = answer.errors[0]
        if isinstance(error.original_error, BenchgraphError):
            raise error.original_error
        raise BenchgraphError(error.message)
    return dict(answer.data or {})


def all_uses(parts: Parts, limit: int | None, **variables: object) -> dict[str, Any] | None:
    """Return the entity with the edges of all its papers (or the first `limit`), page after page; None when unknown."""
    entity: dict[str, Any] | None = None
    after = None
    while True:
        have = len(entity["papers"]["edges"]) if entity else 0
        first = min(PAGE, limit - have) if limit is not None else PAGE
        page = ask(parts, "PapersOf", first=first, after=after, **variables)["entity"]
        if page is None:
            return None
        if entity:
            entity["papers"]["edges"] += page["papers"]["edges"]
            entity["papers"]["pageInfo"] = page["papers"]["pageInfo"]
        else:
            entity = page
        info = page["papers"]["pageInfo"]
        if not info["hasNextPage"] or (limit is not None and have + first >= limit):
            return entity
        after = info["endCursor"]


def uses(paper: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Return all uses of a paper's answer in the order of the API's lists; what is dataset and benchmark both, once."""
    seen: set[str] = set()
    for kind in ("methods", "benchmarks", "datasets", "tasks", "metrics"):
        for use in paper[kind]:
            if use["node"]["id"] not in seen:
                seen.add(use["node"]["id"])
                yield use
