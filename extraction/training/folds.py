"""Annotated papers in folds, and what is known of names without a fold: nothing may be learned of a paper from itself.

A name's counts, and names that the lexicon holds only because readers annotated them, come from the other folds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from extraction.model.name_index import KnownName
from extraction.model.priors import Prior, parse_priors
from extraction.training.gather_names import gather_candidates, read_curated
from extraction.training.make_lexicon import read_corpus
from extraction.training.model_names import model_names
from extraction.training.name_priors import count_names, read_rows
from extraction.training.raw_names import read_lists
from kg import lexicon
from kg.text import match_key

FOLDS = 5


@dataclass(frozen=True)
class Gold:
    """Annotated papers: rows with id, title and abstract, and the annotation of each, in one order."""

    papers: Sequence[Mapping[str, Any]]
    annotations: Sequence[Mapping[str, Any]]

    @classmethod
    def read(cls, folder: Path, part: str) -> "Gold":
        """Return the part `train` or `dev` of a folder."""
        known = {row["id"]: row for row in read_rows(str(folder / f"{part}.jsonl"))}
        papers = read_rows(str(folder / f"{part}-papers.jsonl"))
        return cls(papers, [known[row["id"]] for row in papers])

    def without(self, fold: int | None) -> "Gold":
        """Return the papers of the other folds; all of them for None."""
        kept = [i for i in range(len(self.papers)) if i % FOLDS != fold]
        return Gold([self.papers[i] for i in kept], [self.annotations[i] for i in kept])

    @cached_property
    def keys(self) -> frozenset[str]:
        """Return the keys of all forms that readers annotated."""
        return frozenset(
            match_key(form)
            for row in self.annotations
            for entity in row["entities"]
            for form in (entity["name"], *entity["mentions"])
        )


def supported_keys(shared: Path) -> frozenset[str]:
    """Return the keys of names that the lexicon would know if nobody had annotated a paper."""
    curated = read_curated(Path(__file__).with_name("curated_names.tsv"))
    found = gather_candidates(
        read_lists(shared / "names"), [], model_names(list(read_corpus(shared / "corpus"))), curated
    )
    forms = (form for candidate in found.values() for form in (*candidate.names, *candidate.aliases))
    return frozenset({candidate.key for candidate in found.values()} | set(map(match_key, forms)))


def known_names(gold: Gold, supported: frozenset[str] | None) -> tuple[tuple[KnownName, ...], Mapping[str, Prior]]:
    """Return lexicon and counts as they would be if only the papers of `gold` had been annotated.

    None for `supported` keeps the whole lexicon, as it is applied.
    """
    entries = lexicon.load().entries
    if supported is not None:
        known = supported | gold.keys
        entries = tuple(entry for entry in entries if any(match_key(form) in known for form in entry.forms))
    texts = {row["id"]: f"{row['title']}\n\n{row['abstract']}" for row in gold.papers}
    forms = (form for entry in entries for form in entry.forms)
    return entries, parse_priors(count_names(texts, gold.annotations, forms))
