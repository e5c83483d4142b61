"""Which facts a plan reads where: each kind once a level, else the ordinary executor answers, whose rounds see to it.

A plan reads a field of all objects of one place at once. Where two places of a level, or two kinds of object in one,
ask for the same kind of fact, it would read twice.
"""

from collections.abc import Hashable, Iterator, Mapping
from typing import NamedTuple

from api.graphql.compiled.plan import Selection, Step
from kg.model import EntityType

_USES, _RESULTS, _ENTITIES, _VARIANTS = "uses of papers", "results of papers", "entities", "variants"
_PAPERS = "papers by id"
_REMEMBERED = frozenset({_USES, _RESULTS, _ENTITIES, _VARIANTS, _PAPERS})
"""What a run reads once for the objects of one place, however many of its fields ask for it."""

_READS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Query": dict.fromkeys(("entity", *(type_.lower() for type_ in EntityType)), ("names",))
    | {
        name: (name,)
        for name in ("paper", "papers", "graph", "path", "search", *(f"{type_.lower()}s" for type_ in EntityType))
    },
    "Paper": dict.fromkeys(("benchmarks", "datasets", "methods", "tasks", "metrics"), (_USES,))
    | {"results": (_RESULTS,)},
    "PaperUseEdge": {"entity": (_ENTITIES,), "results": (_RESULTS,)},
    "Result": dict.fromkeys(("method", "benchmark", "metric"), (_ENTITIES,)),
    "Board": dict.fromkeys(("benchmark", "metric"), (_ENTITIES,)),
    "BoardRow": dict.fromkeys(("paper", "result"), (_PAPERS,)) | {"method": (_ENTITIES,)},
    **{
        type_.value: {
            "variants": (_VARIANTS,),
            "variantOf": (_ENTITIES,),
            "papers": (_VARIANTS, "papers of entities"),
            "leaderboard": (_VARIANTS, "boards"),
        }
        for type_ in EntityType
    },
}


class _Place(NamedTuple):
    """A selection of a level, where it stands, and whether there are several objects there."""

    selection: Selection
    at: tuple[Hashable, ...]
    has_many: bool
    led: str


def reads_once_a_level(plan: Selection) -> bool:
    """Say whether a plan asks the store for each kind of fact once a level at most."""
    places = [_Place(plan, (), has_many=False, led="")]
    while places:
        readers: dict[str, Hashable] = {}
        for place in places:
            for type_, step in _steps(place):
                for kind in _kinds(place, type_, step):
                    at = _at(place, type_)
                    reader = at if kind in _REMEMBERED else (*at, step.name)
                    if readers.setdefault(kind, reader) != reader:
                        return False
        places = [inner for place in places for inner in _inner(place)]
    return True


def _steps(place: _Place) -> Iterator[tuple[str, Step]]:
    return ((type_, step) for type_, steps in place.selection.steps.items() for step in steps)


def _at(place: _Place, type_: str) -> tuple[Hashable, ...]:
    """Return what tells readers apart: a single object is of one type alone, whichever it is."""
    return (*place.at, type_) if place.has_many else place.at


def _kinds(place: _Place, type_: str, step: Step) -> tuple[str, ...]:
    field = step.node.name.value
    if type_ == "EntityUse":  # a paper's uses come with their entities
        return (_ENTITIES,) if (place.led, field) == ("uses", "node") else ()
    return _READS.get(type_, {}).get(field, ())


def _inner(place: _Place) -> Iterator[_Place]:
    for type_, step in _steps(place):
        if step.inner:
            at = (*_at(place, type_), step.name)
            yield _Place(step.inner, at, place.has_many or step.is_list, step.node.name.value)
