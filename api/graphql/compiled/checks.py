"""What can be wrong with the arguments of what is planned; it is looked for before anything is read."""

from collections.abc import Callable, Iterator, Mapping

from api.graphql.compiled.plan import Args, NotPlannedError, Selection, Step
from api.graphql.cursors import Listing
from api.graphql.enums import roles_of
from api.graphql.filters import text_within
from api.graphql.graph import around_within, length_within
from api.graphql.listing import PAPERS_BY, entities_by
from api.graphql.paging import page_size
from api.graphql.paper_use import LISTING
from api.graphql.searching import check_cursor
from kg.model import EntityType
from kg.store.base import EntityOrder, PaperOrder

Check = Callable[[Args], object]
"""Raises what a client is told of its arguments, or `NotPlannedError` for what only the ordinary executor answers."""


def _page(listing: Callable[[Args], Listing]) -> Check:
    def check(given: Args) -> None:
        page_size(given["first"])
        listing(given).after(given["after"])

    return check


def _papers(given: Args) -> None:
    if given["filter"]:
        raise NotPlannedError  # its names are looked up first
    _page(lambda given: PAPERS_BY[given["orderBy"] or PaperOrder.NEWEST])(given)


def _roles(given: Args) -> None:
    roles_of(given["roles"])


def _papers_of(given: Args) -> None:
    _roles(given)
    _page(lambda _: LISTING)(given)


def _search(given: Args) -> None:
    text_within(given["text"])
    page_size(given["first"])
    check_cursor(given["after"])


def _leaderboard(given: Args) -> None:
    if given["metric"] is not None:
        raise NotPlannedError  # its name is looked up first
    page_size(given["first"])
    page_size(given["rows"])


def _entities(type_: EntityType) -> Check:
    return _page(lambda given: entities_by(type_, given["orderBy"] or EntityOrder.POPULAR))


_CHECKS: Mapping[str, Mapping[str, Check]] = {
    "Query": {
        "papers": _papers,
        "search": _search,
        "graph": lambda given: around_within(given["around"], given["depth"], given["limit"]),
        "path": lambda given: length_within(given["maxLength"]),
        **{f"{type_.lower()}s": _entities(type_) for type_ in EntityType},
    },
    "Paper": dict.fromkeys(("benchmarks", "datasets", "methods", "tasks", "metrics"), _roles),
    **{type_.value: {"papers": _papers_of, "leaderboard": _leaderboard} for type_ in EntityType},
}


def checks_of(selection: Selection) -> Iterator[tuple[Step, Check]]:
    """Yield the steps of a plan whose arguments may be wrong, each with its check."""
    for type_, steps in selection.steps.items():
        for step in steps:
            check = _CHECKS.get(type_, {}).get(step.node.name.value)
            if check:
                yield step, check
            if step.inner:
                yield from checks_of(step.inner)
