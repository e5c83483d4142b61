"""What readers made of a name before: in how many papers it stood, and in how many they annotated it as what."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.model import EntityType
from kg.text import match_key

COLUMNS = (EntityType.METHOD, EntityType.BENCHMARK, EntityType.TASK, EntityType.METRIC)
EXPECTED = 0.2
"""What one more paper is taken to say of a name that was counted."""


_INNER_CAPITAL = re.compile(r"\w[A-Z]")


def prior_key(surface: str, key: str | None = None) -> str:
    """Return the form under which a name is counted: capitals inside tell `mAP` from `map`.

    `key` is its match key, where that is known already.

    >>> prior_key("mAP"), prior_key("map"), prior_key("Image Generation")
    ('map!', 'map', 'imagegeneration')
    """
    return (match_key(surface) if key is None else key) + ("!" if _INNER_CAPITAL.search(surface) else "")


@dataclass(frozen=True, slots=True)
class PriorName:
    """A name that was annotated before, as the index of names takes it."""

    name: str
    type: EntityType | None = None
    aliases: tuple[str, ...] = ()
    cased: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Prior:
    """Counts of papers: that hold the name, and that were annotated with it as a type of `COLUMNS`."""

    seen: int
    annotated: tuple[int, ...]

    @property
    def type(self) -> EntityType:
        """Return the type that readers gave most."""
        return COLUMNS[max(range(len(COLUMNS)), key=self.annotated.__getitem__)]

    @property
    def rate(self) -> float:
        """Return the share of papers in which readers annotated the name, doubted towards what holds of any name."""
        return (max(self.annotated) + EXPECTED) / (self.seen + 1)


def parse_priors(lines: Iterable[str]) -> dict[str, Prior]:
    r"""Return priors by name key from tab-separated lines: key, papers that hold it, papers annotated for each type.

    >>> parse_priors(["lora\t9\t8\t0\t0\t0"])["lora"].type.value
    'Method'
    """
    rows = (line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#"))
    return {key: Prior(int(seen), tuple(map(int, counts))) for key, seen, *counts in rows}


@cache
def shipped_priors() -> Mapping[str, Prior]:
    """Return the priors that ship with the package."""
    path = files("extraction").joinpath("data", "name_priors.tsv")
    return parse_priors(path.read_text(encoding="utf-8").splitlines())
