"""Numbers that an abstract states about the paper's own work or a named baseline, and what each one measures."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from extraction.components.assemble import Assembled
from extraction.components.candidates import Sentence, sentences
from extraction.components.confidence import precision
from extraction.components.evidence import Witness
from extraction.components.lists import chains
from extraction.components.numbers import Number, numbers
from kg.model import DATA_TYPES, EntityType, Evidence, FoundResult, Relation

_STATES = re.compile(
    r"\b(?:achiev\w+|improv\w+|outperform\w*|surpass\w*|exceed\w*|reduc\w+|increas\w+|gain\w*|boost\w*"
    r"|reach\w*|accurac\w+|scor\w+|rates?|obtain\w*|attain\w*|yield\w*|higher|lower|faster"
    r"|speed-?ups?|better|drop\w*|decreas\w+|sav\w+|cut\w*|rais\w+|record\w*|deliver\w*|fewer|less"
    r"|more|retain\w*|maintain\w*|from|correlation|error|decline\w*|degrad\w+|acceler\w+|agreement"
    r"|solv\w+"
    r"|succe\w+|win|wins|fall\w*|perform\w*|results?|smaller|larger|only|recover\w*|compress\w*)\b",
    re.IGNORECASE,
)
_DELTA_BEFORE = re.compile(
    r"(?:\b(?:by|of|gains?|improvements?|improv\w+|increas\w+|reduc\w+|boost\w*|margins?|speed-?ups?"
    r"|outperform\w*|surpass\w*|exceed\w*|decreas\w+|drop\w*|lower\w*|sav\w+|cut\w*|rais\w+|up to|than"
    r"|additional|relative|absolute)\b)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|gains?(?: of)?|improvements?(?: of)?|increases? of|reductions? of|margins? of|drops? of"
    r"|speed-?ups? of|decreases? of)"
    r"(?: (?:a|an|the|up to|at least|over|more than|approximately|about|around|roughly|nearly"
    r"|as much as|average|absolute|relative|margin|an average|average of|of|between|from"
    r"|on))*[ ~≈+$]*$",
    re.IGNORECASE,
)
_GAIN_BEHIND = re.compile(
    r"[^.;,]{0,12}?\b(?:improvements?|gains?|increases?|reductions?|speed-?ups?|faster|slower|higher"
    r"|lower|better|worse|fewer|less|more|drops?|decreases?|smaller|larger|boosts?|acceleration"
    r"|savings?|relative|absolute|over|decline|cheaper|shorter|longer|than)\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"\bup to(?: an?| \w+ly)?[ ~+]*$|\bas (?:much|high) as[ ~+]*$", re.IGNORECASE)
_NEAR = 45
EXTRACTOR = "results@1"
MOST = 40
"""Numbers beyond which a sentence is a table or noise, and says of none what it measures."""


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
    data = [entity.name for entity in entities if entity.type in DATA_TYPES]
    for scene in scenes(doc, entities):
        start = scene.sentence.start
        for number in scene.numbers:
            places = places_of(number, scene)
            if places == [None] and len(data) == 1:
                places = [data[0]]
            evidence = witness.evidence(
                start + number.start, start + number.end, extractor=EXTRACTOR, confidence=precision("results")
            )
            if evidence is not None:
                yield from (result(number, scene, evidence, place, own) for place in places)


def result(number: Number, scene: Scene, evidence: Evidence, place: str | None, own: Sequence[str]) -> FoundResult:
    """Return what a number says of one place."""
    return FoundResult(
        value=evidence.text,
        unit=number.unit,
        evidence=evidence,
        method=method_of(scene, own),
        on=place,
        metric=nearest(number, scene.metrics, scene),
        setting=setting_of(number, scene),
        is_delta=is_gain(number, scene.sentence.text),
    )


def scenes(doc: Doc, entities: Sequence[Assembled]) -> Iterator[Scene]:
    """Yield each sentence with the mentions in it and the numbers that are results."""
    placed = sorted(
        ((mention.start, mention.end, entity) for entity in entities for mention in entity.mentions),
        key=lambda item: item[:2],
    )
    starts = [start for start, _, _ in placed]
    for sentence in sentences(doc):
        inside = placed[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        yield scene_of(sentence, inside)


def scene_of(sentence: Sentence, placed: Sequence[tuple[int, int, Assembled]]) -> Scene:
    """Return a sentence with the mentions in it and the numbers that are results."""
    named = [
        (entity.type, Named(start - sentence.start, end - sentence.start, entity.name)) for start, end, entity in placed
    ]
    metrics = tuple(dict.fromkeys(name for type_, name in named if type_ is EntityType.METRIC))
    speaks = _STATES.search(sentence.text) is not None
    stated = tuple(
        number
        for number in numbers(sentence.text)
        if not any(name.start <= number.start < name.end for _, name in named)
        and states(number, sentence.text, metrics, speaks=speaks)
    )
    if len(stated) > MOST:
        stated = ()
    return Scene(
        sentence,
        data=tuple(dict.fromkeys(name for type_, name in named if type_ in DATA_TYPES)),
        metrics=metrics,
        methods=tuple(dict.fromkeys(name for type_, name in named if type_ is EntityType.METHOD)),
        numbers=stated,
    )


def states(number: Number, text: str, metrics: Sequence[Named], *, speaks: bool) -> bool:
    """Say whether a number is a result: by a metric beside it, or its unit where the words speak of results."""
    beside = any(-4 <= metric.start - number.end <= 12 or -1 <= number.start - metric.end <= 12 for metric in metrics)
    if number.is_bare:
        return beside and (number.start == 0 or text[number.start - 1] != "-")
    if number.unit:
        return beside or speaks
    return beside or number.is_signed or (bool(metrics) and speaks)


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
        if number.end <= first.start < following and re.search(
            r"\b(?:on|in|for|across|over)\b", text[number.end : first.start]
        ):
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


def method_of(scene: Scene, own: Sequence[str]) -> str | None:
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
    match = re.search(
        r"\b(?:zero-shot|few-shot|\d+-shot|pass@\d+k?|average|on average)\b",
        text[max(0, number.start - 60) : number.end + 40],
    )
    return match.group() if match else None
