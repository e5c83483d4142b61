"""Names of research problems that no lexicon holds: a noun of the right kind with what specifies it in front."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from spacy.language import Language
from spacy.tokens import Doc

from extraction.components.candidates import Candidate, add
from extraction.components.confidence import precision
from extraction.components.shapes import is_coined, is_generic, words_of
from kg.model import EntityType

LONGEST = 4
_DOUBT = 2.0


@dataclass(frozen=True, slots=True)
class TaskWords:
    """Counts from annotated papers: words by how often they belonged to the task in front of whose last word they stood."""

    heads: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    specifiers: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def head_rate(self, word: str) -> float:
        """Return how often phrases that end in a word were tasks."""
        hits, misses = self.heads.get(word, (0, 0))
        return (hits + 0.3 * _DOUBT) / (hits + misses + _DOUBT)

    def specifies(self, word: str) -> bool:
        """Say whether a word in front of a task belongs to its name."""
        low = word.lower()
        if not word[:1].isalnum() or low in words_of("task_stop.txt") or low.endswith(("ly", "'s")):
            return False
        hits, misses = self.specifiers.get(low, (0, 0))
        if hits + misses:
            return hits >= misses
        return not (low.endswith("ing") or low.replace(".", "").isdigit())


def task_phrase(words: Sequence[str], head: int, known: TaskWords) -> int | None:
    """Return where the task that ends in `words[head]` begins, or None when the words are no task.

    >>> words = "we study generalized category discovery".split()
    >>> task_phrase(words, 4, TaskWords())
    2
    """
    if words[head].lower() not in words_of("task_heads.txt"):
        return None
    start = head
    while start > 0 and head - start < LONGEST - 1 and known.specifies(words[start - 1]) and not is_coined(words[start - 1]):
        start -= 1
    return start if start < head else None


def parse_task_words(lines: Sequence[str]) -> TaskWords:
    r"""Return counts from tab-separated lines: `head` or `word`, the word, times inside, times outside.

    >>> parse_task_words(["head\tdetection\t7\t3"]).heads
    {'detection': (7, 3)}
    """
    counts: dict[str, dict[str, tuple[int, int]]] = {"head": {}, "word": {}}
    for line in lines:
        if line and not line.startswith("#"):
            kind, word, inside, outside = line.split("\t")
            counts[kind][word] = (int(inside), int(outside))
    return TaskWords(counts["head"], counts["word"])


@cache
def shipped_task_words() -> TaskWords:
    """Return the counts that ship with the package."""
    return parse_task_words(files("extraction").joinpath("data", "task_words.tsv").read_text(encoding="utf-8").splitlines())


class Tasks:
    """The component that marks task phrases."""

    def __init__(self) -> None:
        self.known = TaskWords()

    def __call__(self, doc: Doc) -> Doc:
        """Leave a candidate for each task phrase."""
        return add(doc, self.find(doc))

    def find(self, doc: Doc) -> Iterator[Candidate]:
        """Yield a candidate for each task phrase of a document."""
        words = [token.text for token in doc]
        heads = words_of("task_heads.txt")
        for head in (i for i, word in enumerate(words) if word.lower() in heads):
            start = task_phrase(words, head, self.known)
            if start is None:
                continue
            begin, end = doc[start].idx, doc[head].idx + len(words[head])
            if not is_generic(doc.text[begin:end]):
                rule = f"task-{head - start + 1}"
                confidence = self.known.head_rate(words[head].lower()) * precision(rule)
                yield Candidate(begin, end, rule, confidence, type=EntityType.TASK)


@Language.factory("benchgraph_tasks")
def make_tasks(nlp: Language, name: str) -> Tasks:  # noqa: ARG001 - the signature is spaCy's
    """Return the component; the words it knows are set by `extraction.pipeline`."""
    return Tasks()
