"""Figures on papers made up for the test, small enough to count by hand."""

import pytest

from extraction.evaluation.errors import Mistake, common_errors
from extraction.evaluation.marks import InvalidMarksError, MarkedEntity, MarkedResult, Marks, to_marks
from extraction.evaluation.matching import compare
from extraction.evaluation.reliability import reliability
from extraction.evaluation.scoring import Figure, figures
from kg.model import EntityType, Relation

LORA = MarkedEntity("LoRA", EntityType.METHOD, Relation.USES, ("LoRA", "Low-Rank Adaptation"))
IMAGENET = MarkedEntity("ImageNet", EntityType.BENCHMARK, Relation.EVALUATES_ON)
RETRIEVAL = MarkedEntity("retrieval", EntityType.TASK, Relation.ADDRESSES)


def figure(name: str, gold: Marks, found: Marks) -> Figure:
    return next(each for each in figures([compare(gold, found)]) if each.name == name)


def marks(*entities: MarkedEntity, results: tuple[MarkedResult, ...] = ()) -> Marks:
    return Marks("a", entities, results)


def test_one_shared_form_in_another_spelling_makes_two_entities_one() -> None:
    found = MarkedEntity("low rank adaptations", EntityType.METHOD, Relation.USES)
    assert compare(marks(LORA), marks(found)).pairs == ((0, 0),)


def test_of_two_candidates_the_one_of_the_same_class_is_taken() -> None:
    task = MarkedEntity("LoRA", EntityType.TASK, Relation.ADDRESSES, ("LoRA", "Low-Rank Adaptation"))
    method = MarkedEntity("LoRA", EntityType.METHOD, Relation.USES)
    assert compare(marks(LORA), marks(task, method)).pairs == ((0, 1),)


def test_an_entity_is_found_once_however_often_it_is_offered() -> None:
    found = figure("Method.found", marks(LORA), marks(LORA, LORA))
    assert (found.right, found.predicted, found.gold) == (1, 2, 1)
    assert (found.precision, found.recall, found.f1) == (0.5, 1.0, 0.6667)


def test_a_dataset_that_is_a_benchmark_is_found_but_not_typed() -> None:
    dataset = MarkedEntity("ImageNet", EntityType.DATASET, Relation.EVALUATES_ON)
    assert figure("Data.found", marks(IMAGENET), marks(dataset)).right == 1
    assert figure("Data.typed", marks(IMAGENET), marks(dataset)).right == 0


def test_a_wrong_relation_is_found_but_not_related() -> None:
    compared = MarkedEntity("LoRA", EntityType.METHOD, Relation.COMPARES_TO)
    assert figure("all.found", marks(LORA), marks(compared)).right == 1
    assert figure("all.related", marks(LORA), marks(compared)).right == 0


def test_a_mention_in_passing_is_neither_wanted_nor_held_against_anybody() -> None:
    passing = MarkedEntity("LoRA", EntityType.METHOD, Relation.MENTIONS)
    assert figure("all.found", marks(passing), marks(LORA)) == Figure("all.found", 0.0, 0.0, 0.0, 0, 0, 0)


def test_a_result_is_right_by_value_then_benchmark_then_metric() -> None:
    accuracy = MarkedEntity("accuracy", EntityType.METRIC, Relation.REPORTS)
    gold = marks(IMAGENET, accuracy, results=(MarkedResult("75.0", "ImageNet", "accuracy"),))
    found = marks(IMAGENET, accuracy, results=(MarkedResult("75", "ImageNet"), MarkedResult("9", "ImageNet")))
    rights = [figure(f"results.{name}", gold, found).right for name in ("value", "found", "full")]
    assert rights == [1, 1, 0]


def test_no_papers_give_figures_of_zero() -> None:
    assert {each.f1 for each in figures([])} == {0.0}


def test_the_share_of_right_edges_is_told_by_confidence() -> None:
    sure = MarkedEntity("LoRA", EntityType.METHOD, Relation.USES, confidence=1.0)
    doubtful = MarkedEntity("Nothing", EntityType.METHOD, Relation.USES, confidence=0.15)
    bins = reliability([compare(marks(LORA), marks(sure, doubtful))])
    assert [(held.low, held.count, held.right) for held in bins if held.count] == [(0.1, 1, 0.0), (0.9, 1, 1.0)]


def test_each_mistake_is_counted_with_an_example() -> None:
    task = MarkedEntity("LoRA", EntityType.TASK, Relation.ADDRESSES)
    compared = MarkedEntity("ImageNet", EntityType.BENCHMARK, Relation.INTRODUCES)
    invented = MarkedEntity("Nothing", EntityType.METHOD, Relation.USES)
    errors = common_errors([compare(marks(LORA, IMAGENET, RETRIEVAL), marks(task, compared, invented))] * 2, limit=1)
    assert [(error.mistake, error.what, error.count, error.example) for error in errors] == [
        (Mistake.MISSED, "Task addresses", 2, "retrieval"),
        (Mistake.SPURIOUS, "Method uses", 2, "Nothing"),
        (Mistake.WRONG_RELATION, "evaluates_on → introduces", 2, "ImageNet"),
        (Mistake.WRONG_TYPE, "Method → Task", 2, "LoRA"),
    ]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ([], "is no object"),
        ({"title": "T", "abstract": "A"}, "no id"),
        ({"id": "a"}, "list of entities"),
        ({"id": "a", "entities": [{"name": "x", "type": "Thing", "relation": "uses"}]}, "unknown type or relation"),
        ({"id": "a", "entities": [{"name": "x", "type": "Method", "relation": "uses", "mentions": "x"}]}, "mentions"),
        ({"id": "a", "entities": [{"name": "\ud800", "type": "Method", "relation": "uses"}]}, "surrogate"),
        ({"id": "a", "entities": [], "results": [{"value": None}]}, "no value"),
        ({"id": "a", "entities": [], "results": [{"value": "1", "on": 3}]}, "no name"),
    ],
)
def test_what_is_no_annotation_is_refused_and_told_why(record: object, said: str) -> None:
    with pytest.raises(InvalidMarksError, match=said):
        to_marks(record)
