"""From what a person writes to a decision: names in any spelling become ids, and what makes no sense is refused."""

from collections.abc import Sequence

from api.bootstrap import Parts
from kg.decisions import AddAlias, Confirm, Decision, Merge, Reject, Rename, Split
from kg.errors import DecisionError, UnknownNameError
from kg.ids import arxiv_id, entity_id, paper_id
from kg.lookup import find_entities
from kg.model import Entity, EntityType, Paper, Relation, Use
from kg.text import match_key

ANY = frozenset(EntityType)


def merge(parts: Parts, source: str, target: str) -> Merge:
    """Return the decision that `source` is `target`: of homographs, the likeliest two of one kind.

    Raises `UnknownNameError` and `DecisionError`, as all here do.
    """
    ones, others = _entities(parts, source), _entities(parts, target)
    alike = [(one, other) for other in others for one in ones if _kind(one) == _kind(other)]
    if not alike:
        ids = f"{ones[0].id} and {others[0].id}"
        raise DecisionError(f"{ids} are not of one kind. Merge a method with a method, and so on.")
    for one, other in alike:
        if one.id != other.id:
            return Merge(one.id, other.id)
    raise DecisionError(f"'{source}' and '{target}' are one already: {ones[0].id}. Name two by their ids.")


def split(parts: Parts, entity: str, name: str, *, papers: Sequence[str], aliases: Sequence[str]) -> Split:
    """Return the decision that some papers, and mentions by some aliases, are of a new entity called `name`."""
    whole = _entity(parts, entity)
    if not papers and not aliases:
        raise DecisionError("A split takes something along. Name papers or aliases of the new entity.")
    into = entity_id(whole.type, name)
    if into == whole.id or parts.store.entities([into])[0]:
        raise DecisionError(f"{into} is there already. Choose another name, or merge the two afterwards.")
    known = {match_key(form) for form in whole.aliases} - {match_key(whole.name)}
    for alias in aliases:
        if match_key(alias) not in known:
            others = ", ".join(form for form in whole.aliases if form != whole.name) or "none"
            raise DecisionError(f"'{alias}' is no other name of {whole.name}. Its other names: {others}.")
    taken = {of.id: uses for of, uses in (_standing(parts, paper, whole) for paper in papers)}
    forms = {piece.text for uses in taken.values() for use in uses for piece in use.evidence}
    return Split(whole.id, into, name, tuple(taken), tuple(aliases), tuple(sorted(forms)))


def rename(parts: Parts, entity: str, name: str) -> Rename:
    """Return the decision that an entity is called `name`."""
    return Rename(_entity(parts, entity).id, _written(name))


def add_alias(parts: Parts, entity: str, alias: str) -> AddAlias:
    """Return the decision that an entity is also called `alias`."""
    return AddAlias(_entity(parts, entity).id, _written(alias))


def confirm(parts: Parts, paper: str, entity: str, role: Relation | None) -> Confirm:
    """Return the decision that a paper stands to an entity as the graph has it, or as `role` says."""
    to = _entity(parts, entity)
    of, uses = _standing(parts, paper, to)
    strongest = max(uses, key=lambda use: (use.relation is role, use.relation.strength))
    return Confirm(of.id, to.id, role or strongest.relation, strongest.evidence)


def reject(parts: Parts, paper: str, entity: str, role: Relation | None) -> Reject:
    """Return the decision that a paper does not stand so to an entity, in no way at all without `role`."""
    to = _entity(parts, entity)
    of, uses = _standing(parts, paper, to)
    if role and not any(use.relation is role for use in uses):
        roles = ", ".join(use.relation.value for use in uses)
        raise DecisionError(f"{of.id} does not stand so to {to.name}. Its roles: {roles}.")
    return Reject(of.id, to.id, role)


def undo(parts: Parts, decision: str, *, who: str) -> Decision:
    """Undo a decision by its number and return it as it stands in the log from now on."""
    number = int(decision) if decision.isascii() and decision.isdigit() and len(decision) < 19 else 0
    if not parts.store.undo([number], who=who)[0]:
        raise DecisionError(f"There is no decision '{decision}' that still holds. See `kg entity log`.")
    (undone,) = parts.store.decisions([number])
    if undone is None:
        raise DecisionError(f"The decision {number} is gone. Restore the store from a backup.")
    return undone


def _entity(parts: Parts, name: str) -> Entity:
    return _entities(parts, name)[0]


def _entities(parts: Parts, name: str) -> list[Entity]:
    found = find_entities(parts.store, [(name, ANY)], parts.lexicon)[0]
    if not found:
        raise UnknownNameError("entity", name, parts.names.index().nearest(name, ANY))
    return found


def _paper(parts: Parts, given: str) -> Paper:
    (paper,) = parts.store.papers([paper_id("", given) if arxiv_id(given) else given])
    if paper is None:
        raise UnknownNameError("paper", given)
    return paper


def _standing(parts: Parts, paper: str, entity: Entity) -> tuple[Paper, list[Use]]:
    of = _paper(parts, paper)
    uses = [use for use, to in parts.store.uses_of([of.id])[0] if to.id == entity.id]
    if not uses:
        known = f"{entity.name} ({entity.id})"
        raise DecisionError(f"{of.id} has no edge to {known}. See `kg show {of.id}` for those that it has.")
    return of, uses


def _kind(entity: Entity) -> str:
    return entity.id.partition(":")[0]


def _written(name: str) -> str:
    written = " ".join(name.split())
    if not match_key(written):
        raise DecisionError("A name has letters or digits. Give one that people would write.")
    return written
