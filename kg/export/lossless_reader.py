"""Reading what `kg.export.lossless` wrote, line by line, and putting it into a store.

The whole file is read and held to its own rules before anything is written. Entities stay in memory while it is read;
papers pass through in batches, each one transaction, so that an import that was stopped and is run again goes on.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import orjson

from kg.errors import ImportFileError
from kg.export.lossless import VERSION
from kg.model import Entity, EntityType, Evidence, Field, Paper, Relation, Result, Use
from kg.store.base import GraphStore, Outcome
from kg.store.stream import PaperRows, StoredEntity, StoredPaper, StoredResult, StoredUse, records

BATCH = 500

Lines = Callable[[], Iterable[bytes]]
"""Opens the file from its beginning and gives its lines."""


@dataclass(slots=True)
class _Reading:
    """One pass over a file: what it held so far."""

    entities: dict[str, StoredEntity] = field(default_factory=dict)
    papers: int = 0
    is_begun: bool = False
    is_ended: bool = False


def check(lines: Lines, *, name: str) -> int:
    """Return how many papers a file holds. Raises `ImportFileError`, which tells the first line that is wrong."""
    reading = _Reading()
    for _ in _rows(lines(), reading, name):
        pass
    return reading.papers


def load(
    lines: Lines, store: GraphStore, *, name: str, on_batch: Callable[[int], None] = lambda _: None
) -> dict[Outcome, int]:
    """Write a file that `check` let through to a store, and return how many papers had which outcome."""
    counts = dict.fromkeys(Outcome, 0)
    reading = _Reading()
    found = records(_rows(lines(), reading, name), reading.entities)
    while batch := list(islice(found, BATCH)):
        for outcome in store.restore(batch):
            counts[outcome] += 1
        on_batch(sum(counts.values()))
    return counts


def _rows(lines: Iterable[bytes], reading: _Reading, name: str) -> Iterator[PaperRows]:
    number = 0
    for number, line in enumerate(lines, start=1):
        try:
            rows = _row(orjson.loads(line), reading)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            told = f"'{error.args[0]}' is missing" if isinstance(error, KeyError) else str(error)
            raise ImportFileError(
                f"Line {number} of {name} cannot be imported: {told}. Nothing of it was written; export it again."
            ) from error
        if rows is not None:
            yield rows
    if not reading.is_ended:
        raise ImportFileError(f"{name} ends after line {number}, before its last line. Copy or export it again.")


def _row(row: Mapping[str, Any], reading: _Reading) -> PaperRows | None:
    kind = row["kind"]
    if reading.is_ended:
        raise ValueError("it stands behind the end")
    if not reading.is_begun:
        if kind != "benchgraph":
            raise ValueError("this is no file of `kg export --format jsonl`")
        if row["version"] > VERSION:
            raise ValueError(f"it was written by a newer version (format {row['version']}); upgrade this one")
        reading.is_begun = True
        return None
    if kind == "entity":
        reading.entities[row["id"]] = _entity(row)
        return None
    if kind == "end":
        if (row["entities"], row["papers"]) != (len(reading.entities), reading.papers):
            raise ValueError("the file lost lines on its way")
        reading.is_ended = True
        return None
    if kind != "paper":
        raise ValueError(f"nobody knows the kind '{kind}'")
    reading.papers += 1
    return _paper(row, reading.entities)


def _entity(row: Mapping[str, Any]) -> StoredEntity:
    entity = Entity(
        _text(row["id"]),
        _text(row["name"]),
        frozenset(map(EntityType, row["types"])),
        tuple(map(_text, row["aliases"])),
        row["url"],
        row["variant_of"],
    )
    if not entity.types:
        raise ValueError(f"the entity '{entity.id}' has no type")
    return StoredEntity(entity, _moment(row["added"]), bool(row["is_live"]))


def _paper(row: Mapping[str, Any], entities: Mapping[str, StoredEntity]) -> PaperRows:
    paper = Paper(
        id=_text(row["id"]),
        title=_text(row["title"]),
        abstract=_text(row["abstract"]),
        authors=tuple(map(_text, row["authors"])),
        organization=row["organization"],
        date=dt.date.fromisoformat(row["date"]) if row["date"] else None,
        url=row["url"],
        is_summary=bool(row["is_summary"]),
        ids=tuple(map(_text, row["ids"])),
    )
    former_ids = tuple(map(_text, row["former_ids"]))
    stored = StoredPaper(paper, _text(row["digest"]), _moment(row["added"]), former_ids)
    uses = tuple(_use(use, paper, entities) for use in row["uses"])
    return PaperRows(stored, uses, tuple(_result(result, paper, entities) for result in row["results"]))


def _use(row: Mapping[str, Any], paper: Paper, entities: Mapping[str, StoredEntity]) -> StoredUse:
    evidence = tuple(_evidence(item, paper) for item in row["evidence"])
    if not evidence:
        raise ValueError("an edge has no evidence")
    entity = _known(row["entity"], entities)
    return StoredUse(
        Use(paper.id, entity, Relation(row["relation"]), float(row["confidence"]), evidence), _moment(row["added"])
    )


def _result(row: Mapping[str, Any], paper: Paper, entities: Mapping[str, StoredEntity]) -> StoredResult:
    fields = {name: value for name, value in row.items() if name != "added"}
    fields |= {
        name: _known(fields[name], entities)
        for name in ("method_id", "benchmark_id", "metric_id")
        if fields[name] is not None
    }
    fields |= {"number": float(row["number"]), "evidence": _evidence(row["evidence"], paper)}
    return StoredResult(Result(paper_id=paper.id, **fields), _moment(row["added"]))


def _evidence(row: Mapping[str, Any], paper: Paper) -> Evidence:
    evidence = Evidence(**{**row, "field": Field(row["field"])})
    if paper.text(evidence.field)[evidence.start : evidence.end] != evidence.text:
        raise ValueError(f"'{evidence.text}' does not stand at its place in the {evidence.field}")
    return evidence


def _known(id_: str, entities: Mapping[str, StoredEntity]) -> str:
    if id_ not in entities:
        raise ValueError(f"no line before it tells of the entity '{id_}'")
    return id_


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _moment(value: object) -> str:
    dt.datetime.fromisoformat(_text(value))
    return _text(value)
