"""What training made, as one file of arrays: subword vectors, weights of the tagger, forests, limits."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extraction.model.file import digest, shipped_bytes
from extraction.model.forest import Forest
from extraction.model.tagger import Tagger

FORESTS = ("entity", "relation", "number", "on", "metric")
NETWORK = "network."

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Limits:
    """From which probability something is taken for true, and how often what has a probability was right.

    `thresholds`: for each of `priors.COLUMNS`, then for numbers, benchmarks and metrics of results. `confidence`:
    points of a rising curve from probability to share, shape (2, points).
    """

    thresholds: Array
    confidence: Array

    def calibrated(self, probability: float) -> float:
        """Return how often an edge of a probability was right."""
        return float(np.interp(probability, self.confidence[0], self.confidence[1]))


@dataclass(frozen=True)
class Model:
    """All that was learned."""

    digest: str
    tagger: Tagger
    forests: Mapping[str, Forest]
    limits: Limits

    @classmethod
    def parse(cls, data: bytes) -> "Model":
        """Return the model that a file holds."""
        with np.load(io.BytesIO(data)) as file:
            arrays: dict[str, NDArray[Any]] = {name: file[name] for name in file.files}
        weights = {
            name.removeprefix(NETWORK): array.astype(np.float32)
            for name, array in arrays.items()
            if name.startswith(NETWORK)
        }
        shortest, longest = (int(n) for n in arrays["subwords"])
        return cls(
            digest(data),
            Tagger(arrays["vectors"].astype(np.float32), weights, shortest=shortest, longest=longest),
            {name: Forest.of(arrays, name) for name in FORESTS},
            Limits(arrays["thresholds"].astype(np.float32), arrays["confidence"].astype(np.float32)),
        )


@cache
def shipped() -> Model:
    """Return the model that ships with the package, read once."""
    return Model.parse(shipped_bytes())
