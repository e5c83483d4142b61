"""Who may change the graph over the network: those who hold a token that the operator gave out."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import MutationsOffError, UnauthenticatedError

_SCHEME = "bearer"


@dataclass(frozen=True, slots=True)
class Token:
    """A secret, and the name under which what is done with it is recorded."""

    secret: str
    name: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens that are good; none means that nobody may change anything."""

    known: tuple[Token, ...] = ()

    def who(self, authorization: str | None = None) -> str:
        """Return the name of whoever sends this header.

        Raises `MutationsOffError` when there are no tokens, `UnauthenticatedError` when it holds none of them.
        """
        if not self.known:
            raise MutationsOffError("Mutations are off here: no token is set. See KG_TOKENS in docs/graphql.md.")
        scheme, _, secret = (authorization or "").partition(" ")
        if scheme.lower() != _SCHEME:
            raise UnauthenticatedError("A mutation needs a token. Send `Authorization: Bearer` and one of KG_TOKENS.")
        given = _digest(secret.strip())
        # All are compared, each in constant time, so that the answer's time tells nothing of a token.
        found = [token for token in self.known if hmac.compare_digest(_digest(token.secret), given)]
        if not found:
            raise UnauthenticatedError("That token is not good here. Ask the operator for one of KG_TOKENS.")
        return found[0].name


NO_TOKENS = Tokens()
"""Nobody may change anything."""


def no_changes_here() -> str:
    """Refuse a change that did not come by POST."""
    raise UnauthenticatedError("Changes are made by POST, with a token.")


def parse_tokens(pairs: Sequence[str]) -> Tokens:
    """Return the tokens of `name:secret` pairs; a secret alone is named by the beginning of its hash.

    >>> [token.name for token in parse_tokens(["ann:s3cret", "s3cret"]).known]
    ['ann', 'token-1ec1c26b']
    """
    return Tokens(tuple(_token(pair) for pair in pairs))


def _token(pair: str) -> Token:
    name, colon, secret = pair.partition(":")
    if colon and name and secret:
        return Token(secret, name)
    return Token(pair, f"token-{hashlib.sha256(pair.encode()).hexdigest()[:8]}")


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).digest()
