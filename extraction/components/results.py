"""Numbers that an abstract states about the paper's own work or a named baseline, and what each one measures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extraction.components.assemble import Assembled
from extraction.components.candidates import Sentence, sentences
from extraction.components.confidence import precision
from extraction.components.evidence import Witness
from extraction.components.lists import chains
from extraction.components.numbers import Number, numbers
from kg.model import DATA_TYPES, EntityType, FoundResult, Relation

_STATES = re.compile(
    r"\b(?:achiev\w+|improv\w+|outperform\w*|surpass\w*|exceed\w*|reduc\w+|increas\w+|gain\w*|boost\w*|reach\w*|accurac\w+|scor\w+|rates?|obtain\w*|attain\w*|yield\w*|higher|lower|faster"
    r"|speed-?ups?|better|drop\w*|decreas\w+|sav\w+|cut\w*|rais\w+|record\w*|deliver\w*|fewer|less|more|retain\w*|maintain\w*|from|correlation|error|decline\w*|degrad\w+|acceler\w+|agreement|solv\w+"
    r"|succe\w+|win|wins|fall\w*|perform\w*|results?|smaller|larger|only|recover\w*|compress\w*)\b",
    re.IGNORECASE,
)
_DELTA_BEFORE = re.compile(
    r"(?:\b(?:by|of|gains?|improvements?|improv\w+|increas\w+|reduc\w+|boost\w*|margins?|speed-?ups?|outperform\w*|surpass\w*|exceed\w*|decreas\w+|drop\w*|lower\w*|sav\w+|cut\w*|rais\w+|up to|than|additional|relative|absolute)\b)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|gains?(?: of)?|improvements?(?: of)?|increases? of|reductions? of|margins? of|drops? of|speed-?ups? of|decreases? of)"
    r"(?: (?:a|an|the|up to|at least|over|more than|approximately|about|around|roughly|nearly|as much as|average|absolute|relative|margin|an average|average of|of|between|from|on))*[ ~≈+$]*$",
    re.IGNORECASE,
)
_GAIN_BEHIND = re.compile(
    r"[^.;,]{0,12}?\b(?:improvements?|gains?|increases?|reductions?|speed-?ups?|faster|slower|higher|lower|better|worse|fewer|less|more|drops?|decreases?|smaller|larger|boosts?|acceleration|savings?|relative|absolute|over|decline|cheaper|shorter|longer|than)\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\bup to(?: an?| \w+ly)?[ ~+]*$|\bas (?:much|high) as[ ~+]*$", re.IGNORECASE)
_NEAR = 45


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of an entity in a sentence, in the sentence's offsets."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with the mentions that a number in it can be about."""

    sentence: Sentence
    data: tuple[Named, ...]
    metrics: tuple[Named, ...]
    methods: tuple[Named, ...]
    numbers: tuple[Number, ...]


def find_results(doc: Doc, witness: Witness, entities: Sequence[Assembled]) -> Iterator[FoundResult]:
    """Yield the results that a document states, in order."""
    own = [entity.name for entity in entities if entity.relation is Relation.PROPOSES]
    data = [e.name for e in entities if e.type in DATA_TYPES]
    for sentence in sentences(doc):
        scene = scene_of(sentence, entities)
        for number in scene.numbers:
            places = places_of(number, scene)
            if places == [None] and len(data) == 1:
                places = list(data)
            evidence = witness.evidence(
                sentence.start + number.start,
                sentence.start + number.end,
                extractor="results@1",
                confidence=precision("results"),
            )
            if evidence is None:
                continue
            for place in places:
                yield FoundResult(
                    value=evidence.text,
                    unit=number.unit,
                    evidence=evidence,
                    method=method_of(number, scene, own),
                    on=place,
                    metric=nearest(number, scene.metrics, scene),
                    setting=setting_of(number, scene),
                    is_delta=is_gain(number, sentence.text),
                )


