"""What `train.cfg` says, in spaCy's configuration system, as values."""

from dataclasses import dataclass
from pathlib import Path

from thinc.api import Config

from extraction.training.forest_training import Growth
from extraction.training.network_training import Plan
from extraction.training.vectors import Subwords


@dataclass(frozen=True, slots=True)
class Training:
    """How every part is trained.

    For each round, `silver_papers` counts the papers without annotation that its student learns from, and `widths` is
    how many units each of its layers has.
    """

    seed: int
    silver_papers: tuple[int, ...]
    widths: tuple[int, ...]
    subwords: Subwords
    teacher: Plan
    student: Plan
    tuned: Plan
    entities: Growth
    results: Growth

    @classmethod
    def read(cls, path: Path) -> "Training":
        """Return the plan that a file holds."""
        parts = Config().from_disk(path)
        teacher, student, tuned = (
            Plan(**{**parts[name], "weights": tuple(parts[name]["weights"])})
            for name in ("teacher", "student", "tuned")
        )
        return cls(
            parts["training"]["seed"],
            tuple(parts["silver"]["papers"]),
            tuple(parts["silver"]["widths"]),
            Subwords(**parts["subwords"]),
            teacher,
            student,
            tuned,
            Growth(**parts["entities"]),
            Growth(**parts["results"]),
        )
