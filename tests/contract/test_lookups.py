"""Whole look-ups: one call tells what the calls of the port tell one after the other."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.decisions import Merge
from kg.model import ASSERTED, DATA_TYPES, Entity, EntityType, Relation, Result, Use
from kg.store.base import GraphStore, PaperUse, Position, Slice
from kg.store.lookups import Beside, Line, ListedPaper, NamedEntity, Told, ToldBoards, Wanted, WantedBoards
from kg.text import match_key
from tests.contract.facts import corpus, entity, evidence, facts, paper

HUB = entity("data:hub", "Hub")
SPLIT = entity("data:hub-test", "hub-test", variant_of=HUB)
METHOD = entity("method:m", "M")
OTHER = entity("method:hub", "hub")
SAME = entity("method:same", "the same as M")
FEW = 2

wanted = st.builds(
    Wanted,
    first=st.sampled_from([0, 1, FEW, 100]),
    roles=st.sampled_from([ASSERTED, (Relation.EVALUATES_ON,), (Relation.USES, Relation.MENTIONS), ()]),
    after=st.sampled_from([None, Position("2023-01-01", "paper:b"), Position(None, "")]),
    min_confidence=st.sampled_from([0.0, 0.6]),
    with_variants=st.booleans(),
    is_counted=st.booleans(),
    beside=st.frozensets(st.sampled_from(Relation)),
)


@pytest.fixture
def filled(store: GraphStore) -> GraphStore:
    """Give a store with a hub, its split, and a method of its name."""
    store.upsert(
        [
            facts(paper("paper:a"), [(HUB, Relation.USES, 0.5), (METHOD, Relation.PROPOSES)]),
            facts(paper("paper:b", date="2023-01-01"), [(HUB, Relation.USES), (SPLIT, Relation.EVALUATES_ON)]),
            facts(
                paper("paper:c", date="2024-01-01"), [(SPLIT, Relation.USES), (OTHER, Relation.USES)], entities=[HUB]
            ),
            facts(
                paper("paper:d", date="2023-01-01"), [(HUB, Relation.MENTIONS, 0.1 + 0.2), (HUB, Relation.EVALUATES_ON)]
            ),
            *corpus(5),
        ]
    )
    store.remove(["paper:gone"])
    return store


def step_by_step(store: GraphStore, name: str, types: frozenset[EntityType], asked: Wanted) -> Told | None:
    """Return what a look-up promises, by the calls that it stands for."""
    (found,) = store.find([match_key(name)], types)
    if not found:
        return None
    variants = store.variants([found[0].id])[0] if asked.with_variants else []
    group = frozenset({found[0].id, *(variant.id for variant in variants)})
    bounds = {"min_confidence": asked.min_confidence}
    page: Slice[PaperUse] = Slice((), (), has_next=False)
    if asked.first:
        (page,) = store.list_uses([group], asked.roles, first=asked.first, after=asked.after, **bounds)
    total = store.count_uses([group], asked.roles, **bounds)[0] if asked.is_counted else None
    beside = store.uses_of([use.paper.id for use in page.items], tuple(asked.beside))
    return Told(found[0], tuple(map(listed, page.items, beside)), page.has_next, total)


def listed(found: PaperUse, beside: Sequence[tuple[Use, Entity]]) -> ListedPaper:
    of, strongest = found.paper, found.uses[0]
    others = tuple(Beside(use.relation, use.confidence, NamedEntity(to.id, to.name, to.types)) for use, to in beside)
    date = of.date.isoformat() if of.date else None
    return ListedPaper(of.id, of.title, date, strongest.relation, strongest.confidence, others)


def test_a_look_up_tells_what_its_parts_tell(filled: GraphStore) -> None:
    @settings(deadline=None, max_examples=25)
    @given(
        wanted,
        st.sampled_from(["hub", "Hub", "hub-test", "nowhere"]),
        st.sampled_from([DATA_TYPES, frozenset(EntityType)]),
    )
    def law(asked: Wanted, name: str, types: frozenset[EntityType]) -> None:
        others = ["nowhere", name, "Hub"]
        told = filled.look_up([name, *others], types, asked)
        assert told == [step_by_step(filled, one, types, asked) for one in (name, *others)]

    law()


def test_a_name_that_is_spelled_so_comes_before_one_with_as_many_papers(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a"), [(HUB, Relation.USES), (OTHER, Relation.USES)])])
    answers = store.look_up(["Hub", "hub", "HUB"], frozenset(EntityType), Wanted(first=0))
    assert [told and told.entity.id for told in answers] == ["data:hub", "method:hub", "data:hub"]


def test_what_was_taken_out_is_told_no_more(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a"), [(HUB, Relation.USES), (METHOD, Relation.USES)])])
    store.upsert([facts(paper("paper:a"), [(HUB, Relation.USES)])])
    (told,) = store.look_up(["Hub"], DATA_TYPES, Wanted(first=5, is_counted=True, beside=frozenset(Relation)))
    assert told is not None
    assert (told.total, [[use.entity.id for use in of.beside] for of in told.papers]) == (1, [["data:hub"]])
    store.remove(["paper:a"])
    assert store.look_up(["Hub"], DATA_TYPES, Wanted(first=5)) == [None]


ACCURACY = entity("metric:accuracy", "accuracy")
BOARD_RESULTS = (
    {"number": 71.5},
    {"number": 0.1 + 0.2, "unit": ""},
    {"number": 88.0, "setting": "zero-shot", "method_id": None},
    {"number": 88.0, "metric_id": None, "higher_is_better": None},
    {"number": 3.0, "is_delta": True, "higher_is_better": False},
    {"number": 5.0, "is_delta": True, "higher_is_better": False, "benchmark_id": SPLIT.id},
)

wanted_boards = st.builds(
    WantedBoards,
    first=st.sampled_from([1, FEW, 100]),
    rows=st.sampled_from([1, FEW, 100]),
    setting=st.sampled_from([None, "zero-shot", "Zero Shot", "few-shot"]),
    with_variants=st.booleans(),
)


def with_boards(store: GraphStore) -> GraphStore:
    """Return a store whose papers report results, the later ones more of them."""
    for number in range(len(BOARD_RESULTS)):
        of = paper(f"paper:{number}")
        on = [(one, Relation.USES) for one in (HUB, SPLIT, METHOD, SAME, ACCURACY)]
        results = [
            replace(
                Result(f"r{number}-{place}", of.id, "1", 1.0, "%", False, evidence(of)),
                **({"method_id": METHOD.id, "benchmark_id": HUB.id, "metric_id": ACCURACY.id} | said),
            )
            for place, said in enumerate(BOARD_RESULTS[: number + 1])
        ]
        store.upsert([facts(of, on, results=results)])
    return store


def boards_step_by_step(
    store: GraphStore, name: str, types: frozenset[EntityType], asked: WantedBoards
) -> ToldBoards | None:
    """Return what a look-up of boards promises, by the calls that it stands for."""
    (found,) = store.find([match_key(name)], types)
    if not found:
        return None
    variants = store.variants([found[0].id])[0] if asked.with_variants else []
    group = frozenset({found[0].id, *(variant.id for variant in variants)})
    (boards,) = store.boards([group], setting=asked.setting, first=asked.first, rows=asked.rows)

    rows = [row for board in boards for row in board.results]
    papers = {of.id: of for of in store.papers([row.paper_id for row in rows]) if of}
    on = {id_ for board in boards for id_ in (board.condition.benchmark_id, board.condition.metric_id)}
    ids = [id_ for id_ in on | {row.method_id for row in rows} if id_]
    entities = dict(zip(ids, store.entities(ids), strict=True))
    return ToldBoards(
        found[0],
        tuple(replace(board, results=tuple(map(line, board.results))) for board in boards),
        {id_: of.title for id_, of in papers.items()},
        {id_: NamedEntity(known.id, known.name, known.types) if known else None for id_, known in entities.items()},
    )


def line(row: Result) -> Line:
    return Line(row.value, row.number, row.paper_id, row.method_id)


def test_a_look_up_of_boards_tells_what_its_parts_tell(store: GraphStore) -> None:
    filled = with_boards(store)

    @settings(deadline=None, max_examples=25)
    @given(
        wanted_boards,
        st.sampled_from(["hub", "hub-test", "M", "nowhere"]),
        st.sampled_from([DATA_TYPES, frozenset(EntityType)]),
    )
    def law(asked: WantedBoards, name: str, types: frozenset[EntityType]) -> None:
        told = filled.look_up_boards(["nowhere", name], types, asked)
        assert told == [None, boards_step_by_step(filled, name, types, asked)]

    law()
    filled.decide([Merge(METHOD.id, SAME.id)], who="ada")
    law()
    filled.remove([f"paper:{number}" for number in range(3)])
    law()


def test_a_method_of_results_alone_has_no_name(store: GraphStore) -> None:
    of = paper("paper:a")
    reported = Result(*("r", of.id, "1", 1.0, "%", False, evidence(of), METHOD.id, HUB.id, ACCURACY.id))
    store.upsert([facts(of, [(HUB, Relation.USES)], entities=[METHOD, ACCURACY], results=[reported])])
    (told,) = store.look_up_boards(["Hub"], DATA_TYPES, WantedBoards(first=1, rows=1))
    assert told == boards_step_by_step(store, "Hub", DATA_TYPES, WantedBoards(first=1, rows=1))
