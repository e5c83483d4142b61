"""How sure a find is: a logistic sum over what can be seen of it, with weights measured on annotated papers."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

BIAS = "bias"


def probability(seen: Iterable[str], weights: Mapping[str, float]) -> float:
    """Return the probability that a find with these features is an entity; unknown features say nothing.

    >>> probability(["a"], {"bias": 0.0, "a": 0.0})
    0.5
    """
    total = weights.get(BIAS, 0.0) + sum(weights.get(feature, 0.0) for feature in seen)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def parse_weights(lines: Sequence[str]) -> dict[str, float]:
    r"""Return weights by feature from tab-separated lines.

    >>> parse_weights(["in title Task\t0.5"])
    {'in title Task': 0.5}
    """
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {feature: float(weight) for feature, weight in rows}


@cache
def shipped_weights() -> Mapping[str, float]:
    """Return the weights that ship with the package."""
    return parse_weights(files("extraction").joinpath("data", "weights.tsv").read_text(encoding="utf-8").splitlines())
