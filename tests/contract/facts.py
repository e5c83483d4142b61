"""Facts for the contract suite: builders of one paper, a corpus, and what hypothesis makes of a small world.

The small world has few ids, titles and names, so that papers meet, merge and part again.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import strategies as st

from kg.ids import title_id
from kg.model import Entity, EntityType, Evidence, Field, Paper, PaperFacts, Relation, Result, Use

Edge = tuple[Entity, Relation] | tuple[Entity, Relation, float]


def entity(id_: str, name: str | None = None, *, variant_of: Entity | None = None, **fields: object) -> Entity:
    """Return an entity whose type is that of its id's prefix (a benchmark for `data:`) and whose name is its slug."""
    prefix, _, slug = id_.partition(":")
    types = frozenset({EntityType.BENCHMARK if prefix == "data" else EntityType(prefix.capitalize())})
    made = Entity(id_, name or slug, types, (name or slug,), variant_of=variant_of.id if variant_of else None)
    return replace(made, **fields)


def paper(id_: str, title: str | None = None, *, date: str | None = None, **fields: object) -> Paper:
    """Return a paper; its title is made of the id where none is given."""
    day = dt.date.fromisoformat(date) if date else None
    made = Paper(id_, title or f"Title of {id_}", f"Abstract of {id_}.", date=day)
    return replace(made, **fields)


def evidence(
    of: Paper, *, start: int = 0, end: int = 5, field: Field = Field.TITLE, confidence: float = 0.9
) -> Evidence:
    """Return evidence at a place of a paper."""
    text = of.text(field)
    return Evidence(field, start, end, text[start:end], text, 0, "rule@1", confidence)


def facts(
    of: Paper, edges: Sequence[Edge] = (), *, entities: Sequence[Entity] = (), results: Sequence[Result] = ()
) -> PaperFacts:
    """Return the facts of a paper with one edge for each entity, relation and confidence (0.9 where none is given)."""
    uses = tuple(
        Use(of.id, to.id, relation, *(confidence or [0.9]), (evidence(of),)) for to, relation, *confidence in edges
    )
    named = {to.id: to for to in (*entities, *(edge[0] for edge in edges))}
    return digested(PaperFacts(of, tuple(named.values()), uses, tuple(results), ""))


def digested(undigested: PaperFacts) -> PaperFacts:
    """Return facts with the digest that equal facts alone have."""
    return replace(undigested, digest=hashlib.sha256(repr(undigested).encode()).hexdigest())


def corpus(papers: int) -> list[PaperFacts]:
    """Return the facts of some papers that all measure on one benchmark, the same at each call."""
    hub = entity("data:hub", "Hub")
    made = []
    for number in range(papers):
        own = entity(f"method:own-{number}")
        split = entity(f"data:hub-{number % 3}", variant_of=hub)
        written = paper(f"paper:arxiv:2401.{number:05}", date=f"2024-01-{number % 28 + 1:02}", authors=("Ann Lee",))
        number_found = Result(
            f"result:{number}", written.id, str(number), float(number), "%", False, evidence(written), own.id, split.id
        )
        edges = [(own, Relation.PROPOSES), (split, Relation.EVALUATES_ON), (hub, Relation.MENTIONS)]
        made.append(facts(written, edges, results=[number_found]))
    return made


TITLES = ("Introduction", "introduction", "Zürich proofs", "A survey", "Lean_4 in use")
PAPER_IDS = ("paper:arxiv:2401.00001", "paper:arxiv:2401.00002", "paper:W3", *map(title_id, TITLES[1:4]))
ABSTRACTS = ("We prove it in Zürich.", "Nothing_here — but PROOFS & 𝕏.", "")
AUTHORS = ("Ann Lee", "ann  LEE", "Bo Ångström")
ORGANIZATIONS = (None, "Uni A", "uni-a", "Lab B")
DATES = (None, dt.date(2023, 5, 1), dt.date(2024, 1, 31), dt.date(2024, 2, 1))
ENTITY_IDS = ("data:a", "data:a-test", "data:b", "method:m", "method:n", "task:t", "metric:f")
NAMES = ("miniF2F", "Mini-F2F", "ímageNet", "zeta", "Zeta", "Ångström+")
CONFIDENCES = (0.25, 0.5, 0.75, 1.0)

