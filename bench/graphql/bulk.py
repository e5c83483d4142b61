"""A made-up graph for Neo4j by its bulk import: the nodes and edges that `GraphStore.upsert` would write, in minutes.

Neo4j's store writes some hundred papers a second, its importer some ten thousand; what it imports is what the store
reads: the property maps come from the store's own functions.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from bench.graphs import papers
from kg.model import Entity, PaperFacts, Relation
from kg.store import cypher
from kg.store.codec import evidence_to_json
from kg.store.identity import ids_to_try
from kg.store.neo4j_boards import keys_of, unmoved
from kg.store.neo4j_rows import entity_properties, paper_properties, result_ends, result_properties
from kg.text import match_key
from tests.neo4j_server import LocalServer

LIST = "\x1f"
_TYPES = {"ids": "string[]", "authors": "string[]", "aliases": "string[]", "isSummary": "boolean", "isDelta": "boolean"}
_TYPES |= {"higherIsBetter": "boolean", "number": "double", "confidence": "double"}
_TYPES |= dict.fromkeys(("paperCount", "touchCount", "changed", "results", "up", "down"), "long")
_ENDS = {"benchmark": "ON", "method": "OF", "metric": "MEASURED_BY"}


def load(count: int, server: LocalServer) -> None:
    """Fill the empty database of a Neo4j that is not running; the store makes its indexes when it first opens it."""
    folder = server.home / "import"
    folder.mkdir(exist_ok=True)
    with ExitStack() as stack:
        _Graph(_Tables(folder, stack)).write(papers(count))
    files = sorted(path.name for path in folder.iterdir())
    options = [f"--nodes={folder / name}" for name in files if name.startswith("node")]
    options += [f"--relationships={folder / name}" for name in files if name.startswith("edge")]
    options.append(f"--report-file={folder / 'report'}")
    server.administer("database", "import", "full", "neo4j", *options, "--array-delimiter=U+001F", "--id-type=string")
    for name in files:
        (folder / name).unlink()


class _Tables:
    """The importer's files: one for each kind of node or edge, its head made from the first row."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder = folder
        self._stack = stack
        self._open: dict[str, TextIO] = {}

    def node(self, kind: str, id_: str, properties: Mapping[str, Any], labels: str) -> None:
        """Write a node; ids are apart for each kind."""
        self._row(f"node-{kind}", {f":ID({kind})": id_, ":LABEL": labels}, properties)

    def edge(self, kind: tuple[str, str, str], source: str, target: str, properties: Mapping[str, Any]) -> None:
        """Write an edge of a type between nodes of two kinds."""
        start, type_, end = kind
        ends = {f":START_ID({start})": source, f":END_ID({end})": target, ":TYPE": type_}
        self._row(f"edge-{start}-{type_}-{end}", ends, properties)

    def _row(self, name: str, fixed: Mapping[str, str], properties: Mapping[str, Any]) -> None:
        file = self._open.get(name)
        if file is None:
            file = self._stack.enter_context((self._folder / f"{name}.csv").open("w", encoding="utf-8"))
            self._open[name] = file
            file.write(",".join([*fixed, *(f"{key}:{_TYPES.get(key, 'string')}" for key in properties)]) + "\n")
        file.write(",".join(map(_cell, [*fixed.values(), *properties.values()])) + "\n")


def _cell(value: object) -> str:
    """Return a value as the importer reads it: nothing is null, two quotes are the empty string."""
    if value is None or value == []:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = LIST.join(value) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"'


