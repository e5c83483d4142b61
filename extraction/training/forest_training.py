"""Grow the forests with LightGBM, and write them as the arrays that are applied."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from extraction.model.forest import FIELDS
from extraction.training.folds import FOLDS

Array = NDArray[np.float64]
Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Growth:
    """How to grow a forest: rounds of boosting, and LightGBM's parameters of these names."""

    rounds: int
    learning_rate: float
    num_leaves: int
    max_depth: int
    min_data_in_leaf: int
    feature_fraction: float
    bagging_fraction: float
    lambda_l2: float
    seed: int


class Grown:
    """A forest that LightGBM grew."""

    def __init__(self, rows: NDArray[np.float32], labels: NDArray[np.int64], classes: int, growth: Growth) -> None:
        """Grow a forest that tells so many classes apart; the same input gives the same forest."""
        parameters = asdict(growth) | {"verbose": -1, "deterministic": True, "force_row_wise": True, "bagging_freq": 1}
        rounds = parameters.pop("rounds")
        goal = {"objective": "multiclass", "num_class": classes} if classes > 2 else {"objective": "binary"}
        self._booster = lightgbm.train(parameters | goal, lightgbm.Dataset(rows, labels), rounds)
        self.classes = classes if classes > 2 else 1

    def probabilities(self, rows: NDArray[np.float32]) -> Array:
        """Return the probability of each class, shape (rows, classes)."""
        found = np.asarray(self._booster.predict(rows))
        return found if self.classes > 1 else np.stack([1 - found, found], axis=1)

    def arrays(self, name: str) -> Arrays:
        """Return the arrays of `extraction.model.forest.Forest` under a name."""
        trees = [tree["tree_structure"] for tree in self._booster.dump_model()["tree_info"]]
        flat = [list(nodes(tree)) for tree in trees]
        most = max(map(len, flat))
        table = np.zeros((len(FIELDS), len(flat), most))
        for i, tree in enumerate(flat):
            table[:, i, : len(tree)] = np.array(tree).T
        kinds = (np.int16, np.float32, np.int16, np.int16, np.float32)
        depth = max(map(deep, trees))
        return {
            f"{name}.{field}": rows.astype(kind) for field, rows, kind in zip(FIELDS, table, kinds, strict=True)
        } | {f"{name}.size": np.array([self.classes, depth])}


def nodes(tree: Mapping[str, Any]) -> Iterator[tuple[float, float, float, float, float]]:
    """Yield the nodes of a tree, its root first, as feature, threshold, left, right and value."""
    order: list[Mapping[str, Any]] = [tree]
    for i, node in enumerate(order):
        if "split_feature" in node:
            left, right = len(order), len(order) + 1
            order.extend((node["left_child"], node["right_child"]))
            yield node["split_feature"], rounded_down(node["threshold"]), left, right, 0.0
        else:
            yield 0, 0.0, i, i, node["leaf_value"]


def rounded_down(threshold: float) -> float:
    """Return the greatest single that is no greater: values that are singles fall on the same side of both."""
    single = np.float32(threshold)
    return float(single if single <= threshold else np.nextafter(single, np.float32(-np.inf)))


def deep(tree: Mapping[str, Any]) -> int:
    """Return the number of splits on the longest way down."""
    return 1 + max(deep(tree["left_child"]), deep(tree["right_child"])) if "split_feature" in tree else 0


def across(
    rows: NDArray[np.float32], labels: NDArray[np.int64], papers: NDArray[np.int64], classes: int, growth: Growth
) -> Array:
    """Return the probabilities of each row by a forest grown on the other folds; negative labels teach nothing."""
    out = np.zeros((len(rows), classes))
    for fold in range(FOLDS):
        mine = papers % FOLDS == fold
        out[mine] = Grown(rows[~mine & (labels >= 0)], labels[~mine & (labels >= 0)], classes, growth).probabilities(
            rows[mine]
        )
    return out
