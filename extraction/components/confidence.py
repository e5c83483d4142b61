"""How often each rule is right: the share of its finds that a reader also made, on the training annotations.

Measured by `python -m extraction.training.rule_precision`, but for three. `lexicon` was measured with names of the
other half of the papers alone, since the lexicon that ships knows names of the training annotations; `lexicon-weak`
is a guess below it. `results` is the share of results with the right value and benchmark. Rules that count words
state their rates.
"""

PRECISION: dict[str, float] = {
    "title-1": 0.91,
    "title-1-coined": 0.92,
    "title-2": 0.63,
    "title-2-coined": 0.87,
    "cue-new-coined": 0.91,
    "cue-kind-coined": 0.90,
    "cue-called-coined": 0.85,
    "cue-apposition-coined": 0.95,
    "cue-our-coined": 0.78,
    "cue-defines-coined": 0.83,
    "cue-new": 0.88,
    "cue-kind": 0.75,
    "cue-called": 0.75,
    "cue-our": 0.47,
    "cue-defines": 0.22,
    "acronym": 0.78,
    "data-after": 0.70,
    "lexicon": 0.63,
    "lexicon-weak": 0.40,
    "shape": 0.77,
    "capitals": 0.63,
    "results": 0.65,
}
UNMEASURED = 0.3
"""What a rule with too few finds to measure is given."""


def precision(rule: str) -> float:
    """Return the measured precision of a rule.

    >>> precision("title-1-coined") > precision("cue-our")
    True
    """
    return PRECISION.get(rule, UNMEASURED)
