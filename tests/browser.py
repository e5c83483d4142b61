"""What tests of the page need: its bundle, and a browser; without them a test skips, unless that is forbidden."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")


def needs_the_bundle() -> None:
    """Skip where the explorer was not built."""
    from api.rest.explorer import bundle

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


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """A browser for the tests of one file: its loop of events must not outlive them, since others run loops too."""
    needs_the_bundle()
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()
