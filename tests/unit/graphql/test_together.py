"""What is used together, and related papers, as clients ask for them."""

from kg.model import Relation
from kg.store.sqlite import SqliteStore
from tests.unit.graphql.conftest import Ask
from tests.unit.graphql.counting import CountingStore
from tests.unit.graphql.made_up import IMAGENET, MINIF2F_TEST, PROVER, SAM_METHOD, facts, paper


def test_any_entity_tells_which_data_is_used_with_it(ask: Ask) -> None:
    found = ask('{ method(name: "SAM") { usedWith { node { __typename name } count of lift } } }')["method"]["usedWith"]
    assert [(one["node"]["name"], one["count"], one["of"]) for one in found] == [
        *[("ImageNet", 1, 3), ("LAION", 1, 3), ("SAM", 1, 3)]
    ]
    assert found[1]["lift"] == round(1 / 3 / (1 / 5), 4)
    with_minif2f = ask('{ benchmark(name: "miniF2F") { usedWith(first: 1) { node { name } } } }')["benchmark"]
    assert with_minif2f["usedWith"] == [{"node": {"name": "ImageNet"}}]


def test_a_benchmark_names_the_methods_measured_on_it_and_a_method_its_benchmarks(ask: Ask) -> None:
    methods = """{ benchmark(name: "miniF2F") { all: methods { node { name } count }
                   used: methods(roles: [USES]) { node { name } } } }"""
    assert ask(methods)["benchmark"] == {"all": [{"node": {"name": "ProofKit"}, "count": 1}], "used": []}
    benchmarks = ask('{ method(name: "ProofKit") { benchmarks { node { name } count of } } }')["method"]["benchmarks"]
    assert benchmarks == [
        {"node": {"name": "miniF2F"}, "count": 1, "of": 1},
        {"node": {"name": "miniF2F-test"}, "count": 1, "of": 1},
    ]


def test_related_papers_share_entities_and_rare_ones_count_more(ask: Ask, store: SqliteStore) -> None:
    rare = [(PROVER, Relation.USES), (MINIF2F_TEST, Relation.USES)]
    store.upsert([facts(paper(21, "ProofKit on miniF2F-test."), rare)])
    store.upsert([facts(paper(22, "SAM on ImageNet."), [(SAM_METHOD, Relation.USES), (IMAGENET, Relation.USES)])])
    document = '{ paper(id: "2501.00001") { related { score node { title } shared { name } } } }'
    related = ask(document)["paper"]["related"]
    assert [(one["node"]["title"], [entity["name"] for entity in one["shared"]]) for one in related] == [
        ("Paper 21", ["miniF2F-test", "ProofKit"]),
        ("Paper 2", ["miniF2F"]),
    ]
    assert related[0]["score"] > related[1]["score"] > 0
    assert ask('{ paper(id: "2501.00001") { related(first: 1) { node { title } } } }')["paper"] == {
        "related": [{"node": {"title": "Paper 21"}}]
    }


def test_each_of_these_is_one_call_for_all_nodes_of_a_level(ask: Ask, counting: CountingStore) -> None:
    ask("""{ papers { edges { node { related { node { title } shared { name } }
               benchmarks { node { usedWith { node { name } } ... on Data { methods { node { name } } } } } } } } }""")
    assert counting.calls["kindred"] == 1
    assert counting.calls["used_with"] == 2
    assert sum(counting.calls.values()) <= 10
