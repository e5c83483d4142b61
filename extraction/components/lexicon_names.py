"""Names that are known beforehand: those of the lexicon, and those that readers annotated before."""

from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extraction.components.candidates import Candidate, add, text_of
from extraction.components.shapes import is_generic
from extraction.model.name_evidence import Known, NameEvidence

_KNOWN = "known_names"


class LexiconNames:
    """The component that marks known names; what is known comes with the model."""

    def __init__(self) -> None:
        """Know no names yet."""
        self.evidence = NameEvidence((), {})

    def __call__(self, doc: Doc) -> Doc:
        """Leave a candidate for each known name, and what is known of it."""
        text = text_of(doc)
        found = tuple(self.evidence.find(text))
        doc.user_data[_KNOWN] = found
        return add(doc, lexicon_candidates(text, found))


def lexicon_candidates(text: str, found: Sequence[Known]) -> Iterator[Candidate]:
    """Yield a candidate for each known name that is not too general to be one."""
    for known in found:
        name = known.entry.name if known.entry else None
        if is_generic(text[known.start : known.end]):
            continue
        if known.prior is not None:
            yield Candidate(known.start, known.end, "annotated", type=known.prior.type, name=name)
        elif known.entry is not None:
            yield Candidate(known.start, known.end, "lexicon", type=known.entry.type, name=name)


def known_names(doc: Doc) -> Sequence[Known]:
    """Return what the component knew of the document's names."""
    return doc.user_data.get(_KNOWN, ())  # type: ignore[no-any-return]


@Language.factory("benchgraph_lexicon_names")
def make_lexicon_names(nlp: Language, name: str) -> LexiconNames:  # noqa: ARG001 - the signature is spaCy's
    """Return the component; what it knows is filled in by `extraction.pipeline`."""
    return LexiconNames()
