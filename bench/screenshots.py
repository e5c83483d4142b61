"""Take the pictures of the README: `make screenshots` serves the bundled examples and looks at them in Chromium."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
DESKTOP, PHONE = (1200, 800), (390, 844)
START_MS = 60_000


@dataclass(frozen=True)
class Shot:
    """One picture: of what, in which theme, how large."""

    name: str
    path: str
    theme: Literal["light", "dark"] = "light"
    size: tuple[int, int] = DESKTOP
    typed: str = ""


SHOTS = (
    Shot("search", "/", typed="mini"),
    Shot("entity", "/entity/data:minif2f"),
    Shot("paper", "/paper/paper:arxiv:2408.08152"),
    Shot("graph", "/graph?around=data:minif2f"),
    Shot("graph-dark", "/graph?around=data:minif2f&pick=data:minif2f", theme="dark"),
    Shot("entity-dark", "/entity/data:minif2f", theme="dark"),
    Shot("entity-phone", "/entity/data:minif2f", size=PHONE),
    Shot("graph-phone", "/graph?around=data:minif2f", theme="dark", size=PHONE),
)


def main() -> None:
    """Take every picture anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for shot in SHOTS:
            take(browser, site, shot)
        browser.close()


def take(browser: Browser, site: str, shot: Shot) -> None:
    """Look at one page, and keep what is seen."""
    width, height = shot.size
    is_phone = shot.size == PHONE
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=shot.theme,
        reduced_motion="reduce",
        is_mobile=is_phone,
        has_touch=is_phone,
        device_scale_factor=2 if is_phone else 1,
    )
    page = context.new_page()
    page.set_default_timeout(START_MS)
    page.goto(f"{site}{shot.path}")
    page.wait_for_load_state("networkidle")
    if shot.typed:
        page.get_by_role("combobox").press_sequentially(shot.typed)
        page.get_by_role("option").first.wait_for()
    page.screenshot(path=FOLDER / f"{shot.name}.png")
    context.close()


@contextmanager
def demo() -> Iterator[str]:
    """Run `kg demo` on a free port, and yield its address."""
    command = [sys.executable, "-c", "from api.cli import main; main()", "demo", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    try:
        assert server.stdout
        lines = iter(server.stdout.readline, b"")
        yield next(found.group() for line in lines if (found := re.search(r"http://[\w.:]+", line.decode())))
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
