"""Who may change the graph over the network."""

import pytest

from api.tokens import parse_tokens
from kg.errors import MutationsOffError, UnauthenticatedError


def test_a_token_names_whoever_sends_it() -> None:
    tokens = parse_tokens(["ann:first", "bo:second:part", "third"])
    assert [tokens.who(f"Bearer {secret}") for secret in ("first", "second:part")] == ["ann", "bo"]
    assert tokens.who("bearer third").startswith("token-")


def test_without_tokens_every_change_is_refused() -> None:
    with pytest.raises(MutationsOffError, match="KG_TOKENS"):
        parse_tokens([]).who("Bearer anything")


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic first", "first", "Bearer \udcff"]
)
def test_another_header_is_refused(header: str | None) -> None:
    with pytest.raises(UnauthenticatedError):
        parse_tokens(["ann:first"]).who(header)
