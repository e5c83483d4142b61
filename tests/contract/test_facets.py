"""Papers counted by something are as many as a listing shows."""

from collections import Counter

from hypothesis import given, settings

from kg.facets import Facet, FacetCount
from kg.model import PaperFacts, Relation
from kg.store.base import GraphStore, PaperFilter, PaperOrder
from tests.contract.conftest import Fresh
from tests.contract.facts import batches, entity, facts, paper
from tests.contract.snapshot import ALL, FILTERS, GROUPS, ROLES

HUB = entity("data:hub")
METHOD = entity("method:m")


def test_papers_are_counted_by_year_role_and_type(store: GraphStore) -> None:
    store.upsert(
        [
            facts(paper("paper:a", date="2024-01-01"), [(HUB, Relation.USES), (HUB, Relation.EVALUATES_ON)]),
            facts(paper("paper:b", date="2023-12-31"), [(HUB, Relation.USES), (METHOD, Relation.PROPOSES)]),
            facts(paper("paper:c"), [(HUB, Relation.MENTIONS), (METHOD, Relation.USES, 0.2)]),
        ]
    )
    on_hub = PaperFilter(entities=(frozenset({"data:hub"}),))
    counts = {
        Facet.YEAR: [FacetCount("2024", 1), FacetCount("2023", 1)],
        Facet.ROLE: [FacetCount("evaluates_on", 1), FacetCount("uses", 2)],
        Facet.TYPE: [FacetCount("Method", 1), FacetCount("Benchmark", 2)],
    }
    for by, expected in counts.items():
        assert store.facet_papers(on_hub, by) == expected
        assert store.facet_uses([frozenset({"data:x"}), frozenset({"data:hub"})], by) == [[], expected]
    everything = PaperFilter()
    assert store.facet_papers(everything, Facet.YEAR) == [*counts[Facet.YEAR], FacetCount(None, 1)]
    assert store.facet_papers(everything, Facet.ROLE) == [
        FacetCount("proposes", 1),
        FacetCount("evaluates_on", 1),
        FacetCount("uses", 3),
    ]


def test_counts_agree_with_what_is_listed(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(batch=batches)
    def law(batch: list[PaperFacts]) -> None:
        store = fresh()
        store.upsert(batch)
        for where in FILTERS:
            papers = store.list_papers(where, PaperOrder.TITLE, first=ALL).items
            years = Counter(str(paper.date.year) if paper.date else None for paper in papers)
            assert {count.value: count.papers for count in store.facet_papers(where, Facet.YEAR)} == years
        for group, counts in zip(GROUPS, store.facet_uses(GROUPS, Facet.ROLE, ROLES), strict=True):
            (page,) = store.list_uses([group], ROLES, first=ALL)
            roles = Counter(role for item in page.items for role in {use.relation for use in item.uses})
            assert {count.value: count.papers for count in counts} == roles
            of_group = PaperFilter(entities=(group,), roles=ROLES)
            for by in Facet:
                assert store.facet_papers(of_group, by) == store.facet_uses([group], by, ROLES)[0]

    law()
