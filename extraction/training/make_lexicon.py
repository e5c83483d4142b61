"""Make the names that ship: `python -m extraction.training.make_lexicon --shared ../shared` writes `kg/data/names.tsv`.

The same inputs give the same file to the byte. What goes in: names that readers annotated in the training set, names of
the public lists that real abstracts use, the models of well-known families as abstracts call them, and names chosen by
hand (`curated_names.tsv`), which win.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extraction.training.choose_names import choose
from extraction.training.gather_names import Candidates, gather_candidates, read_curated
from extraction.training.gold_names import gather, read_gold, read_texts
from extraction.training.model_names import model_names
from extraction.training.name_counts import count_spellings
from extraction.training.raw_names import read_lists
from kg.ids import slug
from kg.lexicon import COLUMNS, Entry
from kg.text import match_key

EVERY = 2
"""Of the corpus, every second abstract is read."""
_CORPUS = ("hf-daily.jsonl.gz", "arxiv-daily.jsonl.gz")


def make(shared: Path) -> list[Entry]:
    """Return the entries that ship, by slug."""
    texts = list(read_corpus(shared / "corpus"))
    gold = read_gold(shared / "gold" / "train.jsonl")
    curated = read_curated(Path(__file__).with_name("curated_names.tsv"))
    found = gather_candidates(read_lists(shared / "names"), gather(gold), model_names(texts), curated)
    count(found, texts, list(read_texts(shared / "gold" / "train-papers.jsonl")), annotated_forms(gold))
    return sorted(choose(found, curated), key=lambda entry: (slug(entry.name), entry.name, entry.type))


def read_corpus(folder: Path) -> Iterator[str]:
    """Yield title and abstract of the papers of the corpus that are read."""
    for name in _CORPUS:
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % EVERY == 0:
                    row = json.loads(line)
                    yield f"{row['title']}\n\n{row['abstract']}"


def annotated_forms(gold: Iterable[dict[str, object]]) -> Counter[str]:
    """Return for each spelling the number of papers in which a reader annotated it."""
    counts: Counter[str] = Counter()
    for row in gold:
        counts.update({form for entity in row["entities"] for form in entity["mentions"]})  # type: ignore[attr-defined]
    return counts


def count(found: Candidates, corpus: Iterable[str], train: Iterable[str], annotated: Counter[str]) -> None:
    """Fill in how the papers of the corpus and of the training set spell each candidate."""
    forms = {form for candidate in found.values() for form in (*candidate.names, *candidate.aliases)}
    keys = {candidate.key for candidate in found.values()} | {match_key(form) for form in forms}
    in_corpus, in_train = count_spellings(corpus, keys), count_spellings(train, keys)
    for candidate in found.values():
        candidate.spellings += in_corpus.get(candidate.key, Counter())
        candidate.seen += in_train.get(candidate.key, Counter())
        candidate.annotated += Counter({form: annotated[form] for form in candidate.seen})
        candidate.alias_spellings = {
            key: in_corpus.get(key, Counter())
            for key in sorted(map(match_key, candidate.aliases))
            if key != candidate.key
        }


def line(entry: Entry) -> str:
    """Return the line of the file that `kg.lexicon.parse` reads as the entry."""
    flags = " ".join(flag for flag, is_set in (("cased", entry.cased), ("weak", entry.weak)) if is_set)
    return "\t".join([entry.name, entry.type, "|".join(entry.aliases), entry.parent or "", entry.url or "", flags])


def main(argv: Sequence[str] | None = None) -> None:
    """Write the file of names, into the package unless told otherwise."""
    parser = argparse.ArgumentParser(description="Make the names that ship.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("kg/data/names.tsv"))
    options = parser.parse_args(argv)
    lines = ["# " + "\t".join(COLUMNS), *map(line, make(options.shared))]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
