"""Names that the lexicon knows, however the text spells them: any case, hyphen or plural, the longest first."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kg.model import EntityType
from kg.text import match_key

_PIECE = re.compile(r"[^\W_]{1,60}(?:(?:\+\+?|\*)(?![\w.]))?")
_JOINT = re.compile(r"[ \-/_.'@:+&]?|--| [-&] |[ ]['\"]")
_INSIDE = re.compile(r"[\w.@]*-?$")
_LONGEST = 7
_HEAD = 8
_TAIL = re.compile(
    r"-(?:based|style|like|guided|driven|trained|tuned|free|enhanced|augmented|powered|generated|level|aware|only|specific"
    r"|inspired|compatible|integrated|equipped|optimized|finetuned|family|series|class|type|related|oriented|enabled)\b"
)


class KnownName(Protocol):
    """What the index needs of a lexicon's entry."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def type(self) -> EntityType | None: ...  # noqa: D102
    @property
    def aliases(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def cased(self) -> bool: ...  # noqa: D102
    @property
    def weak(self) -> bool: ...  # noqa: D102


@dataclass(slots=True)
class NameIndex:
    """Lexicon entries by the form in which names are compared."""

    by_key: dict[str, list[KnownName]] = field(default_factory=dict)
    cased: dict[str, set[str]] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)

    def learn(self, entries: Iterable[KnownName]) -> None:
        """Add entries; of two entries with one key the one added first is preferred."""
        for entry in entries:
            for form in dict.fromkeys((entry.name, *entry.aliases)):
                key = match_key(form)
                if len(key) < 2:
                    continue
                known = self.by_key.setdefault(key, [])
                if entry not in known:
                    known.append(entry)
                self.heads.update(key[:n] for n in range(1, _HEAD + 1))
                if entry.cased:
                    self.cased.setdefault(key, set()).add(form)

    def find(self, text: str) -> Iterator[tuple[int, int, KnownName]]:
        """Yield the known names of a text as start, end and entry, none overlapping another."""
        pieces = [(match.start(), match.end(), _key(match.group())) for match in _PIECE.finditer(text)]
        i = 0
        while i < len(pieces):
            j, entry = self._longest(text, pieces, i) if self._begins(pieces[i][2]) else (i, None)
            if entry is not None:
                yield pieces[i][0], pieces[j][1], entry
            i = j + 1

    def _longest(self, text: str, pieces: Sequence[tuple[int, int, str]], i: int) -> tuple[int, KnownName | None]:
        best: tuple[int, KnownName | None] = (i, None)
        start, end, joined = pieces[i]
        if _inside_a_name(text, start):
            return best
        for j in range(i, min(i + _LONGEST, len(pieces))):
            if j > i:
                begin, _, key = pieces[j]
                if begin - end > 3 or not _JOINT.fullmatch(text, end, begin):
                    break
                joined, end = joined + key, pieces[j][1]
                if not self._begins(joined):
                    break
            entry = self._entry(_singular(joined), text, start, end)
            if entry is not None and not _goes_on(text, end):
                best = (j, entry)
        return best

    def _begins(self, joined: str) -> bool:
        """Say whether a name may begin so; cheap, and right for all that is not one."""
        head = joined[:_HEAD]
        return head in self.heads or (len(joined) <= _HEAD and head.endswith("s") and head[:-1] in self.heads)

    def _entry(self, key: str, text: str, start: int, end: int) -> KnownName | None:
        known = self.by_key.get(key)
        if known is None:
            return None
        surface = text[start:end]
        for entry in known:
            if not entry.cased or surface in self.cased[key] or surface.removesuffix("s") in self.cased[key]:
                return entry
        return None


def _key(piece: str) -> str:
    # The plural s is dropped once, from the whole name: "Aggregations Network" keeps its s inside.
    return piece.lower() if piece.isascii() else match_key(piece + "x")[:-1]


def _singular(key: str) -> str:
    return key[:-1] if len(key) > 4 and key.endswith("s") and not key.endswith("ss") else key


def _inside_a_name(text: str, start: int) -> bool:
    """Say whether a hyphen ties what starts here to a name in front of it, as GRPO in `ReSum-GRPO`."""
    if start < 2 or text[start - 1] not in "-_@":
        return False
    word = re.split(r"[^\w.@-]", text[max(0, start - 40) : start - 1])[-1]
    return any(c.isupper() or c.isdigit() for c in word) or text[start - 1] in "_@"


def _goes_on(text: str, end: int) -> bool:
    """Say whether a hyphen ties what ends here to more of the same name, as CIFAR in `CIFAR-10`."""
    following = text[end : end + 24]
    if not re.match(r"[-_@+]\w|\.\d", following):
        return False
    rest = re.match(r"[-_@+.][\w.]+", following)
    return not _TAIL.match(following) and (rest is None or not rest.group()[1:].islower())
