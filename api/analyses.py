"""What the graph says as a whole, for many who ask: reckoned once a revision, and of graphs of bounded size.

All of it follows from one pass over the graph, which takes about eight seconds of the processor for `MOST_PAPERS`.
"""

import threading
from collections.abc import Sequence
from functools import cached_property

from kg import analysis
from kg.analysis import Central, Community, Uses, Year
from kg.errors import GraphTooLargeError
from kg.store.base import GraphStore

MOST_PAPERS = 50_000
"""The largest graph that a server analyses; `kg analyse` takes any."""

KEPT = 100
"""How many of each ranking are kept: as many as a client may ask for."""


class Analysed:
    """The analyses of a graph at a revision, each made when it is first asked for."""

    def __init__(self, uses: Uses) -> None:
        """Reckon nothing yet."""
        self._uses = uses

    @cached_property
    def benchmarks(self) -> Sequence[Central]:
        """Return the most central benchmarks."""
        return analysis.central_benchmarks(self._uses)[:KEPT]

    @cached_property
    def methods(self) -> Sequence[Central]:
        """Return the most central methods."""
        return analysis.central_methods(self._uses)[:KEPT]

    @cached_property
    def years(self) -> Sequence[Year]:
        """Return the latest years with their most central methods, the latest first."""
        return analysis.methods_by_year(self._uses, first=KEPT)[:KEPT]

    @cached_property
    def communities(self) -> Sequence[Community]:
        """Return the communities of benchmarks, the most used first."""
        return analysis.communities(self._uses)[:KEPT]


class Analyses:
    """The analyses of a store's graph; of several threads that ask, one reads the graph and the rest wait."""

    def __init__(self, store: GraphStore, *, most_papers: int = MOST_PAPERS) -> None:
        """Read nothing yet."""
        self._store = store
        self._most_papers = most_papers
        self._lock = threading.Lock()
        self._revision = -1
        self._made: Analysed | None = None

    def get(self) -> Analysed:
        """Return the analyses of the graph as it is now. Raises `GraphTooLargeError` for a graph of too many papers."""
        with self._lock:
            stats = self._store.stats()
            if self._made is None or stats.revision != self._revision:
                if stats.papers > self._most_papers:
                    raise GraphTooLargeError(stats.papers, self._most_papers)
                self._made, self._revision = self._read()
            return self._made

    def _read(self) -> tuple[Analysed, int]:
        with self._store.snapshot() as snapshot:
            return Analysed(analysis.read_uses(snapshot)), snapshot.revision
