"""The same questions get the same answers from SQLite and from Neo4j: every root field, on the same papers."""

import asyncio
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from api.bootstrap import Parts
from api.graphql.context import new_context
from api.graphql.schema import schema
from extraction.ingest import ingest
from extraction.pipeline import load_extractor
from extraction.sources import read_sources
from kg.lexicon import load
from kg.store.factory import open_store
from tests.conftest import ROOT
from tests.neo4j_server import Server, empty

pytestmark = pytest.mark.neo4j

ENTITY = "__typename id name aliases paperCount variantOf { id } variants { id name } alternatives { id }"
USES = """papers(first: 7, roles: $roles, includeVariants: $variants) {
  totalCount pageInfo { hasNextPage endCursor }
  edges { cursor role confidence entity { id } evidence { field start end text sentence }
          results { value unit metric { name } } node { id title date } } }"""
PAPER = """id ids title abstract authors organization date url
  benchmarks { role confidence node { id name } evidence { start end } } datasets { role node { name } }
  methods { role node { name } } tasks { role node { name } } metrics { role node { name } }
  results { value number unit isDelta setting benchmark { name } method { name } metric { name } }"""
NAMES = ("miniF2F", "ImageNet", "HumanEval", "LiveCodeBench", "cifar10", "no such name")
LISTINGS = ("benchmarks", "datasets", "methods", "tasks", "metrics")
BOARDS = """leaderboard { benchmark { id } metric { id } setting unit isDelta higherIsBetter totalCount
  rows { rank value number method { id } paper { id } result { id } } }"""
TOGETHER = "node { id } count of lift"
FILTERS = (
    '{benchmark: "ImageNet"}',
    '{benchmark: "HumanEval", method: "Code Llama"}',
    '{text: "theorem proving"}',
    '{organization: "Microsoft"}',
    '{task: "code generation", minConfidence: 0.5}',
    '{publishedAfter: "2024-01-01", publishedBefore: "2024-12-31"}',
    '{benchmark: "ImageNet", roles: [USES], includeVariants: false}',
)


