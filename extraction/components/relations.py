"""How the paper stands to a name, from the words around one mention of it.

The patterns are in small letters and so is what they search: a pattern that ignores case takes twice as long.
"""

import re

from kg.model import Relation

_COMPARES = re.compile(
    r"\b(?:outperform\w*|surpass\w*|exceed\w*|beat|beats|beating|compared (?:to|with|against)"
    r"|in comparison (?:to|with)|comparable to|relative to"
    r"|better than|worse than|superior to|than|over|versus|vs\.?|against|baselines?(?: such as| like"
    r"|,)?|on par with|competitive with|match(?:es|ing)?"
    r"|unlike|rival\w*|improv\w+ (?:up)?on|improv\w+ over|competitors?|prior (?:work|methods?"
    r"|approaches)|previous (?:work|methods?|approaches)"
    r"|state-of-the-art (?:methods?|models?|approaches)|existing (?:methods?|approaches|models?))",
)
_BASELINE = re.compile(r"\s?(?:baselines?|by \+?\d)")
_MEASURES = re.compile(
    r"\b(?:evaluat\w+|experiments?|results?|achiev\w+|outperform\w*|benchmarks?|accuracy|performance"
    r"|test(?:ed|s|ing)?|state-of-the-art|improv\w+|score[sd]?|gains?"
    r"|surpass\w*|validat\w+|reach\w*|obtain\w*|demonstrat\w+|assess\w*|measur\w+|reduc\w+)\b|\d%",
)
_TRAINS = re.compile(
    r"\b(?:train\w*|pre-?train\w*|fine-?tun\w+|collected|sampled|derived|built|constructed|annotat\w+"
    r"|curated|based|drawn|sourced|source|using|from|crawled|extracted|corpus|corpora)\b",
)
_PROPOSES = re.compile(
    r"\b(?:we|this (?:paper|work|study)|our)\b[^.;]{0,40}\b(?:propos\w+|introduc\w+|present\w*"
    r"|develop\w*|design\w*|devis\w+|"
    r"call\w*|dub\w*|term\w*|nam\w+)\b(?:(?!\b(?:using|based|via|through|by|built|builds|to|for|that"
    r"|which|leverag\w+|on|from|of|"
    r"over|than|into|in)\b)[^.;]){0,120}$",
)
_REACH = 90


def proposes(before: str) -> bool:
    """Say whether what comes next is what the paper proposes.

    >>> proposes("In this work we propose a novel memory "), proposes("We propose a framework based on ")
    (True, False)
    """
    return _PROPOSES.search(before.lower()) is not None


def compares(before: str, after: str) -> bool:
    """Say whether a method is set against the paper's own, from the text before and after it in its sentence."""
    near = before[-_REACH:].lower()
    return _COMPARES.search(near) is not None or _BASELINE.match(after) is not None


def data_relation(before: str) -> Relation:
    """Say whether data are measured on or used otherwise."""
    near = before[-60:].lower()
    if _TRAINS.search(near[-40:]) and not _MEASURES.search(near):
        return Relation.USES
    return Relation.EVALUATES_ON
