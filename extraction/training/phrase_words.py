"""Count which words names consist of: `python -m extraction.training.phrase_words PAPERS.jsonl ANNOTATIONS.jsonl`.

Writes the table `extraction/data/phrase_words.tsv` to standard output.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extraction.components.phrases import HEADS, LONGEST
from extraction.components.shapes import words_of
from extraction.components.tokens import split
from extraction.training.name_priors import read_rows, read_texts
from kg.text import plain


def count_words(texts: Mapping[str, str], annotations: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines of the table, sorted."""
    rows = [(_words(texts[row["id"]]), row["entities"]) for row in annotations]
    for type_, file in HEADS.items():
        counts: Counter[tuple[str, str, bool]] = Counter()
        heads = words_of(file)
        for words, entities in rows:
            forms = {
                tuple(_words(form)) for e in entities if e["type"] == type_ for form in (e["name"], *e["mentions"])
            }
            for i in (i for i, word in enumerate(words) if word in heads):
                _count_phrase(words, i, forms, counts)
        for role, word in sorted({(role, word) for role, word, _ in counts}):
            yield f"{type_}\t{role}\t{word}\t{counts[role, word, True]}\t{counts[role, word, False]}"


def _words(text: str) -> list[str]:
    return [word.lower() for word in split(plain(text).text) if not word.isspace()]


def _count_phrase(
    words: list[str], head: int, forms: set[tuple[str, ...]], counts: Counter[tuple[str, str, bool]]
) -> None:
    length = max(
        (n for n in range(2, LONGEST + 2) if tuple(words[max(0, head - n + 1) : head + 1]) in forms), default=0
    )
    before = words[head - 1] if head else ""
    if length:
        counts["head", words[head], True] += 1
        counts.update(("word", word, True) for word in words[head - length + 1 : head])
        if head >= length and words[head - length][0].isalnum():
            counts["word", words[head - length], False] += 1
    elif before[:1].isalnum() and before not in words_of("phrase_stop.txt"):
        counts["head", words[head], False] += 1


def main(papers: str, annotations: str) -> None:
    """Write the table for annotated papers to standard output."""
    sys.stdout.write("# type, last word of a name or one in front of it, the word, times in such a name, times not\n")
    for line in count_words(read_texts(papers), read_rows(annotations)):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