_DATA_TYPES = [
    frozenset({EntityType.DATASET}),
    frozenset({EntityType.BENCHMARK}),
    frozenset({EntityType.DATASET, EntityType.BENCHMARK}),
]


@st.composite
def entities(draw: st.DrawFn, id_: str) -> Entity:
    """Make an entity of one id: any name, any aliases, perhaps a variant of any other of its prefix."""
    prefix = id_.partition(":")[0]
    types = draw(st.sampled_from(_DATA_TYPES)) if prefix == "data" else frozenset({EntityType(prefix.capitalize())})
    name = draw(st.sampled_from(NAMES))
    aliases = draw(st.lists(st.sampled_from(NAMES), max_size=2))
    parents = [other for other in ENTITY_IDS if other.startswith(prefix)]
    parent = draw(st.one_of(st.none(), st.sampled_from(parents)))
    url = draw(st.sampled_from((None, "https://example.org/a", "https://example.org/b")))
    return Entity(id_, name, types, tuple(dict.fromkeys((name, *aliases))), url, parent)


@st.composite
def evidences(draw: st.DrawFn, of: Paper) -> Evidence:
    """Make evidence at any place of a paper."""
    field = draw(st.sampled_from([field for field in Field if of.text(field)]))
    start = draw(st.integers(0, len(of.text(field)) - 1))
    end = draw(st.integers(start + 1, len(of.text(field))))
    return evidence(of, start=start, end=end, field=field, confidence=draw(st.sampled_from(CONFIDENCES)))


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """Make a paper of the small world."""
    title = draw(st.sampled_from(TITLES))
    from_sources = st.lists(st.sampled_from(PAPER_IDS[:3]), min_size=1, max_size=2, unique=True)
    ids = draw(st.one_of(st.just([title_id(title)]), from_sources))  # as readers do: by its title if by nothing else
    return Paper(
        ids[0],
        title,
        draw(st.sampled_from(ABSTRACTS)),
        tuple(draw(st.lists(st.sampled_from(AUTHORS), max_size=2))),
        draw(st.sampled_from(ORGANIZATIONS)),
        draw(st.sampled_from(DATES)),
        draw(st.sampled_from((None, "https://example.org/p"))),
        draw(st.booleans()),
        tuple(ids),
    )


@st.composite
def paper_facts(draw: st.DrawFn) -> PaperFacts:
    """Make the facts of a paper of the small world."""
    of = draw(papers())
    named = draw(st.lists(st.sampled_from(ENTITY_IDS), max_size=4, unique=True))
    held = {id_: draw(entities(id_)) for id_ in named}
    for parent in [made.variant_of for made in held.values() if made.variant_of not in (None, *held)]:
        held[parent] = replace(draw(entities(parent)), variant_of=None)
    uses = []
    for id_ in named:
        for relation in draw(st.lists(st.sampled_from(Relation), max_size=2, unique=True)):
            pieces = draw(st.lists(evidences(of), min_size=1, max_size=2))
            uses.append(Use(of.id, id_, relation, draw(st.sampled_from(CONFIDENCES)), tuple(pieces)))
    results = [draw(_results(of, f"result:{number}", list(held))) for number in range(draw(st.integers(0, 2)))]
    return digested(PaperFacts(of, tuple(held.values()), tuple(uses), tuple(results), ""))


@st.composite
def _results(draw: st.DrawFn, of: Paper, id_: str, held: Sequence[str]) -> Result:
    def one_of(prefix: str) -> str | None:
        return draw(st.sampled_from([None, *(id_ for id_ in held if id_.startswith(prefix))]))

    number = draw(st.sampled_from((0.0, -1.5, 75.0, 1e9)))
    found = draw(evidences(of))
    unit, setting = draw(st.sampled_from(("%", ""))), draw(st.sampled_from((None, "pass@1")))
    return Result(
        *(id_, of.id, str(number), number, unit, draw(st.booleans()), found),
        *(one_of("method:"), one_of("data:"), one_of("metric:"), setting, draw(st.sampled_from((None, True, False)))),
    )


batches = st.lists(paper_facts(), max_size=6)


def split(batch: Sequence[PaperFacts], at: Iterable[int]) -> list[Sequence[PaperFacts]]:
    """Return a batch cut at some places, empty pieces included."""
    places = [0, *sorted(min(place, len(batch)) for place in at), len(batch)]
    return [batch[start:end] for start, end in pairwise(places)]
