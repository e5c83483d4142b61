"""Measure the weights of features: `python -m extraction.training.weights PAPERS.jsonl ANNOTATIONS.jsonl`.

Writes the table `extraction/data/weights.tsv` to standard output. Counts of names come from the half of the papers that
the weights are not measured on, since a name's count in its own paper would always speak for it. Logistic regression
with an L2 penalty, by full-batch gradient steps (Adam), deterministic.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extraction.components.calibration import BIAS
from extraction.components.lexicon_names import KnownName
from extraction.components.phrases import parse_phrase_words
from extraction.components.priors import parse_priors
from extraction.pipeline import Extractor
from extraction.training.name_priors import count_names, read_rows
from extraction.training.phrase_words import count_words
from kg import lexicon
from kg.model import DATA_TYPES, Paper, Relation
from kg.text import match_key

RAREST = 8
_STEPS, _RATE, _PENALTY = 400, 0.05, 3.0
_Example = tuple[tuple[str, ...], bool]


def examples(
    papers: Sequence[Mapping[str, Any]], annotations: Mapping[str, Mapping[str, Any]], extractor: Extractor
) -> Iterator[_Example]:
    """Yield the features of every find and whether a reader annotated it; what was named in passing is left out."""
    for row in papers:
        doc, found = extractor.findings(Paper(row["id"], row["title"], row["abstract"]))
        classes: dict[str, str] = {}
        for entity in annotations[row["id"]]["entities"]:
            kind = "passing" if entity["relation"] == Relation.MENTIONS else _kind(entity["type"])
            classes.update((match_key(form), kind) for form in (entity["name"], *entity["mentions"]))
        for find in found.finds:
            kinds = {classes.get(match_key(doc.text[m.start : m.end])) for m in find.group.members}
            if "passing" not in kinds:
                yield find.features, _kind(find.type) in kinds


def _kind(type_: str) -> str:
    return "Data" if type_ in DATA_TYPES else str(type_)


def cross_examples(
    papers: Sequence[Mapping[str, Any]], annotations: Mapping[str, Mapping[str, Any]], names: Iterable[KnownName]
) -> Iterator[_Example]:
    """Yield examples of each half of the papers, read with what was counted on the other half."""
    names = tuple(names)
    for half in (0, 1):
        others = papers[1 - half :: 2]
        texts = {row["id"]: f"{row['title']}\n\n{row['abstract']}" for row in others}
        known = [annotations[row["id"]] for row in others]
        forms = (form for entry in names for form in (entry.name, *entry.aliases))
        extractor = Extractor(
            names,
            priors=parse_priors(count_names(texts, known, forms)),
            phrase_words=parse_phrase_words(list(count_words(texts, known))),
            weights={},
        )
        yield from examples(papers[half::2], annotations, extractor)


def fit(found: Sequence[_Example]) -> dict[str, float]:
    """Return the weight of each feature that is frequent enough to be measured."""
    counts = Counter(feature for seen, _ in found for feature in seen)
    column = {feature: i + 1 for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= RAREST))}
    rows = np.concatenate([np.full(1 + sum(f in column for f in seen), i) for i, (seen, _) in enumerate(found)])
    columns = np.array([c for seen, _ in found for c in (0, *(column[f] for f in seen if f in column))])
    right = np.array([float(label) for _, label in found])
    weights = _descend(rows, columns, right, len(column) + 1)
    return {BIAS: float(weights[0]), **{feature: float(weights[i]) for feature, i in column.items()}}


def _descend(
    rows: NDArray[np.int64], columns: NDArray[np.int64], right: NDArray[np.float64], width: int
) -> NDArray[np.float64]:
    weights, mean, spread = np.zeros(width), np.zeros(width), np.zeros(width)
    for step in range(1, _STEPS + 1):
        sums = np.bincount(rows, weights[columns], len(right))
        error = 1 / (1 + np.exp(-sums)) - right
        slope = (np.bincount(columns, error[rows], width) + _PENALTY * weights) / len(right)
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        weights -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return weights


def main(papers: str, annotations: str) -> None:
    """Write the weights measured on annotated papers to standard output."""
    known = {row["id"]: row for row in read_rows(annotations)}
    weights = fit(list(cross_examples(read_rows(papers), known, lexicon.load().entries)))
    sys.stdout.write("# feature of a find, weight\n")
    for feature, weight in sorted(weights.items()):
        if abs(weight) >= 0.02:
            sys.stdout.write(f"{feature}\t{weight:.2f}\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
