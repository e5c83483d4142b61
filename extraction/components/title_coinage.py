"""The name that a title coins: what stands before the colon of `NAME: what it does`."""

import re

from spacy.language import Language
from spacy.tokens import Doc

from extraction.components.candidates import Candidate, Sentence, add, sentences
from extraction.components.shapes import is_generic
from kg.model import EntityType, Relation

_HEAD = re.compile(r"[\"“$*]{0,2}([^:\n]{1,60}?)[\"”$*]{0,2}(?::| -{1,3} )\s?(?=\S)")
_BENCHMARK = re.compile(
    r"\b(?:benchmark(?!s? (?:for|of) free)\w*|testbed|test suite|leaderboard|challenge|evaluating"
    r"|evaluation (?:suite|set))\b",
    re.IGNORECASE,
)
_DATASET = re.compile(r"\b(?:dataset|corpus|corpora|data set|treebank|collection of|database)\b", re.IGNORECASE)
# fmt: off
_QUESTION = frozenset({
    "how", "what", "why", "when", "where", "is", "are", "can", "do", "does", "towards", "toward", "from", "on",
    "the", "a", "an", "beyond", "to", "in", "learning", "position",
})
# fmt: on


def data_type(text: str, name: str) -> tuple[EntityType, Relation]:
    """Say from a title's or definition's words what a coined thing is: a benchmark, a dataset, else a method."""
    if re.search(r"(?:Bench|Eval|Arena|BENCH)(?:$|[-\d+])", name):
        return EntityType.BENCHMARK, Relation.INTRODUCES
    benchmark, dataset = _BENCHMARK.search(text), _DATASET.search(text)
    if dataset and not (benchmark and benchmark.start() < dataset.start()):
        return EntityType.DATASET, Relation.INTRODUCES
    if benchmark:
        return EntityType.BENCHMARK, Relation.INTRODUCES
    return EntityType.METHOD, Relation.PROPOSES


def title_coinage(title: Sentence) -> Candidate | None:
    """Return the candidate that a title coins, or None."""
    match = _HEAD.match(title.text)
    if match is None:
        return None
    name = match.group(1).strip()
    words = name.split()
    if not 1 <= len(words) <= 2 or is_generic(name) or words[0].lower() in _QUESTION or "?" in name:
        return None
    type_, relation = data_type(title.text[match.end() :], name)
    start = title.start + match.start(1) + (len(match.group(1)) - len(match.group(1).lstrip()))
    return Candidate(start, start + len(name), f"title-{len(words)}", type=type_, relation=relation)


@Language.component("benchgraph_title_coinage")
def title_names(doc: Doc) -> Doc:
    """Leave a candidate for the name that the title coins."""
    title = next(iter(sentences(doc)), None)
    found = title_coinage(title) if title else None
    return add(doc, [found] if found else [])
