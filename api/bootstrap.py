"""The only place where the parts are put together: the store that an address names, the lexicon, the names.

A part is imported when it is first wanted, so that a command starts with what it needs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.graphql.limits.policy import DEFAULT_LIMITS, Limits
from api.graphql.limits.trusted import TrustedDocuments
from kg import lexicon
from kg.lexicon import Lexicon
from kg.store import factory
from kg.store.base import GraphStore

if TYPE_CHECKING:
    from api.analyses import Analyses
    from api.graphql.compiled.run import Run
    from api.graphql.convoy import Convoys
    from api.jobs import Jobs
    from api.names import Names
    from api.settings import Settings
    from api.watch import Watch


@dataclass(frozen=True)
class Parts:
    """What the application works with."""

    store: GraphStore
    lexicon: Lexicon
    limits: Limits = DEFAULT_LIMITS
    trusted: TrustedDocuments | None = None
    """The only documents that are answered; None for any."""
    jobs_folder: Path | None = None

    @cached_property
    def names(self) -> "Names":
        """Return the names of the graph, read when they are first searched."""
        from api.names import Names

        return Names(self.store)

    @cached_property
    def analyses(self) -> "Analyses":
        """Return what the graph says as a whole, reckoned when it is first asked for."""
        from api.analyses import Analyses

        return Analyses(self.store)

    @cached_property
    def convoys(self) -> "Convoys[Run, dict[str, Any] | None]":
        """Return the convoys in which alike questions are answered."""
        from api.graphql.convoy import Convoys

        return Convoys()

    @cached_property
    def watch(self) -> "Watch":
        """Return what notices that the graph has changed."""
        from api.watch import Watch

        return Watch(self.store)

    @cached_property
    def jobs(self) -> "Jobs":
        """Return what is being ingested in the background; `jobs_folder` is shared by processes that serve one port."""
        from api.jobs import Jobs

        return Jobs(self.store, self.lexicon, folder=self.jobs_folder)


@contextmanager
def open_parts(
    store: str | None = None, *, settings: "Settings | None" = None, create: bool = False
) -> Iterator[Parts]:
    """Open the parts on the store that `store` addresses, else that of the settings, and close it at the end.

    The settings are those of the environment unless given. Raises `StoreUrlError` for an address that names no store,
    `StoreMissingError` when there is none and it may not be created, and whatever else opening a store raises.
    """
    from api.settings import Settings

    opened = open_store(settings or Settings(), store, create=create)
    try:
        yield Parts(opened, lexicon.load())
    finally:
        opened.close()


def open_store(settings: "Settings", address: str | None = None, *, create: bool = False) -> GraphStore:
    """Open the store at an address, else that of the settings; raises like `open_parts`."""
    password = settings.neo4j_password
    return factory.open_store(
        address or settings.store,
        create=create,
        user=settings.neo4j_user,
        password=password.get_secret_value() if password else None,
    )
