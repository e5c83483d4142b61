"""What the graph says as a whole, on graphs small enough to tell by hand."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kg import analysis
from kg.model import Entity, PaperFacts, Relation
from kg.store.base import GraphStore
from kg.store.factory import open_store
from tests.contract.facts import entity, facts, paper

A, B, C, D, E = (entity(f"data:{letter}", letter.upper()) for letter in "abcde")
B_TEST = entity("data:b-test", "B-test", variant_of=B)
LORA, ADAM = entity("method:lora", "LoRA"), entity("method:adam", "Adam")


def on(number: int, benchmarks: Sequence[Entity], methods: Sequence[Entity] = (), *, year: int = 2024) -> PaperFacts:
    edges = [(one, Relation.EVALUATES_ON) for one in benchmarks] + [(one, Relation.USES) for one in methods]
    named = [B] if B_TEST in benchmarks else []
    return facts(paper(f"paper:arxiv:2401.{number:05}", date=f"{year}-05-01"), edges, entities=named)


PAPERS = [
    on(1, [A, B], [LORA]),
    on(2, [A, B_TEST], [LORA, ADAM]),
    on(3, [A, B, C], [ADAM], year=2023),
    on(4, [D, E], [ADAM], year=2023),
    on(5, [D, E]),
    on(6, [C]),
]


@pytest.fixture
def uses(tmp_path: Path) -> Iterator[analysis.Uses]:
    store: GraphStore = open_store(f"sqlite:///{tmp_path / 'kg.db'}", create=True)
    store.upsert(PAPERS)
    with store.snapshot() as snapshot:
        yield analysis.read_uses(snapshot)
    store.close()


def test_benchmarks_that_papers_measure_on_together_are_paired_variants_included(uses: analysis.Uses) -> None:
    pairs = [(pair.one.name, pair.other.name, pair.papers) for pair in analysis.co_use(uses)]
    assert pairs == [("A", "B", 3), ("D", "E", 2), ("A", "C", 1), ("B", "C", 1)]
    assert [pair.lift for pair in analysis.co_use(uses, min_papers=2)] == [2.0, 3.0]


def test_what_is_used_with_much_is_central(uses: analysis.Uses) -> None:
    found = analysis.central_benchmarks(uses)
    assert {one.entity.name for one in found} == set("ABCDE")
    assert found[-1].entity.name == "C"
    assert sum(one.score for one in found) == pytest.approx(1, abs=1e-5)
    assert {one.entity.name: one.papers for one in found} == {"A": 3, "B": 3, "C": 2, "D": 2, "E": 2}


def test_benchmarks_that_belong_together_make_a_community(uses: analysis.Uses) -> None:
    found = analysis.communities(uses)
    assert [[one.name for one in community.members] for community in found] == [["A", "B", "C"], ["D", "E"]]
    assert [community.papers for community in found] == [4, 2]
    assert analysis.communities(uses) == found


def test_each_year_has_its_own_central_methods(uses: analysis.Uses) -> None:
    years = analysis.methods_by_year(uses)
    assert [(year.year, [one.entity.name for one in year.methods]) for year in years] == [
        (2024, ["LoRA", "Adam"]),
        (2023, ["Adam"]),
    ]
    assert [len(year.methods) for year in analysis.methods_by_year(uses, first=1)] == [1, 1]


def test_pagerank_of_a_star_is_what_the_formula_gives(uses: analysis.Uses) -> None:
    methods = analysis.central_methods(uses)
    assert [one.entity.name for one in methods] == ["Adam", "LoRA"]
    assert [one.papers for one in methods] == [3, 2]


def test_an_empty_graph_says_nothing(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'kg.db'}", create=True)
    with store.snapshot() as snapshot:
        uses = analysis.read_uses(snapshot)
    store.close()
    assert analysis.co_use(uses) == []
    assert analysis.central_benchmarks(uses) == []
    assert analysis.communities(uses) == []
    assert analysis.methods_by_year(uses) == []


def test_rows_are_flat(uses: analysis.Uses) -> None:
    for found in (analysis.co_use(uses), analysis.communities(uses), analysis.methods_by_year(uses)):
        for row in analysis.rows(found):
            assert all(isinstance(value, str | int | float) for value in row.values())
