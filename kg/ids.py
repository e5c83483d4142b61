"""Pure functions that name things: stable, readable ids that keep names apart (`humaneval`, `humaneval-plus`)."""

import hashlib
import re
import unicodedata

from kg.model import DATA_TYPES, EntityType
from kg.text import match_key

_ARXIV = re.compile(
    r"(?:arxiv[:./ ]*(?:org/(?:abs|pdf|html)/)?)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)
_SIGNS = {"+": " plus ", "*": " star ", "#": " sharp ", "&": " and ", "@": " at ", "²": "2", "³": "3"}


def slug(name: str) -> str:
    """Return the readable part of an id: ASCII words joined by hyphens, never empty.

    >>> slug("HumanEval+"), slug("Code Generation"), slug("miniF2F")
    ('humaneval-plus', 'code-generation', 'minif2f')
    """
    spelled = "".join(_SIGNS.get(c, c) for c in name)
    ascii_only = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_only.replace("'", ""))
    return "-".join(words) if words else "x" + _digest(name)


def entity_id(type_: EntityType, name: str) -> str:
    """Return the id of an entity; datasets and benchmarks share the prefix `data:`.

    >>> entity_id(EntityType.BENCHMARK, "miniF2F")
    'data:minif2f'
    """
    prefix = "data" if type_ in DATA_TYPES else type_.value.lower()
    return f"{prefix}:{slug(name)}"


def arxiv_id(text: str) -> str | None:
    """Return the arXiv id, without version, that `text` is or addresses; None when it is something else.

    >>> arxiv_id("arXiv:2410.12345v2"), arxiv_id("https://arxiv.org/abs/2410.12345"), arxiv_id("W123")
    ('2410.12345', '2410.12345', None)
    """
    match = _ARXIV.fullmatch(re.sub(r"^https?://(?:www\.|export\.)?", "", text.strip()))
    return match.group(1) if match else None


def paper_id(title: str, source_id: str | None = None) -> str:
    """Return a paper's id: from its arXiv id, else the source's own id, else its title.

    >>> paper_id("Any", "arXiv:2410.12345")
    'paper:arxiv:2410.12345'
    """
    if source_id:
        arxiv = arxiv_id(source_id)
        return f"paper:arxiv:{arxiv}" if arxiv else f"paper:{source_id.strip()}"
    return title_id(title)


def title_id(title: str) -> str:
    """Return the id of a paper known by its title alone; equal for spellings that `match_key` holds equal.

    >>> title_id("A Title") == title_id("a  title")
    True
    """
    return f"paper:title:{slug(title)[:60].strip('-')}-{_digest(match_key(title))}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
