"""How good an extractor is by measurement: a value, and the file that ships with the figures of the one that ships."""

from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import orjson

from extraction.evaluation.reliability import ConfidenceBin
from extraction.evaluation.scoring import Figure
from extraction.version import shipped_version


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures of one extractor on one set of annotated papers.

    `extractor` is its version as evidence names it.
    """

    gold: str
    papers: int
    extractor: str
    figures: tuple[Figure, ...]
    reliability: tuple[ConfidenceBin, ...]


MEASURED = "evaluation.json"
"""The file of `extraction/data` that holds what was measured of the extractor that ships."""


def to_json(quality: Quality) -> bytes:
    """Return the quality as a JSON document, the same bytes for the same figures."""
    return orjson.dumps(asdict(quality), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def from_json(document: bytes) -> Quality:
    """Return the quality that `to_json` wrote."""
    read: dict[str, Any] = orjson.loads(document)
    figures = tuple(Figure(**figure) for figure in read.pop("figures"))
    reliability = tuple(ConfidenceBin(**held) for held in read.pop("reliability"))
    return Quality(**read, figures=figures, reliability=reliability)


def read_quality(file: Traversable, *, version: str) -> Quality | None:
    """Return the quality that a file holds, or None without one or where another version was measured."""
    if not file.is_file():
        return None
    quality = from_json(file.read_bytes())
    return quality if quality.extractor == version else None


@cache
def shipped_quality() -> Quality | None:
    """Return how good the extractor that ships is, or None when the figures that ship are those of another."""
    return read_quality(files("extraction").joinpath("data", MEASURED), version=shipped_version())
