"""Names that the lexicon knows, however the text spells them: any case, hyphen or plural, the longest first."""

import re
from collections.abc import Iterable, Iterator
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
        pieces = list(_PIECE.finditer(text))
        keys = [_key(piece.group()) for piece in pieces]
        i = 0
        while i < len(pieces):
            j, entry = self._longest(text, pieces, keys, i)
            if entry is not None:
                yield pieces[i].start(), pieces[j].end(), entry
            i = j + 1

    def _longest(self, text: str, pieces: list[re.Match[str]], keys: list[str], i: int) -> tuple[int, KnownName | None]:
        best: tuple[int, KnownName | None] = (i, None)
        joined = keys[i]
        if not self._begins(joined) or _inside_a_name(text, pieces[i].start()):
            return best
        for j in range(i, min(i + _LONGEST, len(pieces))):
            if j > i:
                gap = pieces[j].start() - pieces[j - 1].end()
                if gap > 3 or not _JOINT.fullmatch(text, pieces[j - 1].end(), pieces[j].start()):
                    break
                joined += keys[j]
                if not self._begins(joined):
                    break
            for key in _singulars(joined):
                entry = self._entry(key, text[pieces[i].start() : pieces[j].end()])
                if entry is not None and not _goes_on(text, pieces[j].end()):
                    best = (j, entry)
                    break
        return best

    def _begins(self, joined: str) -> bool:
        """Say whether a name may begin so; cheap, and right for all that is not one."""
        head = joined[:_HEAD]
        return head in self.heads or (len(joined) <= _HEAD and head.endswith("s") and head[:-1] in self.heads)

    def _entry(self, key: str, surface: str) -> KnownName | None:
        for entry in self.by_key.get(key, ()):
            if not entry.cased or surface in self.cased[key] or surface.removesuffix("s") in self.cased[key]:
                return entry
        return None


def _key(piece: str) -> str:
    # The plural s is dropped once, from the whole name: "Aggregations Network" keeps its s inside.
    return piece.lower() if piece.isascii() else match_key(piece + "x")[:-1]


def _singulars(key: str) -> tuple[str, ...]:
    if len(key) > 4 and key.endswith("s") and not key.endswith("ss"):
        return (key[:-1],)
    return (key,)


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
