"""What tests of the page need: its bundle, and a browser; without them a test skips, unless that is forbidden."""

import os
import shutil
from pathlib import Path
from typing import NoReturn

import pytest

from api.rest.explorer import bundle

NAMES = ("chromium", "chromium-browser", "google-chrome")


def needs_the_bundle() -> None:
    """Skip where the explorer was not built."""
    if "index.html" not in bundle():
        skip("the explorer is not built: run `make setup` where npm's registry can be reached")


def chromium() -> Path:
    """Return the browser, or skip where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        skip("no Chromium: apt-get install chromium")
    return Path(found)


def skip(reason: str) -> NoReturn:
    """Skip for a reason; with KG_REQUIRE_BROWSER set, fail."""
    if os.environ.get("KG_REQUIRE_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)
