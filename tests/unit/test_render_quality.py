"""How measured quality looks in a terminal."""

from dataclasses import asdict, replace

from api.render_quality import quality_line, quality_text
from extraction.evaluation.errors import CommonError, Mistake
from tests.unit.evaluation.test_quality import QUALITY


def test_one_line_tells_what_was_measured_and_on_what() -> None:
    assert quality_line(asdict(QUALITY)) == "extraction     F1 all.found 0.67 on 2 papers (dev)"


def test_an_extractor_without_figures_is_said_to_have_none() -> None:
    assert "kg eval" in quality_line(None)


def test_every_figure_bin_and_error_has_its_line() -> None:
    error = CommonError(Mistake.MISSED, "Task addresses", 3, "[bold]retrieval")
    lines = list(quality_text(QUALITY, [error]))
    assert "all.found        P 0.500  R 1.000  F1 0.667   (1 right of 2 predicted, 1 gold)" in lines
    assert "0.9 to 1.0        2   0.95   0.50" in lines
    assert lines[-1].endswith(r"3  Task addresses                      \[bold]retrieval")


def test_a_bin_without_edges_claims_no_share() -> None:
    empty = replace(QUALITY.reliability[0], count=0, confidence=0.0, right=0.0)
    assert "0.9 to 1.0        0" in list(quality_text(replace(QUALITY, reliability=(empty,)), []))
