"""Abstracts that nobody annotated, as a teacher reads them: its probabilities are what a student learns first.

Distillation on unlabelled text (Hinton et al. 2015); the papers that readers annotated are left out.
"""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from extraction.model.inputs import WordReader
from extraction.model.name_evidence import NameEvidence
from extraction.model.network import HEADS, Weights
from extraction.model.tagger import apply
from extraction.model.words import words
from extraction.training.examples import Example, example, text_of
from extraction.training.network_training import LENGTHS, Soft

FILES = ("hf-daily.jsonl.gz", "arxiv-daily.jsonl.gz")


def unlabelled(folder: Path, titles: frozenset[str], most: int, seed: int) -> list[Mapping[str, Any]]:
    """Return papers of the corpus by chance, none with one of the titles (case-folded), each title once."""
    rows = {row["title"].casefold(): row for row in read_corpus(folder)}
    left = [row for title, row in rows.items() if title not in titles]
    chosen = np.random.default_rng(seed).permutation(len(left))[:most]
    return [left[i] for i in sorted(chosen)]


def read_corpus(folder: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the papers of the corpus."""
    for name in FILES:
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def taught(
    rows: Sequence[Mapping[str, Any]], teacher: Weights, reader: WordReader, evidence: NameEvidence
) -> tuple[list[Example], list[Soft]]:
    """Return each paper that is not too long, with the teacher's probabilities."""
    kept = [row for row in rows if 0 < len(words(text_of(row)[0])) <= LENGTHS[-1]]
    found = [example(row, None, reader, evidence) for row in kept]
    return found, [soft_labels(row, item, teacher) for row, item in zip(kept, found, strict=True)]


def soft_labels(row: Mapping[str, Any], item: Example, teacher: Weights) -> Soft:
    """Return the probabilities of each head; relations count as far as a word is in a name."""
    tags, relations, numbers = apply(teacher, item.inputs.astype(np.float32), item.shapes.astype(np.int64))
    numeric = np.array([word[:1].isdigit() for word in words(text_of(row)[0]).texts])
    soft = tags, relations * (1 - tags[:, :1]), numbers * numeric[:, None]
    return dict(zip(HEADS, (part.astype(np.float16) for part in soft), strict=True))
