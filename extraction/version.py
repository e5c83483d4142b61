"""The version of what extracts: it changes with the rules, the model, the names and the counts."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache

from extraction.components.shapes import words_of
from extraction.model.file import shipped_digest
from extraction.model.name_index import KnownName
from extraction.model.priors import Prior, shipped_priors
from kg import lexicon

RULES = "rules-3"
"""To be raised when the code changes what is extracted."""


def version(names: Iterable[KnownName], priors: Mapping[str, Prior], model: str) -> str:
    """Return the version of an extractor that knows names and counts and uses the model of a digest."""
    entries = [(entry.name, entry.type, entry.aliases, entry.cased, entry.weak) for entry in names]
    known = repr((entries, dict(priors), sorted(words_of("generic.txt"))))
    digest = hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{RULES}+names-{digest}+model-{model}"


@cache
def shipped_version() -> str:
    """Return the version of `extraction.pipeline.load_extractor()` without building its pipeline."""
    return version(lexicon.load().entries, shipped_priors(), shipped_digest())
