"""Numbers in a sentence that can be results, with their unit; sizes, years, versions and ranks are left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNITS = (
    r"%p\b|percentage points?\b|percent points?\b|percent\b|%(?: points?\b)?|absolute points?\b"
    r"|points?\b|pts?\b|pp\b|p\.p\."
    r"|\$?\\times\$?|×|times\b|x\b|-?fold\b|orders? of magnitude\b|dB\b|FPS\b|fps\b|Hz\b|ms\b"
    r"|milliseconds?\b|seconds?\b|s\b(?! )|minutes?\b|hours?\b"
    r"|GB\b|MB\b|mm\b|cm\b|meters?\b|tokens(?: per |/)s(?:econd)?\b"
)
_NUMBER = re.compile(
    r"(?<![\w.@/])(?<![A-Za-z]-)(?<![A-Za-z] v)(?P<sign>[+-]"
    r"|\+-)?\$?(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,7}(?:\.\d{1,6})?|\.\d{1,6})\$?"
    rf"(?P<unit>[ -]?(?:{_UNITS}))?(?![\w]|,\d|\.\d)"
)
_RANGE = re.compile(
    rf"(?<![\w.@/])(?<![A-Za-z]-)(?P<sign>[+-])?(?P<value>\d{{1,4}}(?:\.\d{{1,6}})?)(?P<own>[ ]?(?:{_UNITS}))?"
    rf"(?: ?-{{1,3}} ?| to | ?~ ?"
    rf"|/)(?=[+-]?\d{{1,4}}(?:\.\d{{1,6}})?(?:/\d{{1,4}}(?:\.\d{{1,6}})?){{0,3}}(?P<unit>[ -]?(?:{_UNITS}))?)"
)
_NO_RESULT_AFTER = re.compile(
    r"[ -]?(?:(?:[a-z]+ ){0,2}(?:samples?|images?|videos?|languages?|tasks?|datasets?|benchmarks?"
    r"|models?|papers?|questions?|examples?|participants?|hours of|pairs|documents?|sentences?"
    r"|annotat\w+|classes|categories|domains|subjects|years?|steps|epochs|layers|parameters|GPUs?"
    r"|problems|queries|instances|scenes|users|agents|annotators?|experts|words|tokens(?! per)|seeds"
    r"|shots?|confidence|CI\b)"
    r"|[KMBkTD]\b|th\b|st\b|nd\b|rd\b|[- ]?shot|-bit|-way|-layer|-dimensional)"
)
_NO_RESULT_BEFORE = re.compile(
    r"(?:\b(?:top|Task|Section|Table|Figure|Fig\.|v|version|in|since|from|of|Track|Phase|Stage|Type"
    r"|level|CI|CI:?|alpha|beta|epsilon|[pPnNkK]) ?[=<>]? ?|[(\[]|\b[pPkKnN] ?[=<>≤] ?|\$)$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a sentence: offsets of its value, the value as written, its unit, and whether it bears a sign."""

    start: int
    end: int
    value: str
    unit: str
    is_signed: bool

    @property
    def is_bare(self) -> bool:
        """Say whether neither a unit nor decimals speak for a measurement."""
        return not self.unit and "." not in self.value


def unit_of(written: str | None) -> str:
    r"""Return the guide's spelling of a unit.

    >>> unit_of(" percent"), unit_of("×"), unit_of(r"$\times$"), unit_of(" pts"), unit_of(None)
    ('%', 'x', 'x', 'points', '')
    """
    unit = (written or "").strip(" -")
    if unit in ("percent", "%"):
        return "%"
    if unit.strip("$") in ("×", "times", "x", "fold", "\\times"):
        return "x"
    if unit in ("point", "points", "pt", "pts", "absolute points", "absolute point"):
        return "points"
    return "pp" if unit.startswith(("percent", "pp", "p.p", "%p", "% p")) else unit


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a sentence that its form does not rule out as results, in order.

    >>> [(n.value, n.unit) for n in numbers("from 72.5% to 75.0% (+2.5 points) on 3 tasks in 2024")]
    [('72.5', '%'), ('75.0', '%'), ('2.5', 'points')]
    """
    shared = {match.start("value"): match.group("own") or match.group("unit") for match in _RANGE.finditer(text)}
    for match in _NUMBER.finditer(text):
        start, end = match.span("value")
        unit = unit_of(match.group("unit") or shared.get(start))
        number = Number(start, end, match.group("value"), unit, bool(match.group("sign")))
        if not _ruled_out(text, number, match.end()):
            yield number


def _ruled_out(text: str, number: Number, end: int) -> bool:
    after = text[end : end + 40]
    if not number.unit and _YEAR.fullmatch(number.value):
        return True
    if number.unit:
        return (
            re.match(
                r" (?:confidence|CI\b|of (?:the )?(?:training |labeled |original |available )?(?:data|samples"
                r"|labels|parameters|dataset))",
                after,
            )
            is not None
        )
    if _NO_RESULT_AFTER.match(after):
        return True
    return number.is_bare and _NO_RESULT_BEFORE.search(text[max(0, number.start - 16) : number.start]) is not None
