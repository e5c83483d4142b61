"""Time the explorer in a real browser: `python -m bench.page` prints what a reader waits for.

The first part loads pages of a server that runs already (`--site`, `kg demo` unless given) with a cold cache, and takes
the time from the address to the content. The second draws a made-up graph of 2,000 nodes and 3,000 edges in the graph
view, moves it and clicks in it, and takes the time from the event to the next frame that shows its effect.
"""

import argparse
import random
import statistics
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.browser import chromium

NODES, EDGES = 2_000, 3_000
TIMES = 5
PAGES = {"/": ".stats", "/entity/data:minif2f": ".use", "/paper/paper:arxiv:2109.00110": ".abstract"}

CONTENT = """(selector) => new Promise((done) => {
  const look = () => document.querySelector(selector) ? done(performance.now()) : requestAnimationFrame(look);
  look();
})"""

NEXT_FRAME = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""

# The effect of an event is in the frame after the one that handles it.
AFTER = """(act) => new Promise((done) => {
  const { cy } = document.querySelector('.__________cytoscape_container')._cyreg;
  const begin = performance.now();
  if (act === 'pan') cy.panBy({ x: 40, y: 25 });
  else if (act === 'zoom') cy.zoom(cy.zoom() * 1.1);
  else cy.nodes()[7].emit('tap');
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begin)));
})"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", default="http://127.0.0.1:8000")
    site: str = parser.parse_args(arguments).site
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for path, selector in PAGES.items():
            times = [_cold(browser, f"{site}{path}", selector) for _ in range(TIMES)]
            print(f"{path:40} {statistics.median(times):6.0f} ms to its content, cold cache, median of {TIMES}")
        page = browser.new_page()
        page.route("**/graphql", _answer_with_a_large_graph)
        drawn = _draw(page, site)
        print(f"{f'{NODES} nodes, {EDGES} edges':40} {drawn:6.0f} ms to the drawing")
        for act in ("pan", "zoom", "click"):
            times = [float(page.evaluate(AFTER, act)) for _ in range(TIMES)]
            print(f"{act:40} {statistics.median(times):6.0f} ms to the next frame, median of {TIMES}")
        browser.close()


def _cold(browser: Browser, address: str, selector: str) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="commit")
    taken = float(page.evaluate(CONTENT, selector))
    context.close()
    return taken


def _draw(page: Page, site: str) -> float:
    page.goto(f"{site}/graph?around=node:0", wait_until="commit")
    page.evaluate(CONTENT, ".canvas canvas")
    return float(page.evaluate(NEXT_FRAME))  # the canvas is there before it is painted


def _answer_with_a_large_graph(route: Route) -> None:
    route.fulfill(json={"data": {"graph": large_graph()}})


def large_graph() -> dict[str, Any]:
    """Return a graph as the API answers it, the same at each call."""
    chance = random.Random(0)
    kinds = ("PAPER", "METHOD", "BENCHMARK", "TASK")
    nodes = [
        {
            "id": f"node:{number}",
            "label": f"Made-up node {number}",
            "type": kinds[number % len(kinds)],
            "size": 1 + number % 9,
            "x": chance.uniform(-1, 1),
            "y": chance.uniform(-1, 1),
        }
        for number in range(NODES)
    ]
    ends = [(chance.randrange(NODES), chance.randrange(NODES)) for _ in range(EDGES)]
    edges = [
        {"source": f"node:{one}", "target": f"node:{other}", "relation": "USES", "confidence": chance.random()}
        for one, other in ends
    ]
    return {"nodes": nodes, "edges": edges, "truncated": False}


if __name__ == "__main__":
    main()
