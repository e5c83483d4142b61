"""What can be seen of each thing that a text may name, as one row of numbers: what the forests read."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extraction.components.groups import Group
from extraction.components.mention_context import Context
from extraction.components.relations import compares, data_relation, proposes
from extraction.components.span_rows import Spans, rows
from extraction.components.types import type_by_context, type_by_name
from extraction.model.name_evidence import WIDTH, NameEvidence, column
from extraction.model.priors import COLUMNS
from extraction.model.tagger import Said
from kg.model import EntityType, Relation

RULES = (
    "title-1", "title-2", "cue-new", "cue-kind", "cue-called", "cue-apposition", "cue-our", "cue-defines",
    "acronym", "data-after", "lexicon", "annotated", "shape", "capitals", "tagger",
)  # fmt: skip
UNREAD = ("lexicon", "annotated", "tagger")
"""Rules whose type is no reading of the sentence, or is seen better elsewhere in the row."""
_NUMBER = re.compile(r"\d+\.\d|\d ?%|\d ?x\b|\d points")
_GENERIC_END = re.compile(
    r"(?:methods?|models?|frameworks?|approach(?:es)?|networks?|datasets?|benchmarks?|tasks?|systems?|algorithms?)$",
    re.IGNORECASE,
)

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a context say: of comparison, of proposal, of training, of a type, of numbers."""

    compares: bool
    proposes: bool
    trains: bool
    type: EntityType | None
    counts: bool


def table(
    text: str,
    abstract_start: int,
    groups: Sequence[Group],
    said: Said,
    seen: Mapping[tuple[int, int], Context],
    evidence: NameEvidence,
) -> Array:
    """Return a row for each group, shape (groups, features)."""
    if not groups:
        return np.zeros((0, 0), np.float32)
    spans = Spans.of([member for group in groups for member in group.members], said.read)
    place = {pair: i for i, pair in enumerate(zip(spans.starts.tolist(), spans.ends.tolist(), strict=True))}
    of_mention = rows(spans, said)
    sentences = 1 + max(context.sentence for context in seen.values())
    readings: dict[int, Reading] = {}
    out = []
    for group in groups:
        pairs = sorted({(member.start, member.end) for member in group.members})
        mine = of_mention[[place[pair] for pair in pairs]]
        forms = list(dict.fromkeys(text[start:end] for start, end in pairs))
        contexts = [seen[pair] for pair in pairs]
        out.append(
            np.concatenate(
                [
                    mine.max(axis=0),
                    mine.mean(axis=0),
                    mine[0],
                    known(forms, evidence),
                    [
                        *rules(group),
                        *form(forms),
                        *stands(pairs, contexts, abstract_start, len(text), sentences),
                        *around(contexts, forms, readings),
                    ],
                ]
            )
        )
    return np.stack(out).astype(np.float32)


def known(forms: Sequence[str], evidence: NameEvidence) -> Array:
    """Return the highest of what is known of each form."""
    found = [known.values for form in forms if (known := evidence.look_up(form))]
    return np.max(np.array(found, np.float32), axis=0) if found else np.zeros(WIDTH, np.float32)


def rules(group: Group) -> Iterator[float]:
    """Yield which of `RULES` found the thing, then what those that read a sentence say of its type and role."""
    found = {member.rule for member in group.members}
    yield from (float(rule in found) for rule in RULES)
    types = [0.0] * len(COLUMNS)
    for member in group.members:
        if member.type is not None and member.rule not in UNREAD:
            types[column(member.type)] = 1.0
    yield from types
    yield float(any(member.relation is Relation.PROPOSES for member in group.members))
    yield float(any(member.relation is Relation.INTRODUCES for member in group.members))
    yield float(any(member.type is EntityType.DATASET for member in group.members))
    yield float(any(member.full is not None for member in group.members))


def form(forms: Sequence[str]) -> Iterator[float]:
    """Yield how the thing is written: its shortest and its longest form."""
    for one in (min(forms, key=len), max(forms, key=len)):
        yield float(one.count(" ") + one.count("-") + 1)
        yield float(len(one))
        yield sum(map(str.isupper, one)) / len(one)
        yield float(any(c.isdigit() for c in one))
        yield float("-" in one)
        yield float(one[:1].isupper())
        yield float(any(c.isupper() for c in one[1:]))
    yield float(len(forms))
    yield float(bool(_GENERIC_END.search(max(forms, key=len))))
    types = {type_by_name(one) for one in forms}
    yield from (float(type_ in types) for type_ in COLUMNS)


def stands(
    pairs: Sequence[tuple[int, int]], contexts: Sequence[Context], abstract_start: int, length: int, sentences: int
) -> Iterator[float]:
    """Yield where the thing stands and how often."""
    places = [context.sentence for context in contexts]
    yield math.log1p(len(pairs))
    yield float(pairs[0][0] < abstract_start)
    yield float(sum(start < abstract_start for start, _ in pairs) == len(pairs))
    yield float(min(places))
    yield min(places) / sentences
    yield max(places) / sentences
    yield float(len(set(places)))
    yield float(sentences)
    yield pairs[0][0] / max(1, length)
    yield float(max(len(context.listed_with) for context in contexts))


def around(contexts: Sequence[Context], forms: Sequence[str], readings: dict[int, Reading]) -> Iterator[float]:
    """Yield what the words around the thing say of it; `readings` keeps what each context says."""
    for context in contexts:
        if id(context) not in readings:
            readings[id(context)] = reading(context)
    said = [readings[id(context)] for context in contexts]
    yield float(any(one.compares for one in said))
    yield float(any(one.proposes for one in said))
    yield float(all(one.trains for one in said))
    yield sum(one.type is EntityType.METHOD for one in said) / len(said)
    yield sum(one.type is EntityType.BENCHMARK for one in said) / len(said)
    yield float(any(one.counts for one in said))
    yield float(any(context.before.endswith(("(", "[")) for context in contexts))
    yield float(all(context.after.startswith((")", "]")) for context in contexts))
    yield float(any(context.after.startswith(("-", "s-")) for context in contexts))
    yield float(any(context.before.endswith("-") for context in contexts))
    yield float(any(context.before[-4:].lower() in ("the ", " an ") for context in contexts))
    yield float(len(forms) > 1)


def reading(context: Context) -> Reading:
    """Return what the words of a context say."""
    before, after = context.before, context.after
    return Reading(
        compares(before, after),
        proposes(before),
        data_relation(before) is Relation.USES,
        type_by_context(before, after),
        _NUMBER.search(before[-40:]) is not None or _NUMBER.search(after[:40]) is not None,
    )
