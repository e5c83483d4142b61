"""Decisions as clients see them, and the page of all."""

import datetime as dt
from enum import Enum

import strawberry

from api.bootstrap import Parts
from api.graphql.context import Info
from api.graphql.cursors import Listing, SortedBy
from api.graphql.entity import Entity
from api.graphql.enums import Relation
from api.graphql.fields import resolved
from api.graphql.loaders import Loaders
from api.graphql.paging import Connection, connection, page_size
from api.graphql.paper import Paper
from kg import decisions as model
from kg.store.base import Position, Slice
from kg.store.decision_codec import KIND

LISTING = Listing("decisions:newest", SortedBy.COUNT)


@strawberry.enum(description="What can be decided.")
class DecisionKind(Enum):
    """What can be decided."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    ALIAS = "alias"
    CONFIRM = "confirm"
    REJECT = "reject"


@strawberry.type(description="What a human decided: it outlives every extraction, until it is undone.")
class Decision:
    """What a human decided."""

    id: strawberry.ID
    kind: DecisionKind
    summary: str = strawberry.field(description="The decision in one line, with the ids that it is about.")
    who: str
    at: dt.datetime
    undone_at: dt.datetime | None = strawberry.field(description="Null while it holds.")
    undone_by: str | None
    role: Relation | None = strawberry.field(description="The relation confirmed or rejected; null for all.")
    decision: strawberry.Private[model.Decision]

    @classmethod
    def from_model(cls, decision: model.Decision) -> "Decision":
        """Return what a client sees of a decision."""
        action = decision.action
        return cls(
            id=strawberry.ID(str(decision.id)),
            kind=DecisionKind(KIND[type(action)]),
            summary=summary(action),
            who=decision.who,
            at=decision.at,
            undone_at=decision.undone_at,
            undone_by=decision.undone_by,
            role=_role(action),
            decision=decision,
        )

    @resolved("The entities that it is about, as they are now; those that no paper reaches are left out.")
    async def entities(self, info: Info) -> list[Entity]:
        """Return the live entities, each once."""
        load = info.load
        found = await load.all(load.entities, list(model.entities_of(self.decision.action)))
        return [Entity.from_model(one) for one in {one.id: one for one in found if one}.values()]

    @resolved("The papers that it is about.")
    async def papers(self, info: Info) -> list[Paper]:
        """Return the live papers."""
        load = info.load
        found = await load.all(load.papers, _papers(self.decision.action))
        return [Paper.from_model(one) for one in found if one]


def summary(action: model.Action) -> str:
    """Return an action in one line.

    >>> summary(model.Merge("method:a", "method:b"))
    'method:a is method:b'
    """
    match action:
        case model.Merge():
            return f"{action.source} is {action.target}"
        case model.Split():
            taken = ", ".join((*action.papers, *(f"'{alias}'" for alias in action.aliases)))
            return f"{taken} of {action.entity} is {action.into}"
        case model.Rename():
            return f"{action.entity} is called '{action.name}'"
        case model.AddAlias():
            return f"{action.entity} is also called '{action.alias}'"
        case model.Confirm():
            return f"{action.paper} {action.relation} {action.entity}"
        case model.Reject():
            return f"{action.paper} not {action.relation or 'at all'} {action.entity}"


def _role(action: model.Action) -> Relation | None:
    relation = action.relation if isinstance(action, model.Confirm | model.Reject) else None
    return Relation(relation.value) if relation else None


def _papers(action: model.Action) -> tuple[str, ...]:
    match action:
        case model.Split():
            return action.papers
        case model.Confirm() | model.Reject():
            return (action.paper,)
        case _:
            return ()


async def list_decisions(load: Loaders, *, first: int | None, after: str | None) -> Connection[Decision]:
    """Return a page of all decisions, the newest first."""
    page = await load.alone(_page, (page_size(first), LISTING.after(after)))
    return connection(
        [Decision.from_model(decision) for decision in page.items],
        [LISTING.encode(position) for position in page.positions],
        has_next=page.has_next,
        after=after,
        count=lambda load: load.alone(_count, None),
    )


def _page(parts: Parts, asked: tuple[int, Position | None]) -> Slice[model.Decision]:
    first, after = asked
    return parts.store.list_decisions(first=first, after=after)


def _count(parts: Parts, _: None) -> int:
    return parts.store.count_decisions()
