"""Which name is a split, version or size of another: `miniF2F-test` of `miniF2F`, `ImageNet-100` of `ImageNet`.

A split word makes a variant of any name. Every other suffix does so only where the base is a known name, since
`CIFAR-10` is no variant of `CIFAR-100` and `GPT-4o` none of `GPT-4`.
"""

import re
from dataclasses import dataclass

from kg.model import DATA_TYPES, EntityType

_SPLIT_WORDS = "test|dev|val|valid|validation|train|training"
_EDITIONS = "mini|lite|verified|hard|easy|full|plus|pro|challenge|diamond|live|sketch|extended|subset"
_SPLIT = re.compile(
    rf"(?P<base>.+?)(?:[-_ /]+(?:{_SPLIT_WORDS})(?:[- ]?set|[- ]?split)?|\s*\((?:{_SPLIT_WORDS})\))", re.IGNORECASE
)
_EDITION = re.compile(
    rf"(?P<base>.+?)(?:[-_ ]+(?:{_EDITIONS})|[-_ ]*\+|[-_ ]+v\d+(?:\.\d+)*|v2|[-_ ]+(?:C|R|A|P|LT|HQ|O|V2|X))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?P<base>.+?)[-_ ]?\d+(?:x\d+)?[KkMm]?")
_SIZE = re.compile(
    r"(?P<base>.+?)(?:[-_ ]+\d+(?:\.\d+)?x?\d*[BbMm](?:-A\d+B)?)?(?:[-_ ]+(?:Instruct|Chat|Base|it|base|large|small))?"
)


@dataclass(frozen=True, slots=True)
class Split:
    """A name taken apart.

    `needs_known_base`: it is a variant only where the base is a known name. `may_be_listed`: it is one even if the
    lexicon lists it as a name by itself.
    """

    base: str
    needs_known_base: bool
    may_be_listed: bool


def splits(name: str, type_: EntityType) -> list[Split]:
    """Return the ways in which a name can be a variant of another, the surest first; none for tasks and metrics.

    >>> splits("miniF2F-test", EntityType.BENCHMARK)[0].base
    'miniF2F'
    >>> [split.base for split in splits("Llama-3-8B-Instruct", EntityType.METHOD)]
    ['Llama-3', 'Llama-3-8B']
    """
    if type_ in DATA_TYPES:
        return _data_splits(name)
    if type_ is EntityType.METHOD:
        return _size_splits(name)
    return []


def _data_splits(name: str) -> list[Split]:
    found = ((pattern is _SPLIT, pattern.fullmatch(name)) for pattern in (_SPLIT, _EDITION, _NUMBERED))
    return [
        Split(match["base"].strip(), needs_known_base=not sure, may_be_listed=sure) for sure, match in found if match
    ]


def _size_splits(name: str) -> list[Split]:
    match = _SIZE.fullmatch(name)
    bases = [match["base"]] if match and match["base"] != name else []
    whole = re.sub(r"[-_ ]+(?:Instruct|Chat|Base|it)$", "", name)
    if bases and whole not in (name, bases[0]):
        bases.append(whole)
    return [Split(base, needs_known_base=True, may_be_listed=True) for base in bases]
