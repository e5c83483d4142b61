"""Names where the sentence says what they are: `we introduce X, a benchmark`, `termed X`, `on the X dataset`."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extraction.components.candidates import Candidate, Sentence, add, sentences
from extraction.components.shapes import is_coined, is_generic
from extraction.components.title_coinage import data_type
from kg.model import EntityType

_WORD = r"[^\W_][\w.@+*/-]{0,60}[\w+*]|[^\W_]"
_CAPITAL = r"(?-i:[A-Z0-9])[\w.@+*/-]{0,60}[\w+*]"
_NAME = (
    rf"(?:\"?)((?:{_CAPITAL})(?: (?:(?:{_CAPITAL})|of|for|at)(?= )){{0,5}}(?: (?:{_CAPITAL}))?"
    rf"|(?-i:[a-z]{{1,30}}[A-Z])[\w.@+*/-]{{0,60}})(?:\"?)"
)
_PROPOSE = (
    r"(?:propose|introduce|present|develop|design|release|construct|create|build|unveil|describe"
    r"|devise|contribute|curate|offer|formulate|study"
    r"|establish|publish|open-source|provide|proposes|introduces|presents|develops)"
)
_NEW = re.compile(
    rf"\b(?:we|this (?:paper|work|study|article|report|thesis)|the authors|paper)(?: \w+ly| also"
    rf"| further| then| thus| therefore| first| hence| here)? {_PROPOSE}"
    rf"(?: (?:both|our|the|a|an|new|novel|first))*,? {_NAME}",
    re.IGNORECASE,
)
_NEW_KIND = re.compile(
    rf"\b{_PROPOSE}s? (?:an?|the|our|two|three)(?: [\w-]{{1,30}}){{1,9}}? (?:(?:which|that) (?:we|is|are) )?"
    rf"(?:,? ?(?:called|named|termed|dubbed|namely|i\.e\.,?|referred to as|coined|known as"
    rf"|denoted(?: as| by)?|entitled|titled)(?: as)?)(?: the)? {_NAME}",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"(?:,|\b(?:which|that)) ?(?:we |is |are )?(?:call|called|name|named|term|termed|dub|dubbed|namely"
    rf"|refer to as|referred to as|coined)(?: as| it)?(?: the)? {_NAME}",
    re.IGNORECASE,
)
_APPOSITION = re.compile(
    rf"\b(?:propose|introduce|present|release|develop|construct) (?:an?|the|our)(?: [\w-]{{1,30}}){{0,6}}? "
    rf"(framework|model|method|approach|algorithm|dataset|benchmark|corpus|system|architecture|pipeline"
    rf"|library|toolkit|suite|paradigm|network),? {_NAME}[,.:]",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    rf"(?:^|[.,;] ){_NAME}(?: is|,) (?:an?|the first)(?: [\w/-]{{1,30}}){{0,6}}? "
    r"(framework|model|method|approach|algorithm|dataset|benchmark|corpus|system|architecture|pipeline"
    r"|library|toolkit|suite|paradigm|network|agent|strategy|technique)\b",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(
    r"\b(?:our|the proposed)(?: (?:proposed|new|novel|final|method|model|framework|approach|system"
    r"|algorithm|benchmark|dataset)){0,2},? " + _NAME,
    re.IGNORECASE,
)
_KIND_AFTER = 90


def proposals(sentence: Sentence) -> Iterator[Candidate]:
    """Yield what a sentence says that the paper itself proposes or introduces."""
    for rule, pattern in (
        ("cue-new", _NEW),
        ("cue-kind", _NEW_KIND),
        ("cue-called", _CALLED),
        ("cue-apposition", _APPOSITION),
        ("cue-our", _ITS_OWN),
        ("cue-defines", _DEFINES),
    ):
        for match in pattern.finditer(sentence.text):
            found = _named(sentence, match, 2 if rule == "cue-apposition" else 1)
            if found is None:
                continue
            start, end, name = found
            about = (
                sentence.text[match.start() : start - sentence.start]
                + sentence.text[match.end() : match.end() + _KIND_AFTER]
            )
            type_, relation = data_type(about, name)
            own = relation if rule != "cue-defines" else None
            yield Candidate(start, end, rule, type=type_, relation=own)


def _named(sentence: Sentence, match: re.Match[str], group: int) -> tuple[int, int, str] | None:
    name = match.group(group)
    while name.split(" ")[-1].lower() in ("of", "for", "at") and " " in name:
        name = name.rsplit(" ", 1)[0]
    name = name.rstrip(".-/")
    if (
        is_generic(name)
        or len(name) < 2
        or name.lower() in ("the", "this", "these", "we", "our", "its", "a", "an", "to", "it")
    ):
        return None
    start = sentence.start + match.start(group)
    return start, start + len(name), name


_DATA_WORD = (
    r"(?:benchmarks?|datasets?|data sets?|corpus|corpora|leaderboards?|test sets?|test suites?"
    r"|challenges?|suites?|treebanks?|environments?|splits?|shared tasks?|competitions?)"
)
_DATA_AFTER = re.compile(
    rf"{_NAME}(?: ?\([^()]{{1,30}}\))?(?: [a-z][\w-]{{1,20}}){{0,2}}? ({_DATA_WORD})\b",
    re.IGNORECASE,
)


def data_names(sentence: Sentence) -> Iterator[Candidate]:
    """Yield names that a word behind them calls data: `X benchmark`, `X and Y datasets`."""
    for match in _DATA_AFTER.finditer(sentence.text):
        found = _named(sentence, match, 1)
        if found is None:
            continue
        start, end, name = found
        if not any(is_coined(word) for word in name.split()):
            continue
        yield Candidate(start, end, "data-after", type=EntityType.BENCHMARK)


def find_cued(doc: Doc) -> Iterator[Candidate]:
    """Yield what the cues of every sentence of the abstract point at."""
    for sentence in sentences(doc):
        yield from proposals(sentence)
        yield from data_names(sentence)


@Language.component("benchgraph_cues")
def cues(doc: Doc) -> Doc:
    """Leave candidates for the names that cues point at."""
    return add(doc, find_cued(doc))
