"""What has a plan, and that a plan reads once what many ask for."""

import re

import pytest

from api.bootstrap import Parts
from api.graphql.limits.policy import DEFAULT_LIMITS
from api.graphql.schema import schema
from kg.lexicon import Lexicon
from tests.unit.graphql.conftest import Ask, answered
from tests.unit.graphql.counting import CountingStore

LOOK_UP = """query($n: String!) { benchmark(name: $n) { name papers(first: 20) { totalCount pageInfo { hasNextPage }
  edges { role node { id title date benchmarks { node { name } }
  methods(roles: [PROPOSES]) { node { name } } } } } } }"""


def is_planned(document: str, **variables: object) -> bool:
    return schema.plans.get(schema.documents.ask(document, None, variables, DEFAULT_LIMITS)) is not None


@pytest.mark.parametrize(
    "document",
    [
        "{ benchmarks { totalCount edges { cursor node { __typename name } } } }",
        "{ papers(first: 3) { edges { node { title results { value metric { name } } } } } }",
        '{ graph(around: ["miniF2F"], depth: 2) { nodes { id x y } edges { source relation } truncated } }',
        '{ search(text: "mini") { totalCount edges { score matched node { id ... on Paper { title } } } } }',
        '{ benchmark(name: "miniF2F") { leaderboard { unit rows { rank method { name } paper { date } } } } }',
        '{ ...Q } fragment Q on Query { method(name: "SAM") { ... on Entity { name ... on Method { aliases } } } }',
    ],
)
def test_common_questions_have_a_plan(document: str) -> None:
    assert is_planned(document)


@pytest.mark.parametrize("document", ["{ stats { papers } }", "{ __schema { types { name } } }"])
def test_the_rest_has_none(document: str) -> None:
    assert not is_planned(document)


def test_what_a_directive_leaves_out_is_another_plan(answer: Ask) -> None:
    document = 'query($more: Boolean!) { benchmark(name: "miniF2F") { name aliases @include(if: $more) } }'
    assert set(answer(document, more=True)["data"]["benchmark"]) == {"name", "aliases"}
    assert set(answer(document, more=False)["data"]["benchmark"]) == {"name"}


def test_a_look_up_for_names_is_one_call_however_many_papers_it_shows(ask: Ask, counting: CountingStore) -> None:
    assert ask(LOOK_UP, n="miniF2F")["benchmark"]["papers"]["totalCount"] == 2
    assert counting.calls == {"look_up": 1}


def test_a_look_up_for_texts_is_four_calls_however_many_papers_it_shows(ask: Ask, counting: CountingStore) -> None:
    assert ask(LOOK_UP.replace("title", "abstract"), n="miniF2F")["benchmark"]["papers"]["totalCount"] == 2
    assert counting.calls == {"find": 1, "variants": 1, "list_uses": 1, "uses_of": 1}


@pytest.mark.parametrize("name", ["miniF2F", "mini-f2f", "ImageNet", "nowhere", "data:minif2f"])
def test_a_look_up_for_names_tells_what_one_for_texts_tells(ask: Ask, name: str) -> None:
    def told(document: str) -> str:
        return str(ask(document, n=name)).replace("'abstract': ''", "")

    texts = LOOK_UP.replace("id title", "id title isSummary")
    assert re.sub(r", 'isSummary': \w+", "", told(texts)) == told(LOOK_UP)


def test_two_look_ups_in_one_operation_do_not_mix(ask: Ask) -> None:
    both = ask("""{ a: benchmark(name: "miniF2F") { papers { edges { node { id methods { node { name } } } } } }
      b: benchmark(name: "miniF2F") { papers { edges { node { id methods(roles: [USES]) { node { name } } } } } } }""")
    alone = ask("""{ a: benchmark(name: "miniF2F") { papers { edges { node { id methods { node { name } } } } } } }""")
    assert both["a"] == alone["a"]


def test_a_total_that_an_entity_keeps_is_not_counted(ask: Ask, counting: CountingStore) -> None:
    assert ask('{ benchmark(name: "miniF2F") { papers { totalCount } } }')["benchmark"]["papers"]["totalCount"] == 2
    assert counting.calls == {"look_up": 1}


def test_names_are_found_without_reading_what_they_name(ask: Ask, counting: CountingStore) -> None:
    document = (
        '{ search(text: "mini", types: [BENCHMARK]) { edges { node { __typename id ... on Entity { name } } } } }'
    )
    found = ask(document)["search"]["edges"]
    assert found[0]["node"] == {"__typename": "Benchmark", "id": "data:minif2f", "name": "miniF2F"}
    assert not counting.calls.keys() & {"entities", "papers", "list_papers"}


def test_what_fails_in_a_plan_is_told_at_its_place(counting: CountingStore) -> None:
    told = answered(Parts(counting, Lexicon()), '{ benchmark(name: "miniF2F") { papers(first: 1000) { totalCount } } }')
    assert told["data"] == {"benchmark": None}
    assert told["errors"][0]["path"] == ["benchmark", "papers"]
