"""How many counts a store would keep if it kept one for each pair of entities that a paper shares (ADR 10).

python -m bench.pairs 20000
"""

import sys
from collections import Counter
from collections.abc import Iterator

from bench.graphs import papers
from kg.model import PaperFacts, Relation


def pairs(facts: PaperFacts) -> Iterator[tuple[str, str, str]]:
    """Yield the pairs of one paper: data beside any entity, methods of data and back, these by their role too."""
    parents = {entity.id: entity.variant_of for entity in facts.entities}
    reached: dict[str, set[Relation]] = {}
    for use in facts.uses:
        step: str | None = use.entity_id if use.relation is not Relation.MENTIONS else None
        while step:
            reached.setdefault(step, set()).add(use.relation)
            step = parents.get(step)
    data = [id_ for id_ in reached if id_.startswith("data:")]
    yield from (("with", one, other) for one in reached for other in data if one != other)
    for on in (id_ for id_ in data if Relation.EVALUATES_ON in reached[id_]):
        for method in (id_ for id_ in reached if id_.startswith("method:")):
            yield from (("methods", on, method), ("benchmarks", method, on), ("role", on, method))


if __name__ == "__main__":
    count = int(sys.argv[1])
    kept = Counter(pair for facts in papers(count) for pair in pairs(facts))
    once = sum(times == 1 for times in kept.values())
    print(f"{sum(kept.values()) / count:.1f} changes a paper, {len(kept):,} counts, {once / len(kept):.0%} of them 1")
