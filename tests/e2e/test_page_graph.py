"""The graph view on the bundled examples: it expands, filters, moves, and comes back by its link."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.page import Watched
from tests.explored import Open

GRAPH = "/graph?around=data:minif2f"


def test_the_graph_expands_filters_and_comes_back_by_its_link(opened: Open, tmp_path: Path) -> None:
    watch = opened(GRAPH)
    page = watch.page
    before = seen(watch)
    page.get_by_text(re.compile("as a list")).click()
    popular = page.locator(".joined li.kind-method button").first
    label = popular.inner_text()
    popular.click()
    page.get_by_role("button", name="Expand").click()
    expect(page.get_by_role("button", name="Collapse")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="nodes")).not_to_have_text(before)
    page.get_by_role("checkbox", name=re.compile("^Result")).check()
    page.get_by_role("checkbox", name=re.compile("^uses")).uncheck()
    page.get_by_role("slider").fill("0.7")
    expect(page.get_by_text("70%", exact=True)).to_be_visible()
    page.get_by_role("application").press("+")
    page.wait_for_url(re.compile("at="))
    again = opened(page.url.removeprefix(watch.site))
    assert seen(again) == seen(watch)
    assert edges_of(again, tmp_path / "again.csv") == edges_of(watch, tmp_path / "first.csv")
    first = {name: pytest.approx(place, abs=2) for name, place in places_of(watch).items()}
    assert places_of(again) == first
    expect(again.page.get_by_role("region", name="The node that was picked")).to_contain_text(label)


def seen(watch: Watched) -> str:
    return watch.page.get_by_role("status").filter(has_text="nodes").inner_text()


def edges_of(watch: Watched, path: Path) -> list[dict[str, str]]:
    with watch.page.expect_download() as waiting:
        watch.page.get_by_role("button", name="CSV").click()
    waiting.value.save_as(path)
    with path.open(encoding="utf-8", newline="") as lines:
        edges = list(csv.DictReader(lines))
    assert edges
    assert all(float(edge["confidence"]) >= 0.7 and edge["relation"] != "uses" for edge in edges)
    return edges


def test_a_node_that_is_moved_by_hand_stays_there(opened: Open) -> None:
    watch = opened(GRAPH)
    before = places_of(watch)
    box = watch.page.locator(".canvas").bounding_box()
    assert box
    x, y = before["data:minif2f"]
    watch.page.mouse.move(box["x"] + x, box["y"] + y)
    watch.page.mouse.down()
    watch.page.mouse.move(box["x"] + x + 40, box["y"] + y + 60, steps=4)
    watch.page.mouse.up()
    watch.page.wait_for_url(re.compile("moved=.*data:minif2f"))
    again = opened(watch.page.url.removeprefix(watch.site))
    assert places_of(again)["data:minif2f"] == pytest.approx(places_of(watch)["data:minif2f"], abs=40)
    assert again.page.url == watch.page.url


def test_the_largest_nodes_have_names_that_a_phone_can_show(opened: Open) -> None:
    page = opened(GRAPH, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).page
    named: dict[str, float] = page.evaluate(
        """() => { const { cy } = document.querySelector('.__________cytoscape_container')._cyreg;
             const named = cy.nodes().filter((node) => node.numericStyle('text-opacity') === 1);
             return Object.fromEntries(named.map((node) =>
               [node.data('label'), node.numericStyle('font-size') * cy.zoom()])); }"""
    )
    assert "miniF2F" in named
    assert len(named) >= 5
    assert min(named.values()) == pytest.approx(11)


def places_of(watch: Watched) -> dict[str, list[float]]:
    """Return where on the screen the nodes lie; an address rounds to a unit of the graph."""
    found: dict[str, list[float]] = watch.page.evaluate(
        """Object.fromEntries(document.querySelector('.__________cytoscape_container')._cyreg.cy.nodes()
             .map((node) => [node.id(), [node.renderedPosition().x, node.renderedPosition().y]]))"""
    )
    assert found
    return found
