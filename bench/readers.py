"""What `bench.extraction` times: our whole pipeline, and three things to hold it against.

Each is loaded by a function that returns the work: papers in, and for each the number of things found out, so that
nothing is lazy. Papers may be without end.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg import lexicon
from kg.model import Paper

Work = Callable[[Iterable[Paper]], Iterator[int]]
Load = Callable[[int, Path | None], Work]

PIECES_A_TOKEN = 1.3
"""Word pieces that SciBERT's tokenizer makes of a token of an abstract, about."""


def pipeline(cores: int, _encoder: Path | None) -> Work:
    """Return our own work: from text to resolved edges, as `kg ingest` does before it writes."""
    from extraction.pipeline import load_extractor
    from kg.resolving import resolve

    extractor, known = load_extractor(), lexicon.load()

    def work(papers: Iterable[Paper]) -> Iterator[int]:
        for found in extractor.extract_many(papers, jobs=cores):
            yield len(resolve(found, lexicon=known, extractor_version=extractor.version).uses)

    return work


def tokenizer(cores: int, _encoder: Path | None) -> Work:
    """Return spaCy's English tokenizer alone."""
    import spacy

    nlp = spacy.blank("en")
    return lambda papers: (len(doc) for doc in nlp.pipe(_texts(papers), n_process=cores))


def ruler(cores: int, _encoder: Path | None) -> Work:
    """Return spaCy's EntityRuler with every form of our lexicon."""
    import spacy

    nlp = spacy.blank("en")
    patterns = [{"label": entry.type.value, "pattern": form} for form, entry in lexicon.load().forms()]
    nlp.add_pipe("entity_ruler").add_patterns(patterns)
    return lambda papers: (len(doc.ents) for doc in nlp.pipe(_texts(papers), n_process=cores))


def encoder(cores: int, path: Path | None) -> Work:
    """Return an encoder of SciBERT's size that reads the word pieces of one abstract at a time, 512 at most."""
    import numpy as np
    import onnxruntime
    import spacy

    from bench.encoder import LONGEST, VOCABULARY

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = cores, 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    tokens = spacy.blank("en").tokenizer

    def work(papers: Iterable[Paper]) -> Iterator[int]:
        for text in _texts(papers):
            length = max(2, min(LONGEST, int(len(tokens(text)) * PIECES_A_TOKEN)))
            ids = np.arange(length, dtype=np.int64)[None] % VOCABULARY
            yield session.run(["states"], {"ids": ids})[0].shape[1]

    return work


LOADS: dict[str, Load] = {"pipeline": pipeline, "tokenizer": tokenizer, "ruler": ruler, "encoder": encoder}


def _texts(papers: Iterable[Paper]) -> Iterator[str]:
    return (f"{paper.title}\n\n{paper.abstract}" for paper in papers)
