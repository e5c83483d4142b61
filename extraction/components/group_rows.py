"""What can be seen of each thing that a text may name, as one row of numbers: what the forests read."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

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
    sentences = 1 + max(context.sentence for context in seen.values())
    pairs = [group.spans for group in groups]
    of_group = []
    for group, mine in zip(groups, pairs, strict=True):
        forms = list(dict.fromkeys(text[start:end] for start, end in mine))
        contexts = [seen[pair] for pair in mine]
        of_group.append(
            [
                *known(forms, evidence),
                *rules(group),
                *form(forms),
                *stands(mine, contexts, abstract_start, len(text), sentences),
            ]
        )
    counts = np.array(list(map(len, pairs)))
    of_mention = rows(spans, said)[[place[pair] for mine in pairs for pair in mine]]
    readings = around([seen[pair] for mine in pairs for pair in mine], counts)
    return np.concatenate([summed_up(of_mention, counts), np.array(of_group, np.float32), readings], axis=1)


def summed_up(of_mention: Array, counts: NDArray[np.int64]) -> Array:
    """Return for each group the highest, the mean and the first of its mentions' rows, which stand group by group."""
    first = np.cumsum(counts) - counts
    highest = np.maximum.reduceat(of_mention, first)
    mean = np.add.reduceat(of_mention, first) / counts[:, None].astype(np.float32)
    return np.concatenate([highest, mean, of_mention[first]], axis=1)


def known(forms: Sequence[str], evidence: NameEvidence) -> Sequence[float]:
    """Return the highest of what is known of each form."""
    found = [values for form in forms if (values := evidence.look_up(form))]
    if len(found) < 2:
        return found[0] if found else (0.0,) * WIDTH
    return [max(column) for column in zip(*found, strict=True)]


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
    longest = max(forms, key=len)
    yield from written(min(forms, key=len))
    yield from written(longest)
    yield float(len(forms))
    yield float(bool(_GENERIC_END.search(longest)))
    types = {type_by_name(one) for one in forms}
    yield from (float(type_ in types) for type_ in COLUMNS)


@lru_cache(maxsize=8192)
def written(one: str) -> tuple[float, ...]:
    """Return how one form is written: words, letters, capitals, digits, hyphens."""
    return (
        float(one.count(" ") + one.count("-") + 1),
        float(len(one)),
        sum(map(str.isupper, one)) / len(one),
        float(any(map(str.isdigit, one))),
        float("-" in one),
        float(one[:1].isupper()),
        float(any(map(str.isupper, one[1:]))),
    )


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


def around(contexts: Sequence[Context], counts: NDArray[np.int64]) -> Array:
    """Return what the words around the mentions of each group say of it; mentions in one list share their context."""
    different = {id(context): context for context in contexts}
    read = {key: reading(context) for key, context in different.items()}
    said = np.array([read[id(context)] for context in contexts], np.float32)
    first = np.cumsum(counts) - counts
    shares = np.add.reduceat(said[:, ALL:], first) / counts[:, None].astype(np.float32)
    some, each = np.maximum.reduceat(said[:, :ANY], first), np.minimum.reduceat(said[:, ANY:ALL], first)
    return np.concatenate([some, each, shares], axis=1)


ANY, ALL = 7, 9
"""What `reading` returns counts up to `ANY` if one mention says so, up to `ALL` if each does, then by the share."""


def reading(context: Context) -> Sequence[float]:
    """Return what the words of a context say of comparison, proposal, numbers, signs beside it, training and type."""
    before, after = context.before, context.after
    type_ = type_by_context(before, after)
    said = (
        compares(before, after),
        proposes(before),
        _NUMBER.search(f"{before[-40:]}\n{after[:40]}") is not None,
        before.endswith(("(", "[")),
        after.startswith(("-", "s-")),
        before.endswith("-"),
        before[-4:].lower() in ("the ", " an "),
        data_relation(before) is Relation.USES,
        after.startswith((")", "]")),
        type_ is EntityType.METHOD,
        type_ is EntityType.BENCHMARK,
    )
    return [float(one) for one in said]
