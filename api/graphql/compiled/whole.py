"""Whole look-ups: where a plan asks for the papers or boards of one name, by their names, the store is called once.

It is called once for all runs of the plan that are answered together, too.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graphql import GraphQLError

from api.graphql.compiled.plan import Selection, Step
from api.graphql.compiled.run import Run
from api.graphql.enums import roles_of
from api.graphql.paging import page_size
from api.graphql.paper_use import LISTING
from kg.errors import BenchgraphError
from kg.lookup import types_of
from kg.model import EntityType
from kg.store.lookups import Wanted, WantedBoards

LOOK_UPS = {type_.lower(): type_ for type_ in EntityType}
"""The fields that look up a name, by the type that it is of; `entity` is told the type."""

USES = {f"{type_.lower()}s": type_ for type_ in EntityType}
"""The fields of a paper that list its uses, by the type of what they list."""

_OF_ENTITY = frozenset({"id", "name", "aliases", "url", "paperCount", "__typename"})
_BESIDE = frozenset({"edges", "cursor", "totalCount", "pageInfo", "hasNextPage", "hasPreviousPage", "startCursor"})
_OF_PAGE = (
    _BESIDE | USES.keys() | {"endCursor", "node", "role", "confidence", "id", "title", "date", "name", "__typename"}
)
"""What can be asked of a page of papers that `LookUps` tells."""

_OF_BOARDS = frozenset(
    {"setting", "unit", "isDelta", "higherIsBetter", "totalCount", "rows", "benchmark", "metric", "rank", "value"}
    | {"number", "method", "paper", "id", "name", "title", "__typename"}
)
"""What can be asked of boards that `LookUps` tells."""


@dataclass(frozen=True, slots=True)
class Whole:
    """The sole question of a plan, as one call of the store answers it."""

    step: Step
    parts: tuple[tuple[Step, tuple[Step, ...]], ...]
    """What is asked of the entity, a page or boards, for each type that it may be of; with it what lists uses."""
    is_page: bool
    alike: Wanted | WantedBoards | None = None
    """What is wanted by every run, where no variable is among the arguments."""

    @classmethod
    def of(cls, root: Selection) -> "Whole | None":
        """Return the question that a plan asks, None where it asks anything else or more."""
        (steps,) = root.steps.values()
        if len(steps) != 1 or steps[0].node.name.value not in {*LOOK_UPS, "entity"}:
            return None
        (step,) = steps
        if (pages := _sole(step, "papers")) and all(map(_is_of_names, pages)):
            return _settled(cls(step, tuple((page, tuple(_uses(page))) for page in pages), is_page=True))
        if (boards := _sole(step, "leaderboard")) and all(board.asks <= _OF_BOARDS for board in boards):
            return _settled(cls(step, tuple((board, ()) for board in boards), is_page=False))
        return None

    def may_share(self, run: Run) -> bool:
        """Tell whether a run may be answered after others in their thread: an id is looked up by itself."""
        return ":" not in self.step.args(run)["name"]

    def read(self, runs: Sequence[Run]) -> None:
        """Look up what runs ask, alike questions together; each run keeps what was found."""
        alike: defaultdict[tuple[frozenset[EntityType], Wanted | WantedBoards], list[Run]] = defaultdict(list)
        for run in runs:
            wanted = self.alike or self.wanted(run)
            if wanted and self.may_share(run):
                type_ = LOOK_UPS.get(self.step.node.name.value) or self.step.args(run)["type"]
                alike[types_of(type_), wanted].append(run)
        for (types, wanted), asking in alike.items():
            self._call(asking, types, wanted)

    def _call(self, runs: Sequence[Run], types: frozenset[EntityType], wanted: Wanted | WantedBoards) -> None:
        names, store = [self.step.args(run)["name"] for run in runs], runs[0].parts.store
        steps = [step for step, _ in self.parts]
        if isinstance(wanted, Wanted):
            for run, told in zip(runs, store.look_up(names, types, wanted), strict=True):
                if told:
                    run.keep(steps, told)
        else:
            for run, table in zip(runs, store.look_up_boards(names, types, wanted), strict=True):
                if table:
                    run.keep_boards(steps, table)

    def wanted(self, run: Run | None) -> Wanted | WantedBoards | None:
        """Return what a run wants of an entity; None where that depends on its type."""
        wanted, *others = [self._wanted_of(run, part, uses) for part, uses in self.parts]
        return wanted if others == [wanted] * len(others) else None

    def _wanted_of(self, run: Run | None, part: Step, uses: Sequence[Step]) -> Wanted | WantedBoards:
        given = part.args(run)
        size, with_variants = page_size(given["first"]), given["includeVariants"] is not False
        if not self.is_page:
            rows = page_size(given["rows"])
            return WantedBoards(first=size, rows=rows, setting=given["setting"], with_variants=with_variants)
        return Wanted(
            first=0 if part.asks <= {"totalCount", "__typename"} else size,
            roles=tuple(roles_of(given["roles"])),
            after=LISTING.after(given["after"]),
            min_confidence=given["minConfidence"] or 0.0,
            with_variants=with_variants,
            is_counted="totalCount" in part.asks,
            beside=frozenset(role for use in uses for role in roles_of(use.args(run)["roles"])),
        )


def _settled(whole: Whole) -> Whole:
    """Return a question with what every run of it wants, as far as that is known beforehand."""
    if any(step.fixed is None for part, uses in whole.parts for step in (part, *uses)):
        return whole
    try:
        return replace(whole, alike=whole.wanted(None))
    except (BenchgraphError, GraphQLError):
        return whole  # told when it is asked


def _sole(step: Step, field: str) -> tuple[Step, ...]:
    """Return for each type that a look-up may find its one step of a field, if nothing else is to be read of it."""
    selections = list(step.inner.steps.values()) if step.inner else []
    found = [[own for own in steps if own.node.name.value == field] for steps in selections]
    asked = {own.node.name.value for steps in selections for own in steps}
    is_all = asked <= _OF_ENTITY | {field} and all(len(own) == 1 for own in found)
    return tuple(own for (own,) in found) if is_all else ()


def _is_of_names(page: Step) -> bool:
    return page.asks <= _OF_PAGE and all(
        inner.asks <= {"id", "name", "__typename"} for use in _uses(page) for inner in _steps(use)
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
