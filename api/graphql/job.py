"""Papers that are being ingested in the background, and how far that is."""

import datetime as dt
from collections.abc import Iterator

import orjson
import strawberry

from api.jobs import JobState, JobStatus
from extraction.readers.detect import SourceFormat as IngestFormat
from extraction.readers.jsonl import read_jsonl
from extraction.readers.record import Record, Reject
from extraction.sources import read_text
from kg.errors import SourceError

strawberry.enum(IngestFormat, name="IngestFormat", description="What a text is; AUTO looks at it.")
strawberry.enum(JobStatus, name="JobStatus", description="How far a job is.")


@strawberry.input(description="A paper to ingest.")
class RecordInput:
    """A paper to ingest."""

    title: str
    abstract: str
    id: strawberry.ID | None = strawberry.field(default=None, description="An arXiv id, or one of your own.")
    authors: list[str] | None = None
    date: dt.date | None = None
    url: str | None = None


@strawberry.type(description="A record that could not be read.")
class Rejected:
    """A record that could not be read."""

    place: str
    reason: str


@strawberry.type(description="Papers that are being ingested; it is forgotten when the server ends.")
class Job:
    """Papers that are being ingested."""

    id: strawberry.ID
    status: JobStatus
    who: str
    papers: int = strawberry.field(description="Papers and rejects dealt with so far.")
    new: int
    updated: int
    unchanged: int
    rejected: int
    rejects: list[Rejected] = strawberry.field(description="The first hundred.")
    error: str | None = strawberry.field(description="Why it failed; what was written before stays written.")

    @classmethod
    def from_model(cls, state: JobState) -> "Job":
        """Return what a client sees of a job."""
        return cls(
            id=strawberry.ID(state.id),
            status=state.status,
            who=state.who,
            papers=state.papers,
            new=state.new,
            updated=state.updated,
            unchanged=state.unchanged,
            rejected=state.rejected,
            rejects=[Rejected(place=place, reason=reason) for place, reason in state.rejects],
            error=state.error,
        )


def records_of(
    records: list[RecordInput] | None, text: str | None, format_: IngestFormat, page_date: dt.date | None
) -> Iterator[Record | Reject]:
    """Return the records of either of the two ways in which they can be given. Raises `SourceError` for both or none.

    A text that cannot be told is refused here, before there is a job.
    """
    if (records is None) == (text is None):
        raise SourceError("Give either records or a text.")
    if text is not None:
        return read_text(text, format=format_, page_date=page_date)
    return read_jsonl([_line(record) for record in records or ()], name="records")


def _line(record: RecordInput) -> str:
    given = {
        "id": record.id,
        "title": record.title,
        "abstract": record.abstract,
        "authors": record.authors,
        "date": record.date,
        "url": record.url,
    }
    return orjson.dumps({name: value for name, value in given.items() if value is not None}).decode()
