"""Time the explorer in a real browser: `python -m bench.page` prints what a reader waits for.

The first part loads pages of a server that runs already (`--site`, `kg demo` unless given) with a cold cache, and takes
the time from the address to the content. The second draws a made-up graph of 2,000 nodes and 3,000 edges in the graph
view, moves it and clicks in it, and takes the time from the event of the mouse to the frame that shows its effect.
Beside it stands how long the page's own thread worked, which is less where others have the processor.
"""

import argparse
import random
import statistics
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from bench.gestures import Reader, Took, worked
from tests.browser import chromium

NODES, EDGES = 2_000, 3_000
TIMES, STEPS = 5, 10
CLICKED = range(7, 2_000, 199)
PAGES = {"/": ".stats", "/entity/data:minif2f": ".use", "/paper/paper:arxiv:2109.00110": ".abstract"}

CONTENT = """(selector) => new Promise((done) => {
  const look = () => document.querySelector(selector) ? done(performance.now()) : requestAnimationFrame(look);
  look();
})"""

NEXT_FRAME = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"""


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
        drawn = []
        for _ in range(TIMES):
            page = browser.new_page()
            drawn.append(draw(page, site))
            reader = Reader(page)
            steps = [reader.click(number) for number in CLICKED], reader.pan(STEPS), reader.zoom(STEPS)
        _print(f"{NODES} nodes, {EDGES} edges", drawn)
        for act, took in zip(("click", "pan", "zoom"), steps, strict=True):
            _print(act, took)
        browser.close()


def _print(what: str, took: Sequence[Took]) -> None:
    waits, work = [one.wait for one in took], [one.work for one in took]
    print(
        f"{what:40} {statistics.median(waits):6.0f} ms until it is seen, median of {len(took)}, "
        f"{min(waits):.0f} to {max(waits):.0f}; {statistics.median(work):.0f} ms of work, at most {max(work):.0f}"
    )


def _cold(browser: Browser, address: str, selector: str) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address, wait_until="commit")
    taken = float(page.evaluate(CONTENT, selector))
    context.close()
    return taken


def draw(page: Page, site: str) -> Took:
    """Open the graph view on the large graph, whatever the site holds, until it is painted."""
    page.route("**/graphql", _answer_with_a_large_graph)
    profile = page.context.new_cdp_session(page)
    profile.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(f"{site}/graph?around=node:0", wait_until="commit")
    page.evaluate(CONTENT, ".canvas canvas")
    wait = float(page.evaluate(NEXT_FRAME))  # the canvas is there before it is painted
    return Took(wait, worked(profile))


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
    # Every node has an edge, since the page leaves out those that have none.
    ends = [(place if place < NODES else chance.randrange(NODES), chance.randrange(NODES)) for place in range(EDGES)]
    edges = [
        {"source": f"node:{one}", "target": f"node:{other}", "relation": "USES", "confidence": chance.random()}
        for one, other in ends
    ]
    return {"nodes": nodes, "edges": edges, "truncated": False}


if __name__ == "__main__":
    main()
