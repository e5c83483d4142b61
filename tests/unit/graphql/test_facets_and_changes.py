"""Papers counted by something, and what came in."""

from kg.store.sqlite import SqliteStore
from tests.unit.graphql.conftest import Ask
from tests.unit.graphql.counting import CountingStore


def test_papers_are_counted_under_a_filter_and_without_fetching_any(ask: Ask, counting: CountingStore) -> None:
    found = ask(
        """{ years: paperCounts(by: YEAR) { value count }
             roles: paperCounts(by: ROLE, filter: { benchmark: "ImageNet" }) { value count }
             types: paperCounts(by: TYPE, filter: { benchmark: "ImageNet" }) { value count }
             none: paperCounts(by: TYPE, filter: { benchmark: "nothing" }) { value count } }"""
    )
    assert found == {
        "years": [
            {"value": "2025", "count": 1},
            {"value": "2024", "count": 1},
            {"value": "2023", "count": 2},
            {"value": None, "count": 1},
        ],
        "roles": [{"value": "USES", "count": 2}],
        "types": [
            {"value": "METHOD", "count": 1},
            {"value": "DATASET", "count": 2},
            {"value": "BENCHMARK", "count": 2},
        ],
        "none": [],
    }
    assert not {"list_papers", "papers"} & set(counting.calls)


def test_the_papers_of_many_entities_are_counted_in_one_call(ask: Ask, counting: CountingStore) -> None:
    found = ask("{ benchmarks { edges { node { name papers(first: 1) { groupBy(by: ROLE) { value count } } } } } }")
    counts = {edge["node"]["name"]: edge["node"]["papers"]["groupBy"] for edge in found["benchmarks"]["edges"]}
    assert counts["miniF2F"] == [{"value": "EVALUATES_ON", "count": 2}, {"value": "USES", "count": 1}]
    assert counting.calls["facet_uses"] == 1


def test_what_came_in_and_went_is_listed_page_by_page(ask: Ask, store: SqliteStore) -> None:
    store.remove(["paper:arxiv:2501.00004"])
    page = """query($after: String) { changes(since: "2020-01-01", first: 2, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } edges { node { kind at id title date paper { title } } } } }"""
    seen, after = [], None
    while True:
        found = ask(page, after=after)["changes"]
        assert found["totalCount"] == 6
        seen += [edge["node"] for edge in found["edges"]]
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == 6
    assert (seen[0]["kind"], seen[0]["title"], seen[0]["paper"]) == ("RETIRED", "Paper 4", None)
    assert {change["kind"] for change in seen[1:]} == {"ADDED"}
    assert ask('{ changes(since: "2100-01-01T00:00:00Z") { edges { cursor } } }')["changes"]["edges"] == []


def test_papers_are_listed_as_they_were_at_a_moment(ask: Ask, store: SqliteStore) -> None:
    found = ask('{ changes(since: "2020-01-01", first: 1) { edges { node { at } } } }')
    latest = found["changes"]["edges"][0]["node"]["at"]
    store.remove(["paper:arxiv:2501.00004"])
    asked = "query($at: DateTime) { papers(filter: { asOf: $at }) { totalCount edges { node { title } } } }"
    assert [ask(asked, at=at)["papers"]["totalCount"] for at in (None, latest, "2020-01-01")] == [4, 5, 0]
