"""What a human decided about the graph: frozen values, kept beside the facts and applied to them by `kg.curation`.

Facts come and go with each extraction; a decision stays until it is undone. Ids are those of the moment of the
decision: an entity that was merged away answers with the one it became, and a paper with any of its later ids.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.model import Evidence, Relation


@dataclass(frozen=True, slots=True)
class Merge:
    """Two entities are one: whatever is said of `source` is said of `target`, and `source` answers with it."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Split:
    """One entity is two: what `papers` say of `entity`, and every mention by one of `aliases`, is of `into`.

    `into` is the id of the new entity and `name` its name. The aliases leave the old entity; `forms` are further names
    of the new one, which the old one keeps: what the papers taken call it.
    """

    entity: str
    into: str
    name: str
    papers: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rename:
    """An entity has this name; the former one is an alias."""

    entity: str
    name: str


@dataclass(frozen=True, slots=True)
class AddAlias:
    """An entity is also called so."""

    entity: str
    alias: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """A paper stands so to an entity: the edge is sure, and there whether or not an extraction finds it.

    `evidence` is what spoke for it when it was confirmed.
    """

    paper: str
    entity: str
    relation: Relation
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Reject:
    """A paper does not stand so to an entity, in no way at all where `relation` is None."""

    paper: str
    entity: str
    relation: Relation | None = None


Action = Merge | Split | Rename | AddAlias | Confirm | Reject


@dataclass(frozen=True, slots=True)
class Decision:
    """An action with its number (1 for the first), who took it and when, and who undid it and when."""

    id: int
    action: Action
    who: str
    at: dt.datetime
    undone_at: dt.datetime | None = None
    undone_by: str | None = None

    @property
    def holds(self) -> bool:
        """Tell whether nobody undid it."""
        return self.undone_at is None


@dataclass(frozen=True, slots=True)
class News:
    """What the log of one store brings to another: both have the numbers of the latter."""

    new: tuple[Decision, ...]
    undone: tuple[Decision, ...]

    @property
    def actions(self) -> list[Action]:
        """Return the actions that hold from now on, and those that no longer do."""
        return [one.action for one in self.new if one.holds] + [one.action for one in self.undone]


def news(log: Sequence[Decision], given: Sequence[Decision]) -> News:
    """Return what is new of `given` to a store with a `log`, both the oldest first.

    A decision is known by what it says, who took it and when. A new one keeps its number where no higher one is taken.
    """
    known: defaultdict[tuple[Action, str, dt.datetime], list[Decision]] = defaultdict(list)
    for one in log:
        known[one.action, one.who, one.at].append(one)
    last = log[-1].id if log else 0
    new: list[Decision] = []
    undone: list[Decision] = []
    for decision in given:
        alike = known[decision.action, decision.who, decision.at]
        if not alike:
            last = max(decision.id, last + 1)
            new.append(replace(decision, id=last))
            continue
        here = alike.pop(0)
        if here.holds and not decision.holds:
            undone.append(replace(decision, id=here.id))
    return News(tuple(new), tuple(undone))


def entities_of(action: Action) -> tuple[str, ...]:
    """Return the ids of the entities that an action is about.

    >>> entities_of(Merge("method:a", "method:b"))
    ('method:a', 'method:b')
    """
    match action:
        case Merge():
            return action.source, action.target
        case Split():
            return action.entity, action.into
        case _:
            return (action.entity,)
