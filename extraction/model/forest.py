"""Gradient-boosted trees as arrays: trained elsewhere (Friedman 2001; LightGBM), applied with numpy alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
FIELDS = ("feature", "threshold", "left", "right", "value")


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one size, class by class, node after node; a leaf is its own left and right child.

    Every node has two places in each array: `children[place]` is where to go when the feature is above the threshold,
    `children[place + 1]` where when it is not. Tree i speaks for class i modulo `classes`.
    """

    feature: NDArray[np.intp]
    threshold: Array
    children: NDArray[np.intp]
    value: Array
    roots: NDArray[np.intp]
    classes: int
    depth: int

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], name: str) -> "Forest":
        """Return the forest that stands under a name in a mapping of arrays of shape (trees, nodes)."""
        classes, depth = (int(n) for n in arrays[f"{name}.size"])
        feature, threshold, left, right, value = (arrays[f"{name}.{field}"] for field in FIELDS)
        trees, nodes = feature.shape
        roots = (np.arange(trees) * nodes)[:, None]
        children = np.stack([right + roots, left + roots], axis=-1)
        return cls(
            np.repeat(feature.reshape(-1).astype(np.intp), 2),
            np.repeat(threshold.reshape(-1), 2),
            2 * children.reshape(-1).astype(np.intp),
            np.repeat(value.reshape(-1), 2),
            2 * roots,
            classes,
            depth,
        )

    def probabilities(self, rows: Array) -> Array:
        """Return the probability of each class for each row of features, shape (rows, classes)."""
        scores = self._scores(rows)
        if self.classes == 1:
            right = 1 / (1 + np.exp(-scores))
            return np.concatenate([1 - right, right], axis=1)
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True))

    def _scores(self, rows: Array) -> Array:
        # `take` on flat arrays: what numpy gathers by pairs of indices takes twice as long.
        values, row = np.ascontiguousarray(rows).reshape(-1), np.arange(len(rows)) * rows.shape[1]
        node = np.repeat(self.roots, len(rows), axis=1)
        for _ in range(self.depth):
            seen = values.take(self.feature.take(node) + row)
            node = self.children.take(node + (seen <= self.threshold.take(node)))
        found = self.value.take(node).reshape(len(self.roots) // self.classes, self.classes, len(rows))
        return np.asarray(found.sum(axis=0, dtype=np.float32).T)
