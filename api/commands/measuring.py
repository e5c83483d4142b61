"""The command that measures how good the extraction is.

What measures is imported where it is used, spaCy above all: it takes a second, and other commands do without.
"""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.options import Jobs, Json
from api.commands.terminal import print_json, print_lines, progress, remark
from api.render_quality import quality_text
from kg.errors import SourceError

if TYPE_CHECKING:
    from extraction.evaluation.gold import GoldSet
    from extraction.evaluation.measure import Measured
    from extraction.evaluation.quality import Quality


def eval_command(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Annotated papers, one JSON object a line.", show_default=False)
    ],
    *,
    papers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Their titles and abstracts; else GOLD's sibling NAME-papers.")
    ] = None,
    errors: Annotated[int, typer.Option(min=0, help="At most so many errors of each kind.")] = 5,
    jobs: Jobs = 1,
    json: Json = False,
    write: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep the figures, bound to the extractor, in this file.")
    ] = None,
) -> None:
    """Measure the extraction on annotated papers: its figures, its commonest errors, and whether confidence holds."""
    from extraction.evaluation.gold import read_gold

    # What is wrong with the files is told before the second that loading the extractor takes.
    annotated = read_gold(gold, papers)
    if annotated.unmarked:
        remark(f"{annotated.unmarked} papers without annotations are left out")
    measured = _measure(annotated, jobs=jobs, errors=errors)
    if json:
        print_json({**asdict(measured.quality), "errors": [asdict(error) for error in measured.errors]})
    else:
        print_lines(quality_text(measured.quality, measured.errors))
    if write:
        _write(write, measured.quality)


def _measure(annotated: "GoldSet", *, jobs: int, errors: int) -> "Measured":
    from extraction.evaluation.measure import measure
    from extraction.pipeline import load_extractor

    with progress() as bar:
        task = bar.add_task("papers", total=len(annotated.papers))
        return measure(
            annotated,
            load_extractor(),
            jobs=jobs,
            errors=errors,
            on_paper=lambda done: bar.update(task, completed=done),
        )


def _write(path: Path, quality: "Quality") -> None:
    from extraction.evaluation.quality import to_json

    try:
        path.write_bytes(to_json(quality))
    except OSError as error:
        raise SourceError(f"Cannot write {path}: {error.strerror}. Name another file with --write.") from error
