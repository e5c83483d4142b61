"""Running the command as a user does: its own process, its own data folder."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

LAUNCH = "from api.cli import main; main()"

PATIENCE = 600
"""Seconds after which a machine is not merely busy: whatever is waited for will not come."""


@dataclass(frozen=True)
class Answer:
    """What a finished command left behind."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Command:
    """The command in an environment of its own; `store` is where it keeps its graph."""

    home: Path
    store: str
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KG_")}
        return kept | {"KG_STORE": self.store, "XDG_DATA_HOME": str(self.home), "PYTHONUTF8": "1"} | self.secrets

    def arguments(self, *words: str) -> list[str]:
        return [sys.executable, "-c", LAUNCH, *words]

    def __call__(self, *words: str, stdin: bytes = b"", timeout: float = PATIENCE) -> Answer:
        done = subprocess.run(
            self.arguments(*words),
            input=stdin,
            capture_output=True,
            env=self.env,
            cwd=self.home,
            timeout=timeout,
            check=False,
        )
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    def start(self, *words: str, **options: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.arguments(*words),
            env=self.env,
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **options,
        )
