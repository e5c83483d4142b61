"""Whole look-ups: where the papers of one name are asked for, and of these names, the store is called once."""

from collections.abc import Iterator, Sequence

from api.graphql.compiled.plan import Step
from api.graphql.compiled.run import Run
from api.graphql.enums import roles_of
from api.graphql.paging import page_size
from api.graphql.paper_use import LISTING
from kg.model import Entity, EntityType
from kg.store.lookups import Wanted

USES = {f"{type_.lower()}s": type_ for type_ in EntityType}
"""The fields of a paper that list its uses, by the type of what they list."""

_OF_ENTITY = frozenset({"id", "name", "aliases", "url", "paperCount", "papers", "__typename"})
_BESIDE = frozenset({"edges", "cursor", "totalCount", "pageInfo", "hasNextPage", "hasPreviousPage", "startCursor"})
_BELOW = (
    _BESIDE | USES.keys() | {"endCursor", "node", "role", "confidence", "id", "title", "date", "name", "__typename"}
)
"""What can be asked of a page of papers that `LookUps` tells."""


def find(run: Run, name: str, types: frozenset[EntityType], step: Step) -> Entity | None:
    """Return what a name means; with the papers that are asked of it read, where that is all that is asked."""
    pages = _pages(step) if run.is_sole and ":" not in name else []
    wants = [_wanted(run, page) for page in pages]
    told = run.parts.store.look_up(name, types, wants[0]) if wants and wants == wants[:1] * len(wants) else None
    if told is None:
        return run.find(name, types)
    run.keep(pages, told)
    return told.entity


def _pages(step: Step) -> list[Step]:
    """Return for each type that a look-up may find the one page of papers that is asked of it, if that is all."""
    selections = list(step.inner.steps.values()) if step.inner else []
    pages = [[own for own in steps if own.node.name.value == "papers"] for steps in selections]
    asked = {own.node.name.value for steps in selections for own in steps}
    is_all = asked <= _OF_ENTITY and all(len(own) == 1 and _is_of_names(own[0]) for own in pages)
    return [own for (own,) in pages] if is_all else []


def _is_of_names(page: Step) -> bool:
    return page.asks <= _BELOW and all(
        inner.asks <= {"id", "name", "__typename"} for use in _uses(page) for inner in _steps(use)
    )


def _wanted(run: Run, page: Step) -> Wanted:
    given = page.args(run)
    size = page_size(given["first"])
    return Wanted(
        first=0 if page.asks <= {"totalCount", "__typename"} else size,
        roles=roles_of(given["roles"]),
        after=LISTING.after(given["after"]),
        min_confidence=given["minConfidence"] or 0.0,
        with_variants=given["includeVariants"] is not False,
        is_counted="totalCount" in page.asks,
        beside=frozenset(role for use in _uses(page) for role in roles_of(use.args(run)["roles"])),
    )


def _uses(step: Step) -> Iterator[Step]:
    """Give the steps below one that list what papers use."""
    for inner in _steps(step):
        if inner.node.name.value in USES:
            yield inner
        else:
            yield from _uses(inner)


def _steps(step: Step) -> Sequence[Step]:
    return [inner for steps in step.inner.steps.values() for inner in steps] if step.inner else []
