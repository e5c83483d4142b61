"""The pipeline that reads an abstract: spaCy's document, our components in order, and plain values that come out."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extraction.components import acronyms, cues, name_shapes, sentence_ends, title_coinage  # noqa: F401 - registers them
from extraction.components.assemble import Assembled, Findings, assemble, findings
from extraction.components.calibration import shipped_weights
from extraction.components.evidence import Source, Witness
from extraction.components.lexicon_names import KnownName, LexiconNames
from extraction.components.phrases import Phrases, PhraseWords, shipped_phrase_words
from extraction.components.priors import Prior, shipped_priors
from extraction.components.results import find_results
from extraction.components.tokens import NameTokenizer
from kg import lexicon
from kg.model import Extraction, FoundEntity, Paper

RULES = "rules-1"
COMPONENTS = (
    "benchgraph_sentence_ends",
    "benchgraph_lexicon_names",
    "benchgraph_acronyms",
    "benchgraph_title_coinage",
    "benchgraph_cues",
    "benchgraph_name_shapes",
    "benchgraph_phrases",
)
_BATCH = 16


class Extractor:
    """Reads papers: the same paper gives the same facts, whatever stands beside it and however many processes work."""

    def __init__(
        self,
        names: Iterable[KnownName],
        priors: Mapping[str, Prior] | None = None,
        phrase_words: PhraseWords | None = None,
        weights: Mapping[str, float] | None = None,
    ) -> None:
        """Read with the names of a lexicon; the tables that were measured are those that ship unless given."""
        self._names = tuple(names)
        self._priors = shipped_priors() if priors is None else priors
        self._phrase_words = phrase_words or shipped_phrase_words()
        self._weights = shipped_weights() if weights is None else weights
        self._nlp = build(self._names, self._priors, self._phrase_words)
        self.version = f"{RULES}+lexicon-{self._digest()}"

    @property
    def _parts(self) -> tuple[tuple[KnownName, ...], Mapping[str, Prior], PhraseWords, Mapping[str, float]]:
        return self._names, self._priors, self._phrase_words, self._weights

    def _digest(self) -> str:
        """Return eight hexadecimal digits that change when a name or a number that was measured does."""
        names = [(entry.name, entry.type, entry.aliases, entry.cased, entry.weak) for entry in self._names]
        tables = repr((names, *self._parts[1:]))
        return hashlib.sha256(tables.encode("utf-8", "surrogatepass")).hexdigest()[:8]

    def extract(self, paper: Paper) -> Extraction:
        """Return what a paper's title and abstract say."""
        source = Source.of(paper)
        doc = self._nlp(source.text)
        witness = Witness(doc, source)
        assembled = assemble(doc, source.abstract_start, self._weights)
        found = [entity for item in assembled if (entity := self._found(item, witness))]
        names = {entity.name for entity in found}
        results = find_results(doc, witness, [item for item in assembled if item.name in names])
        return Extraction(paper=paper, entities=tuple(found), results=tuple(results))

    def findings(self, paper: Paper) -> tuple[Doc, Findings]:
        """Return what was found in a paper before anything was turned down: what weights are measured on."""
        source = Source.of(paper)
        doc = self._nlp(source.text)
        return doc, findings(doc, source.abstract_start)

    def extract_many(self, papers: Iterable[Paper], *, jobs: int = 1) -> Iterator[Extraction]:
        """Yield what each paper says, in order; `papers` is read only a few batches ahead."""
        if jobs <= 1:
            yield from map(self.extract, papers)
            return
        batches = _batches(papers)
        with ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, self._parts) as pool:
            waiting: deque[Future[list[Extraction]]] = deque()
            for batch in batches:
                waiting.append(pool.submit(_extract_in_worker, batch))
                if len(waiting) > 2 * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()

    def _found(self, item: Assembled, witness: Witness) -> FoundEntity | None:
        evidence = tuple(
            piece
            for mention in item.mentions
            if (
                piece := witness.evidence(
                    mention.start,
                    mention.end,
                    extractor=f"{mention.rule}@{self.version}",
                    confidence=mention.confidence,
                )
            )
        )
        if not evidence:
            return None
        return FoundEntity(item.name, item.type, item.relation, item.confidence, evidence)


def load_extractor() -> Extractor:
    """Return the extractor that knows the names which ship with the project."""
    return Extractor(lexicon.load().entries)


def build(names: Iterable[KnownName], priors: Mapping[str, Prior], phrase_words: PhraseWords) -> Language:
    """Return the spaCy pipeline, its components in order, with the names of a lexicon."""
    names = tuple(names)
    nlp = spacy.blank("en")
    nlp.tokenizer = NameTokenizer(nlp.vocab)
    nlp.max_length = 1 << 40  # every component is linear, so no text is too long
    for component in COMPONENTS:
        made = nlp.add_pipe(component)
        if isinstance(made, LexiconNames):
            made.learn(names, priors)
        elif isinstance(made, Phrases):
            made.known = phrase_words
    return nlp


_worker: list[Extractor] = []


def _start_worker(
    names: tuple[KnownName, ...],
    priors: Mapping[str, Prior],
    phrase_words: PhraseWords,
    weights: Mapping[str, float],
) -> None:
    _worker[:] = [Extractor(names, priors, phrase_words, weights)]


def _extract_in_worker(papers: list[Paper]) -> list[Extraction]:
    return [_worker[0].extract(paper) for paper in papers]


def _batches(papers: Iterable[Paper]) -> Iterator[list[Paper]]:
    rest = iter(papers)
    while batch := list(islice(rest, _BATCH)):
        yield batch
