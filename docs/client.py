"""A typed client in forty lines: every paper that uses a benchmark, page after page, with the sentence that says so.

    python docs/client.py http://127.0.0.1:8000 miniF2F

Needs httpx and nothing of Benchgraph's.
"""

import sys
from collections.abc import Iterator
from typing import Any, TypedDict

import httpx

PAPERS = """
query Papers($benchmark: String!, $after: String) {
  benchmark(name: $benchmark) {
    papers(first: 50, after: $after) {
      pageInfo { hasNextPage endCursor }
      edges { role confidence evidence { sentence } entity { name } node { id title date } }
    }
  }
}
"""


class GraphQLAnswerError(Exception):
    """The server refused the question; `code` says why in one word."""

    def __init__(self, error: dict[str, Any]) -> None:
        """Take the first error of an answer."""
        super().__init__(error["message"])
        self.code: str = error.get("extensions", {}).get("code", "UNKNOWN")


class Paper(TypedDict):
    """A paper as the query above asks for it."""

    id: str
    title: str
    date: str | None


class PaperUse(TypedDict):
    """A paper beside how it uses the benchmark."""

    role: str
    confidence: float
    evidence: list[dict[str, str]]
    entity: dict[str, str]
    node: Paper


def ask(client: httpx.Client, query: str, **variables: object) -> dict[str, Any]:
    """Return the data of an answer. Raises `GraphQLAnswerError`, and `httpx.HTTPError` when nobody answers."""
    answer = client.post("/graphql", json={"query": query, "variables": variables}).raise_for_status().json()
    if answer.get("errors"):
        raise GraphQLAnswerError(answer["errors"][0])
    data: dict[str, Any] = answer["data"]
    return data


def papers_on(client: httpx.Client, benchmark: str) -> Iterator[PaperUse]:
    """Yield every paper that uses a benchmark, the newest first; none for an unknown name."""
    after = None
    while True:
        found = ask(client, PAPERS, benchmark=benchmark, after=after)["benchmark"]
        if found is None:
            return
        yield from found["papers"]["edges"]
        if not found["papers"]["pageInfo"]["hasNextPage"]:
            return
        after = found["papers"]["pageInfo"]["endCursor"]


if __name__ == "__main__":
    with httpx.Client(base_url=sys.argv[1], timeout=30) as client:
        for use in papers_on(client, sys.argv[2]):
            print(use["node"]["date"], use["role"].lower(), use["entity"]["name"], "·", use["node"]["title"])  # noqa: T201
            print("   ", use["evidence"][0]["sentence"])  # noqa: T201
