"""Which name is a split, edition or size of another: `miniF2F-test` of `miniF2F`, `ImageNet-100` of `ImageNet`.

A split word makes a variant of any name. Every other ending does so only where the base is a known name, and a numbered
one only in families that number their subsets: `CIFAR-10` is no variant of `CIFAR`, `GPT-4o` none of `GPT-4`.
"""

import re
from dataclasses import dataclass

from kg.model import DATA_TYPES, EntityType

_SPLIT_WORDS = {
    "test": "test",
    "testing": "test",
    "testset": "test",
    "dev": "dev",
    "development": "dev",
    "val": "val",
    "valid": "val",
    "validation": "val",
    "train": "train",
    "training": "train",
    "testmini": "testmini",
    "minival": "minival",
    "test-dev": "test-dev",
    "test-std": "test-std",
}
_WORDS = "|".join(sorted(_SPLIT_WORDS, key=len, reverse=True))
_SPLIT = re.compile(
    rf"(?P<base>.*\w.*?)(?:[-_ /]+|\s*\()(?P<word>{_WORDS})(?P<year>[-_ ]?(?:20)?\d\d)?"
    r"(?:[- _]?(?:set|split|subset))?\)?",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"(?P<base>.+?)(?P<more>[-_ ]+(?:mini|lite|verified|hard|easy|full|plus|pro|challenge|diamond|sketch|extended"
    r"|subset|multilingual|multimodal|long|small|large|C|R|A|LT|HQ)|[-_ ]*\+|[-_ ]*[vV]\d(?:\.\d+)*)",
    re.IGNORECASE,
)
_SUBSET = re.compile(r"(?P<base>ImageNet|MATH|GSM8K|COCO|AIME|Places|LVIS)(?P<more>[-_ ']?(?:\d+(?:x\d+)?[KkMm]?))")
_SIZE = re.compile(r"(?P<base>.+?)(?P<more>[-_ ]+\d+(?:\.\d+)?[BbMT](?:-A\d+(?:\.\d+)?B)?)")
_TUNING = re.compile(
    r"(?P<base>.+?)(?P<more>[-_ ]+(?:instruct|chat|base|it|large|small|tiny|huge|thinking|preview|turbo|v0\.\d"
    r"|distilled))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Split:
    """A name taken apart into a base and what it adds; `is_sure` tells that the ending alone makes it a variant."""

    base: str
    suffix: str
    is_sure: bool = False


def splits(name: str, type_: EntityType) -> list[Split]:
    """Return the ways in which a name can be a variant of another, the nearest base first; none for tasks and metrics.

    >>> splits("miniF2F (validation set)", EntityType.BENCHMARK)
    [Split(base='miniF2F', suffix='val', is_sure=True)]
    >>> [split.base for split in splits("Llama-3-8B-Instruct", EntityType.METHOD)]
    ['Llama-3-8B']
    """
    if type_ in DATA_TYPES:
        return [*_data_splits(name), *_endings(name, _EDITION, _SUBSET)]
    if type_ is EntityType.METHOD:
        return _endings(name, _SIZE, _TUNING)
    return []


def _data_splits(name: str) -> list[Split]:
    match = _SPLIT.fullmatch(name)
    if match is None or match["base"].casefold() in _SPLIT_WORDS or len(match["base"]) < 3:
        return []
    year = re.sub(r"\D", "", match["year"] or "")
    return [Split(match["base"].rstrip(" -_/("), _SPLIT_WORDS[match["word"].casefold()] + year, is_sure=True)]


def _endings(name: str, *patterns: re.Pattern[str]) -> list[Split]:
    found = (pattern.fullmatch(name) for pattern in patterns)
    return [Split(match["base"], match["more"].strip(" -_")) for match in found if match]
