"""What a name means in a graph."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.lexicon import load
from kg.linking import link
from kg.lookup import find_entities
from kg.model import DATA_TYPES, Entity, EntityType, Evidence, Field, Paper, PaperFacts, Relation, Use
from kg.store.base import GraphStore
from kg.store.factory import open_store

ANY = frozenset(EntityType)


def facts(number: int, *entities: Entity) -> PaperFacts:
    paper = Paper(f"paper:{number}", f"Title {number}", "Some abstract.")
    evidence = Evidence(Field.ABSTRACT, 0, 4, "Some", "Some abstract.", 0, "test@1", 1.0)
    uses = tuple(Use(paper.id, entity.id, Relation.USES, 1.0, (evidence,)) for entity in entities)
    return PaperFacts(paper, entities, uses, (), str(number))


def entity(name: str, type_: EntityType) -> Entity:
    return link(name, type_, (name,), load()).entity


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    opened = open_store(f"sqlite:///{tmp_path}/kg.db", create=True)
    method, data = entity("Foo", EntityType.METHOD), entity("Foo", EntityType.DATASET)
    opened.upsert([facts(1, method, entity("miniF2F", EntityType.BENCHMARK)), facts(2, data), facts(3, data)])
    opened.upsert([facts(4, entity("MS COCO", EntityType.BENCHMARK), entity("mAP", EntityType.METRIC))])
    yield opened
    opened.close()


def ids(store: GraphStore, name: str, types: frozenset[EntityType] = ANY) -> list[str]:
    return [found.id for found in find_entities(store, [(name, types)], load())[0]]


@pytest.mark.parametrize("name", ["miniF2F", "Mini-F2F", "MINIF2F", "data:minif2f", "the miniF2F benchmark"])
def test_any_spelling_and_the_id_find_an_entity(store, name):
    assert ids(store, name) == ["data:minif2f"]


def test_an_alias_that_only_the_lexicon_knows_finds_it(store):
    assert ids(store, "mean average precision") == ["metric:map"]


def test_of_homographs_the_one_with_more_papers_comes_first(store):
    assert ids(store, "foo") == ["data:foo", "method:foo"]


def test_only_the_types_that_are_asked_for_are_found(store):
    assert ids(store, "foo", frozenset({EntityType.METHOD})) == ["method:foo"]
    assert ids(store, "method:foo", DATA_TYPES) == []


def test_several_names_are_answered_in_order(store):
    answers = find_entities(store, [(name, ANY) for name in ("COCO", "nothing", "miniF2F")], load())
    assert [[found.id for found in answer] for answer in answers] == [["data:coco"], [], ["data:minif2f"]]
