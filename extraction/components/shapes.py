"""What a token looks like: a coined name, an ordinary word, or a word that names nothing the graph keeps."""

import re
from functools import cache
from importlib.resources import files

_INNER_CAPITAL = re.compile(r"[^\W\d_][\w.@+*-]{0,60}?[A-Z]")
_LETTER_AND_DIGIT = re.compile(r"(?=[\w.@+*-]{0,60}[A-Z])(?=[\w.@+*-]{0,60}\d)")
_ORDINARY = re.compile(
    r"[A-Z]?[a-z]+(?:-[A-Z]?[a-z]+)*"  # Vision-Language, Long
    r"|\d[\d.,]*(?:[KMBTkx]|st|nd|rd|th|D|GB|MB|TB|Hz|nm|mm|cm|km|ms|s|h)?"  # 7B, 3D
    r"|[IVX]{1,4}|[A-Z]\.?|(?:[A-Z]\.)+"
)
_DECORATED = re.compile(
    r"-(?:(?:based|style|like|level|aware|only|specific|wise|free|type|class|family|series|complete|hard|parameter|compatible|native)"
    r"|[a-z]{3,16}(?:ed|ing|able|ible|ive|ent|driven|oriented)|to-[\w-]+|as-[\w-]+|in-[\w-]+|and-[\w-]+)$"
)


@cache
def words_of(file: str) -> frozenset[str]:
    """Return the lines of a word list that ships with the package, comments left out."""
    text = files("extraction").joinpath("data", file).read_text(encoding="utf-8")
    return frozenset(line.strip().casefold() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def is_generic(surface: str) -> bool:
    """Say whether the annotation guide keeps this out: a whole class of things, a field, a company, a language."""
    low = surface.casefold()
    return low in words_of("generic.txt") or low.removesuffix("s") in words_of("generic.txt")


def is_coined(token: str) -> bool:
    """Say whether a token looks coined: capitals inside, or letters with digits.

    >>> [is_coined(t) for t in ("miniF2F", "LoRA", "GPT-4o", "Vision-Language", "LLMs", "2024", "7B", "Long")]
    [True, True, True, False, False, False, False, False]
    """
    if len(token) < 2 or len(token) > 60 or "://" in token or _ORDINARY.fullmatch(token):
        return False
    if is_generic(token) or not (_INNER_CAPITAL.search(token) or _LETTER_AND_DIGIT.match(token)):
        return False
    bare = token[:-1] if token.endswith("s") else token
    return not (_ORDINARY.fullmatch(bare) or is_generic(bare))


def undecorated(token: str) -> str:
    """Return a token without a suffix that only relates it to something: `GPT-4o-based` is about `GPT-4o`."""
    while (bare := _DECORATED.sub("", token)) != token:
        token = bare
    return token


def is_capitalised(token: str) -> bool:
    """Say whether a token begins with a capital and goes on."""
    return len(token) > 1 and token[0].isupper() and any(c.islower() for c in token)
