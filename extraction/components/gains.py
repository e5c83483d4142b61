"""Whether a number is a gain over something rather than a level, and whether a sentence speaks of results at all."""

import re

from extraction.components.numbers import Number

_STATES = re.compile(
    r"\b(?:achiev\w+|improv\w+|outperform\w*|surpass\w*|exceed\w*|reduc\w+|increas\w+|gain\w*|boost\w*"
    r"|reach\w*|accurac\w+|scor\w+|rates?|obtain\w*|attain\w*|yield\w*|higher|lower|faster"
    r"|speed-?ups?|better|drop\w*|decreas\w+|sav\w+|cut\w*|rais\w+|record\w*|deliver\w*|fewer|less"
    r"|more|retain\w*|maintain\w*|from|correlation|error|decline\w*|degrad\w+|acceler\w+|agreement"
    r"|solv\w+"
    r"|succe\w+|win|wins|fall\w*|perform\w*|results?|smaller|larger|only|recover\w*|compress\w*)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:by|gains?(?: of)?|improvements?(?: of)?|increases? of|reductions? of|margins? of|drops? of"
    r"|speed-?ups? of|decreases? of)"
    r"(?: (?:a|an|the|up to|at least|over|more than|approximately|about|around|roughly|nearly"
    r"|as much as|average|absolute|relative|margin|an average|average of|of|between|from"
    r"|on))*[ ~≈+$]*$",
    re.IGNORECASE,
)
_GAIN_BEHIND = re.compile(
    r"[^.;,]{0,12}?\b(?:improvements?|gains?|increases?|reductions?|speed-?ups?|faster|slower|higher"
    r"|lower|better|worse|fewer|less|more|drops?|decreases?|smaller|larger|boosts?|acceleration"
    r"|savings?|relative|absolute|over|decline|cheaper|shorter|longer|than)\b",
    re.IGNORECASE,
)
_NEAR = 45


def speaks_of_results(text: str) -> bool:
    """Say whether the words of a sentence speak of what was reached.

    >>> speaks_of_results("It attains 75.0% on miniF2F."), speaks_of_results("We use 8 GPUs.")
    (True, False)
    """
    return _STATES.search(text) is not None


def is_gain(number: Number, text: str) -> bool:
    """Say whether the words of its sentence call a number a gain."""
    before, after = text[max(0, number.start - 60) : number.start], text[number.end : number.end + _NEAR]
    if number.is_signed or number.unit in ("x", "points", "pp"):
        return True
    return _BY.search(before) is not None or _GAIN_BEHIND.match(after) is not None
