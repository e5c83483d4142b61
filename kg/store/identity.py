"""Pure rules, common to every adapter, that say which stored paper a given one is and how it is called."""

from collections.abc import Iterable, Sequence

from kg.ids import title_id
from kg.model import Paper

_TITLE_PREFIX = "paper:title:"


def is_title_id(paper_id: str) -> bool:
    """Tell whether an id is made from a title alone, so that two papers may come to share it.

    >>> is_title_id(title_id("Introduction")), is_title_id("paper:arxiv:2410.12345")
    (True, False)
    """
    return paper_id.startswith(_TITLE_PREFIX)


def has_source_id(ids: Iterable[str]) -> bool:
    """Tell whether one of the ids was given by a source; papers that both have one are never merged by title."""
    return not all(map(is_title_id, ids))


def given_ids(paper: Paper) -> tuple[str, ...]:
    """Return the ids that a paper comes with, its main id first, each once."""
    return tuple(dict.fromkeys((paper.id, *paper.ids)))


def ids_to_try(paper: Paper) -> tuple[str, ...]:
    """Return the ids by which a paper is looked for, in order: those that it comes with, then that of its title."""
    return tuple(dict.fromkeys((*given_ids(paper), title_id(paper.title))))


def claimed_title_ids(paper: Paper) -> list[str]:
    """Return the ids made of titles that a paper of another store answers to for good, since a source named it, too.

    Where a paper with an id of its own answers to one of them for its title alone, it must not go on to.
    """
    ids = given_ids(paper)
    return [id_ for id_ in ids if is_title_id(id_)] if has_source_id(ids) else []


def is_same_paper(given: Paper, shared_id: str, known_ids: Iterable[str]) -> bool:
    """Tell whether a given paper is the stored one that answers to `shared_id` and was given the ids `known_ids`.

    An id from a source decides alone. A shared title decides only if one of the two is known by its title alone: two
    papers named "Introduction" with an arXiv id each stay two.
    """
    return not is_title_id(shared_id) or not (has_source_id(given_ids(given)) and has_source_id(known_ids))


def main_id(given: Paper, current: str | None) -> str:
    """Return the main id of a paper whose main id was `current` (None for a new one): the given one, unless it is made
    from the title while the paper already has another."""
    return current if current is not None and is_title_id(given.id) else given.id


def listed_ids(main: str, known_ids: Sequence[str]) -> tuple[str, ...]:
    """Return `Paper.ids` as every store lists them: the main id, then the other ids that were given, ascending.

    >>> listed_ids("b", ["c", "a", "b"])
    ('b', 'a', 'c')
    """
    return (main, *sorted(set(known_ids) - {main}))
