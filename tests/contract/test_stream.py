"""Reading a store whole, and writing what was read into another one."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from kg.decisions import Merge, Reject, Rename
from kg.model import Field, Relation
from kg.store.base import GraphStore, Outcome, PaperFilter, PaperOrder
from kg.store.stream import PaperRecord, by_paper, records
from tests.contract.conftest import Fresh
from tests.contract.facts import batches, corpus, entity, evidence, facts, paper
from tests.contract.snapshot import ALL, snapshot
from tests.contract.test_properties import Step, steps, take


def rows(store: GraphStore) -> dict[str, list[Any]]:
    """Return all rows of a store by the name of their kind."""
    with store.snapshot() as read:
        return {
            "entities": list(read.entities()),
            "papers": list(read.papers()),
            "uses": list(read.uses()),
            "results": list(read.results()),
            "extractions": [
                (found.paper_id, [replace(use, paper_id="") for use in found.uses], list(found.results))
                for found in read.extractions()
            ],
            "decisions": list(read.decisions()),
        }


def held(store: GraphStore) -> list[PaperRecord]:
    """Return all papers of a store, ready for another one."""
    with store.snapshot() as read:
        entities = {stored.entity.id: stored for stored in read.entities()}
        rows = by_paper(read.papers(), read.uses(), read.results(), read.extractions())
        return list(records(rows, entities))


def undated(store: GraphStore) -> dict[str, list[Any]]:
    """Return all rows without when they came in."""
    dated = ("entities", "papers", "uses", "results")
    return {
        kind: [replace(row, added="") for row in found] if kind in dated else found
        for kind, found in rows(store).items()
    }


def test_the_rows_are_what_the_store_answers(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(steps=steps)
    def law(steps: list[Step]) -> None:
        store = fresh()
        for step in steps:
            take(store, step)
        read = rows(store)
        papers = sorted(
            store.list_papers(PaperFilter(), PaperOrder.NEWEST, first=ALL).items, key=lambda paper: paper.id
        )
        assert [stored.paper for stored in read["papers"]] == papers
        entities = [stored.entity for stored in read["entities"] if stored.is_live]
        assert entities == store.entities([stored.id for stored in entities])
        stats = store.stats()
        assert sum(entity.variant_of is not None for entity in entities) == stats.variants
        assert {form.entity_id for form in store.forms()} == {entity.id for entity in entities}
        ids = [paper.id for paper in papers]
        expected = [[use for use, _ in uses] for uses in store.uses_of(ids)]
        for uses in expected:
            uses.sort(key=lambda use: (-use.relation.strength, use.entity_id))
        assert [stored.use for stored in read["uses"]] == [use for uses in expected for use in uses]
        results = [result for found in store.results_of(ids) for result in found]
        assert [stored.result for stored in read["results"]] == results

    law()


def test_the_rows_are_as_decisions_left_them(store: GraphStore) -> None:
    papers = corpus(4)
    store.upsert(papers)
    store.decide(
        [
            Merge("data:hub-1", "data:hub-0"),
            Rename("data:hub", "The Hub"),
            Reject(papers[2].paper.id, "data:hub-2"),
        ],
        who="ann",
    )
    read = rows(store)
    live = [stored.entity for stored in read["entities"] if stored.is_live]
    assert live == store.entities([entity.id for entity in live])
    assert {"data:hub-1", "data:hub-2"}.isdisjoint(entity.id for entity in live)
    assert {stored.entity.id for stored in read["entities"] if stored.extracted} >= {"data:hub", "data:hub-0"}
    uses = [use for found in store.uses_of([facts.paper.id for facts in papers]) for use, _ in found]
    assert {(stored.use.paper_id, stored.use.entity_id) for stored in read["uses"]} == {
        (use.paper_id, use.entity_id) for use in uses
    }


def test_every_id_that_answers_is_told(store: GraphStore) -> None:
    first, second = paper("paper:arxiv:2401.1", "An old title"), paper("paper:arxiv:2401.1", "A new title")
    store.upsert([facts(first), facts(second)])
    (stored,) = rows(store)["papers"]
    assert len(stored.former_ids) == 2
    assert store.papers([*stored.paper.ids, *stored.former_ids]) == [stored.paper] * 3


def test_what_was_read_makes_the_same_graph(fresh: Fresh, examples: settings) -> None:
    @examples
    @given(steps=steps)
    def law(steps: list[Step]) -> None:
        store = fresh()
        for step in steps:
            take(store, step)
        before, read, found = snapshot(store), rows(store), held(store)
        store = fresh()
        assert set(store.restore(found)) <= {Outcome.NEW}
        assert rows(store) == read
        assert snapshot(store) == before

    law()


@pytest.mark.neo4j
def test_both_stores_give_the_same_rows_and_take_them_from_each_other(fresh_sqlite: Fresh, fresh_neo4j: Fresh) -> None:
    @settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.too_slow])
    @given(batch=batches)
    def law(batch: list[Any]) -> None:
        embedded, server = fresh_sqlite(), fresh_neo4j()
        embedded.upsert(batch)
        server.upsert(batch)
        assert undated(embedded) == undated(server)
        read = rows(embedded)
        server = fresh_neo4j()
        server.restore(held(embedded))
        assert rows(server) == read
        embedded = fresh_sqlite()
        embedded.restore(held(server))
        assert rows(embedded) == read

    law()


def test_restoring_twice_is_restoring_once(store: GraphStore, fresh: Fresh) -> None:
    store.upsert(corpus(5))
    found = held(store)
    other = fresh()
    assert other.restore(found) == [Outcome.NEW] * 5
    read, revision = rows(other), other.revision()
    assert other.restore(found) == [Outcome.UNCHANGED] * 5
    assert (rows(other), other.revision()) == (read, revision)


def test_a_fact_that_was_there_longer_keeps_its_moment(store: GraphStore, fresh: Fresh) -> None:
    hub = entity("data:hub", "Hub")
    of = paper("paper:arxiv:2401.1")
    store.upsert([facts(of, [(hub, Relation.USES)])])
    (record,) = held(store)
    stated = record.rows.paper
    later = replace(record, rows=replace(record.rows, paper=replace(stated, digest="other", added="2999-01-01")))
    assert store.restore([later]) == [Outcome.UPDATED]
    assert rows(store)["papers"][0].added == stated.added


def test_what_a_result_alone_names_is_told_as_not_live(store: GraphStore) -> None:
    of = paper("paper:arxiv:2401.1")
    named = entity("metric:f1", "F1")
    (found,) = corpus(1)[0].results
    result = replace(found, paper_id=of.id, method_id=None, benchmark_id=None, metric_id=named.id)
    store.upsert([facts(of, entities=[named], results=[replace(result, evidence=evidence(of, field=Field.TITLE))])])
    (stored,) = rows(store)["entities"]
    assert (stored.entity.id, stored.is_live) == (named.id, False)
    assert store.entities([named.id]) == [None]


def test_what_a_result_names_brings_all_that_it_is_a_variant_of(store: GraphStore, fresh: Fresh) -> None:
    of, hub = paper("paper:arxiv:2401.1"), entity("data:hub", "Hub")
    split = entity("data:hub-test", variant_of=hub)
    (found,) = corpus(1)[0].results
    result = replace(found, paper_id=of.id, evidence=evidence(of), method_id=None, benchmark_id=split.id)
    store.upsert([facts(of, entities=[hub, split], results=[result])])
    read, records_held = rows(store), held(store)
    assert [(stored.entity.id, stored.entity.variant_of) for stored in read["entities"]] == [
        (hub.id, None),
        (split.id, hub.id),
    ]
    other = fresh()
    other.restore(records_held)
    assert rows(other) == read


def test_a_snapshot_of_the_file_stays_of_one_moment_while_others_write(fresh_sqlite: Fresh) -> None:
    store = fresh_sqlite()
    papers = corpus(6)
    store.upsert(papers[:3])
    with store.snapshot() as read:
        first = next(read.papers())
        store.upsert(papers[3:])
        assert [stored.paper.id for stored in read.papers()] == [facts.paper.id for facts in papers[:3]]
        assert len(list(read.uses())) == 9
        assert first.paper.id == papers[0].paper.id
        assert read.revision < store.revision()
