"""Numbers that an abstract states about the paper's own work or a named baseline."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from extraction.components.assemble import Assembled
from extraction.components.evidence import Witness
from kg.model import FoundResult


def find_results(doc: Doc, witness: Witness, entities: Sequence[Assembled]) -> Iterator[FoundResult]:
    """Yield the results that a document states."""
    del doc, witness, entities
    yield from ()
