"""How much may be exported over HTTP."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportLimits:
    """How many exports of one process may run at once, and how many nodes one may have."""

    jobs: int = 2
    nodes: int = 1_000_000


DEFAULT_EXPORT_LIMITS = ExportLimits()
