"""Where nodes stand in a picture."""

import time
from itertools import pairwise

import pytest

from kg.layout import positions


def chain(size: int) -> tuple[list[str], list[tuple[str, str]]]:
    ids = [f"n{number}" for number in range(size)]
    return ids, list(pairwise(ids))


@pytest.mark.parametrize("size", [0, 1, 2, 150, 201, 700, 6000])
def test_every_node_has_a_place_of_its_own_within_the_square(size: int) -> None:
    ids, edges = chain(size)
    placed = positions(ids, edges)
    assert list(placed) and set(placed) == set(ids) if size else placed == {}
    assert all(-1 <= x <= 1 and -1 <= y <= 1 for x, y in placed.values())
    assert len(set(placed.values())) >= 0.99 * size


def test_edges_to_nodes_elsewhere_do_not_matter() -> None:
    ids, edges = chain(10)
    assert positions(ids, [*edges, ("n1", "elsewhere")]) == positions(ids, edges)


def test_neighbours_stand_nearer_than_strangers() -> None:
    ids, edges = chain(60)
    placed = positions(ids, edges)

    def apart(one: str, other: str) -> float:
        return abs(complex(*placed[one]) - complex(*placed[other]))

    assert max(apart(*edge) for edge in edges) < apart(ids[0], ids[-1])


def test_a_request_of_five_hundred_nodes_is_laid_out_quickly() -> None:
    ids, edges = chain(500)
    before = time.process_time()
    positions(ids, edges)
    assert time.process_time() - before < 30
