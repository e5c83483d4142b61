"""Candidates for one thing gathered: joined by spelling, by definition and by lexicon entry."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extraction.components.candidates import Candidate
from kg.text import match_key


@dataclass(slots=True)
class Group:
    """All candidates for one thing, in order of appearance."""

    members: list[Candidate] = field(default_factory=list)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Return the stretches of the document that may name the thing, each once, in order."""
        return sorted({(member.start, member.end) for member in self.members})


def grouped(text: str, found: Sequence[Candidate]) -> list[Group]:
    """Return the groups of candidates that mean one thing, in order of appearance."""
    parent: dict[str, str] = {}
    surfaces = [text[candidate.start : candidate.end] for candidate in found]
    known = {surface: match_key(surface) for surface in set(surfaces)}
    keys = [known[surface] for surface in surfaces]

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for candidate, key in zip(found, keys, strict=True):
        home = root(key)
        for other in (candidate.full, candidate.name):
            if other and match_key(other):
                parent[root(match_key(other))] = home
    groups: dict[str, Group] = {}
    for candidate, key in zip(found, keys, strict=True):
        groups.setdefault(root(key), Group()).members.append(candidate)
    return list(groups.values())
