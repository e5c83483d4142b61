"""Count how often names were annotated: the table `extraction/data/name_priors.tsv`."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from extraction.model.name_index import NameIndex
from extraction.model.priors import COLUMNS, PriorName, prior_key
from kg import lexicon
from kg.model import Relation
from kg.text import plain

HEAD = "# name key, papers that hold it, papers that annotate it as Method, Dataset or Benchmark, Task, Metric"
_COLUMN = {**{type_.value: i for i, type_ in enumerate(COLUMNS)}, "Dataset": 1}


def count_names(
    texts: Mapping[str, str], annotations: Iterable[Mapping[str, Any]], names: Iterable[str]
) -> Iterator[str]:
    """Yield the lines of the table, sorted, for annotated names and for `names`, as far as they stand in a text."""
    rows = list(annotations)
    forms = {form for row in rows for entity in row["entities"] for form in _forms(entity)}
    index = NameIndex()
    index.learn(PriorName(form) for form in sorted(forms.union(names)))
    seen: Counter[str] = Counter()
    annotated: defaultdict[str, list[int]] = defaultdict(lambda: [0] * len(COLUMNS))
    for row in rows:
        text = plain(texts[row["id"]]).text
        passing = {prior_key(form) for entity in row["entities"] for form in _forms(entity)}
        column = {
            prior_key(form): _COLUMN[entity["type"]]
            for entity in row["entities"]
            if entity["relation"] != Relation.MENTIONS
            for form in _forms(entity)
        }
        for key in {prior_key(text[start:end]) for start, end, _ in index.find(text)}:
            if key in column:
                annotated[key][column[key]] += 1
            elif key in passing:
                continue  # named in passing: neither for nor against
            seen[key] += 1
    for key in sorted(seen):
        yield "\t".join([key, str(seen[key]), *map(str, annotated[key])])


def _forms(entity: Mapping[str, Any]) -> Iterator[str]:
    yield entity["name"]
    yield from entity["mentions"]


def read_rows(path: str) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]


def write_priors(papers: Iterable[Mapping[str, Any]], annotations: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Write the table for annotated papers."""
    texts = {row["id"]: f"{row['title']}\n\n{row['abstract']}" for row in papers}
    lines = count_names(texts, annotations, (form for form, _ in lexicon.load().forms()))
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
