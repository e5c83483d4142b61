"""Pure functions on text: the form in which names are compared, and a plain form with a map back to the source.

Source text is never changed. What a matcher reads is the plain form: TeX residue read as what it prints, typographic
quotes and dashes as ASCII; `Plain.start` and `Plain.end` take its offsets back to the source.
"""

import re
import unicodedata
from dataclasses import dataclass

LONGEST_NAME = 200
"""Characters: no name is longer, and what reads names need not be quick where one is."""

_SEPARATORS = re.compile(r"[\s\-‐‑–—_'\"`’‘“”$\\{}(),.:/^~]+")
_WORD = re.compile(r"\w+")
_REPLACED = re.compile(
    r"\\([%&$#_{}])"  # \% prints %
    r"|\\(?:eg|ie|etc|etal|vs)\b\.?\s?"
    r"|``|''"
    r"|\\(?:text|math)(?:bf|it|rm|sc|tt|sf)\{|\\(?:emph|textsc|text)\{"
    r"|[“”‘’‐‑–—−\u00a0\u2009\u202f]"
)
_CHARACTERS = {"“": '"', "”": '"', "‘": "'", "’": "'", "−": "-", "‐": "-", "‑": "-", "–": "-", "—": "-"}
_WORDS = {"\\eg": "e.g. ", "\\ie": "i.e. ", "\\etc": "etc. ", "\\etal": "et al. ", "\\vs": "vs. "}


def match_key(name: str) -> str:
    """Return the form in which two spellings of one name are equal: no case, accents, separators or plural s.

    A plus, a star and digits are kept, since they tell names apart.

    >>> match_key("Mini-F2F") == match_key("miniF2F")
    True
    >>> match_key("HumanEval+")
    'humaneval+'
    """
    if name.isascii():
        folded = name.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", name).casefold()
        folded = "".join(c for c in decomposed if not unicodedata.combining(c))
    key = _SEPARATORS.sub("", folded)
    return key[:-1] if len(key) > 4 and key.endswith("s") and not key.endswith("ss") else key


def terms(text: str) -> list[str]:
    """Return the words of a text as free-text search compares them, in order.

    >>> terms("Theorem-proving in Lean 4")
    ['theorem', 'proving', 'in', 'lean', '4']
    """
    if text.isascii():
        return _WORD.findall(text.lower())
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return _WORD.findall("".join(c for c in decomposed if not unicodedata.combining(c)))


@dataclass(frozen=True, slots=True)
class Plain:
    """A text as a matcher reads it.

    `origin[i]` is the source offset of character `i`; its last item is the source's length.
    """

    text: str
    origin: tuple[int, ...]

    def start(self, offset: int) -> int:
        """Return the source offset at which a span that starts at `offset` starts."""
        return self.origin[offset]

    def end(self, offset: int) -> int:
        """Return the source offset at which a span that ends at `offset` ends (exclusive)."""
        return self.origin[offset - 1] + 1 if offset else 0


def plain(source: str) -> Plain:
    r"""Return the plain form of a source text.

    >>> plain(r"gains 5\% on ``GSM8K''").text
    'gains 5% on "GSM8K"'
    """
    out: list[str] = []
    origin: list[int] = []
    position = 0
    for match in _REPLACED.finditer(source):
        out.append(source[position : match.start()])
        origin.extend(range(position, match.start()))
        replacement = _replacement(match)
        out.append(replacement)
        # A span may not begin or end inside a replaced run: every character of it but the last points at the run's
        # start.
        origin.extend([match.start()] * (len(replacement) - 1))
        if replacement:
            origin.append(match.end() - 1)
        position = match.end()
    out.append(source[position:])
    origin.extend(range(position, len(source)))
    origin.append(len(source))
    return Plain("".join(out), tuple(origin))


def _replacement(match: re.Match[str]) -> str:
    run = match.group()
    if match.group(1):
        return match.group(1)
    if run in ("``", "''"):
        return '"'
    if run.startswith("\\"):
        return _WORDS.get(run.rstrip(". "), "")
    return _CHARACTERS.get(run, " ")
