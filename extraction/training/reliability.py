"""Thresholds that make F1 highest, and how often what was said with a probability was right."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_STEPS = np.arange(0.2, 0.71, 0.025)
_BINS = 12


def best_threshold(sure: Array, right: NDArray[np.bool_], in_all: int) -> float:
    """Return the probability from which keeping finds makes F1 highest; `in_all` counts what should have been found."""
    scores = [
        2 * int((right & kept).sum()) / max(1, int(kept.sum()) + in_all) for kept in (sure >= step for step in _STEPS)
    ]
    return float(_STEPS[int(np.argmax(scores))])


def rising(sure: Array, right: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return points of a rising curve from probability to the share that was right, shape (2, points).

    Bins of equal numbers, made rising by pooling neighbours that fall (Ayer et al. 1955).
    """
    order = np.argsort(sure, kind="stable")
    parts = [part for part in np.array_split(order, _BINS) if len(part)]
    pools: list[list[float]] = []
    for part in parts:
        pools.append([float(sure[part].mean()), float(right[part].mean()), float(len(part))])
        while len(pools) > 1 and pools[-2][1] >= pools[-1][1]:
            pools[-2:] = [pooled(pools[-2:])]
    return np.array(
        [[0.0, *(pool[0] for pool in pools), 1.0], [0.0, *(pool[1] for pool in pools), pools[-1][1]]], np.float32
    )


def pooled(pools: Sequence[Sequence[float]]) -> list[float]:
    """Return the weighted mean of bins."""
    weight = sum(pool[2] for pool in pools)
    return [sum(pool[i] * pool[2] for pool in pools) / weight for i in (0, 1)] + [weight]
