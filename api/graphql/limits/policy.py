"""The limits themselves; `docs/graphql-limits.md` says what each counts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may ask for; the defaults admit a page of 100 benchmarks with 100 papers each.

    `depth` counts fields inside fields, `tokens` what the document is written of, `cost` the objects that an answer may
    hold (`cost.of_operation`), `seconds` the time until the store's query is stopped. `batch` operations may come in
    one body of at most `body_bytes`, and share one cost.
    """

    depth: int = 20
    aliases: int = 50
    tokens: int = 4_000
    cost: int = 150_000
    seconds: float = 30.0
    batch: int = 10
    body_bytes: int = 1_048_576
    introspection: bool = True


DEFAULT_LIMITS = Limits()
