"""Reading what `kg.export.lossless` wrote, line by line, and putting it into a store.

The whole file is read and held to its own rules before anything is written. Entities and decisions stay in memory while
it is read. Decisions are taken over first, so that the graph never shows what they reject; papers pass through in
batches, each one transaction, so that an import that was stopped and is run again goes on.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import orjson

from kg.curation import placeholder
from kg.decisions import Decision, entities_of
from kg.errors import ImportFileError
from kg.export.lossless import VERSION
from kg.model import Entity, EntityType, Evidence, Field, Paper, Relation, Result, Use
from kg.store.base import GraphStore, Outcome
from kg.store.decision_codec import KIND, action_of
from kg.store.settling import beneath
from kg.store.stream import (
    PaperRows,
    StoredEntity,
    StoredExtraction,
    StoredPaper,
    StoredResult,
    StoredUse,
    records,
)

BATCH = 500

Lines = Callable[[], Iterable[bytes]]
"""Opens the file from its beginning and gives its lines."""


@dataclass(slots=True)
class _Reading:
    """One pass over a file: what it held so far."""

    entities: dict[str, StoredEntity] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    papers: int = 0
    is_begun: bool = False
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """How many papers and decisions a file holds."""

    papers: int
    decisions: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file: how many papers had which outcome, and how many decisions said what was new."""

    papers: Mapping[Outcome, int]
    decisions: int


def check(lines: Lines, *, name: str) -> Held:
    """Return what a file holds. Raises `ImportFileError`, which tells the first line that is wrong."""
    reading = _Reading()
    for _ in _rows(lines(), reading, name):
        pass
    return Held(reading.papers, len(reading.decisions))


def load(lines: Lines, store: GraphStore, *, name: str, on_batch: Callable[[int], None] = lambda _: None) -> Loaded:
    """Write a file that `check` let through to a store, and return what became of it."""
    counts = dict.fromkeys(Outcome, 0)
    reading = _Reading()
    found = records(_rows(lines(), reading, name), reading.entities)
    batch = list(islice(found, BATCH))  # all decisions stand before the first paper
    decisions = 0
    if reading.decisions:
        decisions = store.restore_decisions(reading.decisions, beneath(reading.decisions, reading.entities))
    while batch:
        for outcome in store.restore(batch):
            counts[outcome] += 1
        on_batch(sum(counts.values()))
        batch = list(islice(found, BATCH))
    return Loaded(counts, decisions)


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
        reading.entities[row["id"]] = _stored_entity(row)
        return None
    if kind == "decision":
        if reading.papers:
            raise ValueError("a decision stands behind a paper")
        reading.decisions.append(_decision(row, reading.entities))
        return None
    if kind == "end":
        counts = (row["entities"], row.get("decisions", 0), row["papers"])
        if counts != (len(reading.entities), len(reading.decisions), reading.papers):
            raise ValueError("the file lost lines on its way")
        reading.is_ended = True
        return None
    if kind != "paper":
        raise ValueError(f"nobody knows the kind '{kind}'")
    reading.papers += 1
    return _paper(row, reading.entities)


def _stored_entity(row: Mapping[str, Any]) -> StoredEntity:
    entity, extracted = _entity(row), row.get("extracted")
    is_made = "extracted" in row and extracted is None
    if is_made:
        placeholder(entity.id)  # a store begins with it: the id must tell a type
    told = _entity(extracted) if extracted else None
    if told is not None and told.id != entity.id:
        raise ValueError(f"what was extracted of '{entity.id}' has another id")
    return StoredEntity(entity, _moment(row["added"]), bool(row["is_live"]), told, is_made)


def _entity(row: Mapping[str, Any]) -> Entity:
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
    return entity


def _decision(row: Mapping[str, Any], entities: Mapping[str, StoredEntity]) -> Decision:
    if row["action"] not in KIND.values():
        raise ValueError(f"nobody knows the decision '{row['action']}'")
    action = action_of(row["action"], row["fields"])
    undone = None if row["undone_at"] is None else dt.datetime.fromisoformat(row["undone_at"])
    decision = Decision(
        int(row["id"]), action, _text(row["who"]), dt.datetime.fromisoformat(row["at"]), undone, row["undone_by"]
    )
    if decision.holds:
        for id_ in entities_of(action):
            _known(id_, entities)
    return decision


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
    uses = tuple(StoredUse(_use(use, paper, entities), _moment(use["added"])) for use in row["uses"])
    results = tuple(StoredResult(_result(one, paper, entities), _moment(one["added"])) for one in row["results"])
    return PaperRows(stored, uses, results, _extraction(row.get("extracted"), paper, entities))


def _extraction(
    row: Mapping[str, Any] | None, paper: Paper, entities: Mapping[str, StoredEntity]
) -> StoredExtraction | None:
    if row is None:
        return None
    uses = tuple(_use(use, paper, entities) for use in row["uses"])
    return StoredExtraction(paper.id, uses, tuple(_result(one, paper, entities) for one in row["results"]))


def _use(row: Mapping[str, Any], paper: Paper, entities: Mapping[str, StoredEntity]) -> Use:
    evidence = tuple(_evidence(item, paper) for item in row["evidence"])
    if not evidence:
        raise ValueError("an edge has no evidence")
    entity = _known(row["entity"], entities)
    return Use(paper.id, entity, Relation(row["relation"]), float(row["confidence"]), evidence)


def _result(row: Mapping[str, Any], paper: Paper, entities: Mapping[str, StoredEntity]) -> Result:
    fields = {name: value for name, value in row.items() if name != "added"}
    fields |= {
        name: _known(fields[name], entities)
        for name in ("method_id", "benchmark_id", "metric_id")
        if fields[name] is not None
    }
    fields |= {"number": float(row["number"]), "evidence": _evidence(row["evidence"], paper)}
    return Result(paper_id=paper.id, **fields)


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
