"""The part of the port that ranks: results on boards, entities by the papers that they share, papers by entities."""

from collections.abc import Sequence
from typing import Protocol

from kg.boards import Board
from kg.model import ASSERTED, EntityType, Relation, Result
from kg.together import CoUses, Kindred


class Rankings(Protocol):
    """Rankings of the live graph; every answer is bounded, and costs its own length rather than the graph's."""

    def boards(
        self,
        groups: Sequence[frozenset[str]],
        *,
        metrics: frozenset[str] | None = None,
        setting: str | None = None,
        first: int,
        rows: int,
    ) -> list[list[Board[Result]]]:
        """Return for each group of entity ids at most `first` boards on them, each with at most `rows` of its rows.

        Boards: most rows first, then by the case-folded names of benchmark and metric, setting, unit, levels before
        gains, ids. Rows: the best first, then by the ids of result and paper. Only boards of one of `metrics` where
        they are given, and of a setting with the `kg.text.match_key` of `setting`.
        """

    def used_with(
        self,
        groups: Sequence[frozenset[str]],
        types: frozenset[EntityType],
        *,
        roles: Sequence[Relation] = ASSERTED,
        other_roles: Sequence[Relation] = ASSERTED,
        papers: int,
        first: int,
    ) -> list[CoUses]:
        """Return for each group of entity ids what its newest `papers` with an edge of `roles` use beside it.

        That is entities of one of `types` to which, or to a variant of which, one of those papers has an edge of
        `other_roles`: at most `first`. The group and what it is a variant of are left out.
        """

    def kindred(self, paper_ids: Sequence[str], *, entities: int, papers: int) -> list[Kindred]:
        """Return for each paper its rarest `entities` (fewest papers, then id), each with its newest other `papers`.

        Those are entities that the paper asserts a relation to and that have more papers than one; of them, the ones
        with other papers that assert a relation to the entity itself, and those papers, newest first.
        """
