"""Lists of names: `GSM8K, MATH and AIME` share what the sentence says before the first and after the last."""

import re
from collections.abc import Sequence

_BETWEEN = re.compile(
    r"(?:\s?\([^()]{1,40}\))?(?:,? (?:and|or|as well as)(?: the| on| its)? |, (?:and |or )?(?:the |on )?|/| & | \+ )\"?"
)


def chains(text: str, spans: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Return the indices of spans that stand in one list together, spans given in order of appearance.

    >>> chains("on A1, B2 and C3 with D4", [(3, 5), (7, 9), (14, 16), (22, 24)])
    [[0, 1, 2], [3]]
    """
    out: list[list[int]] = []
    for i, (start, _) in enumerate(spans):
        if out:
            end = spans[out[-1][-1]][1]
            if 0 < start - end < 60 and _BETWEEN.fullmatch(text, end, start):
                out[-1].append(i)
                continue
        out.append([i])
    return out
