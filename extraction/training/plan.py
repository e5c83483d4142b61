"""What `train.cfg` says, in spaCy's configuration system, as values."""

from dataclasses import dataclass
from pathlib import Path

from thinc.api import Config

from extraction.training.forest_training import Growth
from extraction.training.network_training import Plan
from extraction.training.vectors import Subwords


@dataclass(frozen=True, slots=True)
class Training:
    """How every part is trained; `silver_papers` counts the papers without annotation that the student learns from."""

    seed: int
    silver_papers: int
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
            parts["silver"]["papers"],
            Subwords(**parts["subwords"]),
            teacher,
            student,
            tuned,
            Growth(**parts["entities"]),
            Growth(**parts["results"]),
        )
