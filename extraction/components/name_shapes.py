"""Names by their look alone: tokens with capitals inside or letters with digits, alone or in a capitalised run."""

import re
from collections.abc import Container, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extraction.components.candidates import Candidate, add, sentences, text_of, words
from extraction.components.shapes import is_capitalised, is_coined, is_generic, undecorated

_VERSION = re.compile(
    r"(?:v?\d(?:\.\d+)*[A-Za-z]?|\d{4}|Pro|Flash|Sonnet|Opus|Haiku|Mini|Turbo|Verified|Lite|Hard"
    r"|Challenge|Large|Base|Small|XL|Plus|Ultra|Nano|Instruct|Max)"
)

_LONGEST_RUN = 5
# fmt: off
_FAMILY = frozenset({
    "claude", "gemini", "llama", "qwen", "mistral", "mixtral", "gemma", "phi", "grok", "opus", "sonnet", "kimi",
    "whisper", "flux", "sora", "wan", "veo", "imagen", "deepseek", "vicuna", "alpaca", "palm", "bard", "falcon",
    "yi", "baichuan", "internlm", "internvl", "pythia", "olmo", "command", "nova", "glm", "ernie", "doubao",
    "hunyuan", "seedance", "kling", "gpt", "codex", "isabelle", "lean", "coq", "mamba", "yolo", "resnet",
})
# fmt: on


def _opens(word: str, following: str) -> bool:
    """Say whether a name begins here: a coined token, or a model family or capitalised word before a version."""
    if is_coined(word):
        return True
    if not word[:1].isupper() or not _VERSION.fullmatch(following):
        return False
    return word.casefold() in _FAMILY or (
        word[1:].islower() and re.fullmatch(r"v?\d{1,2}\.\d|v\d|\d+x?\d*B", following) is not None
    )


def coined_tokens(tokens: Sequence[str], starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the spans of coined names, a version behind the name included: `Claude 3.5 Sonnet`, `AIME 2024`."""
    i = 0
    while i < len(tokens):
        word = undecorated(tokens[i])
        following = tokens[i + 1] if i + 1 < len(tokens) else ""
        if not _opens(word, following) or is_generic(word):
            i += 1
            continue
        j = i
        while (
            word == tokens[i]
            and j + 1 < len(tokens)
            and starts[j + 1] == starts[j] + len(tokens[j]) + 1
            and _VERSION.fullmatch(tokens[j + 1])
        ):
            j += 1
        end = starts[j] + len(tokens[j]) if j > i else starts[i] + len(word)
        yield starts[i], end
        i = j + 1


def shape_candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield a candidate for each coined-looking name of the document."""
    text = text_of(doc)
    tokens, starts = words(doc)
    for start, end in coined_tokens(tokens, starts):
        surface = text[start:end]
        if not is_generic(surface):
            yield Candidate(start, end, "shape")
    first = {sentence.start for sentence in sentences(doc)}
    title_end = sentences(doc)[0].end if sentences(doc) else 0
    for start, end in capitalised_runs(tokens, starts, first):
        # In a title every word has a capital.
        if start >= title_end and not is_generic(text[start:end]):
            yield Candidate(start, end, "capitals")


def capitalised_runs(
    tokens: Sequence[str], starts: Sequence[int], openings: Container[int]
) -> Iterator[tuple[int, int]]:
    """Yield the spans of runs of two to five capitalised words inside a sentence: `Bayesian Profiling Engine`."""
    i = 0
    while i < len(tokens):
        j = i
        while (
            j < len(tokens)
            and is_capitalised(tokens[j])
            and starts[j] not in openings
            and (j == i or starts[j] == starts[j - 1] + len(tokens[j - 1]) + 1)
        ):
            j += 1
        if 2 <= j - i <= _LONGEST_RUN:
            yield starts[i], starts[j - 1] + len(tokens[j - 1])
        i = max(j, i + 1)


@Language.component("benchgraph_name_shapes")
def name_shapes(doc: Doc) -> Doc:
    """Leave candidates for coined-looking names."""
    return add(doc, shape_candidates(doc))
