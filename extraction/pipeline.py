"""The pipeline that reads an abstract: spaCy's document, our components in order, and plain values that come out."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from importlib.resources import files
from itertools import islice
from multiprocessing import get_context

from spacy.language import Language
from spacy.util import load_model_from_config
from thinc.api import Config

from extraction.components import acronyms, cues, name_shapes, sentence_ends, title_coinage  # noqa: F401 - registers them
from extraction.components.assemble import Assembled, assemble
from extraction.components.evidence import Source, Witness, document
from extraction.components.lexicon_names import LexiconNames
from extraction.components.results import find_results
from extraction.components.tagger import NameTagger
from extraction.components.tokens import NameTokenizer  # noqa: F401 - registers it
from extraction.model.name_evidence import NameEvidence
from extraction.model.name_index import KnownName
from extraction.model.priors import Prior, shipped_priors
from extraction.model.shipped import Model, shipped
from extraction.model.tagger import Tagger
from extraction.version import version
from kg import lexicon
from kg.model import Extraction, FoundEntity, Paper

RULE = "model"
_BATCH = 16


class Extractor:
    """Reads papers: the same paper gives the same facts, whatever stands beside it and however many processes work."""

    def __init__(
        self, names: Iterable[KnownName], priors: Mapping[str, Prior] | None = None, model: Model | None = None
    ) -> None:
        """Read with the names of a lexicon; counts of names and model are those that ship unless given."""
        self._names = tuple(names)
        self._priors = shipped_priors() if priors is None else priors
        self._model = model or shipped()
        self._evidence = NameEvidence(self._names, self._priors)
        self._nlp = build(self._evidence, self._model.tagger)
        self.version = version(self._names, self._priors, self._model.digest)

    def extract(self, paper: Paper) -> Extraction:
        """Return what a paper's title and abstract say."""
        source = Source.of(paper)
        doc = document(self._nlp, source)
        witness = Witness(doc, source)
        assembled = assemble(doc, self._model, self._evidence)
        found = [entity for item in assembled if (entity := self._found(item, witness))]
        names = {entity.name for entity in found}
        kept = [item for item in assembled if item.name in names]
        results = find_results(doc, witness, kept, self._model, self.version)
        return Extraction(paper=paper, entities=tuple(found), results=tuple(results))

    def extract_many(self, papers: Iterable[Paper], *, jobs: int = 1) -> Iterator[Extraction]:
        """Yield what each paper says, in order; `papers` is read only a few batches ahead."""
        if jobs <= 1:
            yield from map(self.extract, papers)
            return
        batches = _batches(papers)
        with ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, (self._names, self._priors)) as pool:
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
            for start, end in item.mentions
            if (piece := witness.evidence(start, end, extractor=f"{RULE}@{self.version}", confidence=item.confidence))
        )
        if not evidence:
            return None
        return FoundEntity(item.name, item.type, item.relation, item.confidence, evidence)


def load_extractor() -> Extractor:
    """Return the extractor that knows the names which ship with the project."""
    return Extractor(lexicon.load().entries)


def build(evidence: NameEvidence, tagger: Tagger | None) -> Language:
    """Return the spaCy pipeline of `pipeline.cfg` with what is known of names and a tagger, if there is one."""
    config = Config().from_str(files("extraction").joinpath("pipeline.cfg").read_text(encoding="utf-8"))
    nlp = load_model_from_config(config, auto_fill=True, exclude=() if tagger else ("tagger",))
    nlp.max_length = 1 << 40  # every component is linear, so no text is too long
    for _, component in nlp.pipeline:
        if isinstance(component, LexiconNames):
            component.evidence = evidence
        elif isinstance(component, NameTagger):
            component.tagger = tagger
    return nlp


_worker: list[Extractor] = []


def _start_worker(names: tuple[KnownName, ...], priors: Mapping[str, Prior]) -> None:
    _worker[:] = [Extractor(names, priors)]


def _extract_in_worker(papers: list[Paper]) -> list[Extraction]:
    return [_worker[0].extract(paper) for paper in papers]


def _batches(papers: Iterable[Paper]) -> Iterator[list[Paper]]:
    rest = iter(papers)
    while batch := list(islice(rest, _BATCH)):
        yield batch
