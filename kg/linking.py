"""From a name in a text to an entity of the graph.

Linking is pure: it depends on the name, its type, the forms beside it and the lexicon, so the same mention gives the
same link in any order of papers. A name that the lexicon does not know gets an id made from its normal form, in which
spellings of one name meet. Every link says why.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.ids import entity_id, slug
from kg.lexicon import Entry, Lexicon
from kg.model import DATA_TYPES, Entity, EntityType
from kg.text import match_key
from kg.variants import splits

_BRITISH_VERB = re.compile(
    r"(?P<stem>\w{2,}(?:l|[^p]r|im|[dnt]om|n|t|es))is(?P<ending>e|ed|es|ing|ation|er)", re.IGNORECASE
)
_SHORTEST_PLURAL = 5


class Why(StrEnum):
    """What a link rests on."""

    EXACT = "exact"
    ALIAS = "alias"
    SPELLING = "spelling"
    VARIANT = "variant"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Link:
    """The entity that a name means, the entities of which it is a variant (nearest first), and the reason."""

    entity: Entity
    parents: tuple[Entity, ...]
    why: Why


def link(name: str, type_: EntityType, forms: Sequence[str], lexicon: Lexicon) -> Link:
    """Return the link of a name that a paper calls by `forms`; never fails, an unknown name is NEW.

    >>> link("Mini-F2F", EntityType.BENCHMARK, ("Mini-F2F",), Lexicon()).entity.id
    'data:minif2f'
    """
    entry, why = _known(name, type_, forms, lexicon)
    canonical = entry.name if entry else _spelled(name, type_)
    parents = _parents(entry, entry.name if entry else name, type_, lexicon)
    if entry is None:
        why = Why.VARIANT if parents else Why.NEW
    id_ = _variant_id(name, type_, parents) if parents and entry is None else entity_id(type_, canonical)
    entity = Entity(
        id=id_,
        name=entry.name if entry else name,
        types=frozenset({type_}),
        aliases=tuple(dict.fromkeys((*(entry.forms if entry else (name,)), *forms))),
        url=entry.url if entry else None,
        variant_of=parents[0].id if parents else None,
    )
    return Link(entity, parents, why)


def _known(name: str, type_: EntityType, forms: Sequence[str], lexicon: Lexicon) -> tuple[Entry | None, Why]:
    """Return the entry of a name, or else of the longest of its forms that has several words."""
    long_forms = sorted((form for form in forms if " " in form), key=lambda form: (-len(form), form))
    for form in (name, *long_forms):
        for entry in lexicon.lookup(form):
            if _same_class(entry.type, type_) and (not entry.cased or form in entry.forms):
                return entry, _reason(form, entry)
    return None, Why.NEW


def _reason(form: str, entry: Entry) -> Why:
    if form == entry.name:
        return Why.EXACT
    return Why.ALIAS if form in entry.aliases else Why.SPELLING


def _same_class(one: EntityType, other: EntityType) -> bool:
    return one == other or {one, other} <= DATA_TYPES


def _parents(entry: Entry | None, name: str, type_: EntityType, lexicon: Lexicon) -> tuple[Entity, ...]:
    base = _base(entry, name, type_, lexicon)
    if base is None or match_key(base) == match_key(name):
        return ()
    parent = link(base, type_, (), lexicon)
    return (parent.entity, *parent.parents)


def _base(entry: Entry | None, name: str, type_: EntityType, lexicon: Lexicon) -> str | None:
    if entry and entry.parent:
        return entry.parent
    for split in splits(name, type_):
        known = any(_same_class(found.type, type_) for found in lexicon.lookup(split.base))
        if (known or not split.needs_known_base) and (entry is None or split.may_be_listed):
            return split.base
    return None


def _variant_id(name: str, type_: EntityType, parents: tuple[Entity, ...]) -> str:
    """Return the parent's id with what the name adds: spellings of a variant meet where those of its base do."""
    keys = {match_key(alias) for alias in parents[0].aliases}
    base = next(split.base for split in splits(name, type_) if match_key(split.base) in keys)
    suffix = slug("x" + name[len(base) :]).removeprefix("x").strip("-")
    return f"{parents[0].id}-{suffix}" if suffix else entity_id(type_, name)


def _spelled(name: str, type_: EntityType) -> str:
    """Return the spelling of an unknown name from which its id is made.

    One word loses its inner hyphens (`Mini-F2F`); several words lose the plural and British endings, since such a name
    is a phrase.
    """
    words = re.sub("[‐‑–]", "-", name).split()
    if len(words) == 1 and type_ is not EntityType.TASK:
        return _joined(words[0])
    phrase = [_american(word) for part in words for word in part.split("-") if word]
    if phrase and type_ not in DATA_TYPES and len(phrase[-1]) >= _SHORTEST_PLURAL:
        phrase[-1] = re.sub(r"(?<=[^s])s$", "", phrase[-1])
    return " ".join(phrase)


def _joined(word: str) -> str:
    """Drop the hyphens of a name-like word; a hyphen between two digits keeps numbers apart."""
    return re.sub(r"(?<!\d)-|-(?!\d)", "", word) or word


def _american(word: str) -> str:
    """Return a British verb in American spelling; words that end so for another reason stay.

    >>> _american("Generalised"), _american("supervised"), _american("noise"), _american("exercise")
    ('Generalized', 'supervised', 'noise', 'exercise')
    """
    match = _BRITISH_VERB.fullmatch(word)
    return f"{match['stem']}iz{match['ending']}" if match else word
