"""Numbers that an abstract states about the paper's own work or a named baseline, and what each one measures."""

from collections.abc import Iterator, Sequence

import numpy as np
from spacy.tokens import Doc

from extraction.components.assemble import Assembled
from extraction.components.candidates import sentences, text_of
from extraction.components.evidence import Witness, abstract_start
from extraction.components.number_rows import Scene, Thing, number_row, pair_rows, scenes
from extraction.components.numbers import Number
from extraction.components.settings import setting_of
from extraction.components.tagger import said_of
from extraction.model.priors import COLUMNS
from extraction.model.shipped import Model
from kg.model import DATA_TYPES, EntityType, FoundResult, Relation

RULE = "results"
LEVEL, GAIN = 1, 2
_NUMBER, _ON, _METRIC = (len(COLUMNS) + i for i in range(3))


def find_results(
    doc: Doc, witness: Witness, entities: Sequence[Assembled], model: Model, version: str
) -> Iterator[FoundResult]:
    """Yield the results that a document states, in order; one for each benchmark that a number holds for."""
    own = next((entity.name for entity in entities if entity.relation is Relation.PROPOSES and is_method(entity)), None)
    count = len(sentences(doc))
    for scene in doc_scenes(doc, entities):
        for number in scene.numbers:
            meaning = model.forests["number"].probabilities(number_row(number, scene, said_of(doc), count)[None])[0]
            sure = float(meaning[LEVEL] + meaning[GAIN])
            if sure < model.limits.thresholds[_NUMBER]:
                continue
            start, end = scene.span(number)
            evidence = witness.evidence(start, end, extractor=f"{RULE}@{version}", confidence=round(sure, 3))
            if evidence is None:
                continue
            for on in places_of(number, scene, text_of(doc), model):
                yield FoundResult(
                    value=evidence.text,
                    unit=number.unit,
                    evidence=evidence,
                    method=own,
                    on=on,
                    metric=metric_of(number, scene, text_of(doc), model),
                    setting=setting_of(scene.sentence.text, number.start, number.end),
                    is_delta=bool(meaning[GAIN] > meaning[LEVEL]),
                )


def is_method(entity: Assembled) -> bool:
    """Say whether an entity is a method."""
    return entity.type is EntityType.METHOD


def doc_scenes(doc: Doc, entities: Sequence[Assembled]) -> Iterator[Scene]:
    """Yield the sentences that hold numbers, with what these can be about."""
    kept = [entity for entity in entities if entity.relation is not Relation.MENTIONS]
    data = [thing(entity) for entity in kept if entity.type in DATA_TYPES]
    metrics = [thing(entity) for entity in kept if entity.type is EntityType.METRIC]
    named = {place for entity in kept for span in entity.mentions for place in range(*span)}
    for scene in scenes(sentences(doc), abstract_start(doc), data, metrics):
        free = tuple(number for number in scene.numbers if scene.span(number)[0] not in named)
        if free:
            yield Scene(scene.sentence, free, scene.data, scene.metrics)


def thing(entity: Assembled) -> Thing:
    """Return an entity as something that a number can be about."""
    measured = entity.relation in (Relation.EVALUATES_ON, Relation.INTRODUCES, Relation.REPORTS)
    return Thing(entity.name, entity.mentions, entity.confidence, measured)


def places_of(number: Number, scene: Scene, text: str, model: Model) -> list[str | None]:
    """Return the names of the data that a number was measured on, or None alone."""
    if not scene.data:
        return [None]
    listed = in_step(number, scene)
    if listed is not None:
        return [listed.name]
    sure = model.forests["on"].probabilities(pair_rows(number, scene, scene.data, text))[:, 1]
    found: list[str | None] = [
        scene.data[i].name for i in np.flatnonzero(sure >= model.limits.thresholds[_ON]).tolist()
    ]
    return found or [None]


def in_step(number: Number, scene: Scene) -> Thing | None:
    """Return the data in the place of the number, when as many are listed "respectively" as numbers."""
    inside = sorted((place, i) for i, thing in enumerate(scene.data) for place in thing.inside(scene.sentence)[:1])
    if "respectively" not in scene.sentence.text or len(inside) != len(scene.numbers):
        return None
    return scene.data[inside[scene.numbers.index(number)][1]]


def metric_of(number: Number, scene: Scene, text: str, model: Model) -> str | None:
    """Return the name of the metric that a number is likeliest stated in, or None."""
    if not scene.metrics:
        return None
    sure = model.forests["metric"].probabilities(pair_rows(number, scene, scene.metrics, text))[:, 1]
    best = int(sure.argmax())
    return scene.metrics[best].name if sure[best] >= model.limits.thresholds[_METRIC] else None
