"""How nodes look in tools that draw at once: a colour a type, a size by the papers, and a place.

The colours are told apart by people who see no red or green, on white and on black.
"""

import math
from collections.abc import Mapping
from itertools import islice

from kg.export import elements
from kg.export.view import View
from kg.graph import NodeType
from kg.layout import SKELETON, Place, positions, spiral

_COLOURS = {
    NodeType.PAPER: "#8c8c8c",
    NodeType.METHOD: "#0072b2",
    NodeType.DATASET: "#009e73",
    NodeType.BENCHMARK: "#d55e00",
    NodeType.TASK: "#cc79a7",
    NodeType.METRIC: "#e69f00",
    NodeType.RESULT: "#56b4e9",
}
_SCALE = 1000
"""How far the nodes of a laid out graph reach from the middle."""


def colour(type_: NodeType) -> str:
    """Return the colour of a type of node, as `#rrggbb`."""
    return _COLOURS[type_]


def size(weight: int) -> float:
    """Return the size of a node that so many papers use: its area grows with them.

    >>> size(0), size(1), size(100)
    (3.0, 4.0, 13.0)
    """
    return round(3 + math.sqrt(weight), 2)


class Places:
    """Where the nodes of a snapshot stand: by their edges while they are few, else on a spiral in their order."""

    def __init__(self, view: View) -> None:
        """Read the graph once to see how large it is, and once more where its edges decide."""
        ids = [node.id for node in islice(elements.nodes(view), SKELETON + 1)]
        self._places: Mapping[str, Place] = {}
        if len(ids) <= SKELETON:
            self._places = positions(ids, ((edge.source, edge.target) for edge in elements.edges(view)))

    def of(self, id_: str, number: int) -> Place:
        """Return the place of the node of an id and a number."""
        x, y = self._places.get(id_) or spiral(number)
        return round(_SCALE * x, 2), round(_SCALE * y, 2)
