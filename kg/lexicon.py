"""The names that ship with the project: benchmarks, datasets, methods, tasks and metrics with their aliases."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from kg.model import EntityType
from kg.text import match_key

COLUMNS = ("name", "type", "aliases", "parent", "url", "flags")
_CASED = "cased"
_WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Entry:
    """One known name.

    `aliases` are its other forms, the name not among them. `parent` is the name of the entry of which this is a
    variant. A `cased` name is itself only where it is spelled exactly so, since the letters also make an ordinary word;
    a `weak` one needs a cue beside it as well.
    """

    name: str
    type: EntityType
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    url: str | None = None
    cased: bool = False
    weak: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """Return the name, then the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Lexicon:
    """Known names in the order of their file; immutable, and indexed at the first look-up."""

    entries: tuple[Entry, ...] = ()

    def lookup(self, form: str) -> tuple[Entry, ...]:
        """Return the entries with a form that is equal by `kg.text.match_key`: those that spell it exactly so first.

        >>> Lexicon((Entry("miniF2F", EntityType.BENCHMARK),)).lookup("Mini-F2F")[0].name
        'miniF2F'
        """
        found = self._by_key.get(match_key(form), ())
        return tuple(sorted(found, key=lambda entry: form not in entry.forms)) if len(found) > 1 else found

    def forms(self) -> Iterator[tuple[str, Entry]]:
        """Yield every form with its entry, in order."""
        for entry in self.entries:
            for form in entry.forms:
                yield form, entry

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[Entry, ...]]:
        index: dict[str, tuple[Entry, ...]] = {}
        for form, entry in self.forms():
            key = match_key(form)
            if entry not in index.get(key, ()):
                index[key] = (*index.get(key, ()), entry)
        return index


@cache
def load() -> Lexicon:
    """Return the lexicon that ships with the package, read once."""
    return parse(files("kg").joinpath("data", "names.tsv").read_text(encoding="utf-8").splitlines())


def parse(lines: Iterable[str]) -> Lexicon:
    r"""Return the lexicon of tab-separated lines with the columns of `COLUMNS`; comments and blank lines are skipped.

    Raises `ValueError` for a line of another shape or an unknown type.

    >>> parse(["HumanEval+\tBenchmark\tHumanEvalPlus\tHumanEval\t\tcased"]).entries[0].parent
    'HumanEval'
    """
    return Lexicon(tuple(_entry(line) for line in lines if line and not line.startswith("#")))


def _entry(line: str) -> Entry:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise ValueError(f"not {len(COLUMNS)} columns: {line!r}")
    name, type_, aliases, parent, url, flags = cells
    return Entry(
        name=name,
        type=EntityType(type_),
        aliases=tuple(aliases.split("|")) if aliases else (),
        parent=parent or None,
        url=url or None,
        cased=_CASED in flags,
        weak=_WEAK in flags,
    )
