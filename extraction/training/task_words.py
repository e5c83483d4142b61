"""Count which words belong to the names of tasks: `python -m extraction.training.task_words PAPERS.jsonl ANNOTATIONS.jsonl`.

Writes the table `extraction/data/task_words.tsv` to standard output.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extraction.components.shapes import words_of
from extraction.components.tasks import LONGEST
from extraction.components.tokens import split
from extraction.training.name_priors import read_rows, read_texts
from kg.model import EntityType
from kg.text import plain


def count_words(texts: Mapping[str, str], annotations: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines of the table, sorted."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    heads = words_of("task_heads.txt")
    for row in annotations:
        forms = {
            tuple(w.lower() for w in split(plain(form).text) if not w.isspace())
            for entity in row["entities"]
            if entity["type"] == EntityType.TASK
            for form in (entity["name"], *entity["mentions"])
        }
        words = [w.lower() for w in split(plain(texts[row["id"]]).text) if not w.isspace()]
        for i, word in enumerate(words):
            if word in heads:
                _count_phrase(words, i, forms, counts)
    for kind, word in sorted({(kind, word) for kind, word, _ in counts}):
        yield f"{kind}\t{word}\t{counts[kind, word, True]}\t{counts[kind, word, False]}"


def _count_phrase(words: list[str], head: int, forms: set[tuple[str, ...]], counts: Counter[tuple[str, str, bool]]) -> None:
    length = max((n for n in range(2, LONGEST + 2) if tuple(words[max(0, head - n + 1) : head + 1]) in forms), default=0)
    if length:
        counts["head", words[head], True] += 1
        counts.update(("word", word, True) for word in words[head - length + 1 : head])
        if head >= length and words[head - length][0].isalnum():
            counts["word", words[head - length], False] += 1
    elif head and words[head - 1][0].isalnum() and words[head - 1] not in words_of("task_stop.txt"):
        counts["head", words[head], False] += 1


def main(papers: str, annotations: str) -> None:
    """Write the table for annotated papers to standard output."""
    sys.stdout.write("# head of a task or word in front of one, the word, times it was part of a task's name, times it was not\n")
    for line in count_words(read_texts(papers), read_rows(annotations)):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
