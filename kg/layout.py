"""Where nodes stand in a picture: the same graph always lies the same, whatever its size, in bounded time.

Up to `SPRINGS` nodes networkx pulls and pushes all of them (T. Fruchterman, E. Reingold,
https://doi.org/10.1002/spe.4380211102). Up to `SKELETON` it does so with the best connected, and the rest stand around
those that they are joined to. Beyond that, nodes stand on a spiral in their order.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

SPRINGS = 200
"""The most nodes that springs lay out at once: 0.1 s, since each step compares every two."""

SKELETON = 5_000
ITERATIONS = 30
SEED = 7
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))

Place = tuple[float, float]


def positions(ids: Sequence[str], edges: Iterable[tuple[str, str]]) -> Mapping[str, Place]:
    """Return for each node its place, both coordinates between -1 and 1; edges to other nodes are left out.

    Those of the last graphs are remembered, since a reader who clicks around asks for the same ones.

    >>> positions(["a"], [])
    {'a': (0.0, 0.0)}
    """
    inside = set(ids)
    return _positions(tuple(ids), tuple(edge for edge in edges if inside.issuperset(edge)))


@lru_cache(maxsize=64)
def _positions(ids: tuple[str, ...], edges: tuple[tuple[str, str], ...]) -> Mapping[str, Place]:
    if len(ids) <= SPRINGS:
        return _fitted(_springs(ids, edges))
    if len(ids) <= SKELETON:
        return _fitted(_around_skeleton(ids, edges))
    return _fitted({id_: spiral(place) for place, id_ in enumerate(ids)})


def spiral(place: int) -> Place:
    """Return a place of its own for each number, evenly spread, the first at the middle (the seeds of a sunflower).

    >>> spiral(0)
    (0.0, 0.0)
    """
    radius, angle = math.sqrt(place), place * _GOLDEN_ANGLE
    return radius * math.cos(angle), radius * math.sin(angle)


def _springs(ids: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, Place]:
    import networkx as nx  # late: it takes a quarter of a second, and most questions need no picture

    graph = nx.Graph()
    graph.add_nodes_from(ids)
    graph.add_edges_from(edges)
    placed = nx.spring_layout(graph, seed=SEED, iterations=ITERATIONS)
    return {id_: (float(x), float(y)) for id_, (x, y) in placed.items()}


def _around_skeleton(ids: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, Place]:
    """Lay out the best connected by springs, and the others around the middle of those that they are joined to."""
    degree = Counter(end for edge in edges for end in edge)
    order = {id_: place for place, id_ in enumerate(ids)}
    skeleton = sorted(sorted(ids, key=lambda id_: (-degree[id_], order[id_]))[:SPRINGS], key=order.__getitem__)
    inside = set(skeleton)
    placed = _springs(skeleton, [edge for edge in edges if inside.issuperset(edge)])
    joined: defaultdict[str, list[Place]] = defaultdict(list)
    for one, other in edges:
        for end, far in ((one, other), (other, one)):
            if end not in inside and far in inside:
                joined[end].append(placed[far])
    gap = 2 / math.sqrt(len(ids)) / 4
    taken: Counter[Place] = Counter()
    for id_ in ids:
        if id_ not in inside:
            middle = _middle(joined[id_]) if joined[id_] else (1.2, 1.2)
            taken[middle] += 1
            aside = spiral(taken[middle])
            placed[id_] = middle[0] + gap * aside[0], middle[1] + gap * aside[1]
    return placed


def _middle(places: Sequence[Place]) -> Place:
    return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)


def _fitted(placed: Mapping[str, Place]) -> dict[str, Place]:
    """Move the middle of all to the origin, and the farthest to the edge of the square."""
    import numpy as np  # late: commands that lay nothing out do without

    if not placed:
        return {}
    points = np.array(list(placed.values()), dtype=float)
    points -= (points.min(axis=0) + points.max(axis=0)) / 2
    largest = float(np.abs(points).max())
    points = np.round(points / largest if largest else points, 4) + 0.0
    return {id_: (float(x), float(y)) for id_, (x, y) in zip(placed, points, strict=True)}
