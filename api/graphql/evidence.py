"""A place in a paper that proves a fact."""

import strawberry

from api.graphql.enums import Field
from kg import model


@strawberry.type(description="A place in a paper that proves a fact: the paper's field from start to end is the text.")
class Evidence:
    """A place in a paper that proves a fact."""

    text: str = strawberry.field(description="The surface form, as the source spells it.")
    field: Field
    start: int = strawberry.field(description="Offset of the text in the field, in code points.")
    end: int = strawberry.field(description="Offset of the first code point after the text.")
    sentence: str = strawberry.field(description="The whole sentence around the text.")
    sentence_start: int = strawberry.field(
        description="Offset of the sentence in the field, in code points, so that the text can be marked in it."
    )
    extractor: str = strawberry.field(description="The rule or model that found it, with its version.")
    confidence: float
    is_summary: bool = strawberry.field(description="From a summary by somebody else than the authors: no quotation.")

    @classmethod
    def from_model(cls, evidence: model.Evidence, paper: model.Paper) -> "Evidence":
        """Return what a client sees of evidence in `paper`."""
        return cls(
            text=evidence.text,
            field=evidence.field,
            start=evidence.start,
            end=evidence.end,
            sentence=evidence.sentence,
            sentence_start=evidence.sentence_start,
            extractor=evidence.extractor,
            confidence=evidence.confidence,
            # A title is the source's own words even where the abstract is not.
            is_summary=paper.is_summary and evidence.field is model.Field.ABSTRACT,
        )
