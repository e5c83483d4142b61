"""The figures in the documentation are those that ship."""

import re

from extraction.evaluation.quality import shipped_quality
from tests.conftest import ROOT


def test_the_tables_hold_the_figures_that_ship() -> None:
    text = (ROOT / "docs" / "extraction.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|", text, flags=re.MULTILINE)
    shown = {name: [float(cell) for cell in cells] for name, *cells in rows}
    quality = shipped_quality()
    assert quality
    measured: dict[str, list[float]] = {}
    for figure in quality.figures:
        measured.setdefault(figure.name.partition(".")[0], []).append(round(figure.f1, 2))
    assert shown == measured
