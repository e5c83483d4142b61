"""Decisions of the small world of `tests.contract.facts`, for laws that hypothesis tries."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from kg.curation import HUMAN
from kg.decisions import Action, AddAlias, Confirm, Merge, Reject, Rename, Split
from kg.errors import UnknownNameError
from kg.model import Evidence, Field, PaperFacts, Relation
from kg.store.base import GraphStore
from tests.contract.facts import ENTITY_IDS, NAMES, PAPER_IDS, TITLES

NEW_IDS = ("data:new", "method:new")
IDS = (*ENTITY_IDS, *NEW_IDS)


def told(surface: str = "Zürich", sentence: str = "We prove it in Zürich.") -> Evidence:
    """Return evidence from an abstract that some papers of the small world have."""
    start = sentence.find(surface)
    return Evidence(Field.ABSTRACT, start, start + len(surface), surface, sentence, 0, HUMAN, 1.0)


@st.composite
def actions(draw: st.DrawFn) -> Action:
    """Make an action; it may be about entities and papers that are not there."""
    entity = draw(st.sampled_from(IDS))
    paper = draw(st.sampled_from(PAPER_IDS))
    alike = [other for other in IDS if other.partition(":")[0] == entity.partition(":")[0] and other != entity]
    relation = draw(st.sampled_from(Relation))
    some_papers = st.lists(st.sampled_from(PAPER_IDS), max_size=2, unique=True).map(tuple)
    some_names = st.lists(st.sampled_from((*NAMES, *TITLES)), max_size=2, unique=True).map(tuple)
    name = draw(st.sampled_from((*NAMES, "Renamed")))
    made: list[Action] = [
        Rename(entity, name),
        AddAlias(entity, name),
        Confirm(paper, entity, relation, (told(),)),
        Reject(paper, entity, draw(st.sampled_from((None, relation)))),
    ]
    if alike:
        other = draw(st.sampled_from(alike))
        into = draw(st.sampled_from([new for new in NEW_IDS if new in alike] or [other]))
        made += [Merge(entity, other), Split(entity, into, name, draw(some_papers), draw(some_names))]
    return draw(st.sampled_from(made))


def decide(store: GraphStore, wanted: Sequence[Action], who: str = "ann") -> list[int]:
    """Take each action that the store does not refuse, and return the numbers."""
    taken: list[int] = []
    for action in wanted:
        try:
            taken += [decision.id for decision in store.decide([action], who=who)]
        except UnknownNameError:
            continue
    return taken


def again(given: PaperFacts) -> PaperFacts:
    """Return the same facts as a later extractor finds them."""
    return replace(given, digest=f"{given.digest}+")
