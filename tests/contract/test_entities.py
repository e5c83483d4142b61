"""How entities are merged, found, counted, and how they come to live and to retire."""

from kg.model import EntityType, Relation
from kg.store.base import EntityOrder, GraphStore, Position
from tests.contract.facts import entity, facts, paper
from tests.contract.snapshot import ALL, TYPES

HUB = entity("data:hub", "Hub")
TEST_SPLIT = entity("data:hub-test", "Hub-test", variant_of=HUB)
SMALL_SPLIT = entity("data:hub-test-small", "a small one", variant_of=TEST_SPLIT)


def counts(store: GraphStore, *ids: str) -> list[int | None]:
    return [found.paper_count if found else None for found in store.entities(ids)]


def test_the_first_name_stays_and_types_aliases_and_address_are_united(store: GraphStore) -> None:
    first = entity("data:hub", "Hub", aliases=("Hub", "The Hub"), types=frozenset({EntityType.DATASET}))
    second = entity("data:hub", "HUB", aliases=("HUB",), url="https://example.org/1")
    third = entity("data:hub", "Hub", url="https://example.org/2")
    for number, given in enumerate((first, second, third)):
        store.upsert([facts(paper(f"paper:{number}"), [(given, Relation.USES)])])
    (found,) = store.entities(["data:hub"])
    assert found is not None
    assert (found.name, found.types) == ("Hub", frozenset({EntityType.DATASET, EntityType.BENCHMARK}))
    assert found.url == "https://example.org/1"
    assert found.aliases == ("Hub", "HUB", "The Hub", "Title")


