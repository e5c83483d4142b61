"""Bring together what lists, readers and papers say of one name."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from extraction.training.gold_names import GoldName, Kind, is_acronym, kind_of
from extraction.training.judge_names import Candidate
from extraction.training.raw_names import DERIVED, RawName
from kg.model import EntityType
from kg.text import match_key

Candidates = dict[tuple[Kind, str], Candidate]


@dataclass(frozen=True, slots=True)
class Curated:
    """A name that was chosen by hand; it ships whatever the evidence."""

    name: str
    type: EntityType
    aliases: tuple[str, ...]
    parent: str | None
    cased: bool
    weak: bool

    @property
    def keys(self) -> frozenset[str]:
        """Return the keys of all forms."""
        return frozenset(map(match_key, (self.name, *self.aliases)))


def read_curated(path: Path) -> list[Curated]:
    """Return the names chosen by hand:

    Tab-separated type, name, aliases, parent, flags; the last ones may be missing.
    """
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            type_, name, aliases, parent, flags = (line.split("\t") + [""] * 3)[:5]
            forms = tuple(filter(None, aliases.split("|")))
            rows.append(Curated(name, EntityType(type_), forms, parent or None, "cased" in flags, "weak" in flags))
    return rows


def gather_candidates(
    raw: Iterable[RawName], gold: Iterable[GoldName], models: Mapping[str, Counter[str]], curated: Iterable[Curated]
) -> Candidates:
    """Return a candidate for each kind and key; forms chosen by hand belong to the candidate of the chosen name."""
    home = {(kind_of(row.type), key): match_key(row.name) for row in curated for key in row.keys}
    found: Candidates = {}

    def candidate(kind: Kind, key: str) -> Candidate:
        key = home.get((kind, key), key)
        return found.setdefault((kind, key), Candidate(kind, key))

    kinds: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
    for name in gold:
        _add_gold(candidate(name.kind, match_key(_first(name.names))), name)
        for key in set(map(match_key, (*name.names, *name.forms))):
            kinds[key][name.kind] += name.papers
    for row in raw:
        _add_row(candidate(kind_of(row.type), match_key(row.forms[0])), row)
    for key, spellings in models.items():
        model = candidate("method", key)
        model.sources.add("models")
        model.types[EntityType.METHOD] += 1
        model.names += spellings
    for item in found.values():
        item.other_kinds = max((count for kind, count in kinds[item.key].items() if kind != item.kind), default=0)
    return found


def _add_gold(candidate: Candidate, name: GoldName) -> None:
    candidate.gold += name.papers
    candidate.names += name.names
    candidate.types += Counter({type_: 10 * count for type_, count in name.types.items()})
    shown = _first(name.names)
    for form, count in name.forms.items():
        is_own = match_key(shown) == candidate.key
        if "(" not in form and (count >= 2 or (is_own and is_acronym(form, shown) and len(match_key(form)) > 2)):
            candidate.aliases[form] += count


def _add_row(candidate: Candidate, row: RawName) -> None:
    if row.source == DERIVED:
        candidate.coined += row.count
    else:
        candidate.sources.add(row.source)
    candidate.types[row.type] += 1
    candidate.names[row.forms[0]] += 0 if candidate.gold else 1
    if row.url:
        candidate.urls[row.url] += 1
    if match_key(row.forms[0]) == candidate.key:
        candidate.aliases.update(form for form in row.forms[1:] if _is_alias(form, row.forms[0]))


def _is_alias(form: str, name: str) -> bool:
    """Say whether a list's other form is another way to write the name, not a subset, a language or a setting of it."""
    if "_" in form or form.islower() or "(" in form:
        return False
    one, other = sorted((match_key(form), match_key(name)), key=len)
    return is_acronym(form, name) or (
        len(one) >= 4 and other.startswith(one) and not re.search(r"\d", other[len(one) :])
    )


def _first(counts: Counter[str]) -> str:
    return min(counts, key=lambda form: (-counts[form], form))
