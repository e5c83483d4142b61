"""How measured quality looks in a terminal: the figures, the commonest errors, and whether confidence holds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.markup import escape

if TYPE_CHECKING:
    from extraction.evaluation.errors import CommonError
    from extraction.evaluation.quality import Quality

_SHOWN = ("all.found", "all.related", "results.found")


def quality_text(quality: "Quality", errors: Sequence["CommonError"]) -> Iterable[str]:
    """Return the lines that tell how good an extractor is."""
    yield f"[bold]{escape(quality.gold)}[/] · {quality.papers} papers · {escape(quality.extractor)}"
    yield ""
    for figure in quality.figures:
        shares = f"P {figure.precision:.3f}  R {figure.recall:.3f}  F1 {figure.f1:.3f}"
        yield f"{figure.name:16} {shares}   ({figure.right} right of {figure.predicted} predicted, {figure.gold} gold)"
    yield ""
    yield f"{'confidence':<13}{'edges':>6}{'mean':>7}{'right':>7}"
    for held in quality.reliability:
        shares = f"{held.confidence:>7.2f}{held.right:>7.2f}" if held.count else ""
        yield f"{held.low:.1f} to {held.high:.1f}   {held.count:>6}{shares}"
    if errors:
        yield ""
        yield f"{'error':<15}{'count':>6}  {'what':<36}for example"
    for error in errors:
        yield f"{error.mistake:<15}{error.count:>6}  {error.what:<36}{escape(error.example)}"


def quality_line(quality: Mapping[str, Any] | None) -> str:
    """Return one line on the API's answer about the extractor that ships."""
    if quality is None:
        return "extraction     not measured in this version; `kg eval` measures it"
    f1 = {figure["name"]: figure["f1"] for figure in quality["figures"]}
    shown = ", ".join(f"{name} {f1[name]:.2f}" for name in _SHOWN if name in f1)
    return f"extraction     F1 {shown} on {quality['papers']} papers ({escape(quality['gold'])})"
