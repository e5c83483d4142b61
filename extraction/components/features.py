"""What can be seen of a group of mentions that tells a real entity from a chance find, as names of features."""

import re
from collections.abc import Iterator, Mapping

from extraction.components.groups import Group
from extraction.components.mention_context import Context
from kg.model import DATA_TYPES, EntityType

_WORD_BEFORE = re.compile(r"([\w'-]{1,20}|[^\w\s])\s?[\"(]?$")
_WORD_BEHIND = re.compile(r"\s?([\w'-]{1,20}|[^\w\s])")
_NUMBER = re.compile(r"\d+\.\d|\d ?%|\d ?x\b|\d points")
_MANY = 3


def features(
    text: str, abstract_start: int, group: Group, type_: EntityType, seen: Mapping[tuple[int, int], Context]
) -> list[str]:
    """Return the names of a group's features, each once."""
    kind = "Data" if type_ in DATA_TYPES else type_.value
    return list(
        dict.fromkeys(
            [
                *_of_rules(group, kind),
                *_of_place(group, kind, abstract_start, seen),
                *_of_form(text, group, kind),
                *_of_words(group, kind, seen),
            ]
        )
    )


def _of_rules(group: Group, kind: str) -> Iterator[str]:
    yield f"type {kind}"
    for rule in group.rules:
        yield f"rule {rule}"
        yield f"rule {rule} {kind}"
    yield f"only {'+'.join(sorted(group.rules))}"
    for rule in ("prior", *(f"{kind.lower()}-{n}" for n in (2, 3, 4))):
        rates = [member.confidence for member in group.members if member.rule == rule]
        if rates:
            yield f"rate {rule} {max(rates):.1f}"
            yield f"rate {rule} {max(rates):.1f} {kind}"


def _of_place(group: Group, kind: str, abstract_start: int, seen: Mapping[tuple[int, int], Context]) -> Iterator[str]:
    places = {member.start for member in group.members}
    yield f"times {min(len(places), _MANY)} {kind}"
    if min(places) < abstract_start:
        yield f"in title {kind}"
    elif len(places) == 1:
        yield f"sentence {min(seen[_span(group)].sentence, 5)} {kind}"
    contexts = [seen[(m.start, m.end)] for m in group.members]
    if any(_NUMBER.search(c.before[-40:]) or _NUMBER.search(c.after[:40]) for c in contexts):
        yield f"by a number {kind}"
    if any(len(c.listed_with) > 1 for c in contexts):
        yield f"in a list {kind}"


def _of_form(text: str, group: Group, kind: str) -> Iterator[str]:
    start, end = _span(group)
    form = text[start:end]
    yield f"words {min(form.count(' ') + form.count('-'), 4)} {kind}"
    look = "".join(
        dict.fromkeys("A" if c.isupper() else "a" if c.islower() else "1" if c.isdigit() else "-" for c in form)
    )
    yield f"look {look} {kind}"
    if len(form) < 4:
        yield f"letters {len(form)} {kind}"
    yield f"end {form.lower()[-4:]} {kind}"
    yield f"last {re.split(r'[ -]', form.lower())[-1]} {kind}"


def _of_words(group: Group, kind: str, seen: Mapping[tuple[int, int], Context]) -> Iterator[str]:
    for member in group.members:
        context = seen[(member.start, member.end)]
        before, behind = _WORD_BEFORE.search(context.before[-24:]), _WORD_BEHIND.match(context.after)
        yield f"before {before.group(1).lower() if before else '^'} {kind}"
        yield f"behind {behind.group(1).lower() if behind else '$'} {kind}"


def _span(group: Group) -> tuple[int, int]:
    first = min(group.members, key=lambda member: (member.start, -member.end))
    return first.start, first.end
