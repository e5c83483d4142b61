"""Names and numbers by the trained tagger: the component that reads every word in its context."""

from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from extraction.components.candidates import add, text_of
from extraction.components.evidence import abstract_start
from extraction.components.lexicon_names import known_names
from extraction.components.shapes import is_generic
from extraction.components.tagged_spans import tagged
from extraction.model.tagger import Said, Tagger

_SAID = "said"


class NameTagger:
    """The component that leaves what the tagger says; its weights come with the model."""

    def __init__(self) -> None:
        """Have no weights yet."""
        self.tagger: Tagger | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Leave the probabilities of every word, and a candidate for each name that they speak for."""
        if self.tagger is None:
            raise ValueError("the tagger has no weights; build the pipeline by `extraction.pipeline.build`")
        return leave(doc, self.tagger.say(text_of(doc), known_names(doc), abstract_start(doc)))


def leave(doc: Doc, said: Said) -> Doc:
    """Leave what a tagger says of a document, and a candidate for each name that it speaks for."""
    text = text_of(doc)
    doc.user_data[_SAID] = said
    return add(doc, (c for c in tagged(said.read, said.tags) if not is_generic(text[c.start : c.end])))


def said_of(doc: Doc) -> Said:
    """Return what the tagger said of a document."""
    return cast("Said", doc.user_data[_SAID])


@Language.factory("benchgraph_tagger")
def make_tagger(nlp: Language, name: str) -> NameTagger:  # noqa: ARG001 - the signature is spaCy's
    """Return the component; its weights are filled in by `extraction.pipeline`."""
    return NameTagger()
