"""How often names stand in texts, and how they are spelled there."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.text import match_key, plain

_PIECE = re.compile(r"[^\W_]+(?:\+\+?|\*)?(?:'s\b)?")
_JOINTS = frozenset(" -_/.'@:")
_LONGEST = 7
_PREFIX = 14

Spellings = Mapping[str, Counter[str]]
"""For each name key, in how many texts it stands, by spelling."""


def count_spellings(texts: Iterable[str], keys: Iterable[str]) -> Spellings:
    """Return how the names with these keys are spelled in the texts; a longer name hides the shorter ones inside it."""
    wanted = frozenset(keys)
    beginnings = frozenset(key[:length] for key in wanted for length in range(1, _PREFIX + 1))
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for key, surface in set(_find(plain(text).text, wanted, beginnings)):
            counts[key][surface] += 1
    return counts


def _find(text: str, wanted: frozenset[str], beginnings: frozenset[str]) -> Iterator[tuple[str, str]]:
    pieces = [(m.start(), m.end(), _piece_key(m.group())) for m in _PIECE.finditer(text)]
    i = 0
    while i < len(pieces):
        found = _longest(text, pieces, i, wanted, beginnings)
        if found is None:
            i += 1
            continue
        last, key = found
        if not _is_part(text, pieces[i][0], pieces[last][1]):
            yield key, text[pieces[i][0] : pieces[last][1]].removesuffix("'s")
        i = last + 1


def _longest(
    text: str, pieces: list[tuple[int, int, str]], i: int, wanted: frozenset[str], beginnings: frozenset[str]
) -> tuple[int, str] | None:
    best = None
    joined = ""
    for j in range(i, min(i + _LONGEST, len(pieces))):
        if j > i:
            gap = text[pieces[j - 1][1] : pieces[j][0]]
            if not _is_joint(gap):
                break
            joined += "@" if gap == "@" else ""
        joined += pieces[j][2]
        key = joined[:-1] if len(joined) > 4 and joined.endswith("s") and not joined.endswith("ss") else joined
        if key in wanted:
            best = (j, key)
        if joined[:_PREFIX] not in beginnings:
            break
    return best


def _piece_key(piece: str) -> str:
    lowered = piece.removesuffix("'s").lower()
    return lowered if lowered.isascii() else match_key(lowered + "x")[:-1]


def _is_joint(gap: str) -> bool:
    return gap in _JOINTS or gap == "'s "


def _is_part(text: str, start: int, end: int) -> bool:
    """Say whether a hyphen or point ties the span to more of a name: CIFAR in `CIFAR-100`, GRPO in `ReSum-GRPO`."""
    behind = re.match(r"[-_.@+]\w+", text[end : end + 20])
    before = re.search(r"[\w.]+[-_@.]$", text[max(0, start - 20) : start])
    return bool(behind and not behind.group()[1:].islower()) or bool(before and not before.group()[:-1].islower())
