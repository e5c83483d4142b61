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
    """Trees of one size, class by class: arrays of shape (trees, nodes); a leaf is its own left and right child.

    Tree i speaks for class i modulo `classes`.
    """

    feature: NDArray[np.int16]
    threshold: Array
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: Array
    classes: int
    depth: int

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.generic]], name: str) -> "Forest":
        """Return the forest that stands under a name in a mapping of arrays."""
        classes, depth = (int(n) for n in arrays[f"{name}.size"])
        found: dict[str, Any] = {field: arrays[f"{name}.{field}"] for field in FIELDS}
        return cls(**found, classes=classes, depth=depth)

    def probabilities(self, rows: Array) -> Array:
        """Return the probability of each class for each row of features, shape (rows, classes)."""
        scores = self._scores(rows)
        if self.classes == 1:
            right = 1 / (1 + np.exp(-scores))
            return np.concatenate([1 - right, right], axis=1)
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True))

    def _scores(self, rows: Array) -> Array:
        trees = len(self.feature)
        offset = (np.arange(trees) * self.feature.shape[1])[None, :]
        feature, threshold, left, right, value = (getattr(self, field).reshape(-1) for field in FIELDS)
        node = np.repeat(offset, len(rows), axis=0)
        row = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[row, feature[node]] <= threshold[node]
            node = np.where(goes_left, left[node], right[node]) + offset
        found = value[node].reshape(len(rows), trees // self.classes, self.classes)
        return np.asarray(found.sum(axis=1, dtype=np.float32))
