"""Decide by evidence which names of the lists ship, and how carefully a text must spell them."""

import re
from collections import Counter
from dataclasses import dataclass, field

from extraction.training.gold_names import Kind
from kg.model import EntityType

_DISTINCT = re.compile(r"[a-z0-9][A-Z]|[A-Za-z]\d|\d[A-Za-z]|[A-Z]{2}|[+@^]")
_FUNCTION_WORD = re.compile(
    r"(?:an?|the|in|of|to|on|for|with|and|as|is|by|we|or|at|our|it|be|its|no|any)[ -]", re.IGNORECASE
)
_PRECISE = 0.4
"""The share of occurrences that readers annotated, below which a name is left out."""


@dataclass(slots=True)
class Candidate:
    """A name with all that is known of it: who lists it, who annotated it, and how texts spell it.

    `spellings` counts the papers of the corpus by spelling; `seen` and `annotated` those of the training set, in which
    a reader annotated it or might have.
    """

    kind: Kind
    key: str
    names: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    types: Counter[EntityType] = field(default_factory=Counter)
    sources: set[str] = field(default_factory=set)
    urls: Counter[str] = field(default_factory=Counter)
    coined: int = 0
    gold: int = 0
    spellings: Counter[str] = field(default_factory=Counter)
    alias_spellings: dict[str, Counter[str]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    annotated: Counter[str] = field(default_factory=Counter)
    other_kinds: int = 0

    @property
    def name(self) -> str:
        """Return the spelling to show: that of readers, else that of most papers, else that of the lists."""
        most = max((len(form.split()) for form in self.names), default=1)
        used = Counter(
            {
                form: n
                for form, n in self.spellings.items()
                if len(form.split()) <= most and not _FUNCTION_WORD.match(form)
            }
        )
        for counts in (self.names if self.gold else Counter(), used, self.names):
            if counts:
                return min(counts, key=lambda form: (-counts[form], -self.spellings[form], form))
        raise ValueError(f"no spelling: {self.key}")

    @property
    def is_distinct(self) -> bool:
        """Say whether the spelling itself tells a name from words: capitals inside, digits, an acronym."""
        return bool(_DISTINCT.search(self.name))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a name ships, and with which flags."""

    ships: bool
    cased: bool = False
    weak: bool = False


DROPPED = Verdict(ships=False)


def judge(candidate: Candidate) -> Verdict:
    """Return the verdict on a name that no person chose by hand."""
    if candidate.other_kinds > candidate.gold:
        return DROPPED
    cased = needs_case(candidate)
    papers = _papers(candidate, cased=cased)
    if is_imprecise(candidate, cased=cased):
        return DROPPED
    weak = _is_weak(candidate, cased=cased)
    if candidate.gold >= 2 or _is_known(candidate, papers, weak=weak):
        return Verdict(ships=True, cased=cased, weak=weak)
    return DROPPED


def needs_case(candidate: Candidate) -> bool:
    """Say whether only the exact spelling is the name, since papers write the same letters as a word."""
    name = candidate.name
    if name.islower() or " " in name or any(c.isdigit() for c in name):
        return False
    words = sum(count for form, count in candidate.spellings.items() if is_words(form))
    total = sum(candidate.spellings.values())
    return words >= 2 and words > 0.02 * total


def is_words(form: str) -> bool:
    """Say whether a text that spells a name so rather means ordinary words: `blink`, `the RA`."""
    return form.islower() or bool(_FUNCTION_WORD.match(form))


def is_imprecise(candidate: Candidate, *, cased: bool) -> bool:
    """Say whether readers passed over the name too often where papers of the training set have it."""
    forms = [form for form in candidate.seen if not (cased and is_words(form))]
    seen = sum(candidate.seen[form] for form in forms)
    annotated = sum(min(candidate.seen[form], candidate.annotated[form]) for form in forms)
    if seen >= 3:
        return annotated < _PRECISE * seen
    return seen > 0 and annotated == 0 and (seen == 2 or not candidate.is_distinct)


def _papers(candidate: Candidate, *, cased: bool) -> int:
    return sum(count for form, count in candidate.spellings.items() if not (cased and is_words(form)))


def _is_weak(candidate: Candidate, *, cased: bool) -> bool:
    """Say whether a text that spells the name so may still mean something else."""
    if candidate.gold >= 2 or candidate.kind in {"task", "metric"}:
        return False
    is_word = cased and not candidate.is_distinct
    is_short = len(candidate.key) <= 3 or (len(candidate.key) == 4 and len(candidate.sources) < 2)
    return is_word or (is_short and not any(c.isdigit() for c in candidate.name))


def _is_known(candidate: Candidate, papers: int, *, weak: bool) -> bool:
    lists, words = len(candidate.sources), len(candidate.name.split())
    is_acronym = candidate.name.isupper() and len(candidate.key) < 6
    if candidate.gold and papers >= 4 and (candidate.is_distinct or words > 1) and (lists or not is_acronym):
        return candidate.kind != "metric" or sum(candidate.seen.values()) > 1
    in_words = sum(count for form, count in candidate.spellings.items() if is_words(form))
    is_word = not candidate.is_distinct and in_words > 0.3 * sum(candidate.spellings.values())
    match candidate.kind:
        case "data":
            if candidate.name[0].islower() and words > 1:
                return False
            if weak or not candidate.is_distinct:
                return lists >= (3 if weak else 2) and papers >= 2 and not is_word and len(candidate.key) > 2
            return papers >= 1 if lists else papers >= 2
        case "method":
            if not lists:
                return papers >= 4 and candidate.is_distinct and not weak and not is_acronym and words == 1
            return papers >= 2 and not is_word and len(candidate.key) > 2
        case "task":
            return lists >= 1 and words > 1 and papers >= (3 if lists > 1 else 8)
        case _:
            return lists >= 2 and candidate.is_distinct and papers >= 8 and len(candidate.key) > 2 and words == 1
