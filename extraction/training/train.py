"""Train the model: `python -m extraction.training.train --shared ../shared` (or `make train`).

Writes `extraction/data/name_priors.tsv` and `extraction/data/model.npz`. Needs the annotated abstracts and the corpus,
two cores, 8 GB of memory and about three hours; what is made on the way is kept in `build/training`, so that a run that
was broken off goes on. Scores come out the same within 0.01: floret on several threads is not the same to the bit.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from extraction.model.file import FILE
from extraction.model.shipped import NETWORK
from extraction.training.folds import Gold, supported_keys
from extraction.training.forests import grow
from extraction.training.name_priors import write_priors
from extraction.training.plan import Training
from extraction.training.taggers import train_taggers

DATA = Path(__file__).parents[1] / "data"


def make(shared: Path, work: Path, plan: Training, out: Path) -> None:
    """Write counts of names and model into a folder."""
    work.mkdir(parents=True, exist_ok=True)
    gold = Gold.read(shared / "gold", "train")
    write_priors(gold.papers, gold.annotations, out / "name_priors.tsv")
    taggers = train_taggers(gold, supported_keys(shared), shared, work, plan)
    arrays = {
        "vectors": taggers.vectors,
        "subwords": np.array([plan.subwords.shortest, plan.subwords.longest]),
        **{NETWORK + name: values.astype(np.float16) for name, values in taggers.tuned.items()},
        **grow(gold, taggers, plan),
    }
    unfinished = work / FILE
    np.savez_compressed(unfinished, **arrays)
    unfinished.replace(out / FILE)


def main(argv: Sequence[str] | None = None) -> None:
    """Train by the plan that ships, into the package unless told otherwise."""
    parser = argparse.ArgumentParser(description="Train the model.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, default=Path("build/training"))
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("train.cfg"))
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args(argv)
    make(options.shared, options.work, Training.read(options.config), options.out)


if __name__ == "__main__":
    main()
