"""Searches and leaderboards: what is ranked, the first of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from api.graphql.compiled.plan import Column, Fields, Selection, Step, each
from api.graphql.compiled.run import Page, Reported, Run, groups_of
from api.graphql.cursors import Listing
from api.graphql.enums import NodeType
from api.graphql.paging import page_size
from api.graphql.searching import NAMES, PAPERS, Question, find
from kg.boards import Board
from kg.model import DATA_TYPES, Entity, EntityType, Paper
from kg.search import NameHit
from kg.store.base import Position
from kg.store.lookups import NamedEntity


class Hit(NamedTuple):
    """Something found."""

    listing: Listing
    position: Position
    node: Entity | NamedEntity | Paper
    score: float
    matched: str | None

    @property
    def cursor(self) -> str:
        """Return the cursor, which is made only where it is asked for."""
        return self.listing.encode(self.position)


class Ranked(NamedTuple):
    """A result in its place; after a whole look-up, a `Line` of it."""

    result: Any
    rank: int


_OF_A_HIT = frozenset({"edges", "cursor", "node", "score", "matched", "pageInfo", "hasNextPage", "hasPreviousPage"})
_OF_NAMES = _OF_A_HIT | {"startCursor", "endCursor", "totalCount", "id", "name", "paperCount", "title", "__typename"}
"""What can be told of names that were found without reading their entities."""

_HEAD = frozenset({"id", "title", "__typename"})


@dataclass(frozen=True, slots=True)
class NameSearch:
    """The sole search of a plan: the names are read once for all runs that are answered together."""

    step: Step

    @classmethod
    def of(cls, root: Selection) -> "NameSearch | None":
        """Return the search that a plan asks for, None where it asks for anything else or more."""
        (steps,) = root.steps.values()
        return cls(steps[0]) if [step.node.name.value for step in steps] == ["search"] else None

    def may_share(self, run: Run) -> bool:
        """Tell whether a run may be answered after others in their thread: a search of texts takes too long."""
        types = self.step.args(run)["types"]
        return bool(types) and NodeType.PAPER not in types

    def read(self, runs: Sequence[Run]) -> None:
        """Read the names; each run keeps them."""
        if runs:
            index = runs[0].parts.names.index()
            for run in runs:
                run.index = index


def _search(run: Run, _roots: Sequence[None], step: Step) -> list[Page]:
    given, parts = step.args(run), run.parts
    question = Question(given["text"], frozenset(given["types"] or NodeType))
    found = find(parts.store, run.names, question, page_size(given["first"]), given["after"])
    hits = [hit for hit, _ in found.names]
    entities = (
        [_named(hit) for hit in hits] if step.asks <= _OF_NAMES else run.entities([hit.entity_id for hit in hits])
    )
    edges = [
        Hit(NAMES, at, entity, hit.score, hit.matched)
        for (hit, at), entity in zip(found.names, entities, strict=True)
        if entity
    ]
    papers = zip(found.papers.items, found.papers.positions, strict=True)
    edges += [Hit(PAPERS, at, paper, 0.0, None) for paper, at in papers]

    def count() -> int:
        return found.all_names() + (parts.store.count_papers(question.words) if question.words else 0)

    return [Page(edges, found.papers.has_next, given["after"], count)]


def _named(hit: NameHit) -> Entity:
    return Entity(hit.entity_id, hit.name, hit.types, paper_count=hit.paper_count)


def _leaderboard(run: Run, entities: Sequence[Entity], step: Step) -> list[Sequence[Board[Any]]]:
    """Return the boards of each entity, of whatever metric: the name of one is the ordinary executor's to look up."""
    told = run.boards(step)
    if told is not None:
        return [told]
    given = step.args(run)
    groups = groups_of(run, entities, with_variants=given["includeVariants"] is not False)
    first, rows = page_size(given["first"]), page_size(given["rows"])
    return list(run.parts.store.boards(groups, setting=given["setting"], first=first, rows=rows))


def _rows(_run: Run, boards: Sequence[Board[Any]], _step: Step) -> list[list[Ranked]]:
    return [list(map(Ranked, board.results, board.ranks)) for board in boards]


def _papers(run: Run, rows: Sequence[Ranked], step: Step) -> list[Paper]:
    heads = step.asks <= _HEAD and "result" not in run.asks
    return run.papers([row.result.paper_id for row in rows], heads=heads)


def _results(run: Run, rows: Sequence[Ranked], _step: Step) -> list[Reported]:
    papers = run.papers([row.result.paper_id for row in rows], heads=False)
    return [Reported(row.result, paper) for row, paper in zip(rows, papers, strict=True)]


def _board_entity(of: str, types: frozenset[EntityType]) -> Column:
    def column(run: Run, boards: Sequence[Board[Any]], _step: Step) -> list[Entity | NamedEntity | None]:
        # The first of a board's entities to be read brings the other, too.
        wanted = [name for name in ("benchmark", "metric") if name in run.asks]
        run.entities([getattr(one.condition, f"{name}_id") for name in wanted for one in boards])
        return _of_types(run.entities([getattr(one.condition, of) for one in boards]), types)

    return column


def _method(run: Run, rows: Sequence[Ranked], _step: Step) -> list[Entity | NamedEntity | None]:
    return _of_types(run.entities([row.result.method_id for row in rows]), frozenset({EntityType.METHOD}))


def _of_types(
    found: Sequence[Entity | NamedEntity | None], types: frozenset[EntityType]
) -> list[Entity | NamedEntity | None]:
    return [entity if entity and entity.types & types else None for entity in found]


RANKING_ROOTS: dict[str, Column] = {"search": _search}
LEADERBOARD: dict[str, Column] = {"leaderboard": _leaderboard}
RANKING_FIELDS: Fields = {
    "SearchEdge": {name: each(attrgetter(name)) for name in ("cursor", "node", "score", "matched")},
    "Board": {
        "setting": each(attrgetter("condition.setting")),
        "unit": each(attrgetter("condition.unit")),
        "isDelta": each(attrgetter("condition.is_delta")),
        "higherIsBetter": each(attrgetter("higher_is_better")),
        "totalCount": each(attrgetter("total")),
        "rows": _rows,
        "benchmark": _board_entity("benchmark_id", DATA_TYPES),
        "metric": _board_entity("metric_id", frozenset({EntityType.METRIC})),
    },
    "BoardRow": {
        "rank": each(attrgetter("rank")),
        "value": each(attrgetter("result.value")),
        "number": each(lambda row: float(row.result.number)),
        "method": _method,
        "paper": _papers,
        "result": _results,
    },
}
