"""Tokens in which names stay whole: `miniF2F-test`, `GPT-4o`, `pass@1`, `HumanEval+`, `Llama-3.1-8B` are one each.

One regular expression with bounded repeats reads the text once, so hostile input costs time in proportion to length.
"""

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from extraction.components.candidates import keep_words

_TOKEN = re.compile(
    r"(?:e\.g|i\.e|a\.k\.a|w\.r\.t|et al|vs|cf|[Ff]igs?|[Ee]qs?|[Ss]ecs?|[Tt]abs?|resp|approx|etc|Dr"
    r"|Prof|No)\.(?![^\W_])"
    r"|(?:[A-Z]\.){2,6}"
    r"|(?<![\w.])\.\d{1,20}"
    r"|https?://[^\s]{0,300}[^\s.,;:!?)\]}'\"]"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?"
    r"|(?:[^\W_]|(?<=[^\W_])_(?=[^\W_])){1,120}"
    r"(?:(?:[-@&]|\.(?=\d)|['’](?=[^\W_]))(?:[^\W_]|(?<=[^\W_])_(?=[^\W_])){1,120}){0,12}(?:(?:\+\+?|\*)(?![\w.]))?"
    r"|\s+"
    r"|.",
    re.DOTALL,
)
_POSSESSIVE = re.compile(r"['’]s$")


class NameTokenizer:
    """A spaCy tokenizer that keeps names whole and never loses a character: `doc.text` is the text."""

    def __init__(self, vocab: Vocab) -> None:
        """Make tokens of a vocabulary."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the tokens of a text as a document."""
        words: list[str] = []
        spaces: list[bool] = []
        starts: list[int] = []
        place = 0
        for word in split(text):
            if word == " " and spaces and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(word)
                spaces.append(False)
                starts.append(place)
            place += len(word)
        return keep_words(Doc(self.vocab, words=words, spaces=spaces), words, starts)


@registry.tokenizers("benchgraph.NameTokenizer.v1")  # type: ignore[untyped-decorator]
def make_name_tokenizer() -> Callable[[Language], NameTokenizer]:
    """Return what makes the tokenizer of a pipeline."""
    return lambda nlp: NameTokenizer(nlp.vocab)


def split(text: str) -> Iterator[str]:
    """Yield the tokens of a text, white space among them; joined together they are the text.

    >>> [t for t in split("On miniF2F-test, GPT-4o's pass@1 is 5.3%.") if t != " "]
    ['On', 'miniF2F-test', ',', 'GPT-4o', "'s", 'pass@1', 'is', '5.3', '%', '.']
    """
    for match in _TOKEN.finditer(text):
        token = match.group()
        possessive = _POSSESSIVE.search(token)
        if possessive and possessive.start():
            yield token[: possessive.start()]
            yield possessive.group()
        else:
            yield token
