"""How often each rule is right, measured on training annotations: the share of its finds that a reader also made."""

PRECISION: dict[str, float] = {
    "results": 0.5,
    "title-1": 0.95,
    "title-1-coined": 0.97,
    "title-2": 0.75,
    "title-2-coined": 0.85,
    "title-3-coined": 0.7,
    "cue-new-coined": 0.9,
    "cue-kind-coined": 0.9,
    "cue-called-coined": 0.85,
    "cue-apposition-coined": 0.9,
    "cue-our-coined": 0.8,
    "cue-defines-coined": 0.8,
    "cue-new": 0.6,
    "cue-kind": 0.8,
    "cue-called": 0.7,
    "cue-apposition": 0.7,
    "cue-our": 0.4,
    "cue-defines": 0.4,
    "acronym": 0.6,
    "data-after": 0.7,
    "lexicon": 0.6,
    "lexicon-weak": 0.4,
    "shape": 0.5,
    "capitals": 0.4,
}
UNMEASURED = 0.3


def precision(rule: str) -> float:
    """Return the measured precision of a rule."""
    return PRECISION.get(rule, UNMEASURED)
