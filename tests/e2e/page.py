"""A page of the explorer under watch: what it logs, whom it asks, how it moves, and whom it shuts out."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, expect
from starlette.applications import Starlette

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

PATIENCE = 60_000
"""Milliseconds after which a machine is not merely busy."""

expect.set_options(timeout=PATIENCE)

SHIFTS = """new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


@dataclass
class Watched:
    """A page, and what must not happen on it."""

    page: Page
    site: str
    problems: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Load a path of the site and wait until all that it asked for has come."""
        self.page.goto(f"{self.site}{path}")
        self.page.wait_for_load_state("networkidle")
        return self.page

    def shift(self) -> float:
        """Return how far what was seen has moved while the page loaded."""
        moved: float = self.page.evaluate(SHIFTS)
        return moved

    def faults(self) -> list[str]:
        """Return what axe finds wrong, with the places."""
        violations: list[dict[str, Any]] = Axe().run(self.page, options=WCAG).response["violations"]
        return [f"{found['id']}: {node['html'][:160]}" for found in violations for node in found["nodes"]]


def watched(browser: Browser, site: str, **options: Any) -> Watched:
    """Open an empty page in a context of its own, from whose first moment problems are noted."""
    page = browser.new_context(accept_downloads=True, **options).new_page()
    page.set_default_timeout(PATIENCE)
    watch = Watched(page, site)

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            watch.problems.append(f"console: {message.text}")

    def on_error(error: Error) -> None:
        watch.problems.append(f"error: {error}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((f"{site}/", "data:", f"blob:{site.split('/', 3)[0]}")):
            watch.problems.append(f"asks elsewhere: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", on_error)
    page.on("request", on_request)
    return watch


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """Serve an application in a thread on a free port, and yield its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
