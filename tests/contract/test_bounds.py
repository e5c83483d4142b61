"""What a question may leave out, and when it is stopped: on every store alike."""

from dataclasses import replace

import pytest

from kg.errors import StoreTimeoutError
from kg.model import Relation
from kg.store.base import GraphStore
from kg.store.deadline import within
from tests.contract.facts import entity, facts, paper

HUB = entity("data:hub", "Hub")
METHOD = entity("method:m", "M")


def test_edges_may_be_read_without_their_evidence(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a"), [(HUB, Relation.USES), (METHOD, Relation.PROPOSES)])])
    group = frozenset({"data:hub"})
    full, bare = (store.list_uses([group], first=10, evidence=wanted)[0].items[0] for wanted in (True, False))
    assert full.uses[0].evidence
    assert bare == replace(full, uses=tuple(replace(use, evidence=()) for use in full.uses))
    full_uses, bare_uses = (store.uses_of(["paper:a"], evidence=wanted)[0] for wanted in (True, False))
    assert full_uses[0][0].evidence
    assert bare_uses == [(replace(use, evidence=()), held) for use, held in full_uses]


def test_a_question_without_time_is_not_asked(store: GraphStore) -> None:
    with within(0), pytest.raises(StoreTimeoutError):
        store.stats()
    assert store.stats().papers == 0


def test_a_question_in_time_is_answered(store: GraphStore) -> None:
    with within(600):
        assert store.stats().papers == 0
