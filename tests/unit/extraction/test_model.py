"""What was learned, applied: words, tagger, forests, and the choice among overlapping names."""

import numpy as np
import pytest

from extraction.components.assemble import ROLES, chosen, role_of
from extraction.components.candidates import Candidate
from extraction.components.groups import Group, grouped
from extraction.components.settings import setting_of
from extraction.components.tagged_spans import chance, runs
from extraction.model.file import shipped_digest
from extraction.model.forest import Forest
from extraction.model.shipped import Limits, shipped
from extraction.model.tagger import REACH, apply
from extraction.model.words import shape_number, words
from kg.model import EntityType, Relation


def stump(threshold: float) -> Forest:
    """One tree that says 2 above the threshold of the first feature and -2 below."""
    arrays = {
        "feature": np.array([[0, 0, 0]], np.int16),
        "threshold": np.array([[threshold, 0, 0]], np.float32),
        "left": np.array([[1, 1, 2]], np.int16),
        "right": np.array([[2, 1, 2]], np.int16),
        "value": np.array([[0, -2, 2]], np.float32),
        "size": np.array([1, 1]),
    }
    return Forest.of({f"stump.{name}": values for name, values in arrays.items()}, "stump")


def test_words_stand_where_they_say() -> None:
    text = "GPT-4o gains 5.3% on miniF2F-test (pass@32)."
    read = words(text)
    assert [text[s:e] for s, e in zip(read.starts, read.ends, strict=True)] == list(read.texts)


def test_words_alike_in_shape_have_one_number() -> None:
    assert shape_number("miniF2F") == shape_number("omniM3M") != shape_number("MINI")


def test_a_tree_sends_a_value_at_its_threshold_to_the_left() -> None:
    sure = stump(0.5).probabilities(np.array([[0.5], [0.6]], np.float32))[:, 1]
    assert sure[0] < 0.2 < 0.8 < sure[1]


def test_probabilities_of_a_forest_add_up_to_one() -> None:
    rows = np.linspace(-1, 1, 7, dtype=np.float32)[:, None]
    assert stump(0.0).probabilities(rows).sum(axis=1) == pytest.approx(np.ones(7))


def test_a_name_is_likely_where_it_begins_goes_on_and_ends() -> None:
    begins, goes_on = np.array([[0.9], [0.1], [0.0]], np.float32), np.array([[0.0], [0.9], [0.1]], np.float32)
    whole, cut = chance(begins, goes_on, np.array([0, 0]), np.array([2, 1]))[:, 0]
    assert whole == pytest.approx(0.9 * 0.9 * 0.9)
    assert cut < 0.1


def test_two_names_side_by_side_are_two_runs() -> None:
    begins, goes_on = np.array([0.9, 0.0, 0.9], np.float32), np.array([0.0, 0.9, 0.0], np.float32)
    assert list(runs(begins, goes_on, 0.5)) == [(0, 2), (2, 3)]


def test_of_overlapping_names_the_surer_one_stays() -> None:
    groups = [Group([Candidate(0, 12, "tagger")]), Group([Candidate(8, 12, "tagger"), Candidate(20, 24, "tagger")])]
    kept = dict(chosen(groups, np.array([0.3, 0.1], np.float32)))
    assert kept == {0: ((0, 12),), 1: ((20, 24),)}


def test_what_is_below_its_threshold_is_not_chosen() -> None:
    assert list(chosen([Group([Candidate(0, 4, "tagger")])], np.array([-0.01], np.float32))) == []


def test_a_definition_makes_two_forms_one_group() -> None:
    text = "Generalized Category Discovery (GCD), and GCD again"
    found = [
        Candidate(0, 30, "acronym", full="Generalized Category Discovery"),
        Candidate(32, 35, "acronym", full="Generalized Category Discovery"),
        Candidate(42, 45, "tagger"),
    ]
    assert [group.spans for group in grouped(text, found)] == [[(0, 30), (32, 35), (42, 45)]]


@pytest.mark.parametrize("column", [EntityType.METHOD, EntityType.BENCHMARK, EntityType.TASK, EntityType.METRIC])
def test_a_role_fits_the_type(column: EntityType) -> None:
    type_, relation, sure = role_of(column, np.full(len(ROLES), 1 / len(ROLES), np.float32))
    assert (type_, relation) in ROLES
    assert 0 < sure <= 1
    assert relation is not Relation.MENTIONS


def test_confidence_is_read_off_a_rising_curve() -> None:
    limits = Limits(np.zeros(7, np.float32), np.array([[0, 0.5, 1], [0, 0.8, 0.9]], np.float32))
    assert limits.calibrated(0.5) == pytest.approx(0.8)
    assert limits.calibrated(0.2) < limits.calibrated(0.6) < limits.calibrated(1.0)


def test_the_confidence_that_ships_rises() -> None:
    assert (np.diff(shipped().limits.confidence, axis=1) >= 0).all()
    assert shipped().digest == shipped_digest()


def test_a_long_text_is_read_in_pieces_as_if_it_were_whole() -> None:
    rng = np.random.default_rng(0)
    weights = shipped().tagger.weights
    features = weights["in.w"].shape[0] - weights["shapes"].shape[1]
    seen = rng.normal(size=(2048 + 3 * REACH, features)).astype(np.float32)
    shapes = rng.integers(0, 512, len(seen))
    whole = apply(weights, seen, shapes, at_once=len(seen))
    for piece, one in zip(apply(weights, seen, shapes, at_once=500), whole, strict=True):
        assert piece == pytest.approx(one, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "value", "setting"),
    [
        ("reaches 61.7% at pass@3200", "61.7", "pass@3200"),
        ("gains of up to 12% here", "12", "up to"),
        ("scores 40.1 in the zero-shot setting", "40.1", "zero-shot"),
        ("scores 40.1 on CIFAR-10", "40.1", None),
    ],
)
def test_the_words_beside_a_number_name_its_setting(text: str, value: str, setting: str | None) -> None:
    start = text.index(value)
    assert setting_of(text, start, start + len(value)) == setting
