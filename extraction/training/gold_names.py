"""The names that readers annotated: entities of several papers made one by spelling and by acronym."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.model import DATA_TYPES, EntityType
from kg.text import match_key

Kind = str
"""The prefix of an id: what makes two things of one name two."""


def kind_of(type_: EntityType) -> Kind:
    """Return the kind of a type; datasets and benchmarks are one kind."""
    return "data" if type_ in DATA_TYPES else type_.value.lower()


@dataclass(slots=True)
class GoldName:
    """What the papers of the training set call one thing; `papers` counts those in which a reader annotated it."""

    kind: Kind
    papers: int = 0
    types: Counter[EntityType] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)

    def add(self, other: "GoldName") -> None:
        """Take in what was counted of another name of the same thing."""
        self.papers += other.papers
        self.types += other.types
        self.names += other.names
        self.forms += other.forms


def read_texts(path: Path) -> Iterator[str]:
    """Yield title and abstract of each paper of a file of JSON lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield f"{row['title']}\n\n{row['abstract']}"


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Return the annotations of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def gather(rows: Iterable[Mapping[str, Any]]) -> list[GoldName]:
    """Return one name for each thing that was annotated, in order of first appearance."""
    by_key: dict[tuple[Kind, str], GoldName] = {}
    seen_together: defaultdict[tuple[Kind, str], Counter[str]] = defaultdict(Counter)
    for entity in (entity for row in rows for entity in row["entities"]):
        type_ = EntityType(entity["type"])
        kind, key = kind_of(type_), match_key(entity["name"])
        found = by_key.setdefault((kind, key), GoldName(kind))
        found.papers += 1
        found.types[type_] += 1
        found.names[entity["name"]] += 1
        found.forms.update(entity["mentions"])
        seen_together[kind, key].update({match_key(form): 1 for form in entity["mentions"]})
    return list(_united(by_key, seen_together).values())


def _united(
    by_key: dict[tuple[Kind, str], GoldName], seen_together: Mapping[tuple[Kind, str], Counter[str]]
) -> dict[tuple[Kind, str], GoldName]:
    """Unite a short name with the long one that it stands for, where a paper uses both."""
    united = dict(by_key)
    for (kind, key), together in seen_together.items():
        for other, _count in together.most_common():
            if other == key or (kind, other) not in united or (kind, key) not in united:
                continue
            a, b = united[kind, key], united[kind, other]
            if a is not b and is_acronym(_shown(a), _shown(b)):
                keep, drop = ((kind, key), (kind, other)) if a.papers >= b.papers else ((kind, other), (kind, key))
                united[keep].add(united.pop(drop))
    return united


def _shown(name: GoldName) -> str:
    return name.names.most_common(1)[0][0]


def is_acronym(one: str, other: str) -> bool:
    """Say whether one form is made of the other's initials, in order.

    >>> is_acronym("GRPO", "Group Relative Policy Optimization"), is_acronym("diffusion", "diffusion models")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    words = re.findall(r"[A-Za-z0-9]+", long)
    letters = [c for c in short.removesuffix("s").lower() if c.isalnum()]
    if len(words) < 2 or not 2 <= len(letters) <= 8 or " " in short or not any(c.isupper() for c in short):
        return False
    initials = [word[0].lower() for word in words]
    return _in_order(letters, "".join(words).lower()) and letters[0] == initials[0] and _share(letters, initials) >= 0.7


def _in_order(letters: Iterable[str], text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _share(letters: list[str], initials: list[str]) -> float:
    rest, hits = list(initials), 0
    for letter in letters:
        if letter in rest:
            rest = rest[rest.index(letter) + 1 :]
            hits += 1
    return hits / len(letters)
