"""What a reader yields for each thing that it meets: a paper, or the reason why there is none."""

from dataclasses import dataclass

from kg.model import Paper


@dataclass(frozen=True, slots=True)
class Record:
    """A paper and where it was read.

    `source_id` is the input record's own id, unchanged, or else the paper's. `place` says where to look:
    `daily-papers.txt:13` is line 13 of that file.
    """

    source_id: str
    paper: Paper
    place: str


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that cannot be used: where it is, why it cannot, and its text as it stands there."""

    place: str
    reason: str
    raw: str
