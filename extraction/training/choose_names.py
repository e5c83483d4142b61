"""Make entries of the candidates:

One kind a name, aliases that belong to one name alone, and the parents of variants.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from extraction.training.gather_names import Candidates, Curated
from extraction.training.gold_names import Kind, kind_of
from extraction.training.judge_names import Candidate, Verdict, is_imprecise, judge
from extraction.training.raw_names import is_name
from kg.lexicon import Entry, Lexicon
from kg.text import match_key
from kg.variants import splits

_MOST_ALIASES = 8
_STRENGTH: Mapping[Kind, int] = {"data": 3, "method": 2, "metric": 1, "task": 0}


def choose(found: Candidates, curated: Sequence[Curated]) -> list[Entry]:
    """Return the entries that ship: those chosen by hand, and the candidates that pass, none with a form of another."""
    chosen = {(kind_of(row.type), match_key(row.name)): row for row in curated}
    taken = {key for row in curated for key in row.keys}
    entries = [_curated_entry(row, found.get(place), taken) for place, row in chosen.items()]
    passed = [
        (candidate, verdict)
        for place, candidate in found.items()
        if place not in chosen
        and candidate.key not in taken
        and is_name(candidate.name)
        and (verdict := judge(candidate)).ships
    ]
    passed.sort(key=lambda pair: _rank(pair[0]))
    kept: list[tuple[Candidate, Verdict]] = []
    for candidate, verdict in passed:
        if candidate.key not in taken:
            taken.add(candidate.key)
            kept.append((candidate, verdict))
    entries += [_entry(candidate, verdict, taken) for candidate, verdict in kept]
    lexicon = Lexicon(tuple(entries))
    uses = Counter(entry.url for entry in entries)
    return [_with_own_url(_with_parent(entry, lexicon), uses) for entry in entries]


def _with_own_url(entry: Entry, uses: Counter[str | None]) -> Entry:
    """Return an entry without an address that stands for several names, and so for none of them."""
    return replace(entry, url=None) if uses[entry.url] > 2 else entry


def _with_parent(entry: Entry, lexicon: Lexicon) -> Entry:
    """Return an entry with the nearest other entry of which its name is a split, an edition or a size."""
    for split in () if entry.parent else splits(entry.name, entry.type):
        for known in lexicon.lookup(split.base):
            if known != entry and kind_of(known.type) == kind_of(entry.type):
                return replace(entry, parent=known.name)
    return entry


def _rank(candidate: Candidate) -> tuple[int, int, int, int, str]:
    """Order the kinds that claim one name: what readers say, then how many lists, then what is rather a name."""
    return (-candidate.gold, -len(candidate.sources), -candidate.coined, -_STRENGTH[candidate.kind], candidate.key)


def _curated_entry(row: Curated, candidate: Candidate | None, taken: set[str]) -> Entry:
    forms = [row.name, *row.aliases]
    more = _aliases(candidate, taken) if candidate else []
    spelled = _spellings(candidate, forms) if candidate and row.cased else []
    aliases = tuple(
        dict.fromkeys(form for form in (*_distinct(forms, cased=row.cased), *spelled, *more) if form != row.name)
    )
    weak = row.weak or (candidate is not None and is_imprecise(candidate, cased=row.cased))
    return Entry(row.name, row.type, aliases, row.parent, _url(candidate), row.cased, weak)


def _entry(candidate: Candidate, verdict: Verdict, taken: set[str]) -> Entry:
    name = candidate.name
    spelled = _spellings(candidate, [name]) if verdict.cased else []
    aliases = tuple(form for form in (*spelled, *_aliases(candidate, taken)) if form != name)
    type_ = min(candidate.types, key=lambda t: (-candidate.types[t], t))
    return Entry(name, type_, aliases, None, _url(candidate), verdict.cased, verdict.weak)


def _distinct(forms: Iterable[str], *, cased: bool) -> list[str]:
    """Return the forms without those that equal an earlier one by key, which a matcher finds anyway."""
    return list({form if cased else match_key(form): form for form in reversed(list(forms))}.values())[::-1]


def _aliases(candidate: Candidate, taken: set[str]) -> list[str]:
    """Return the aliases that no other name has and that texts use, and claim them."""
    aliases = []
    for form in sorted(candidate.aliases, key=lambda form: (-candidate.aliases[form], form)):
        key = match_key(form)
        spellings = candidate.alias_spellings.get(key, Counter())
        if key in taken or not is_name(form) or len(key) < 2 or not _is_safe(form, spellings):
            continue
        taken.add(key)
        aliases.append(form)
    return aliases[:_MOST_ALIASES]


def _is_safe(form: str, spellings: Counter[str]) -> bool:
    """Say whether an alias means its name where it stands: no word of the language, unless it is many words."""
    lower = sum(count for spelling, count in spellings.items() if spelling.islower())
    return " " in form or "-" in form or lower < 2 or lower < 0.02 * sum(spellings.values())


def _spellings(candidate: Candidate, forms: Sequence[str]) -> list[str]:
    """Return further spellings of a name that counts only where it is spelled exactly so."""
    total = sum(candidate.spellings.values())
    return [
        spelling
        for spelling, count in candidate.spellings.most_common()
        if spelling not in forms
        and count >= 0.1 * total
        and any(c.isupper() for c in spelling[1:])
        and len(spelling.split()) == 1
    ]


def _url(candidate: Candidate | None) -> str | None:
    if candidate is None or not candidate.urls:
        return None
    return min(candidate.urls, key=lambda url: (-candidate.urls[url], len(url), url))
