"""Large made-up graphs for measurements: papers whose names are popular by a power law, with results and evidence.

The same count and seed give the same graph, on every machine. Popularity follows Zipf-Mandelbrot, `1 / (rank + 6)`: of
20,000 papers some 1,500 use the most popular benchmark or its split, of 200,000 some 11,000. Half of the papers propose
a method of their own. Names are `Bench 12`, `Method 7`, `Task 3`, `Metric 1`, `Own 99`; the lower the number, the more
popular.

    python -m bench.graphs 20000 sqlite:///kg.db     # writes the graph to a store, made if need be
"""

import argparse
import datetime as dt
import random
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

from kg.ids import entity_id
from kg.model import Entity, EntityType, Evidence, Field, Paper, PaperFacts, Relation, Result, Use
from kg.store.factory import open_store

BATCH = 500
FIRST_DAY = dt.date(2015, 1, 1)
DAYS = 4000
SPLITS = 20
"""So many of the most popular benchmarks have a split, `Bench 3-test`, which a quarter of their papers use."""
_SETTINGS = (None, None, None, "zero-shot", "pass@1")
_DATA_ROLES = (Relation.EVALUATES_ON, Relation.EVALUATES_ON, Relation.EVALUATES_ON, Relation.USES, Relation.MENTIONS)
_METHOD_ROLES = (Relation.USES, Relation.COMPARES_TO, Relation.COMPARES_TO, Relation.MENTIONS)
_WORDS = ("large", "small", "deep", "sparse", "robust", "open", "model", "graph", "proof", "image", "search", "agent")


@dataclass(frozen=True, slots=True)
class _Pool:
    """Entities of a kind, the most popular first, and the running sum of their weights."""

    entities: Sequence[Entity]
    weights: Sequence[float]

    @classmethod
    def of(cls, type_: EntityType, word: str, size: int) -> "_Pool":
        names = [f"{word} {number}" for number in range(size)]
        made = [Entity(entity_id(type_, name), name, frozenset({type_}), (name,)) for name in names]
        return cls(made, list(accumulate(1 / (rank + 6) for rank in range(size))))

    def draw(self, rng: random.Random, count: int) -> list[Entity]:
        """Return up to `count` different entities."""
        return list({one.id: one for one in rng.choices(self.entities, cum_weights=self.weights, k=count)}.values())


class _Writing:
    """A paper in the making: each sentence is written once and proves what it names."""

    def __init__(self, id_: str, rng: random.Random) -> None:
        self.id = id_
        self.rng = rng
        self.text = ""
        self.uses: dict[tuple[str, Relation], Use] = {}
        self.entities: dict[str, Entity] = {}
        self.results: list[Result] = []

    def say(self, sentence: str, surface: str) -> Evidence:
        """Add a sentence to the abstract and return the evidence of a surface in it."""
        begin = len(self.text) + 1 if self.text else 0
        self.text = f"{self.text} {sentence}" if self.text else sentence
        start = begin + sentence.index(surface)
        confidence = self.rng.choice((0.5, 0.7, 0.9, 0.95))
        place = (Field.ABSTRACT, start, start + len(surface), surface)
        return Evidence(*place, sentence, begin, "made-up@1", confidence)

    def use(self, entity: Entity, relation: Relation) -> None:
        """Note an edge, proved by a sentence of its own."""
        self.entities.setdefault(entity.id, entity)
        found = self.say(f"Here it {relation.value.replace('_', ' ')} {entity.name}.", entity.name)
        self.uses[entity.id, relation] = Use(self.id, entity.id, relation, found.confidence, (found,))

    def reach(self, on: Entity, metric: Entity, method: Entity | None) -> None:
        """Note a result."""
        number = round(self.rng.triangular(5, 99, 70), 1)
        is_delta = self.rng.random() < 0.15
        number = round(number / 20, 1) if is_delta else number
        found = self.say(f"It reaches {number}% {metric.name} on {on.name}.", f"{number}")
        self.entities |= {one.id: one for one in (on, metric, method) if one is not None}
        ends = (method.id if method else None, on.id, metric.id, self.rng.choice(_SETTINGS), True)
        id_ = f"result:{self.id}:{len(self.results)}"
        self.results.append(Result(id_, self.id, f"{number}", number, "%", is_delta, found, *ends))


