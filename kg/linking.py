"""From a name in a text to an entity of the graph.

Linking is pure: it depends on the name, its type, the forms beside it and the lexicon, so the same mention gives the
same link in any order of papers. A name that the lexicon does not know gets an id made from its canonical spelling.
Every link says why.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.ids import entity_id, slug
from kg.lexicon import Entry, Lexicon
from kg.model import DATA_TYPES, Entity, EntityType
from kg.spelling import canonical, phrase, without_kind
from kg.variants import Split, splits


class Why(StrEnum):
    """What a link rests on: an entry's name, another of its forms, a spelling of one, a known base, nothing."""

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

    The found type is trusted: a method and a dataset of one name are two entities, a dataset and a benchmark one. The
    aliases of the entity are what the lexicon knows, then the name and the forms.

    >>> link("Mini-F2F", EntityType.BENCHMARK, ("Mini-F2F",), Lexicon()).entity.id
    'data:minif2f'
    """
    known = _known(name, type_, lexicon) or _known_by_long_form(name, forms, type_, lexicon)
    if known:
        entry, why = known
        return Link(*_of_entry(entry, type_, lexicon, (name, *forms)), why)
    split = _variant(name, type_, lexicon)
    if split:
        parent = link(split.base, type_, (), lexicon)
        id_ = f"{parent.entity.id}-{slug(split.suffix)}"
        entity = _entity(id_, name, type_, (name, *forms), parent=parent.entity)
        return Link(entity, (parent.entity, *parent.parents), Why.VARIANT)
    return Link(_entity(entity_id(type_, canonical(name, type_)), name, type_, (name, *forms)), (), Why.NEW)


def _known(name: str, type_: EntityType, lexicon: Lexicon) -> tuple[Entry, Why] | None:
    """Return the entry that a name means; case decides only between entries of one spelling."""
    for form in _spellings(name, type_):
        for entry in lexicon.lookup(form):
            if _same_kind(entry.type, type_):
                return entry, _reason(name, entry)
    return None


def _spellings(name: str, type_: EntityType) -> Iterator[str]:
    """Yield the name, then what else the lexicon may know it as."""
    yield name
    if type_ in DATA_TYPES:
        yield without_kind(name)
        for split in splits(name, type_):
            if split.is_sure:
                yield f"{split.base}-{split.suffix}"
    else:
        yield phrase(name)


def _known_by_long_form(
    name: str, forms: Sequence[str], type_: EntityType, lexicon: Lexicon
) -> tuple[Entry, Why] | None:
    """Return the entry of the longest of the forms that an unknown acronym stands for."""
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        if _stands_for(name, form) and (known := _known(form, type_, lexicon)):
            return known[0], Why.ALIAS
    return None


def _stands_for(name: str, form: str) -> bool:
    """Say whether a name may be an acronym of a phrase:

    Mostly capitals, which the phrase has in order from the first.
    """
    letters = [c for c in name if c.isalnum()]
    rest = iter(form.casefold())
    return (
        " " in form
        and " " not in name
        and 2 * sum(c.isupper() for c in letters) >= len(letters) > 1
        and name[0].casefold() == form[0].casefold()
        and all(letter in rest for letter in name.casefold() if letter.isalnum())
    )


def _reason(name: str, entry: Entry) -> Why:
    if name == entry.name:
        return Why.EXACT
    return Why.ALIAS if name in entry.aliases else Why.SPELLING


def _same_kind(one: EntityType, other: EntityType) -> bool:
    return one == other or {one, other} <= DATA_TYPES


def _of_entry(
    entry: Entry, type_: EntityType, lexicon: Lexicon, forms: Sequence[str]
) -> tuple[Entity, tuple[Entity, ...]]:
    """Return the entity of an entry and those of which it is a variant."""
    parents = _parents(entry, lexicon)
    id_ = entity_id(type_, entry.name)
    return _entity(
        id_, entry.name, type_, (*entry.forms, *forms), url=entry.url, parent=parents[0] if parents else None
    ), parents


def _parents(entry: Entry, lexicon: Lexicon) -> tuple[Entity, ...]:
    if entry.parent is None:
        return ()
    known = _known(entry.parent, entry.type, lexicon)
    if known is None or known[0] == entry:
        return ()
    parent, parents = _of_entry(known[0], known[0].type, lexicon, ())
    return (parent, *parents)


def _variant(name: str, type_: EntityType, lexicon: Lexicon) -> Split | None:
    """Return how an unknown name is a variant of another; of a base that is itself unknown only by a split word."""
    bare = without_kind(name) if type_ in DATA_TYPES else name
    for split in splits(bare, type_):
        if split.is_sure or _known(split.base, type_, lexicon):
            return split
        if type_ not in DATA_TYPES and _variant(split.base, type_, lexicon):
            return split
    return None


def _entity(
    id_: str,
    name: str,
    type_: EntityType,
    forms: Sequence[str],
    *,
    url: str | None = None,
    parent: Entity | None = None,
) -> Entity:
    return Entity(
        id=id_,
        name=name,
        types=frozenset({type_}),
        aliases=tuple(dict.fromkeys((name, *forms))),
        url=url,
        variant_of=parent.id if parent else None,
    )
