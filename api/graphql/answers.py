"""Answers that are kept: the same question to the same graph is answered with the same bytes."""

import hashlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from api.graphql.convoy import Convoys
from api.graphql.lru import Lru
from kg.store.base import GraphStore

OVERHEAD_BYTES = 500
"""What keeping an answer takes beside its own bytes and those of its question."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of an answer, and its strong entity tag."""

    body: bytes
    tag: str = field(init=False)

    def __post_init__(self) -> None:
        """Make the tag, which tells any two bodies apart."""
        object.__setattr__(self, "tag", f'"{hashlib.blake2b(self.body, digest_size=16).hexdigest()}"')


Key = tuple[int, str, str | None, bytes]
"""The store's revision, the document, the operation's name, and its variables as JSON."""


class Answers:
    """Answers by revision and question; an answer of an older graph is never found, and makes room in time."""

    def __init__(self, store: GraphStore, *, most_bytes: int) -> None:
        """Keep nothing yet."""
        self._store = store
        self._kept: Lru[Key, Answer] = Lru(capacity=most_bytes)
        self._readings = Convoys[None, int](at_once=1, most=sys.maxsize)

    def get(self, key: Key) -> Answer | None:
        """Return the answer of a question, None where it is not kept."""
        return self._kept.get(key)

    def keep(self, key: Key, body: bytes) -> Answer:
        """Keep an answer, and return it with its tag."""
        answer = Answer(body)
        _, text, _, variables = key
        self._kept.put(key, answer, weight=len(body) + len(text) + len(variables) + OVERHEAD_BYTES)
        return answer

    async def revision(self) -> int:
        """Return the store's revision, read after this was called: a client finds what it wrote before it asked.

        All who come while the store is being asked wait for the next reading and share it.
        """
        return await self._readings.carry("revision", None, self._read)

    def _read(self, asking: Sequence[None]) -> list[int]:
        return [self._store.revision()] * len(asking)
