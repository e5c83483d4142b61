"""Mentions of one thing gathered: candidates that do not overlap, joined by spelling, definition and lexicon entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extraction.components.candidates import Candidate
from kg.text import match_key


@dataclass(slots=True)
class Group:
    """All candidates for one thing, in order of appearance."""

    members: list[Candidate] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    @property
    def confidence(self) -> float:
        """Return how sure the surest rule is."""
        return max(member.confidence for member in self.members)

    @property
    def rules(self) -> set[str]:
        """Return the rules that found the thing."""
        return {member.rule for member in self.members}

    @property
    def best(self) -> Candidate:
        """Return the candidate of the most precise rule, the first of equals."""
        return max(self.members, key=lambda member: (member.confidence, -member.start))


def without_overlap(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates without those that lie inside or across a longer one; equal spans all stay.

    Of two of one length the one of the more precise rule stays.
    """
    ranked = sorted(found, key=lambda c: (c.start, -c.end, -c.confidence))
    kept: list[Candidate] = []
    for candidate in ranked:
        last = kept[-1] if kept else None
        if last is None or candidate.start >= last.end or (candidate.start, candidate.end) == (last.start, last.end):
            kept.append(candidate)
        elif candidate.end > last.end and candidate.confidence > last.confidence + 0.2:
            while kept and kept[-1].end > candidate.start:
                kept.pop()
            kept.append(candidate)
    return kept


def grouped(text: str, found: Sequence[Candidate]) -> list[Group]:
    """Return the groups of candidates that mean one thing, in order of appearance."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for candidate in found:
        key = root(match_key(text[candidate.start : candidate.end]))
        for other in (candidate.full, candidate.name):
            if other and match_key(other):
                parent[root(match_key(other))] = key
    groups: dict[str, Group] = {}
    for candidate in found:
        key = match_key(text[candidate.start : candidate.end])
        group = groups.setdefault(root(key), Group())
        group.members.append(candidate)
        group.keys.add(key)
    return list(groups.values())
