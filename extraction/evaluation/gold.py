"""Annotated papers from two files: what a reader marked, and the texts."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extraction.evaluation.marks import InvalidMarksError, Marks, to_marks
from extraction.readers.record import Reject
from extraction.sources import read_sources
from extraction.streams import open_stream, reading
from kg.errors import SourceError
from kg.model import Paper

_FORM = "Give annotations as `kg extract` prints them, one paper a line."


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Papers that a reader marked, in the order of the marks; `unmarked` counts papers that nobody marked."""

    name: str
    papers: tuple[Paper, ...]
    marks: tuple[Marks, ...]
    unmarked: int = 0


def read_gold(annotations: Path, papers: Path | None = None) -> GoldSet:
    """Return the annotated papers of a file of annotations and one of texts, by default its sibling `NAME-papers`.

    The texts may be in any form that can be read. Raises `SourceError` for a file that cannot be read, a record that is
    no annotation or no paper, an id that comes twice, and marks without a text.
    """
    marks = {mark.id: mark for mark in _distinct(annotations)}
    if not marks:
        raise SourceError(f"{annotations} holds no annotations. {_FORM}")
    texts = _texts(papers or sibling(annotations))
    missing = [id_ for id_ in marks if id_ not in texts]
    if missing:
        where = papers or sibling(annotations)
        others = f" and of {len(missing) - 1} more" if len(missing) > 1 else ""
        raise SourceError(f"{where} lacks the text of {missing[0]}{others}. Name the right file with --papers.")
    return GoldSet(
        name=_stem(annotations),
        papers=tuple(texts[id_] for id_ in marks),
        marks=tuple(marks.values()),
        unmarked=len(texts) - len(marks),
    )


def sibling(annotations: Path) -> Path:
    """Return where the texts of a file of annotations are looked for.

    >>> sibling(Path("gold/dev.jsonl")).as_posix()
    'gold/dev-papers.jsonl'
    """
    stem = _stem(annotations)
    return annotations.with_name(f"{stem}-papers{annotations.name.removeprefix(stem)}")


def _stem(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).stem


def _distinct(path: Path) -> Iterator[Marks]:
    seen: set[str] = set()
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            marks = to_marks(json.loads(line))
        except InvalidMarksError as error:
            raise SourceError(f"{path}:{number} is no annotation: {error}. {_FORM}") from error
        except json.JSONDecodeError as error:
            raise SourceError(f"{path}:{number} is broken JSON: {error.msg}. {_FORM}") from error
        except (ValueError, RecursionError) as error:
            raise SourceError(f"{path}:{number} is broken JSON: too deep, or a number too long. {_FORM}") from error
        if marks.id in seen:
            raise SourceError(f"{path}:{number} marks {marks.id} a second time. Keep one line a paper.")
        seen.add(marks.id)
        yield marks


def _lines(path: Path) -> Iterator[str]:
    with reading(str(path)), path.open("rb") as file:
        for line in open_stream(file, str(path)).lines():
            line.encode()  # raises for the lone surrogates that stand for bytes of another encoding
            yield line


def _texts(path: Path) -> dict[str, Paper]:
    if not path.exists():
        raise SourceError(f"No such file: {path}. Name the file with titles and abstracts with --papers.")
    texts: dict[str, Paper] = {}
    for item in read_sources([str(path)]):
        if isinstance(item, Reject):
            raise SourceError(f"{item.place} is no paper: {item.reason}. Name the right file with --papers.")
        if item.source_id in texts:
            raise SourceError(f"{item.place} holds {item.source_id} a second time. Keep one record a paper.")
        texts[item.source_id] = item.paper
    return texts
