"""Measure how often each rule is right: `python -m extraction.training.rule_precision PAPERS.jsonl ANNOTATIONS.jsonl`.

Prints rule, finds and precision; the figures in `extraction.components.confidence` come from here. What was counted
comes from the other half of the papers, as for the weights.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from extraction.training.name_priors import read_rows
from extraction.training.weights import cross_examples
from kg import lexicon

_MARK = "rule "


def precisions(examples: Iterable[tuple[Iterable[str], bool]]) -> Iterator[tuple[str, int, float]]:
    """Yield rule, number of finds and share that readers made too, the most frequent rule first.

    >>> list(precisions([(["rule shape"], True), (["rule shape", "rule shape Task"], False)]))
    [('shape', 2, 0.5)]
    """
    finds: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for features, is_right in examples:
        for rule in (f.removeprefix(_MARK) for f in features if f.startswith(_MARK) and f.count(" ") == 1):
            finds[rule] += 1
            right[rule] += is_right
    for rule, count in finds.most_common():
        yield rule, count, right[rule] / count


def main(papers: str, annotations: str) -> None:
    """Print the table for annotated papers."""
    known = {row["id"]: row for row in read_rows(annotations)}
    for rule, count, share in precisions(cross_examples(read_rows(papers), known, lexicon.load().entries)):
        sys.stdout.write(f"{rule}\t{count}\t{share:.2f}\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
