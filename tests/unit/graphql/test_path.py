"""The shortest way between two nodes, as clients ask for it."""

import pytest

from tests.unit.graphql.conftest import Ask
from tests.unit.graphql.made_up import LAION, MINIF2F, MINIF2F_TEST

FIELDS = "truncated nodes { id label type x y } edges { source target relation }"


def test_a_way_leads_from_name_to_name_through_papers(ask: Ask) -> None:
    found = ask(f'{{ path(from: "laion", to: "Mini-F2F-test") {{ {FIELDS} }} }}')["path"]
    ids = [node["id"] for node in found["nodes"]]
    assert ids == [
        *(LAION.id, "paper:arxiv:2501.00003", "data:imagenet", "paper:arxiv:2501.00002"),
        *(MINIF2F.id, MINIF2F_TEST.id),
    ]
    assert len(found["edges"]) == len(ids) - 1
    assert not found["truncated"]


def test_there_is_no_way_to_what_is_unknown_too_far_or_not_joined(ask: Ask) -> None:
    asked = '{{ path(from: "LAION", to: {}) {{ nodes {{ id }} }} }}'
    assert ask(asked.format('"nothing"'))["path"] is None
    assert ask(asked.format('"miniF2F-test", maxLength: 4'))["path"] is None
    assert ask(asked.format('"LAION"'))["path"]["nodes"] == [{"id": LAION.id}]


@pytest.mark.parametrize("length", [-1, 7])
def test_longer_ways_than_are_searched_are_refused(answer: Ask, length: int) -> None:
    error = answer(f'{{ path(from: "a", to: "b", maxLength: {length}) {{ truncated }} }}')["errors"][0]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
