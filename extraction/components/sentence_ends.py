"""Sentence boundaries without a parser: a stop that is no abbreviation, before something that can begin a sentence."""

from collections.abc import Sequence
from typing import cast

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc
from thinc.types import Ints2d

from extraction.components.candidates import keep_sentences, words

_STOPS = frozenset(".!?")
_CLOSERS = frozenset("\"')]}”’")
LONGEST = 2000
"""Characters after which a sentence ends anyway, so that text without stops costs no more than other text."""


def sentence_starts(tokens: Sequence[str]) -> list[bool]:
    """Say of each token whether it begins a sentence.

    >>> sentence_starts(["It", "wins", ".", "We", "release", "it", "."])
    [True, False, False, True, False, False, False]
    """
    starts = [False] * len(tokens)
    stopped, length = True, 0
    for i, word in enumerate(tokens):
        length += len(word)
        if word.isspace():
            stopped = stopped or word.count("\n") > 1
            continue
        if (stopped and _can_begin(word)) or length > LONGEST:
            starts[i], length = True, len(word)
        if word in _STOPS or word == "etc.":
            stopped = True
        elif word not in _CLOSERS:
            stopped = False
    if starts:
        starts[0] = True
    return starts


def _can_begin(word: str) -> bool:
    return not word[0].islower() and word[0] not in ".,;:!?%)]}\"'”’"


@Language.component("benchgraph_sentence_ends")
def sentence_ends(doc: Doc) -> Doc:
    """Set the sentence boundaries of a document."""
    starts = sentence_starts(words(doc)[0])
    # All at once: setting them token by token asks the whole document each time.
    values = np.array([1 if start else -1 for start in starts], dtype=np.int64).astype(np.uint64).reshape(-1, 1)
    return keep_sentences(doc.from_array([SENT_START], cast("Ints2d", values)), starts)
