"""From what an abstract says to what a store keeps."""

from dataclasses import replace

import pytest

from kg.lexicon import load
from kg.metrics import higher_is_better
from kg.model import EntityType, Evidence, Extraction, Field, FoundEntity, FoundResult, Paper, Relation
from kg.resolving import resolve
from kg.text import match_key

ABSTRACT = "On Mini-F2F and miniF2F-test FooProver reaches 61.7% accuracy. FooProver solves 8/644 of miniF2F."
PAPER = Paper("paper:x", "FooProver", ABSTRACT)


def evidence(text: str, nth: int = 0) -> Evidence:
    start = -1
    for _ in range(nth + 1):
        start = ABSTRACT.index(text, start + 1)
    return Evidence(Field.ABSTRACT, start, start + len(text), text, ABSTRACT, 0, "test@1", 0.5)


def found(name, type_, relation, *pieces, confidence=0.5):
    return FoundEntity(name, type_, relation, confidence, pieces)


MINI = found("Mini-F2F", EntityType.BENCHMARK, Relation.MENTIONS, evidence("Mini-F2F"), confidence=0.9)
SAME = found("miniF2F", EntityType.DATASET, Relation.EVALUATES_ON, evidence("miniF2F", 1), confidence=0.4)
TEST = found("miniF2F-test", EntityType.BENCHMARK, Relation.EVALUATES_ON, evidence("miniF2F-test"))
METHOD = found("FooProver", EntityType.METHOD, Relation.PROPOSES, evidence("FooProver"))
METRIC = found("accuracy", EntityType.METRIC, Relation.REPORTS, evidence("accuracy"))
LEVEL = FoundResult("61.7", "%", evidence("61.7"), method="FooProver", on="miniF2F-test", metric="accuracy")


def facts(entities=(MINI, SAME, TEST, METHOD, METRIC), results=(LEVEL,), version="1", paper=PAPER):
    return resolve(Extraction(paper, tuple(entities), tuple(results)), lexicon=load(), extractor_version=version)


def test_spellings_of_one_thing_become_one_edge_with_the_strongest_relation_and_all_evidence():
    (use,) = [use for use in facts().uses if use.entity_id == "data:minif2f"]
    assert (use.relation, use.confidence) == (Relation.EVALUATES_ON, 0.9)
    assert [piece.text for piece in use.evidence] == ["Mini-F2F", "miniF2F"]


def test_a_dataset_that_is_also_a_benchmark_carries_both_labels():
    (entity,) = [entity for entity in facts().entities if entity.id == "data:minif2f"]
    assert entity.types == {EntityType.DATASET, EntityType.BENCHMARK}


def test_every_entity_that_is_named_is_there_parents_too():
    resolved = facts(entities=[TEST])
    ids = {entity.id for entity in resolved.entities}
    assert ids == {"data:minif2f-test", "data:minif2f"}
    assert [use.entity_id for use in resolved.uses] == ["data:minif2f-test"]


def test_every_piece_of_evidence_is_a_known_form_of_its_entity():
    resolved = facts()
    forms = {entity.id: set(map(match_key, entity.aliases)) for entity in resolved.entities}
    assert all(match_key(piece.text) in forms[use.entity_id] for use in resolved.uses for piece in use.evidence)


def test_a_result_points_to_what_it_is_about():
    (result,) = facts().results
    assert (result.method_id, result.benchmark_id, result.metric_id) == (
        "method:fooprover",
        "data:minif2f-test",
        "metric:accuracy",
    )
    assert (result.number, result.higher_is_better) == (61.7, True)


@pytest.mark.parametrize(
    ("value", "number"), [("61.7", 61.7), ("1,024", 1024.0), ("8/644", 8 / 644), ("-3", -3.0), ("−2.5", -2.5)]
)
def test_a_value_is_read_as_a_number(value, number):
    (result,) = facts(results=[replace(LEVEL, value=value)]).results
    assert (result.value, result.number) == (value, number)


def test_a_value_without_a_number_is_no_result():
    assert facts(results=[replace(LEVEL, value="many")]).results == ()


def test_a_result_without_method_is_of_the_paper_itself():
    (result,) = facts(results=[replace(LEVEL, method=None, metric=None)]).results
    assert (result.method_id, result.higher_is_better) == (None, None)


def test_results_have_the_same_ids_in_any_order():
    other = replace(LEVEL, value="8/644", evidence=evidence("8/644"))
    ids = {result.value: result.id for result in facts(results=[LEVEL, other]).results}
    assert ids == {result.value: result.id for result in facts(results=[other, LEVEL]).results}
    assert len(set(ids.values())) == 2


def test_the_digest_changes_with_text_data_and_extractor_alone():
    assert facts().digest == facts(entities=[]).digest
    digests = {facts().digest, facts(version="2").digest}
    digests |= {facts(paper=replace(PAPER, url="u")).digest, facts(paper=replace(PAPER, title="t")).digest}
    assert len(digests) == 4


@pytest.mark.parametrize(
    ("metric", "higher"),
    [
        ("accuracy", True),
        ("error detection accuracy", True),
        ("pass@8", True),
        ("mAP@0.5", True),
        ("FID", False),
        ("word error rate", False),
        ("inference latency", False),
        ("false-positive rate", False),
        ("attack success rate", None),
        ("novelty", None),
        ("heatmap", None),
    ],
)
def test_a_metric_points_up_or_down_or_nobody_knows(metric, higher):
    assert higher_is_better(metric) is higher
