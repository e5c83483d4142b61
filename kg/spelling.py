"""The one spelling from which the id of an unknown name is made, so that spellings of it meet.

A coined name loses its inner hyphens and spaces (`Mini-F2F`, `Foo Bench`); a phrase keeps its words and loses British
endings and the plural.
"""

import re

from kg.model import DATA_TYPES, EntityType

_COINED = re.compile(r"[a-z0-9][A-Z]|[A-Z]{2}|\d|[+*]")
_HEAD = re.compile(r"(?:Net|Former|Bench|QA|GAN|BERT|CLIP|LM|LLM|VLM|VLA|Agent|Diff|NeRF|GS|RAG|GPT|Eval|Instruct)s?\b")
_PREFIX = re.compile(
    r"\b(pre|multi|non|semi|super|over|under|fine|sub|inter|intra|auto|hyper|bi|uni|un)[- ](?=[a-z]{3})"
)
_KIND_WORD = re.compile(r"(?<=\w) (?:dataset|data set|benchmark|corpus)s?$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?) (?=\S)", re.IGNORECASE)
_ISE = re.compile(
    r"(?<=\w\w)(al|il|im|ar|er|or|on|an|en|et|it|gn|nt|rd|om|es|tr|ym|as)is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"
)
_NOT_ISE = re.compile(r"(?:com)?promis(?:e|ed|es|ing)$")
_DOUBLE_L = re.compile(r"(model|label|signal|cancel|pencil|travel|channel)l(?=(?:ed|ing|er)$)")
_OUR = re.compile(r"(col|fav|hum|flav|vap|neighb|behavi)our")
_SINGULAR = re.compile(r"(?:series|species|(?:ss|us|is|ics|as|os))$")


def canonical(name: str, type_: EntityType) -> str:
    """Return the spelling that stands for all spellings of an unknown name.

    >>> canonical("Mini-F2F", EntityType.BENCHMARK), canonical("Generalised Few Shot Tasks", EntityType.TASK)
    ('MiniF2F', 'generalized few shot task')
    """
    dashed = re.sub(r"[‐‑–—]", "-", name).strip()
    if type_ in DATA_TYPES:
        bare = without_kind(dashed)
        return _joined(bare) if len(bare.split()) <= 2 else bare
    if type_ is EntityType.METHOD and is_coined(dashed):
        return _joined(dashed)
    return phrase(dashed)


def is_coined(name: str) -> bool:
    """Say whether a name of one or two words looks coined, rather than being a phrase.

    >>> is_coined("Foo-Net"), is_coined("Chain-of-Thought"), is_coined("GPT 4"), is_coined("LLM reasoning")
    (True, False, True, False)
    """
    words = name.split()
    if len(words) == 1:
        return bool(_COINED.search(name) or _HEAD.search(name, 1))
    return len(words) == 2 and all(_COINED.search(word) for word in words[1:]) and not name.islower()


def phrase(name: str) -> str:
    """Return a phrase in lower case, American spelling and singular, its hyphens read as spaces.

    >>> phrase("Multi-Modal Behaviour Modelling"), phrase("Video Analysis")
    ('multimodal behavior modeling', 'video analysis')
    """
    joined = _PREFIX.sub(r"\1", name.lower())
    words = [american(word) for word in re.split(r"[\s\-_/]+", joined) if word]
    return " ".join([*words[:-1], singular(words[-1])]) if words else name


def american(word: str) -> str:
    """Return the American spelling of a word in lower case.

    >>> american("generalisation"), american("denoising"), american("labelled")
    ('generalization', 'denoising', 'labeled')
    """
    if not _NOT_ISE.search(word):
        word = _ISE.sub(r"\1iz", word)
    return _OUR.sub(r"\1or", _DOUBLE_L.sub(r"\1", word)).replace("analyse", "analyze")


def singular(word: str) -> str:
    """Return a word in lower case without its plural ending.

    >>> singular("accuracies"), singular("networks"), singular("bias"), singular("physics")
    ('accuracy', 'network', 'bias', 'physics')
    """
    if len(word) <= 3 or _SINGULAR.search(word) or not word.endswith("s"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 5 else word[:-1]


def without_kind(name: str) -> str:
    """Return the name of a dataset or benchmark without an article or the word that says what it is.

    >>> without_kind("the GLUE benchmark"), without_kind("The Pile"), without_kind("dataset")
    ('GLUE', 'Pile', 'dataset')
    """
    return _KIND_WORD.sub("", _ARTICLE.sub("", name)) or name


def _joined(name: str) -> str:
    """Drop hyphens and spaces, but not those between two digits."""
    return re.sub(r"(?<!\d)[-_ ]|[-_ ](?!\d)", "", name) or name