def test_the_surface_of_a_mention_is_an_alias(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a", "HUBBY is used"), [(HUB, Relation.USES)])])
    assert [[found.id for found in entities] for entities in store.find(["hubby", "hub"], TYPES)] == [["data:hub"]] * 2


def test_find_keeps_the_order_of_the_keys_and_lists_the_most_used_first(store: GraphStore) -> None:
    data, method, task = entity("data:x", "X"), entity("method:x", "X"), entity("task:x", "X")
    store.upsert(
        [
            facts(paper("paper:a"), [(method, Relation.USES), (task, Relation.ADDRESSES)]),
            facts(paper("paper:b"), [(method, Relation.USES), (data, Relation.USES)]),
        ]
    )
    found = store.find(["nothing", "x", "x"], TYPES)
    assert [[entity.id for entity in entities] for entities in found] == [[], *([["method:x", "data:x", "task:x"]] * 2)]
    assert [e.id for e in store.find(["x"], frozenset({EntityType.TASK, EntityType.BENCHMARK}))[0]] == [
        "data:x",
        "task:x",
    ]


def test_variants_are_listed_by_name_direct_or_all(store: GraphStore) -> None:
    other = entity("data:hub-2", "hub-2", variant_of=HUB)
    store.upsert(
        [facts(paper("paper:a"), [(SMALL_SPLIT, Relation.USES), (other, Relation.USES)], entities=[HUB, TEST_SPLIT])]
    )
    assert [[found.name for found in listed] for listed in store.variants(["data:hub", "data:x", "data:hub-test"])] == [
        ["a small one", "hub-2", "Hub-test"],
        [],
        ["a small one"],
    ]
    assert [found.name for found in store.variants(["data:hub"], direct=True)[0]] == ["hub-2", "Hub-test"]


def test_an_entity_counts_the_papers_of_its_variants_once_each(store: GraphStore) -> None:
    edges = [(SMALL_SPLIT, Relation.USES), (HUB, Relation.EVALUATES_ON)]
    store.upsert([facts(paper("paper:a"), edges, entities=[TEST_SPLIT])])
    store.upsert([facts(paper("paper:b"), [(SMALL_SPLIT, Relation.MENTIONS)], entities=[TEST_SPLIT, HUB])])
    assert counts(store, "data:hub", "data:hub-test", "data:hub-test-small") == [1, 1, 1]


def test_an_entity_that_becomes_a_variant_later_is_counted_for_its_parent(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a"), [(entity("data:hub-test"), Relation.USES)])])
    store.upsert([facts(paper("paper:b"), [(HUB, Relation.USES)], entities=[TEST_SPLIT])])
    assert counts(store, "data:hub", "data:hub-test") == [2, 1]


def test_the_parent_that_was_given_first_stays(store: GraphStore) -> None:
    other = entity("data:other")
    store.upsert([facts(paper("paper:a"), [(TEST_SPLIT, Relation.USES)], entities=[HUB])])
    moved = entity("data:hub-test", variant_of=other)
    store.upsert([facts(paper("paper:b"), [(moved, Relation.USES)], entities=[other])])
    assert [found.variant_of for found in store.entities(["data:hub-test"]) if found] == ["data:hub"]
    assert counts(store, "data:hub", "data:other") == [2, None]


def test_variants_that_would_close_a_circle_are_left_out(store: GraphStore) -> None:
    a, b = entity("data:a", variant_of=entity("data:b")), entity("data:b", variant_of=entity("data:a"))
    own = entity("data:c", variant_of=entity("data:c"))
    store.upsert([facts(paper("paper:a"), [(a, Relation.USES), (b, Relation.USES), (own, Relation.USES)])])
    found = store.entities(["data:a", "data:b", "data:c"])
    assert [one.variant_of for one in found if one] == ["data:b", None, None]
    assert counts(store, "data:a", "data:b") == [1, 1]


def test_an_entity_that_no_paper_reaches_any_more_is_gone_with_its_parents(store: GraphStore) -> None:
    given = facts(paper("paper:a"), [(SMALL_SPLIT, Relation.MENTIONS)], entities=[HUB, TEST_SPLIT])
    store.upsert([given])
    assert counts(store, "data:hub", "data:hub-test-small") == [0, 0]
    store.remove(["paper:a"])
    assert counts(store, "data:hub", "data:hub-test", "data:hub-test-small") == [None] * 3
    assert (store.find(["hub"], TYPES), list(store.forms())) == ([[]], [])
    store.upsert([given])
    assert counts(store, "data:hub", "data:hub-test-small") == [0, 0]


def test_an_entity_that_is_named_and_not_used_does_not_live(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a"), entities=[HUB])])
    assert store.entities(["data:hub"]) == [None]


def test_entities_are_listed_by_label_order_and_beginning(store: GraphStore) -> None:
    both = entity(
        "data:both", "beta", types=frozenset({EntityType.DATASET, EntityType.BENCHMARK}), aliases=("beta", "Mini-B")
    )
    mini = entity("data:mini", "miniF2F")
    alpha = entity("data:alpha", "Alpha")
    edges = [(both, Relation.USES), (mini, Relation.USES), (alpha, Relation.MENTIONS)]
    store.upsert([facts(paper("paper:a"), edges), facts(paper("paper:b"), [(mini, Relation.USES)])])

    def names(type_: EntityType, order: EntityOrder, prefix: str = "") -> list[str]:
        found = store.list_entities(type_, order, first=ALL, prefix=prefix).items
        assert store.count_entities(type_, prefix=prefix) == len(found)
        return [item.name for item in found]

    assert names(EntityType.BENCHMARK, EntityOrder.POPULAR) == ["miniF2F", "beta", "Alpha"]
    assert names(EntityType.BENCHMARK, EntityOrder.NAME) == ["Alpha", "beta", "miniF2F"]
    assert names(EntityType.BENCHMARK, EntityOrder.NAME, "MINI") == ["beta", "miniF2F"]
    assert names(EntityType.DATASET, EntityOrder.POPULAR) == ["beta"]
    assert names(EntityType.METHOD, EntityOrder.POPULAR) == []


def test_positions_of_entities_tell_count_or_name(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a"), [(HUB, Relation.USES)])])
    popular = store.list_entities(EntityType.BENCHMARK, EntityOrder.POPULAR, first=1)
    by_name = store.list_entities(EntityType.BENCHMARK, EntityOrder.NAME, first=1)
    assert (*popular.positions, *by_name.positions) == (Position(1, "data:hub"), Position("hub", "data:hub"))


def test_forms_hold_every_alias_of_every_live_entity(store: GraphStore) -> None:
    store.upsert([facts(paper("paper:a", "A hub"), [(TEST_SPLIT, Relation.USES)], entities=[HUB])])
    forms = {(form.form, form.entity_id, form.name, form.types, form.paper_count) for form in store.forms()}
    types = frozenset({EntityType.BENCHMARK})
    assert forms == {
        ("Hub", "data:hub", "Hub", types, 1),
        ("Hub-test", "data:hub-test", "Hub-test", types, 1),
        ("A hub", "data:hub-test", "Hub-test", types, 1),
    }
