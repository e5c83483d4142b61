"""The graphs that measurements are made on: the same at each call, and as true as those that come from papers."""

from collections import Counter

from bench.graphs import batches, papers


def test_the_same_seed_gives_the_same_graph() -> None:
    assert list(papers(50, seed=1)) == list(papers(50, seed=1)) != list(papers(50, seed=2))


def test_batches_hold_all_papers_in_order() -> None:
    assert [facts for batch in batches(25, size=10) for facts in batch] == list(papers(25))


def test_every_fact_is_proved_and_names_entities_that_come_with_it() -> None:
    for facts in papers(200):
        known = {entity.id for entity in facts.entities}
        assert {use.entity_id for use in facts.uses} <= known
        assert {parent for entity in facts.entities if (parent := entity.variant_of)} <= known
        for proof in [proof for fact in facts.uses for proof in fact.evidence] + [
            one.evidence for one in facts.results
        ]:
            assert facts.paper.text(proof.field)[proof.start : proof.end] == proof.text


def test_few_names_are_popular_and_most_are_not() -> None:
    used = Counter(use.entity_id for facts in papers(2000) for use in facts.uses if use.entity_id.startswith("data:"))
    counts = [count for _, count in used.most_common()]
    assert counts[0] > 3 * counts[len(counts) // 2]
