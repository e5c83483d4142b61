"""What the tagger says of a word: the kind of name that it is in, how the paper stands to it, what a number is."""

from kg.model import Relation

TAGS = 9
"""Outside, then for each type of `priors.COLUMNS`: begins a name, goes on with it."""
RELATIONS = tuple(Relation)
NUMBERS = ("other", "level", "gain")
"""What a number is: a level or a gain that the paper reports, or anything else."""
CLASSES = {"tags": TAGS, "relations": len(RELATIONS), "numbers": len(NUMBERS)}
