"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import extraction  # noqa: F401 - before anything loads numpy, since it says how many threads that may start

# A busy machine is no fault of the code: what must be quick is measured in bench/. What the suite tries is the same
# each time, so that it fails for a change and not by luck; `make soak` tries what nobody has tried.
SOAKS = any(name.startswith("KG_SOAK_") for name in os.environ)
settings.register_profile(
    "suite",
    deadline=None,
    derandomize=not SOAKS,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("suite")

pytest_plugins = ["tests.neo4j_server", "tests.browser", "tests.explored"]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and annotations that is not part of the project; a user has none."""
    folder = ROOT.parent / "shared"
    if not (folder / "seed" / "daily-papers.txt").is_file():
        pytest.skip("no ../shared beside the checkout")
    return folder
