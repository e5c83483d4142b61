"""The explorer in a real browser, on the bundled examples."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.e2e.page import watched
from tests.explored import Open

PAPER = "/paper/paper:arxiv:2109.00110"
GRAPH = "/graph?around=data:minif2f"
PAGES = ("/", "/entity/data:minif2f", "/entity/method:gpt-4", PAPER, GRAPH, "/search?q=proving", "/entity/data:none")


def test_a_search_leads_over_an_entity_and_a_paper_to_the_graph_and_a_file_of_it(opened: Open, tmp_path: Path) -> None:
    page = opened("/").page
    page.get_by_role("combobox").press_sequentially("minif")
    page.get_by_role("option").filter(has_text="miniF2F").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("miniF2F")
    page.get_by_role("link", name="MiniF2F: a cross-system benchmark").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("cross-system benchmark")
    page.get_by_role("link", name="Show in the graph").click()
    expect(page.get_by_role("status").filter(has_text="nodes")).to_contain_text("edges")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="GraphML").click()
    waiting.value.save_as(tmp_path / "seen.graphml")
    found = ElementTree.parse(tmp_path / "seen.graphml").getroot()
    nodes = found.findall(".//{http://graphml.graphdrawing.org/xmlns}node")
    assert f"{len(nodes)} nodes" in page.get_by_role("status").filter(has_text="nodes").inner_text()


def test_an_entity_shows_its_papers_with_the_mention_marked_in_the_sentence(opened: Open) -> None:
    page = opened("/entity/data:minif2f").page
    first = page.locator(".use").filter(has_text="DeepSeek-Prover-V1.5")
    expect(first.locator("mark").first).to_have_text("miniF2F-test")
    expect(first.get_by_role("list", name="Results")).to_contain_text("63.5%")


def test_a_board_is_a_table_with_the_best_first_and_each_row_leads_to_its_paper(opened: Open) -> None:
    page = opened("/entity/data:minif2f").page
    table = page.get_by_role("region", name="Boards").get_by_role("table").first
    best = table.get_by_role("row").nth(1)
    expect(best.get_by_role("cell").first).to_have_text("1")
    title = best.locator("a[href*='paper/']").inner_text()
    best.locator("a[href*='paper/']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_what_is_used_together_is_told_in_words_and_led_to(opened: Open) -> None:
    page = opened("/entity/data:minif2f").page
    beside = page.get_by_role("region", name="Used together with")
    expect(beside.get_by_role("listitem").first).to_contain_text(re.compile(r"in \d+ of \d+ papers?, "))
    expect(page.get_by_role("region", name="Methods measured on it").get_by_role("link").first).to_be_visible()
    expect(opened("/entity/method:gpt-4").page.get_by_role("region", name="Measured on")).to_be_visible()
    expect(opened(PAPER).page.get_by_role("region", name="Related papers")).to_contain_text("both use")


def test_words_of_a_summary_are_never_shown_as_a_quotation(opened: Open) -> None:
    page = opened("/entity/data:minif2f").page
    use = page.locator(".use").filter(has_text="DeepSeek-Prover-V1.5")
    expect(use.locator("blockquote")).to_have_count(0)
    expect(use.locator(".summary").first).to_contain_text("not a quotation")
    quoted = page.locator(".use").filter(has_text="onerror")
    expect(quoted.locator("blockquote").first).to_contain_text("miniF2F")
    page = opened(PAPER).page
    expect(page.get_by_role("heading", name="Summary")).to_be_visible()
    expect(page.get_by_text("not the authors’ words")).to_be_visible()


def test_roles_narrow_the_papers(opened: Open) -> None:
    page = opened("/entity/data:minif2f").page
    page.get_by_role("button", name="introduces").click()
    expect(page.locator(".use")).to_have_count(1)
    expect(page.locator(".use")).to_contain_text("cross-system benchmark")


def test_every_mention_in_an_abstract_leads_to_its_entity(opened: Open) -> None:
    page = opened(PAPER).page
    marked = page.locator(".abstract a.marked")
    assert marked.count() >= 3
    address = marked.last.get_attribute("href")
    marked.last.click()
    expect(page.get_by_role("heading", name="Papers", exact=True)).to_be_visible()
    assert page.url.endswith(str(address))
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("MiniF2F")


def test_text_from_a_source_is_text_and_offsets_hold_beyond_the_first_plane(opened: Open) -> None:
    page = opened("/paper/paper:arxiv:2501.00009").page
    expect(page.get_by_role("heading", level=1)).to_contain_text("<img src=x onerror=")
    assert page.locator(".abstract a.marked").all_inner_texts().count("miniF2F") == 2
    expect(page.get_by_role("link", name="Read the paper")).to_have_count(0)
    assert page.title().startswith("<img src=x")


def test_the_first_page_tells_which_methods_were_central_when_it_is_asked(opened: Open) -> None:
    watch = opened("/")
    watch.page.get_by_text("Central methods, year by year").click()
    expect(watch.page.locator(".years dt").first).to_have_text("2025")
    expect(watch.page.locator(".years dl > div").nth(1).get_by_role("link").first).to_be_visible()
    assert watch.faults() == []
    watch.page.locator(".years dl > div").nth(1).get_by_role("link").first.click()
    expect(watch.page.get_by_role("heading", name="Papers", exact=True)).to_be_visible()


def test_the_search_box_is_used_by_keys_alone(opened: Open) -> None:
    page = opened("/").page
    box = page.get_by_role("combobox")
    box.press_sequentially("lora")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    chosen = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
    assert chosen.get_attribute("aria-selected") == "true"
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("LoRA")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_word_that_is_no_name_finds_papers_and_one_that_is_nowhere_says_so(opened: Open) -> None:
    page = opened("/").page
    page.get_by_role("combobox").fill("proving")
    page.get_by_role("combobox").press("Enter")
    expect(page.locator(".hits li").first).to_be_visible()
    page.get_by_role("button", name="Papers", exact=True).click()
    expect(page.locator(".hits .kind-paper").first).to_be_visible()
    page = opened("/search?q=xqzzyv").page
    expect(page.get_by_text("no paper holds these words")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_shuts_anybody_out(opened: Open, path: str, theme: str) -> None:
    assert opened(path, color_scheme=theme, reduced_motion="reduce").faults() == []


def test_the_list_of_suggestions_and_a_picked_node_shut_nobody_out(opened: Open) -> None:
    watch = opened("/")
    watch.page.get_by_role("combobox").press_sequentially("proof")
    expect(watch.page.get_by_role("option").first).to_be_visible()
    assert watch.faults() == []
    assert opened(f"{GRAPH}&pick=data:minif2f").faults() == []


@pytest.mark.parametrize("path", PAGES)
def test_every_page_fits_a_phone(opened: Open, path: str) -> None:
    page = opened(path, viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ["/", "/entity/data:minif2f", "/search?q=minif2f", f"{GRAPH}&pick=data:minif2f"])
def test_a_name_that_is_wider_than_a_phone_is_broken(browser: Browser, site: str, path: str) -> None:
    watch = watched(browser, site, viewport={"width": 390, "height": 640}, has_touch=True, is_mobile=True)

    def lengthen(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace('"miniF2F', f'"{"Benchmark_of_" * 9}'))

    watch.page.route("**/graphql", lengthen)
    page = watch.open(path)
    expect(page.get_by_text("Benchmark_of_Benchmark_of_").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()
    assert watch.problems == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_jumps_while_a_page_loads(opened: Open, path: str) -> None:
    assert opened(path).shift() < 0.1


def test_the_theme_is_the_system_s_until_a_reader_chooses_and_the_choice_stays(opened: Open) -> None:
    page = opened("/", color_scheme="dark").page
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.get_by_role("button", name="Use the light theme").click()
    light = page.evaluate(ground)
    page.reload()
    assert (light != dark, page.evaluate(ground)) == (True, light)


def test_the_content_is_one_key_away(opened: Open) -> None:
    page = opened("/entity/data:minif2f").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.url.endswith("/entity/data:minif2f")


def test_a_server_that_does_not_answer_is_told_and_asked_again(browser: Browser, site: str) -> None:
    watch = watched(browser, site)

    def refuse(route: Route) -> None:
        route.abort()

    watch.page.route("**/graphql", refuse)
    page = watch.open("/entity/data:minif2f")
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer")
    page.unroute("**/graphql", refuse)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("miniF2F")
    page.context.close()


def test_graphiql_asks_no_other_host_and_answers(opened: Open) -> None:
    page = opened("/graphql").page
    page.get_by_role("button", name=re.compile("Execute query")).click()
    expect(page.locator(".result-window")).to_contain_text("totalCount")
