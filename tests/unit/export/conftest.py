"""A small graph of everything that a format may stumble over."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.model import Entity, EntityType, Evidence, Field, Paper, PaperFacts, Relation, Result, Use
from kg.store.base import GraphStore
from kg.store.factory import open_store

TITLE = 'Quotes " and <tags> & more, [[links]]; #tags | pipes\\ and ünïcödé 𝕏 — 数学'
ABSTRACT = "Line one.\nLine \"two\"\twith a tab,\r\nand '''quotes''' \\n {braces} $x^2$; --- \x1e. We use LoRA."
HUB = Entity(
    "data:hub", "Hub, the", frozenset({EntityType.DATASET, EntityType.BENCHMARK}), ("Hub, the", "H;u|b", 'the "Hub"')
)
SPLIT = Entity("data:hub-test", "Hub-test", frozenset({EntityType.BENCHMARK}), ("Hub-test",), variant_of=HUB.id)
LORA = Entity("method:lora", "LoRA", frozenset({EntityType.METHOD}), ("LoRA",), url="https://example.org/a?b=1&c=<d>")
TASK = Entity("task:con", "con", frozenset({EntityType.TASK}), ("con",))
METRIC = Entity("metric:acc", "Accuracy", frozenset({EntityType.METRIC}), ("Accuracy", "acc."))
UNUSED = Entity("method:unused", "Unused", frozenset({EntityType.METHOD}), ("Unused",))


def proof(of: Paper, text: str, *, confidence: float = 0.875) -> Evidence:
    """Return evidence where a text stands in an abstract."""
    start = of.abstract.index(text)
    return Evidence(Field.ABSTRACT, start, start + len(text), text, of.abstract, 0, "rule@1", confidence)


def hostile_facts() -> list[PaperFacts]:
    """Return the facts of three papers: one with all, one with nothing but a title, one of another year."""
    full = Paper(
        "paper:arxiv:2401.00001",
        TITLE,
        ABSTRACT.replace("\x1e", ""),
        ("Ann; Lee", 'Bo "B" Ångström'),
        "Uni & A",
        dt.date(2024, 1, 31),
        "https://arxiv.org/abs/2401.00001",
        True,
        ("paper:arxiv:2401.00001", "paper:W/3 x"),
    )
    bare = Paper("paper:title:bare-12345678", "Bare", "")
    late = replace(bare, id="paper:arxiv:2501.00002", title="Late", abstract="On LoRA.", date=dt.date(2025, 2, 1))
    word = proof(full, "LoRA")
    twice = (word, replace(word, start=0, end=4, text=full.abstract[:4], confidence=1.0))
    uses = (
        Use(full.id, LORA.id, Relation.USES, 0.123456789012345, twice),
        Use(full.id, LORA.id, Relation.MENTIONS, 1.0, (word,)),
        Use(full.id, SPLIT.id, Relation.EVALUATES_ON, 0.5, (word,)),
        Use(full.id, TASK.id, Relation.ADDRESSES, 0.25, (word,)),
        Use(full.id, METRIC.id, Relation.REPORTS, 0.75, (word,)),
    )
    results = (
        Result("result:1", full.id, "61.70", 61.7, "%", False, word, LORA.id, SPLIT.id, METRIC.id, "pass@1", True),
        Result("result:2", full.id, "−2", -2.0, "points", True, word),
        Result("result:3", full.id, "1e9", 1e9, "", False, word, UNUSED.id, None, METRIC.id, None, False),
    )
    return [
        PaperFacts(full, (HUB, SPLIT, LORA, TASK, METRIC, UNUSED), uses, results, "one"),
        PaperFacts(bare, (), (), (), "two"),
        PaperFacts(late, (LORA,), (Use(late.id, LORA.id, Relation.USES, 0.5, (proof(late, "LoRA"),)),), (), "three"),
    ]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[GraphStore]:
    """Give a store of the hostile facts."""
    opened = open_store(f"sqlite:///{tmp_path / 'kg.db'}", create=True)
    opened.upsert(hostile_facts())
    yield opened
    opened.close()
