"""The use case: read records, extract facts, link them, write them, and tell what became of each record."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from extraction.pipeline import Extractor
from extraction.readers.record import Record, Reject
from kg.ids import title_id
from kg.lexicon import Lexicon
from kg.model import Paper, PaperFacts
from kg.resolving import resolve
from kg.store.base import GraphStore, Outcome

BATCH = 100
"""Papers a transaction: enough to make writing cheap, few enough that a killed run loses little."""


@dataclass(slots=True)
class IngestReport:
    """What became of the records of one run."""

    outcomes: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    rejects: list[Reject] = field(default_factory=list)

    @property
    def papers(self) -> int:
        """Return how many records were papers."""
        return sum(self.outcomes.values())

    def __str__(self) -> str:
        counts = ", ".join(f"{count} {outcome}" for outcome, count in self.outcomes.items())
        return f"{self.papers} papers: {counts}, {len(self.rejects)} rejected"


def ingest(
    records: Iterable[Record | Reject],
    *,
    store: GraphStore,
    extractor: Extractor,
    lexicon: Lexicon,
    jobs: int = 1,
    on_reject: Callable[[Reject], None] = lambda _reject: None,
    on_batch: Callable[[IngestReport], None] = lambda _report: None,
) -> IngestReport:
    """Write every record to the store and return the report; a bad record is counted and the rest goes on.

    Each batch is one transaction, so a run that was killed and is run again ends in the same graph as one clean run.
    `on_reject` hears of each reject when it is read, `on_batch` of the counts after each transaction. Raises
    `SourceError` and `StoreError`; what was written before stays written.
    """
    report = IngestReport()

    def papers() -> Iterator[Paper]:
        for record in records:
            if isinstance(record, Record):
                yield record.paper
            else:
                report.rejects.append(record)
                on_reject(record)

    extractions = extractor.extract_many(papers(), jobs=jobs)
    facts = (resolve(found, lexicon=lexicon, extractor_version=extractor.version) for found in extractions)
    for batch in _batches(facts):
        for outcome in store.upsert(batch):
            report.outcomes[outcome] += 1
        on_batch(report)
    return report


def _batches(facts: Iterable[PaperFacts]) -> Iterator[list[PaperFacts]]:
    """Cut into batches in which no paper stands twice, so that of two versions the later one wins."""
    batch: list[PaperFacts] = []
    seen: set[str] = set()
    for item in facts:
        keys = {item.paper.id, title_id(item.paper.title)}
        if len(batch) == BATCH or not seen.isdisjoint(keys):
            yield batch
            batch, seen = [], set()
        batch.append(item)
        seen |= keys
    if batch:
        yield batch
