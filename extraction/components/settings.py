"""The condition under which a number was measured, as the words beside it name it."""

import re

_UP_TO = re.compile(r"\bup to(?: an?| \w+ly)?[ ~+]*$|\bas (?:much|high) as[ ~+]*$", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:pass@\d+k?|maj@\d+k?|best-of-\d+|top-\d+|(?:zero|one|few|many|\d+|[a-z]{3,5})-shot|\d+-bit"
    r"|\d+(?:\.\d+)?[BM](?: parameters)?"
    r"|on average|average|under (?:a |an |the )?[\w-]+(?: [\w-]+)? (?:budget|setting|protocol)s?"
    r"|without [\w-]+(?: [\w-]+)?|with only [\w%.-]+(?: [\w-]+){0,2})",
    re.IGNORECASE,
)
_BEFORE, _BEHIND = 60, 60


def setting_of(text: str, start: int, end: int) -> str | None:
    """Return the condition nearest to the number at some place of its sentence, or None.

    >>> setting_of("It solves 61.7% at pass@3200.", 10, 14)
    'pass@3200'
    >>> setting_of("gains of up to 12%", 15, 17)
    'up to'
    """
    if _UP_TO.search(text[:start]):
        return "up to"
    found = list(_CONDITION.finditer(text, max(0, start - _BEFORE), min(len(text), end + _BEHIND)))
    if not found:
        return None
    nearest = min(found, key=lambda match: match.start() - end if match.start() >= end else start - match.end())
    return nearest.group()
