"""Train the taggers: a teacher on annotated papers, a student on what it says of others, then the student again.

What the students of one round have become teaches that of the next, which may be narrower and so quicker. One tagger of
a round is trained without each fold, so that what the forests learn of a paper was said by a tagger that was not tuned
on its annotation; only the student that all of them begin from has met it, through its teacher.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from extraction.model.inputs import WordReader, floret_vectors
from extraction.model.name_evidence import NameEvidence
from extraction.model.network import Weights
from extraction.training.examples import Example, example
from extraction.training.folds import FOLDS, Gold, known_names
from extraction.training.network_training import Plan, start, train
from extraction.training.plan import Training
from extraction.training.silver import read_corpus, taught, unlabelled
from extraction.training.vectors import train_vectors


@dataclass(frozen=True)
class Taggers:
    """What was trained: subword vectors, a tagger without each fold with its known names, and the mean of all."""

    vectors: np.ndarray[tuple[int, ...], np.dtype[np.float16]]
    tuned: Weights
    without: tuple[Weights, ...]
    evidence: tuple[NameEvidence, ...]
    examples: tuple[Example, ...]


def train_taggers(gold: Gold, supported: frozenset[str], shared: Path, work: Path, plan: Training) -> Taggers:
    """Return taggers trained on annotated papers and the corpus; each part is kept in `work` and not made twice."""
    titles = frozenset(row["title"].casefold() for row in gold.papers)
    corpus = (f"{row['title']}\n\n{row['abstract']}" for row in read_corpus(shared / "corpus"))
    vectors = kept(work / "vectors.npz", lambda: {"table": train_vectors(corpus, plan.subwords, work)})["table"]
    reader = word_reader(vectors, plan)
    evidence = tuple(NameEvidence(*known_names(gold.without(fold), supported)) for fold in range(FOLDS))
    found = tuple(
        example(row, note, reader, evidence[i % FOLDS])
        for i, (row, note) in enumerate(zip(gold.papers, gold.annotations, strict=True))
    )
    features = found[0].inputs.shape[1]
    teacher = kept(work / "teacher.npz", lambda: train(start(features, plan.teacher), found, plan.teacher))
    rounds = enumerate(zip(plan.silver_papers, plan.widths, strict=True))
    for number, (papers, width) in rounds:
        student, tuned = replace(plan.student, width=width), replace(plan.tuned, width=width)

        def taught_student(teacher: Weights = teacher, papers: int = papers, student: Plan = student) -> Weights:
            rows = unlabelled(shared / "corpus", titles, papers, plan.seed)
            silver, soft = taught(rows, teacher, reader, NameEvidence(*known_names(gold, None)))
            return train(start(features, student), silver, student, soft)

        begun = kept(work / f"student-{number}.npz", taught_student)
        without = tuple(
            kept(work / f"tuned-{number}-{fold}.npz", partial(train, dict(begun), others(found, fold), tuned))
            for fold in range(FOLDS)
        )
        teacher = mean(without)
    return Taggers(vectors, teacher, without, evidence, found)


def others(found: Sequence[Example], fold: int) -> list[Example]:
    """Return the examples of the other folds."""
    return [item for i, item in enumerate(found) if i % FOLDS != fold]


def mean(models: Sequence[Weights]) -> Weights:
    """Return the mean of the weights of models that began alike, which beats each of them (Wortsman et al. 2022)."""
    return {name: np.mean([model[name] for model in models], axis=0) for name in models[0]}


def word_reader(vectors: np.ndarray[tuple[int, ...], np.dtype[np.float16]], plan: Training) -> WordReader:
    """Return a reader of words with trained vectors."""
    subwords = plan.subwords
    return WordReader(floret_vectors(vectors.astype(np.float32), shortest=subwords.shortest, longest=subwords.longest))


def kept(path: Path, make: Callable[[], Weights]) -> Weights:
    """Return the arrays of a file; made and written first where there is none."""
    if not path.exists():
        unfinished = path.with_suffix(".part.npz")
        np.savez(unfinished, **make())
        unfinished.rename(path)
    with np.load(path) as file:
        return {name: file[name] for name in file.files}