def papers(count: int, *, seed: int = 0) -> Iterator[PaperFacts]:
    """Yield the facts of `count` papers, one after the other; nothing but the pools of names is held in memory."""
    rng = random.Random(seed)
    data = _Pool.of(EntityType.BENCHMARK, "Bench", max(30, count // 20))
    methods = _Pool.of(EntityType.METHOD, "Method", max(50, count // 10))
    tasks = _Pool.of(EntityType.TASK, "Task", 300)
    metrics = _Pool.of(EntityType.METRIC, "Metric", 60)
    splits = {one.id: _split(one) for one in data.entities[:SPLITS]}
    for number in range(count):
        writing = _Writing(f"paper:arxiv:{1501 + number // 99999:04}.{number % 99999:05}", rng)
        own = None
        if rng.random() < 0.5:
            name = f"Own {number}"
            own = Entity(entity_id(EntityType.METHOD, name), name, frozenset({EntityType.METHOD}), (name,))
            writing.use(own, Relation.PROPOSES)
        for method in methods.draw(rng, rng.randint(1, 3)):
            writing.use(method, rng.choice(_METHOD_ROLES))
        writing.use(tasks.draw(rng, 1)[0], Relation.ADDRESSES)
        used = metrics.draw(rng, rng.randint(1, 2))
        for metric in used:
            writing.use(metric, Relation.REPORTS)
        for benchmark in data.draw(rng, rng.randint(1, 4)):
            _measure(writing, benchmark, splits, used, own)
        yield _facts(writing, number)


def batches(count: int, *, seed: int = 0, size: int = BATCH) -> Iterator[list[PaperFacts]]:
    """Yield the facts of `count` papers in batches, as `GraphStore.upsert` takes them."""
    made = papers(count, seed=seed)
    while batch := list(islice(made, size)):
        yield batch


def _split(parent: Entity) -> Entity:
    name = f"{parent.name}-test"
    return Entity(entity_id(EntityType.BENCHMARK, name), name, parent.types, (name,), variant_of=parent.id)


def _measure(
    writing: _Writing, benchmark: Entity, splits: dict[str, Entity], metrics: Sequence[Entity], own: Entity | None
) -> None:
    on = benchmark
    if benchmark.id in splits and writing.rng.random() < 0.25:
        on = splits[benchmark.id]
        writing.entities.setdefault(benchmark.id, benchmark)
    role = writing.rng.choice(_DATA_ROLES)
    writing.use(on, role)
    if role is Relation.EVALUATES_ON and writing.rng.random() < 0.7:
        writing.reach(on, writing.rng.choice(metrics), own)


def _facts(writing: _Writing, number: int) -> PaperFacts:
    rng = writing.rng
    title = f"{' '.join(rng.choices(_WORDS, k=4))} {number}".capitalize()
    date = FIRST_DAY + dt.timedelta(days=rng.randrange(DAYS)) if rng.random() < 0.99 else None
    authors = tuple(f"Author {rng.randrange(50_000)}" for _ in range(rng.randint(1, 4)))
    paper = Paper(writing.id, title, writing.text, authors, f"Lab {rng.randrange(200)}", date, ids=(writing.id,))
    digest = f"made-up:{number}:{zlib.crc32(writing.text.encode())}"
    return PaperFacts(
        paper, tuple(writing.entities.values()), tuple(writing.uses.values()), tuple(writing.results), digest
    )


def load(count: int, url: str, *, seed: int = 0) -> None:
    """Write a graph to the store at an address, with a line on standard error for every 10,000 papers."""
    store = open_store(url, create=True)
    began, done = time.monotonic(), 0
    for batch in batches(count, seed=seed):
        store.upsert(batch)
        done += len(batch)
        if done % 10_000 == 0 or done == count:
            print(f"{done:,} papers in {time.monotonic() - began:.0f} s", file=sys.stderr)
    store.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write a made-up graph to a store.")
    parser.add_argument("papers", type=int)
    parser.add_argument("store", metavar="URL")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    load(given.papers, given.store, seed=given.seed)
