"""Every failure that Benchgraph knows by name. Each message is one line and says what to do.

BenchgraphError
├── SourceError            a file, folder or address that cannot be read
│   └── FetchError         a live source that does not answer
├── StoreError             the graph's storage
│   ├── StoreUrlError      an address that names no store
│   ├── StoreMissingError  nothing there, and this command does not create one
│   ├── StoreTooNewError   written by a newer version
│   ├── StoreAuthError     wrong user or password
│   ├── StoreTimeoutError  stopped, because it took longer than it may
│   └── StoreUnavailableError   cannot be reached, went away, or cannot be written (full disk)
├── UnknownNameError       no entity or paper of that name
├── GraphTooLargeError     an analysis of more papers than a server takes on
├── DecisionError          a decision that makes no sense on this graph
├── JobsFullError          more is waiting to be ingested than there is room for
├── MutationsOffError      nobody may change this graph over the network
├── UnauthenticatedError   whoever asks for a change showed no good token
├── CursorError            a page position that no store handed out
├── ExportError            a file or format that nothing can be exported to
├── ImportFileError        a file that is no whole export
└── ServeError             the server cannot start (port taken)
"""


class BenchgraphError(Exception):
    """The root: catch this to catch every known failure."""


class SourceError(BenchgraphError):
    """A source cannot be read."""


class FetchError(SourceError):
    """A live source does not answer, or not in its own format."""


class StoreError(BenchgraphError):
    """The store failed."""


class StoreUrlError(StoreError):
    """The address names no store."""


class StoreMissingError(StoreError):
    """There is no store at the address."""


class StoreTooNewError(StoreError):
    """The store was written by a newer version."""


class StoreAuthError(StoreError):
    """The server refused the user or the password."""


class StoreTimeoutError(StoreError):
    """The question took longer than it may."""


class StoreUnavailableError(StoreError):
    """The store cannot be reached or written."""


class UnknownNameError(BenchgraphError):
    """No entity or paper has that name."""

    def __init__(self, kind: str, name: str, nearest: tuple[str, ...] = ()) -> None:
        """Say which kind of thing has no such name, and what may have been meant."""
        hint = f" Nearest: {', '.join(nearest)}." if nearest else ""
        super().__init__(f"No {kind} '{name}'.{hint} See `kg search`.")
        self.nearest = nearest


class GraphTooLargeError(BenchgraphError):
    """The graph holds more papers than a server analyses."""

    def __init__(self, papers: int, most: int) -> None:
        """Say how many there are, and how to go about it."""
        super().__init__(
            f"The graph holds {papers:,} papers, and a server analyses up to {most:,}. Use `kg analyse` instead."
        )


class DecisionError(BenchgraphError):
    """The decision makes no sense on this graph."""


class JobsFullError(BenchgraphError):
    """More is waiting than there is room for."""


class MutationsOffError(BenchgraphError):
    """Nobody may change this graph over the network."""


class UnauthenticatedError(BenchgraphError):
    """Whoever asks for a change showed no good token."""


class CursorError(BenchgraphError):
    """The cursor is no position of this listing."""


class ExportError(BenchgraphError):
    """Nothing can be exported there, or so."""


class ImportFileError(BenchgraphError):
    """The file is no whole export."""


class ServeError(BenchgraphError):
    """The server cannot start."""
