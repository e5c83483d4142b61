"""What can be seen of a number, and of a number beside a name: the rows that the forests of results read."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extraction.components.candidates import Sentence
from extraction.components.gains import is_gain, speaks_of_results
from extraction.components.numbers import Number, numbers
from extraction.model.tagger import Said

Array = NDArray[np.float32]
MOST = 40
"""Numbers beyond which a sentence is a table or noise, and says of none what it measures."""
ELSEWHERE = 12
"""Names outside the sentence of a number that are weighed, the surest ones."""
_UNITS = ("%", "x", "points", "pp", "")
_FAR = 400.0
_ON = re.compile(r"\b(?:on|in|for|across|over|at)\b")
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Thing:
    """A name that a number can be about: its places in order, how sure it is, and whether the paper measures on it."""

    name: str
    places: tuple[Place, ...]
    confidence: float
    is_measured_on: bool

    def inside(self, sentence: Sentence) -> tuple[Place, ...]:
        """Return its places in a sentence."""
        return self.places[bisect_left(self.places, (sentence.start, 0)) : bisect_right(self.places, (sentence.end, 0))]


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its numbers, in offsets of the text, and the things that they can be about."""

    sentence: Sentence
    numbers: tuple[Number, ...]
    data: tuple[Thing, ...]
    metrics: tuple[Thing, ...]

    def span(self, number: Number) -> Place:
        """Return where a number stands in the text."""
        return self.sentence.start + number.start, self.sentence.start + number.end


def scenes(
    sentences: Sequence[Sentence], abstract_start: int, data: Sequence[Thing], metrics: Sequence[Thing]
) -> Iterator[Scene]:
    """Yield the sentences of an abstract that hold numbers which their form does not rule out as results."""
    of_data, of_metrics = Weighed.of(data), Weighed.of(metrics)
    for sentence in sentences:
        found = tuple(numbers(sentence.text)) if sentence.start >= abstract_start else ()
        if 0 < len(found) <= MOST:
            yield Scene(sentence, found, of_data.near(sentence), of_metrics.near(sentence))


@dataclass(frozen=True, slots=True)
class Weighed:
    """The things of a text: which are surest, and where each stands."""

    things: tuple[Thing, ...]
    surest: frozenset[int]
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, things: Sequence[Thing]) -> "Weighed":
        """Return things to be weighed, in their order."""
        ranked = sorted(range(len(things)), key=lambda i: -things[i].confidence)
        places = sorted((start, i) for i, thing in enumerate(things) for start, _ in thing.places)
        return cls(tuple(things), frozenset(ranked[:ELSEWHERE]), tuple(places))

    def near(self, sentence: Sentence) -> tuple[Thing, ...]:
        """Return the things in a sentence, and the surest of the others."""
        first, last = bisect_left(self.places, (sentence.start, 0)), bisect_left(self.places, (sentence.end, 0))
        return tuple(self.things[i] for i in sorted(self.surest.union(i for _, i in self.places[first:last])))


def number_row(number: Number, scene: Scene, said: Said, sentences: int) -> Array:
    """Return what is seen of a number by itself."""
    start, _ = scene.span(number)
    word = min(int(np.searchsorted(said.read.ends, start, "right")), len(said.read) - 1)
    text, index = scene.sentence.text, scene.sentence.index
    row = [
        *said.numbers[word],
        *(float(number.unit == unit) for unit in _UNITS),
        float("." in number.value),
        float(number.is_signed),
        float(len(number.value)),
        float(is_gain(number, text)),
        float(speaks_of_results(text)),
        float(len(scene.numbers)),
        float(scene.numbers.index(number)),
        index / max(1, sentences),
        float(sentences - index),
        min((nearest(number, scene, thing)[0] for thing in scene.metrics), default=_FAR),
        min((nearest(number, scene, thing)[0] for thing in scene.data), default=_FAR),
        float(len(scene.data)),
    ]
    return np.array(row, np.float32)


def nearest(number: Number, scene: Scene, thing: Thing) -> tuple[float, Place | None]:
    """Return how far a thing's nearest place in the sentence is from a number, in characters, and that place."""
    start, end = scene.span(number)
    best: tuple[float, Place | None] = (_FAR, None)
    for place in thing.inside(scene.sentence):
        far = float(place[0] - end if place[0] >= end else start - place[1])
        if far < best[0]:
            best = far, place
    return best


def pair_rows(number: Number, scene: Scene, things: Sequence[Thing], text: str) -> Array:
    """Return a row for the number with each thing, shape (things, features)."""
    near = [nearest(number, scene, thing) for thing in things]
    inside = [i for i, (_, place) in enumerate(near) if place is not None]
    ranks = {i: rank for rank, i in enumerate(sorted(inside, key=lambda i: near[i][0]))}
    order = {i: rank for rank, i in enumerate(sorted(inside, key=lambda i: near[i][1] or (0, 0)))}
    in_step = len(inside) == len(scene.numbers)
    rank = scene.numbers.index(number)
    shared = (
        float(len(things)),
        float(len(inside)),
        float(len(scene.numbers)),
        float("respectively" in scene.sentence.text),
        float(in_step),
        float(number.unit == "%"),
        float(is_gain(number, scene.sentence.text)),
    )
    others = [place[0] for _, place in near if place]
    starts = [scene.span(other)[0] for other in scene.numbers]
    rows = [
        (
            *between(scene.span(number), near[i][1], text, starts, others),
            near[i][0],
            float(ranks.get(i, 20)),
            float(order.get(i, 20)),
            float(in_step and order.get(i) == rank),
            named_before(scene, thing),
            float(len(thing.places)),
            thing.confidence,
            float(thing.is_measured_on),
            *shared,
        )
        for i, thing in enumerate(things)
    ]
    return np.array(rows, np.float32)


def between(
    span: Place, place: Place | None, text: str, numbers: Sequence[int], names: Sequence[int]
) -> tuple[float, ...]:
    """Return what stands between a number and a name, if that is in the sentence."""
    if place is None:
        return (0.0,) * 6
    before = place[1] <= span[0]
    start, end = (place[1], span[0]) if before else (span[1], place[0])
    words = text[start:end]
    return (
        1.0,
        float(before),
        float(sum(start <= number < end for number in numbers)),
        float(sum(start <= name < end for name in names)),
        float(bool(_ON.search(words))),
        float(";" in words or "," in words),
    )


def named_before(scene: Scene, thing: Thing) -> float:
    """Return how many characters before the sentence a thing was named last, at most a bound."""
    earlier = bisect_left(thing.places, (scene.sentence.start, 0))
    return min(2 * _FAR, float(scene.sentence.start - thing.places[earlier - 1][1])) if earlier else 2 * _FAR
