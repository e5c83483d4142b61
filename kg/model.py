"""The domain: papers, the entities that they use, the results that they report, and the evidence of each fact.

Everything here is a frozen value and needs the standard library alone. Terms are those of the annotation guide: a paper
*proposes* a method, *evaluates on* a benchmark, *reports* a metric. All character offsets count code points, end
exclusive.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class EntityType(StrEnum):
    """What kind of named thing an entity is; the value is the label of its node."""

    METHOD = "Method"
    DATASET = "Dataset"
    BENCHMARK = "Benchmark"
    TASK = "Task"
    METRIC = "Metric"

    __hash__ = str.__hash__  # that of `Enum` is a call of Python, and sets of types are looked into all the time


DATA_TYPES = frozenset({EntityType.DATASET, EntityType.BENCHMARK})
"""Datasets and benchmarks share ids, since one resource may be trained on here and measured on there."""


class Relation(StrEnum):
    """How a paper stands to an entity, strongest first; the value is the guide's spelling."""

    PROPOSES = "proposes"
    INTRODUCES = "introduces"
    EVALUATES_ON = "evaluates_on"
    COMPARES_TO = "compares_to"
    USES = "uses"
    ADDRESSES = "addresses"
    REPORTS = "reports"
    MENTIONS = "mentions"

    __hash__ = str.__hash__

    @property
    def strength(self) -> int:
        """Return the rank in the order of strength, 0 for the weakest."""
        return _STRENGTHS[self]


_STRENGTHS = {relation: rank for rank, relation in enumerate(reversed(Relation))}

ASSERTED = tuple(relation for relation in Relation if relation is not Relation.MENTIONS)
"""Every relation but a mention in passing: what a look-up means when it names no roles."""


class Field(StrEnum):
    """The part of a paper that offsets point into."""

    TITLE = "title"
    ABSTRACT = "abstract"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as its source gives it.

    `title` and `abstract` are the source's text verbatim. `ids` holds every id under which the paper is known, `id`
    first. `is_summary` marks an abstract written by somebody else than the authors: evidence from it is no quotation.
    """

    id: str
    title: str
    abstract: str
    authors: tuple[str, ...] = ()
    organization: str | None = None
    date: dt.date | None = None
    url: str | None = None
    is_summary: bool = False
    ids: tuple[str, ...] = ()

    def text(self, field: Field) -> str:
        """Return the text that offsets of `field` point into."""
        return self.title if field is Field.TITLE else self.abstract


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place in a paper that proves a fact: `paper.text(field)[start:end] == text`.

    `sentence` is the whole sentence around it and begins at `sentence_start`. `extractor` names the rule or model that
    found it, with its version (`lexicon@1`); `confidence` is between 0 and 1.
    """

    field: Field
    start: int
    end: int
    text: str
    sentence: str
    sentence_start: int
    extractor: str
    confidence: float


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """One entity as one paper calls it, before linking: its name, and a piece of evidence for each mention."""

    name: str
    type: EntityType
    relation: Relation
    confidence: float
    evidence: tuple[Evidence, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """Return the distinct surface forms in order of appearance."""
        return tuple(dict.fromkeys(evidence.text for evidence in self.evidence))


@dataclass(frozen=True, slots=True)
class FoundResult:
    """One number that a paper states, before linking.

    `method`, `on` and `metric` are names of `FoundEntity` of the same paper, or None (`method` None: the paper's own,
    nameless). `value` is the number as written, without its unit. `is_delta` tells a gain from a level.
    """

    value: str
    unit: str
    evidence: Evidence
    method: str | None = None
    on: str | None = None
    metric: str | None = None
    setting: str | None = None
    is_delta: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one abstract says: the entities in order of appearance, each name once, and the results."""

    paper: Paper
    entities: tuple[FoundEntity, ...] = ()
    results: tuple[FoundResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A node of the graph. `types` holds one type, or Dataset and Benchmark both.

    `aliases` are all known forms, the name among them. `variant_of` is the id of the entity of which this is a split,
    version or size. `paper_count` is set by a store: the papers that assert a relation (not a mere mention) to it or to
    one of its variants.
    """

    id: str
    name: str
    types: frozenset[EntityType]
    aliases: tuple[str, ...] = ()
    url: str | None = None
    variant_of: str | None = None
    paper_count: int = 0

    @property
    def type(self) -> EntityType:
        """Return the type to show: Benchmark where the node has that label."""
        return shown(self.types)


@cache
def shown(types: frozenset[EntityType]) -> EntityType:
    """Return of the types of an entity the one to show."""
    return EntityType.BENCHMARK if EntityType.BENCHMARK in types else min(types)


@dataclass(frozen=True, slots=True)
class Use:
    """An edge from a paper to an entity, with at least one piece of evidence."""

    paper_id: str
    entity_id: str
    relation: Relation
    confidence: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A number that a paper reports; `method_id` None means the paper's own, nameless method.

    `value` is the number as written, `number` the same as a float; `higher_is_better` is None where nobody knows.
    """

    id: str
    paper_id: str
    value: str
    number: float
    unit: str
    is_delta: bool
    evidence: Evidence
    method_id: str | None = None
    benchmark_id: str | None = None
    metric_id: str | None = None
    setting: str | None = None
    higher_is_better: bool | None = None


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """All that a store keeps of one paper.

    `entities` holds every entity that `uses` and `results` name, and the parents that their `variant_of` names.
    `digest` changes when the text or the extractor does; equal digests mean equal facts.
    """

    paper: Paper
    entities: tuple[Entity, ...]
    uses: tuple[Use, ...]
    results: tuple[Result, ...]
    digest: str
