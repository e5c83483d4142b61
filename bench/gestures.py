"""What a reader does in the graph view, with a real mouse, and how long it takes until the page shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

PATIENCE_MS = 60_000

BEGIN = """(kind) => {
  window.asked = 0;
  addEventListener(kind, (event) => { window.asked = event.timeStamp; }, { once: true, capture: true });
}"""

# Two frames after the page is told so: the first draws what the second has on the screen when it begins.
UNTIL_SHOWN = """(patience) => new Promise((done, fail) => {
  const isSo = () => %s;
  const end = performance.now() + patience;
  const look = () => {
    if (isSo()) requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - window.asked)));
    else if (performance.now() > end) fail(new Error("It is not shown."));
    else requestAnimationFrame(look);
  };
  look();
})"""

ALL = """document.querySelector('.__________cytoscape_container')._cyreg.cy.nodes()"""

PLACE = f"""(number) => {{
  const box = document.querySelector('.canvas').getBoundingClientRect();
  const node = {ALL}[number];
  const {{ x, y }} = node.renderedPosition();
  return [node.id(), box.left + x, box.top + y];
}}"""

CORNER = """() => {
  const box = document.querySelector('.canvas').getBoundingClientRect();
  return [box.left + 6, box.top + 6];
}"""


@dataclass(frozen=True, slots=True)
class Took:
    """How long a step took in milliseconds: until it was seen, and of the time of the page's own thread."""

    wait: float
    work: float


class Reader:
    """Somebody before the graph view of a page, whose drawing is there."""

    def __init__(self, page: Page) -> None:
        """Begin with the mouse anywhere."""
        self._page = page
        self._profile = page.context.new_cdp_session(page)
        self._profile.send("Performance.enable", {"timeDomain": "threadTicks"})

    def click(self, number: int) -> Took:
        """Click on a node, until the page tells of it and the drawing shows it; the nodes are numbered as they came."""
        id_, x, y = self._page.evaluate(PLACE, number)
        shown = f"new URLSearchParams(location.search).get('pick') === '{id_}' && document.querySelector('.picked h2')"
        return self._step("pointerdown", lambda: self._page.mouse.click(x, y), shown)

    def pan(self, steps: int) -> list[Took]:
        """Drag the drawing by its corner, and return what each step took."""
        x, y = self._page.evaluate(CORNER)
        mouse = self._page.mouse
        mouse.move(x, y)
        mouse.down()
        took = []
        for step in range(1, steps + 1):
            there = x + 20 * step, y + 12 * step
            took.append(self._step("pointermove", lambda there=there: mouse.move(*there), "window.asked"))  # type: ignore[misc]
        mouse.up()
        return took

    def zoom(self, steps: int) -> list[Took]:
        """Turn the wheel, and return what each step took."""
        return [self._step("wheel", lambda: self._page.mouse.wheel(0, -100), "window.asked") for _ in range(steps)]

    def _step(self, event: str, act: Callable[[], None], shown: str) -> Took:
        self._page.evaluate(BEGIN, event)
        before = worked(self._profile)
        act()
        wait = float(self._page.evaluate(UNTIL_SHOWN % shown, PATIENCE_MS))
        return Took(wait, worked(self._profile) - before)


def worked(profile: CDPSession) -> float:
    """Return the milliseconds that the page's thread has worked, without those that others had of its processor."""
    metrics: list[dict[str, Any]] = profile.send("Performance.getMetrics")["metrics"]
    return float(1000 * next(each["value"] for each in metrics if each["name"] == "TaskDuration"))