def scene_of(sentence: Sentence, entities: Sequence[Assembled]) -> Scene:
    """Return a sentence with the mentions in it and the numbers that are results."""
    inside: dict[str, list[Named]] = {"data": [], "metrics": [], "methods": []}
    taken: list[tuple[int, int]] = []
    for entity in entities:
        kind = "data" if entity.type in DATA_TYPES else {EntityType.METRIC: "metrics", EntityType.METHOD: "methods"}.get(entity.type)
        for mention in entity.mentions:
            if sentence.start <= mention.start and mention.end <= sentence.end:
                span = Named(mention.start - sentence.start, mention.end - sentence.start, entity.name)
                taken.append((span.start, span.end))
                if kind:
                    inside[kind].append(span)
    data, metrics, methods = (tuple(sorted(set(inside[k]), key=lambda n: n.start)) for k in ("data", "metrics", "methods"))
    found = [n for n in numbers(sentence.text) if not any(s <= n.start < e for s, e in taken)] if sentence.index or True else []
    return Scene(sentence, data, metrics, methods, tuple(n for n in found if states(n, sentence.text, metrics)))


def states(number: Number, text: str, metrics: Sequence[Named]) -> bool:
    """Say whether a sentence states a number as a result: by its unit and verbs, or by a metric beside it."""
    beside = any(-4 <= metric.start - number.end <= 12 or -1 <= number.start - metric.end <= 12 for metric in metrics)
    if number.is_bare:
        return beside and (number.start == 0 or text[number.start - 1] != "-")
    if number.unit:
        return beside or _STATES.search(text) is not None
    return beside or number.is_signed or (bool(metrics) and _STATES.search(text) is not None)


def nearest(number: Number, named: Sequence[Named], scene: Scene) -> str | None:
    """Return the name nearest to a number, one right behind it first: `2.69 FID`, `accuracy of 81.3%`."""
    best: tuple[float, str] | None = None
    for name in named:
        distance = name.start - number.end if name.start >= number.end else number.start - name.end
        between = (number.end, name.start) if name.start >= number.end else (name.end, number.start)
        crossed = sum(between[0] <= other.start < between[1] for other in scene.numbers)
        weight = distance + 25 * crossed + (0 if name.start >= number.end else 5)
        if best is None or weight < best[0]:
            best = (weight, name.name)
    return best[1] if best else None


def places_of(number: Number, scene: Scene) -> list[str | None]:
    """Return the data that a number was measured on; each of a list where the sentence says so of all."""
    text = scene.sentence.text
    if not scene.data:
        return [None]
    if "respectively" in text:
        paired = in_step(number, scene)
        if paired:
            return [paired]
    following = next((n.start for n in scene.numbers if n.start > number.start), len(text))
    lists = chains(text, [(n.start, n.end) for n in scene.data])
    for chain in lists:
        first = scene.data[chain[0]]
        if number.end <= first.start < following and re.search(r"\b(?:on|in|for|across|over)\b", text[number.end : first.start]):
            return several(chain, number, scene)
    before = [chain for chain in lists if scene.data[chain[-1]].end <= number.start]
    if before:
        return several(before[-1], number, scene)
    return several(lists[0], number, scene)


def several(chain: Sequence[int], number: Number, scene: Scene) -> list[str | None]:
    """Return every member of a list, or None for a gain of "up to" that only one of them can have reached."""
    names: list[str | None] = list(dict.fromkeys(scene.data[i].name for i in chain))
    if len(names) > 1 and _UP_TO.search(scene.sentence.text[: number.start]):
        return [None]
    return names


def in_step(number: Number, scene: Scene) -> str | None:
    """Return the name that stands where the number stands, when as many names as numbers are listed respectively."""
    if len(scene.data) == len(scene.numbers):
        return scene.data[scene.numbers.index(number)].name
    return None


def method_of(number: Number, scene: Scene, own: Sequence[str]) -> str | None:
    """Return whose number it is: the paper's own method where it has a name, else None."""
    names = {method.name for method in scene.methods}
    return next((name for name in own if name in names), own[0] if own else None)


def is_gain(number: Number, text: str) -> bool:
    """Say whether a number is a gain over something rather than a level."""
    before, after = text[max(0, number.start - 60) : number.start], text[number.end : number.end + _NEAR]
    if number.is_signed or number.unit in ("x", "points", "pp"):
        return True
    return _BY.search(before) is not None or _GAIN_BEHIND.match(after) is not None


def setting_of(number: Number, scene: Scene) -> str | None:
    """Return the condition that the words beside a number name, or None."""
    text = scene.sentence.text
    if _UP_TO.search(text[: number.start]):
        return "up to"
    match = re.search(r"\b(?:zero-shot|few-shot|\d+-shot|pass@\d+k?|average|on average)\b", text[max(0, number.start - 60) : number.end + 40])
    return match.group() if match else None
