"""What papers have in common: entities that they use together, and papers that share entities. Pure.

Both questions look at a bounded number of papers, the newest, so that an entity of a hundred thousand papers costs no
more than one of a thousand.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Entity

NEWEST = 1000
"""How many papers of an entity are looked at for what they use beside it."""

RAREST, NEWEST_OF_EACH = 20, 50
"""How many entities of a paper are looked at for related ones, and how many papers of each."""


@dataclass(frozen=True, slots=True)
class CoUse:
    """An entity that papers use together with another one: in how many of the papers that were looked at.

    `lift` says how many times likelier it is in those than in any paper.
    """

    entity: Entity
    count: int
    lift: float


@dataclass(frozen=True, slots=True)
class CoUses:
    """How many papers were looked at, and what they use beside: most papers first, then by name, then by id."""

    papers: int
    entities: tuple[CoUse, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """An entity of a paper, how many papers it has in all, and the newest others."""

    entity_id: str
    paper_count: int
    paper_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kindred:
    """The rarest entities of a paper, the rarest first, in a graph of so many papers."""

    total: int
    shared: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """A paper that shares entities with another one; `entity_ids` has the rarest first."""

    paper_id: str
    score: float
    entity_ids: tuple[str, ...]


def lift(count: int, papers: int, paper_count: int, total: int) -> float:
    """Return how many times likelier an entity is among some papers than in the whole graph.

    `count` of `papers` use it, and `paper_count` of `total`.

    >>> lift(5, 10, 20, 100)
    2.5
    """
    return round(count * total / (papers * paper_count), 4) if papers and paper_count else 0.0


def related(kindred: Kindred, *, first: int) -> list[Related]:
    """Return the papers that share most with a paper: by the sum of the entities' rarities, then by id.

    The rarity is the inverse document frequency, log(1 + papers in all / papers of the entity)
    (https://doi.org/10.1108/eb026526).

    >>> rare, common = Shared("a", 2, ("p",)), Shared("b", 50, ("q", "p"))
    >>> [(found.paper_id, found.entity_ids) for found in related(Kindred(100, (rare, common)), first=5)]
    [('p', ('a', 'b')), ('q', ('b',))]
    """
    scores: defaultdict[str, float] = defaultdict(float)
    through: defaultdict[str, list[str]] = defaultdict(list)
    for shared in kindred.shared:
        rarity = math.log1p(kindred.total / shared.paper_count)
        for paper_id in shared.paper_ids:
            scores[paper_id] += rarity
            through[paper_id].append(shared.entity_id)
    best: Sequence[str] = sorted(scores, key=lambda paper_id: (-round(scores[paper_id], 6), paper_id))[:first]
    return [Related(paper_id, round(scores[paper_id], 6), tuple(through[paper_id])) for paper_id in best]
