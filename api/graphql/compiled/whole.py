"""Whole look-ups: where the papers or boards of one name are asked for, by their names, the store is called once."""

from collections.abc import Iterator, Sequence

from api.graphql.compiled.plan import Step
from api.graphql.compiled.run import Run
from api.graphql.enums import roles_of
from api.graphql.paging import page_size
from api.graphql.paper_use import LISTING
from kg.model import Entity, EntityType
from kg.store.lookups import Wanted, WantedBoards

USES = {f"{type_.lower()}s": type_ for type_ in EntityType}
"""The fields of a paper that list its uses, by the type of what they list."""

_OF_ENTITY = frozenset({"id", "name", "aliases", "url", "paperCount", "__typename"})
_BESIDE = frozenset({"edges", "cursor", "totalCount", "pageInfo", "hasNextPage", "hasPreviousPage", "startCursor"})
_BELOW = (
    _BESIDE | USES.keys() | {"endCursor", "node", "role", "confidence", "id", "title", "date", "name", "__typename"}
)
"""What can be asked of a page of papers that `LookUps` tells."""

_OF_BOARDS = frozenset(
    {"setting", "unit", "isDelta", "higherIsBetter", "totalCount", "rows", "benchmark", "metric", "rank", "value"}
    | {"number", "method", "paper", "id", "name", "title", "__typename"}
)
"""What can be asked of boards that `LookUps` tells."""


def find(run: Run, name: str, types: frozenset[EntityType], step: Step) -> Entity | None:
    """Return what a name means; with the papers or the boards that are asked of it read, where that is all."""
    if not run.is_sole or ":" in name:
        return run.find(name, types)
    if (pages := _sole(step, "papers")) and all(map(_is_of_names, pages)):
        found = _with_page(run, name, types, pages)
    elif (tables := _sole(step, "leaderboard")) and all(table.asks <= _OF_BOARDS for table in tables):
        found = _with_boards(run, name, types, tables)
    else:
        found = None
    return found or run.find(name, types)


def _with_page(run: Run, name: str, types: frozenset[EntityType], pages: Sequence[Step]) -> Entity | None:
    wanted, *others = [_wanted(run, page) for page in pages]
    told = run.parts.store.look_up(name, types, wanted) if others == [wanted] * len(others) else None
    if told is None:
        return None
    run.keep(pages, told)
    return told.entity


def _with_boards(run: Run, name: str, types: frozenset[EntityType], tables: Sequence[Step]) -> Entity | None:
    wanted, *others = [_wanted_boards(run, table) for table in tables]
    told = run.parts.store.look_up_boards(name, types, wanted) if others == [wanted] * len(others) else None
    if told is None:
        return None
    run.keep_boards(tables, told)
    return told.entity


def _sole(step: Step, field: str) -> list[Step]:
    """Return for each type that a look-up may find its one step of a field, if nothing else is to be read of it."""
    selections = list(step.inner.steps.values()) if step.inner else []
    found = [[own for own in steps if own.node.name.value == field] for steps in selections]
    asked = {own.node.name.value for steps in selections for own in steps}
    is_all = asked <= _OF_ENTITY | {field} and all(len(own) == 1 for own in found)
    return [own for (own,) in found] if is_all else []


def _wanted_boards(run: Run, table: Step) -> WantedBoards:
    given = table.args(run)
    return WantedBoards(
        first=page_size(given["first"]),
        rows=page_size(given["rows"]),
        setting=given["setting"],
        with_variants=given["includeVariants"] is not False,
    )


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