@dataclass(slots=True)
class _Graph:
    """What is written when all papers have been seen: entities with their counts, boards with theirs."""

    tables: _Tables
    now: str = field(default_factory=lambda: dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"))
    entities: dict[str, Entity] = field(default_factory=dict)
    forms: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    asserted: Counter[str] = field(default_factory=Counter)
    touched: Counter[str] = field(default_factory=Counter)
    boards: dict[str, dict[str, Any]] = field(default_factory=dict)

    def write(self, every: Iterable[PaperFacts]) -> None:
        """Write a graph."""
        for facts in every:
            self._paper(facts)
            self._uses(facts)
            self._results(facts)
        self._write_entities()
        for key, row in self.boards.items():
            counts = {name: row[name] for name in ("results", "up", "down")}
            self.tables.node("Board", key, {"key": key, **row["condition"], **counts}, "Board")

    def _paper(self, facts: PaperFacts) -> None:
        paper = facts.paper
        properties = paper_properties(paper, main_id=paper.id, ids=paper.ids, digest=facts.digest)
        self.tables.node("Paper", paper.id, properties | {"added": self.now}, "Paper")
        for id_ in dict.fromkeys(ids_to_try(paper)):
            self.tables.node("PaperId", id_, {"id": id_}, "PaperId")
            self.tables.edge(("PaperId", "IDENTIFIES", "Paper"), id_, paper.id, {})

    def _uses(self, facts: PaperFacts) -> None:
        self.entities |= {entity.id: entity for entity in facts.entities}
        date = facts.paper.date.isoformat() if facts.paper.date else None
        asserted: set[str] = set()
        touched: set[str] = set()
        for use in facts.uses:
            properties = {"confidence": use.confidence, "evidence": evidence_to_json(use.evidence), "date": date}
            properties |= {"added": self.now, "entity": use.entity_id, "sortDate": date or ""}
            kind = ("Paper", cypher.TYPE[use.relation], "Entity")
            self.tables.edge(kind, use.paper_id, use.entity_id, properties)
            self.forms[use.entity_id] |= {evidence.text for evidence in use.evidence}
            line = set(self._line(use.entity_id))
            touched |= line
            asserted |= line if use.relation is not Relation.MENTIONS else set()
        self.asserted.update(asserted)
        self.touched.update(touched)

    def _results(self, facts: PaperFacts) -> None:
        boards = keys_of(facts.results)
        for result in facts.results:
            properties = result_properties(result) | {"board": boards.get(result.id), "added": self.now}
            self.tables.node("Result", result.id, properties, "Result")
            added = {"added": self.now}
            self.tables.edge(("Paper", "REPORTS_RESULT", "Result"), result.paper_id, result.id, added)
            for end, id_ in result_ends(result).items():
                if id_ is not None:
                    self.tables.edge(("Result", _ENDS[end], "Entity"), result.id, id_, added)
            if key := boards.get(result.id):
                row = self.boards.setdefault(key, unmoved(key))
                row["results"] += 1
                row["up"] += result.higher_is_better is True
                row["down"] += result.higher_is_better is False

    def _write_entities(self) -> None:
        keys: defaultdict[str, set[str]] = defaultdict(set)
        for entity in self.entities.values():
            forms = {*entity.aliases, *self.forms[entity.id]} - {entity.name}
            properties = {"id": entity.id, **entity_properties(entity), "aliases": [entity.name, *sorted(forms)]}
            properties |= {"paperCount": self.asserted[entity.id], "touchCount": self.touched[entity.id]}
            properties |= {"added": self.now, "changed": 1}
            labels = LIST.join(("Entity", *sorted(entity.types)))
            self.tables.node("Entity", entity.id, properties, labels)
            for form in (entity.name, *forms):
                keys[match_key(form)].add(entity.id)
            if entity.variant_of:
                kind = ("Entity", "VARIANT_OF", "Entity")
                self.tables.edge(kind, entity.id, entity.variant_of, {"added": self.now})
        for key, ids in keys.items():
            self.tables.node("Alias", key, {"key": key}, "Alias")
            for id_ in ids:
                self.tables.edge(("Alias", "NAMES", "Entity"), key, id_, {})

    def _line(self, entity_id: str) -> Iterator[str]:
        step: str | None = entity_id
        while step is not None:
            yield step
            step = self.entities[step].variant_of
