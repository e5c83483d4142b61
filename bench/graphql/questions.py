"""The questions, as each server is asked them; both sides answer with the same kinds of nodes and as many.

Ours are asked for one role without variants, since that is all that the peer's schema can say.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

NAMES = 400
"""How many of the most popular benchmarks are asked for in turn."""

Variables = Callable[[int, int], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question to ask again and again; `variables` are those of a turn, on a graph of so many papers."""

    title: str
    ours: str
    theirs: str
    variables: Variables


def _name(turn: int, _papers: int) -> Mapping[str, Any]:
    return {"n": f"Bench {turn * 37 % NAMES}"}


def _middling(turn: int, papers: int) -> Mapping[str, Any]:
    """Ask for a benchmark that some hundred papers evaluate on, whatever the size of the graph."""
    return {"n": f"data:bench-{papers // 500 + turn * 37 % 40}"}


def _typed(turn: int, _papers: int) -> Mapping[str, Any]:
    """Type a name, a letter more each time; half of what is typed begins every name that there is."""
    return {"n": f"Bench {turn * 37 % NAMES}"[: 3 + turn % 6]}


QUESTIONS = (
    Question(
        "look-up of 20 papers with nested names",
        """query($n: String!) { benchmark(name: $n) { name
          papers(first: 20, roles: [EVALUATES_ON], includeVariants: false) {
          totalCount pageInfo { hasNextPage endCursor }
          edges { node { id title date benchmarks(roles: [EVALUATES_ON]) { node { name } }
          methods(roles: [USES]) { node { name } } } } } } }""",
        """query($n: String!) { benchmarks(where: {name: {eq: $n}}) { name
          papersConnection(first: 20, sort: [{node: {date: DESC}}]) { totalCount pageInfo { hasNextPage endCursor }
          edges { node { id title date benchmarks { name } methods { name } } } } } }""",
        _name,
    ),
    Question(
        "count",
        """query($n: String!) { benchmark(name: $n) {
          papers(roles: [EVALUATES_ON], includeVariants: false) { totalCount } } }""",
        "query($n: String!) { benchmarks(where: {name: {eq: $n}}) { papersConnection { totalCount } } }",
        _name,
    ),
    Question(
        "leaderboard",
        """query($n: String!) { benchmark(name: $n) { leaderboard(includeVariants: false, first: 5, rows: 10) {
          metric { name } setting isDelta rows { value paper { title } } } } }""",
        """query($n: String!) { benchmarks(where: {name: {eq: $n}}) { results(sort: [{number: DESC}], limit: 50) {
          value setting isDelta metrics { name } papers { title } } } }""",
        _name,
    ),
    Question(
        "2-hop neighbourhood of 500 nodes",
        """query($n: ID!) { graph(around: [$n], depth: 2, limit: 500) {
          nodes { id label } edges { source target relation } } }""",
        """query($n: ID!) { benchmarks(where: {id: {eq: $n}}) { id name papers(limit: 100) { id title
          benchmarks { id name } methods { id name } comparesTo { id name } proposes { id name } tasks { id name }
          metrics { id name } results { id value } } } }""",
        _middling,
    ),
    Question(
        "autocomplete",
        """query($n: String!) { search(text: $n, types: [BENCHMARK], first: 10) {
          edges { node { id ... on Benchmark { name } } } } }""",
        """query($n: String!) {
          benchmarks(where: {name: {startsWith: $n}}, sort: [{paperCount: DESC}], limit: 10) { id name } }""",
        _typed,
    ),
)
