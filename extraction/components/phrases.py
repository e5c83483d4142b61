"""Names that no lexicon holds, written like other words: a noun of the right kind behind what specifies it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from spacy.language import Language
from spacy.tokens import Doc

from extraction.components.candidates import Candidate, add, text_of, words
from extraction.components.shapes import is_coined, is_generic, words_of
from kg.model import EntityType

LONGEST = 4
_DOUBT = 2.0


HEADS = {
    EntityType.TASK: "task_heads.txt",
    EntityType.METHOD: "method_heads.txt",
    EntityType.METRIC: "metric_heads.txt",
}
_Counts = Mapping[tuple[EntityType, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """Counts from annotated papers, by type and word, as pairs of for and against.

    `heads`: phrases that ended in the word and were names, or were not. `specifiers`: times that the word stood in
    front of a name's last words and belonged to the name, or did not.
    """

    heads: _Counts = field(default_factory=dict)
    specifiers: _Counts = field(default_factory=dict)

    def head_rate(self, type_: EntityType, word: str) -> float:
        """Return how often phrases that end in a word were names of a type."""
        hits, misses = self.heads.get((type_, word), (0, 0))
        return (hits + 0.3 * _DOUBT) / (hits + misses + _DOUBT)

    def specifies(self, type_: EntityType, word: str) -> bool:
        """Say whether a word in front of the last word of a name of a type belongs to the name."""
        low = word.lower()
        if not word[:1].isalnum() or low in words_of("phrase_stop.txt") or low.endswith(("ly", "'s")):
            return False
        hits, misses = self.specifiers.get((type_, low), (0, 0))
        if hits + misses:
            return hits >= misses
        return type_ is EntityType.TASK and not (low.endswith("ing") or low.replace(".", "").isdigit())


def phrase_start(words: Sequence[str], head: int, type_: EntityType, known: PhraseWords) -> int | None:
    """Return where the name that ends in `words[head]` begins, or None when nothing specifies it.

    >>> words = "we study generalized category discovery".split()
    >>> phrase_start(words, 4, EntityType.TASK, PhraseWords())
    2
    """
    start = head
    while (
        start > 0
        and head - start < LONGEST - 1
        and known.specifies(type_, words[start - 1])
        and not is_coined(words[start - 1])
    ):
        start -= 1
    return start if start < head else None


def parse_phrase_words(lines: Sequence[str]) -> PhraseWords:
    r"""Return counts from tab-separated lines: type, `head` or `word`, the word, times inside, times outside.

    >>> parse_phrase_words(["Task\thead\tdetection\t7\t3"]).head_rate(EntityType.TASK, "detection") > 0.5
    True
    """
    counts: dict[str, dict[tuple[EntityType, str], tuple[int, int]]] = {"head": {}, "word": {}}
    for line in lines:
        if line and not line.startswith("#"):
            type_, role, word, inside, outside = line.split("\t")
            counts[role][EntityType(type_), word] = (int(inside), int(outside))
    return PhraseWords(counts["head"], counts["word"])


@cache
def shipped_phrase_words() -> PhraseWords:
    """Return the counts that ship with the package."""
    path = files("extraction").joinpath("data", "phrase_words.tsv")
    return parse_phrase_words(path.read_text(encoding="utf-8").splitlines())


def find_phrases(doc: Doc, type_: EntityType, known: PhraseWords) -> Iterator[Candidate]:
    """Yield a candidate for each phrase of a document that ends as names of a type do."""
    texts, starts = words(doc)
    heads = words_of(HEADS[type_])
    text = text_of(doc)
    for head in (i for i, word in enumerate(texts) if word.lower() in heads):
        start = phrase_start(texts, head, type_, known)
        if start is None:
            continue
        begin, end = starts[start], starts[head] + len(texts[head])
        if not is_generic(text[begin:end]):
            rule = f"{type_.value.lower()}-{head - start + 1}"
            yield Candidate(begin, end, rule, known.head_rate(type_, texts[head].lower()), type=type_)


class Phrases:
    """The component that marks phrases that end as names do."""

    def __init__(self) -> None:
        """Know no words yet."""
        self.known = PhraseWords()

    def __call__(self, doc: Doc) -> Doc:
        """Leave a candidate for each such phrase."""
        for type_ in HEADS:
            add(doc, find_phrases(doc, type_, self.known))
        return doc


@Language.factory("benchgraph_phrases")
def make_phrases(nlp: Language, name: str) -> Phrases:  # noqa: ARG001 - the signature is spaCy's
    """Return the component; the words it knows are set by `extraction.pipeline`."""
    return Phrases()
