"""Short forms that the text defines: `long form (ACR)`, `ACR (long form)`.

The search for the long form is that of Schwartz and Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text", PSB 2003.
"""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extraction.components.candidates import Candidate, add, sentences
from extraction.components.shapes import is_generic

_PARENTHESIS = re.compile(r"[(\[]([^()\[\]]{1,120})[)\]]")
_SHORT = re.compile(r"[^\W_][\w+*.&/@-]{0,18}(?: [\dA-Z][\w.]{0,5})?")
_BREAK = re.compile(r"[()\[\],;:]|\.\s")
# fmt: off
_FIRST = frozenset({
    "a", "an", "the", "of", "for", "and", "in", "on", "with", "to", "by", "our", "this", "that", "we", "via",
    "using", "is", "as", "from", "new", "novel",
})
# fmt: on


def long_form(short: str, before: str) -> str | None:
    """Return the shortest end of `before` of which `short` is an abbreviation, or None.

    >>> long_form("GCD", "the task of Generalized Category Discovery")
    'Generalized Category Discovery'
    """
    i, j = len(short) - 1, len(before) - 1
    low = before.lower()
    while i >= 0:
        wanted = short[i].lower()
        if wanted.isalnum():
            while j >= 0 and (low[j] != wanted or (i == 0 and j > 0 and low[j - 1].isalnum())):
                j -= 1
            if j < 0:
                return None
            j -= 1
        i -= 1
    found = before[j + 1 :]
    return found if _plausible(short, found) else None


def _plausible(short: str, found: str) -> bool:
    words = found.replace("-", " ").split()
    letters = sum(c.isalpha() for c in short)
    return (
        bool(words)
        and len(found) > len(short)
        and len(words) <= min(letters + 5, letters * 2 + 1)
        and words[0].lower() not in _FIRST
        and short.lower() not in (w.lower() for w in words)
    )


def _is_short(text: str) -> bool:
    return (
        _SHORT.fullmatch(text) is not None
        and len(text) > 1
        and sum(c.isupper() for c in text) >= 1
        and any(c.isupper() for c in text[:3])
        and not text[:1].isdigit()
        and (sum(c.isupper() for c in text) > 1 or any(c.isdigit() for c in text))
    )


def find_acronyms(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the spans of short form and long form of each definition in a sentence."""
    for match in _PARENTHESIS.finditer(text):
        inner = re.split(r"[,;]\s", match.group(1))[0]
        front = _BREAK.split(text[max(0, match.start() - 160) : match.start()])[-1]
        end = match.start() - (len(front) - len(front.rstrip()))
        front = front.strip()
        if not front:
            continue
        if _is_short(inner):
            found = long_form(inner, front)
            if found:
                yield (match.start(1), match.start(1) + len(inner)), (end - len(found), end)
        else:
            short = front.split()[-1]
            if _is_short(short) and " " in inner and long_form(short, inner) == inner:
                yield (end - len(short), end), (match.start(1), match.start(1) + len(inner))


def acronym_candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield both forms of each definition, the short one with its long form."""
    for sentence in sentences(doc):
        for (s0, s1), (l0, l1) in find_acronyms(sentence.text):
            full = sentence.text[l0:l1]
            if is_generic(full) or is_generic(sentence.text[s0:s1]):
                continue
            yield Candidate(sentence.start + s0, sentence.start + s1, "acronym", full=full)
            yield Candidate(sentence.start + l0, sentence.start + l1, "acronym", full=full)


@Language.component("benchgraph_acronyms")
def acronyms(doc: Doc) -> Doc:
    """Leave candidates for the short forms that the text defines."""
    return add(doc, acronym_candidates(doc))