def questions() -> Iterator[tuple[str, str]]:
    """Every root field, by name, with a document that asks it."""
    for kind in ("entity", "benchmark", "dataset", "method", "task", "metric"):
        for name in NAMES:
            field = f"{kind}(name: {json.dumps(name)}) {{ {ENTITY} {USES} }}"
            yield kind, f"query($roles: [Relation!], $variants: Boolean) {{ {field} }}"
    for name in NAMES:
        beside = f"usedWith {{ {TOGETHER} }} methods {{ {TOGETHER} }}"
        yield "benchmark", f"{{ benchmark(name: {json.dumps(name)}) {{ {BOARDS} {beside} }} }}"
    yield (
        "methods",
        f"{{ methods(first: 20) {{ edges {{ node {{ usedWith {{ {TOGETHER} }} benchmarks {{ {TOGETHER} }} }} }} }} }}",
    )
    yield "papers", "{ papers(first: 90) { edges { node { related { score node { id } shared { id } } } } } }"
    for kind in LISTINGS:
        for order in ("POPULAR", "NAME"):
            page = f"totalCount pageInfo {{ endCursor }} edges {{ cursor node {{ {ENTITY} }} }}"
            yield kind, f"{{ {kind}(first: 60, orderBy: {order}) {{ {page} }} }}"
        yield kind, f'{{ {kind}(first: 60, filter: {{prefix: "m"}}) {{ totalCount edges {{ node {{ id }} }} }} }}'
    for order in ("NEWEST", "OLDEST", "TITLE"):
        yield (
            "papers",
            f"{{ papers(first: 90, orderBy: {order}) {{ totalCount edges {{ cursor node {{ {PAPER} }} }} }} }}",
        )
    for where in FILTERS:
        yield "papers", f"{{ papers(first: 90, filter: {where}) {{ totalCount edges {{ node {{ id }} }} }} }}"
    for text in ("minif2f", "humanevl", "code generation", "diffusion", "image"):
        yield (
            "search",
            f"{{ search(text: {json.dumps(text)}, first: 40) {{ edges {{ score node {{ __typename id }} }} }} }}",
        )
    drawn = "truncated nodes { id label type x y size } edges { source target relation confidence }"
    for around in ("miniF2F", "ImageNet", "accuracy", "no such name"):
        for more in ("", "depth: 2, limit: 60", "depth: 3, limit: 500", "depth: 2, types: [PAPER, METHOD]"):
            yield "graph", f"{{ graph(around: {json.dumps([around, 'MATH'])}, {more}) {{ {drawn} }} }}"
    for one, other in (("miniF2F", "ImageNet"), ("LoRA", "HumanEval"), ("CIFAR-10", "LiveCodeBench")):
        yield "path", f"{{ path(from: {json.dumps(one)}, to: {json.dumps(other)}) {{ {drawn} }} }}"
    for where in ("{}", *FILTERS):
        for by in ("YEAR", "ROLE", "TYPE"):
            yield "paperCounts", f"{{ paperCounts(by: {by}, filter: {where}) {{ value count }} }}"
    for by in ("YEAR", "ROLE", "TYPE"):
        facet = f"papers(first: 1) {{ groupBy(by: {by}) {{ value count }} }}"
        yield "benchmarks", f"{{ benchmarks(first: 9) {{ edges {{ node {{ id {facet} }} }} }} }}"
    yield "changes", '{ changes(since: "2020-01-01") { totalCount edges { node { kind } } } }'
    for text in ("language model", "proof", "diffusion", "image generation", "reasoning benchmark", "Zürich"):
        found = "edges { node { ... on Paper { id } } }"
        yield "search", f"{{ search(text: {json.dumps(text)}, types: [PAPER], first: 10) {{ {found} }} }}"
    for text in ("m", "sw", "gcd", "swe bench", "imgen", "generation code", "teorem proving"):
        yield (
            "search",
            f"{{ search(text: {json.dumps(text)}, first: 40) {{ edges {{ score matched node {{ id }} }} }} }}",
        )
    central = "score paperCount node { id }"
    parts = f"benchmarks {{ {central} }} methods {{ {central} }} years {{ year methods {{ {central} }} }}"
    yield "analysis", f"{{ analysis {{ {parts} communities {{ size paperCount members {{ id }} }} }} }}"
    yield "stats", "{ stats { papers entities { type count } relations { relation count } results variants } }"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, shared: Path, neo4j_server: Server) -> Iterator[list[Parts]]:
    """The real page and the bundled examples in both stores."""
    empty(neo4j_server)
    url, user, password = neo4j_server
    sqlite = f"sqlite:///{tmp_path_factory.mktemp('both') / 'kg.db'}"
    sources = [str(shared / "seed" / "daily-papers.txt"), str(files("api.demo") / "examples.jsonl")]
    parts = [
        Parts(store=open_store(sqlite, create=True), lexicon=load()),
        Parts(store=open_store(url, create=True, user=user, password=password), lexicon=load()),
    ]
    for part in parts:
        ingest(read_sources(sources), store=part.store, extractor=load_extractor(), lexicon=part.lexicon)
    yield parts
    for part in parts:
        part.store.close()


def answer(parts: Parts, document: str, **variables: object) -> dict[str, Any]:
    done = asyncio.run(schema.execute(document, variable_values=variables, context_value=new_context(parts)))
    assert done.errors is None, (document, done.errors)
    return dict(done.data or {})


def test_every_root_field_answers_alike(both: list[Parts]) -> None:
    sqlite, neo4j = both
    for _, document in questions():
        for variables in ({}, {"roles": ["USES", "MENTIONS"], "variants": False}) if "$roles" in document else ({},):
            assert answer(sqlite, document, **variables) == answer(neo4j, document, **variables), document


def test_every_paper_and_node_answers_alike_under_every_id(both: list[Parts]) -> None:
    sqlite, neo4j = both
    listed = answer(sqlite, "{ papers(first: 100) { edges { node { ids } } } }")["papers"]["edges"]
    for edge in listed:
        for paper_id in edge["node"]["ids"]:
            quoted = json.dumps(paper_id)
            document = f"{{ paper(id: {quoted}) {{ {PAPER} }} node(id: {quoted}) {{ __typename id }} }}"
            assert answer(sqlite, document) == answer(neo4j, document)


def test_no_root_field_is_left_out() -> None:
    text = (ROOT / "api" / "graphql" / "schema.graphql").read_text(encoding="utf-8")
    body = re.search(r"^type Query \{(.*?)^\}", text, flags=re.MULTILINE | re.DOTALL)
    assert body
    roots = set(re.findall(r"^  (\w+)[(:]", body.group(1), flags=re.MULTILINE))
    compared = {kind for kind, _ in questions()}
    elsewhere = {"paper", "node", "decisions", "job"}  # asked above, under decisions in the contracts, of no store
    assert roots - compared == elsewhere, "a root field is not compared"
