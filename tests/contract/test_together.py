"""What papers use together, and which papers are related: counted over the newest papers."""

from kg.model import DATA_TYPES, EntityType, Relation
from kg.store.base import GraphStore
from kg.together import CoUses, Kindred, Shared
from tests.contract.facts import Edge, entity, facts, paper

HUB = entity("data:hub", "Hub")
SPLIT = entity("data:hub-test", "hub-test", variant_of=HUB)
OTHER = entity("data:other", "Other")
THIRD = entity("data:third", "a third")
THIRD_SPLIT = entity("data:third-test", "third-test", variant_of=THIRD)
M, N = entity("method:m", "M"), entity("method:n", "N")
TASK = entity("task:t", "T")
FAMILY = frozenset({HUB.id, SPLIT.id})
MEASURED = (Relation.EVALUATES_ON,)


def write(store: GraphStore, number: int, *edges: Edge, date: str | None = None) -> None:
    store.upsert([facts(paper(f"paper:{number}", date=date), edges, entities=[HUB, THIRD])])


def counts(found: CoUses) -> list[tuple[str, int]]:
    return [(one.entity.id, one.count) for one in found.entities]


def beside(store: GraphStore, group: frozenset[str] = FAMILY, **options: object) -> CoUses:
    (found,) = store.used_with([group], **{"types": DATA_TYPES, "papers": 100, "first": 10} | options)
    return found


def test_data_that_is_used_together_is_counted_most_papers_first_then_by_name(store: GraphStore) -> None:
    write(store, 1, (HUB, Relation.USES), (OTHER, Relation.USES), (THIRD, Relation.EVALUATES_ON), (M, Relation.USES))
    write(store, 2, (SPLIT, Relation.USES), (OTHER, Relation.EVALUATES_ON), (TASK, Relation.ADDRESSES))
    write(store, 3, (OTHER, Relation.USES), (THIRD, Relation.USES))
    found = beside(store)
    assert (counts(found), found.papers) == ([("data:other", 2), ("data:third", 1)], 2)
    assert [one.lift for one in found.entities] == [1.0, 0.75]
    assert counts(beside(store, frozenset({M.id}))) == [("data:third", 1), ("data:hub", 1), ("data:other", 1)]
    assert counts(beside(store, first=1)) == [("data:other", 2)]


def test_a_use_of_a_variant_is_one_of_its_parent_and_kin_is_left_out(store: GraphStore) -> None:
    write(store, 1, (HUB, Relation.USES), (SPLIT, Relation.USES), (THIRD_SPLIT, Relation.USES), (THIRD, Relation.USES))
    assert counts(beside(store)) == [("data:third", 1), ("data:third-test", 1)]
    assert counts(beside(store, frozenset({SPLIT.id}))) == [("data:third", 1), ("data:third-test", 1)]


def test_mentions_do_not_count_unless_asked_for(store: GraphStore) -> None:
    write(store, 1, (HUB, Relation.USES), (OTHER, Relation.MENTIONS))
    write(store, 2, (HUB, Relation.MENTIONS), (OTHER, Relation.USES))
    assert beside(store) == CoUses(1, ())
    assert counts(beside(store, other_roles=(Relation.MENTIONS,))) == [("data:other", 1)]
    assert beside(store, roles=()) == beside(store, other_roles=()) == CoUses(0, ())


def test_the_methods_of_papers_that_evaluate_on_it_and_the_way_back(store: GraphStore) -> None:
    write(store, 1, (HUB, Relation.EVALUATES_ON), (M, Relation.PROPOSES), (N, Relation.COMPARES_TO))
    write(store, 2, (SPLIT, Relation.EVALUATES_ON), (N, Relation.USES), (OTHER, Relation.USES))
    write(store, 3, (HUB, Relation.USES), (N, Relation.USES))
    methods = {"types": frozenset({EntityType.METHOD}), "roles": MEASURED}
    assert counts(beside(store, **methods)) == [("method:n", 2), ("method:m", 1)]
    assert counts(beside(store, **methods, other_roles=(Relation.PROPOSES,))) == [("method:m", 1)]
    back = beside(store, frozenset({N.id}), other_roles=MEASURED)
    assert (counts(back), back.papers) == ([("data:hub", 2), ("data:hub-test", 1)], 3)


def test_of_many_papers_the_newest_are_looked_at(store: GraphStore) -> None:
    write(store, 1, (HUB, Relation.USES), (OTHER, Relation.USES), date="2020-01-01")
    write(store, 2, (SPLIT, Relation.USES), (THIRD, Relation.USES), date="2021-01-01")
    write(store, 3, (HUB, Relation.USES), (SPLIT, Relation.USES), (THIRD, Relation.USES), date="2022-01-01")
    found = beside(store, papers=2)
    assert (counts(found), found.papers) == ([("data:third", 2)], 2)


def test_what_is_gone_is_used_with_nothing(store: GraphStore) -> None:
    write(store, 1, (HUB, Relation.USES), (OTHER, Relation.USES))
    write(store, 1, (HUB, Relation.USES))
    assert beside(store) == CoUses(1, ())
    store.remove(["paper:1"])
    groups = [FAMILY, frozenset({"data:x"}), frozenset[str]()]
    assert store.used_with(groups, DATA_TYPES, papers=9, first=9) == [CoUses(0, ())] * 3


def test_the_rarest_entities_of_a_paper_come_with_their_newest_other_papers(store: GraphStore) -> None:
    write(store, 1, (HUB, Relation.USES), (OTHER, Relation.USES), (M, Relation.PROPOSES), (N, Relation.MENTIONS))
    write(store, 2, (HUB, Relation.USES), (OTHER, Relation.USES), (OTHER, Relation.INTRODUCES), date="2020-01-01")
    write(store, 3, (HUB, Relation.EVALUATES_ON), (N, Relation.USES), date="2021-01-01")
    write(store, 4, (HUB, Relation.MENTIONS), date="2022-01-01")
    unknown, first = store.kindred(["paper:x", "paper:1"], entities=5, papers=5)
    other, hub = Shared("data:other", 2, ("paper:2",)), Shared("data:hub", 3, ("paper:3", "paper:2"))
    assert (unknown, first) == (Kindred(4, ()), Kindred(4, (other, hub)))
    assert store.kindred(["paper:1"], entities=1, papers=5) == [Kindred(4, (other,))]
    assert store.kindred(["paper:2"], entities=5, papers=1)[0].shared[1] == Shared("data:hub", 3, ("paper:3",))


def test_the_number_of_papers_follows_removals_and_returns(store: GraphStore) -> None:
    def total() -> int:
        return store.kindred(["paper:x"], entities=1, papers=1)[0].total

    for number in (1, 2, 2):
        write(store, number, (HUB, Relation.USES))
    assert total() == store.stats().papers == 2
    store.remove(["paper:1", "paper:1"])
    assert total() == store.stats().papers == 1
    write(store, 1, (HUB, Relation.USES))
    assert total() == store.stats().papers == 2
