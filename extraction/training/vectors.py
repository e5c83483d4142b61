"""Train subword vectors on abstracts with floret (Bojanowski et al. 2017; Boyd and Warmerdam 2022)."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import floret
import numpy as np
from numpy.typing import NDArray

from extraction.model.words import words


@dataclass(frozen=True, slots=True)
class Subwords:
    """How to train: buckets, dimensions, lengths of subwords, passes, threads."""

    buckets: int
    dimensions: int
    shortest: int
    longest: int
    epochs: int
    threads: int


def train_vectors(texts: Iterable[str], plan: Subwords, folder: Path) -> NDArray[np.float16]:
    """Return the table of buckets, shape (buckets, dimensions); on several threads it is not the same to the bit."""
    source, target = folder / "words.txt", folder / "vectors.floret"
    with source.open("w", encoding="utf-8") as file:
        for text in texts:
            file.write(" ".join(words(text.lower()).texts) + "\n")
    trained = floret.train_unsupervised(
        str(source),
        model="cbow",
        mode="floret",
        hashCount=2,
        bucket=plan.buckets,
        dim=plan.dimensions,
        minn=plan.shortest,
        maxn=plan.longest,
        minCount=5,
        epoch=plan.epochs,
        thread=plan.threads,
        verbose=0,
    )
    trained.save_floret_vectors(str(target))
    return read_table(target)


def read_table(path: Path) -> NDArray[np.float16]:
    """Return the table of a file in floret's form."""
    with path.open(encoding="utf-8") as file:
        buckets, dimensions = map(int, file.readline().split()[:2])
        table = np.zeros((buckets, dimensions), np.float16)
        for line in file:
            row, *values = line.split()
            table[int(row)] = np.array(values, np.float32)
    return table
