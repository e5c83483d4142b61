"""Names of research problems that no lexicon holds: a noun of the right kind with what specifies it in front."""

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extraction.components.candidates import Candidate, add
from extraction.components.confidence import precision
from extraction.components.shapes import is_coined, is_generic, words_of
from kg.model import EntityType

_LONGEST = 4


def task_phrase(words: Sequence[str], head: int, known: frozenset[str]) -> int | None:
    """Return where the task that ends in `words[head]` begins, or None when the words are no task.

    >>> words = "we study generalized category discovery".split()
    >>> task_phrase(words, 4, frozenset({"generalized", "category"}))
    2
    """
    if words[head].lower() not in words_of("task_heads.txt"):
        return None
    start = head
    while start > 0 and head - start < _LONGEST - 1 and _specifies(words[start - 1], known):
        start -= 1
    return start if start < head else None


def _specifies(word: str, known: frozenset[str]) -> bool:
    low = word.lower()
    if not word[0].isalpha() and not word[0].isdigit():
        return False
    return (
        low not in words_of("task_stop.txt") and low in known and not low.endswith(("ly", "'s")) and not is_coined(word)
    )


class Tasks:
    """The component that marks task phrases; `known` holds the words that specify tasks in the lexicon."""

    def __init__(self) -> None:
        self.known: frozenset[str] = frozenset()

    def __call__(self, doc: Doc) -> Doc:
        """Leave a candidate for each task phrase."""
        return add(doc, self.find(doc))

    def find(self, doc: Doc) -> Iterator[Candidate]:
        """Yield a candidate for each task phrase of a document."""
        words = [token.text for token in doc]
        for head in range(len(words)):
            start = task_phrase(words, head, self.known)
            if start is None:
                continue
            begin, end = doc[start].idx, doc[head].idx + len(words[head])
            if not is_generic(doc.text[begin:end]):
                yield Candidate(begin, end, f"task-{head - start + 1}", precision(f"task-{head - start + 1}"), type=EntityType.TASK)


@Language.factory("benchgraph_tasks")
def make_tasks(nlp: Language, name: str) -> Tasks:  # noqa: ARG001 - the signature is spaCy's
    """Return the component; the words it knows are set by `extraction.pipeline`."""
    return Tasks()
