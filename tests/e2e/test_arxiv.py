"""arXiv as a source, against a server on this machine that speaks its Atom; the entries are made up."""

import datetime as dt
import socket
from collections.abc import Callable, Iterator

import pytest
import stamina

from extraction.fetch import Pace, fetch_arxiv, retry_after
from extraction.readers.arxiv_request import ArxivQuery
from extraction.readers.record import Record, Reject
from extraction.sources import read_sources
from kg.errors import FetchError, SourceError
from tests.arxiv_server import ERROR, FEED, Answer, Arxiv, feed, number, serving


@pytest.fixture
def arxiv() -> Iterator[Arxiv]:
    with serving(Arxiv()) as served:
        yield served


@pytest.fixture(autouse=True)
def _retries_do_not_wait() -> Iterator[None]:
    with stamina.set_testing(True, attempts=10, cap=True):
        yield


def read(arxiv: Arxiv, *sources: str) -> list[Record | Reject]:
    return list(read_sources(sources, arxiv_url=arxiv.url, pace=Pace(interval=0)))


def ids(items: list[Record | Reject]) -> list[str]:
    return [item.source_id for item in items if isinstance(item, Record)]


def test_papers_are_fetched_by_id_and_a_missing_one_is_named(arxiv: Arxiv) -> None:
    items = read(arxiv, "arxiv:2410.00001v2,2410.99999,2410.00002")
    assert ids(items) == ["arXiv:2410.00001", "arXiv:2410.00002"]
    assert items[-1] == Reject("arxiv:2410.99999", "arXiv has no such paper", "2410.99999")
    assert arxiv.asked == [{"id_list": "2410.00001v2,2410.99999,2410.00002", "max_results": "3"}]
    assert "benchgraph" in arxiv.agents[0]


def test_a_fetched_paper_is_whole(arxiv: Arxiv) -> None:
    (item,) = read(arxiv, "arxiv:2410.00001")
    assert isinstance(item, Record)
    assert item.paper.id == "paper:arxiv:2410.00001"
    assert item.paper.title == "Made-up paper 2410.00001"
    assert item.paper.abstract == "We evaluate on miniF2F."
    assert item.paper.date == dt.date(2024, 10, 16)


def test_a_query_is_paged_up_to_its_maximum(arxiv: Arxiv) -> None:
    arxiv.size = 1000
    items = read(arxiv, "arxiv:cat:cs.LG?max=250")
    assert ids(items) == [f"arXiv:{number(index)}" for index in range(250)]
    assert [(query["start"], query["max_results"]) for query in arxiv.asked] == [
        ("0", "100"),
        ("100", "100"),
        ("200", "50"),
    ]
    assert {query["search_query"] for query in arxiv.asked} == {"cat:cs.LG"}
    assert {(query["sortBy"], query["sortOrder"]) for query in arxiv.asked} == {("submittedDate", "descending")}
    assert items[249].place == "arXiv's answer:entry 250"


def test_a_query_ends_with_the_last_paper(arxiv: Arxiv) -> None:
    arxiv.size = 120
    assert len(read(arxiv, "arxiv:cat:cs.LG?max=500")) == 120
    assert len(arxiv.asked) == 2


def test_many_ids_are_asked_for_a_hundred_at_a_time(arxiv: Arxiv) -> None:
    arxiv.size = 150
    assert len(read(arxiv, "arxiv:" + ",".join(number(index) for index in range(150)))) == 150
    assert len(arxiv.asked) == 2


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize("headers", [{}, {"Retry-After": "0"}, {"Retry-After": "1"}])
def test_a_busy_server_is_asked_again(arxiv: Arxiv, status: int, headers: dict[str, str]) -> None:
    arxiv.first = [(status, "Rate exceeded.", headers)]
    assert len(read(arxiv, "arxiv:cat:cs.LG")) == 3
    assert len(arxiv.asked) == 2


def test_an_empty_page_in_the_middle_is_asked_for_again(arxiv: Arxiv) -> None:
    arxiv.first = [(200, feed([], total=3), {})]
    assert len(read(arxiv, "arxiv:cat:cs.LG")) == 3


def refusal(run: Callable[[], object]) -> str:
    with pytest.raises(SourceError) as caught:
        run()
    assert isinstance(caught.value, FetchError)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("answer", "word", "times"),
    [
        ((200, feed(["2410.00001"])[:-30], {}), "well-formed", 1),
        ((200, "<html><body>Log in to the network</body></html>", {}), "Atom", 1),
        ((200, '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', {}), "document type", 1),
        ((200, FEED.format(total=1, entries=ERROR), {}), "incorrect id format", 1),
        ((400, FEED.format(total=1, entries=ERROR), {}), "incorrect id format", 1),
        ((404, "Not here", {}), "404", 1),
        ((503, "Busy", {"Retry-After": "3600"}), "3600 seconds", 1),
        ((503, "Busy", {}), "503", 4),
        ((200, feed([], total=3), {}), "empty", 4),
    ],
)
def test_a_server_that_goes_on_failing_is_an_error_of_one_line(
    arxiv: Arxiv, answer: Answer, word: str, times: int
) -> None:
    arxiv.first = [answer] * 10
    assert word in refusal(lambda: read(arxiv, "arxiv:cat:cs.LG"))
    assert len(arxiv.asked) == times


def test_a_query_without_papers_is_an_error_of_one_line(arxiv: Arxiv) -> None:
    arxiv.size = 0
    assert "cat:cs.XX" in refusal(lambda: read(arxiv, "arxiv:cat:cs.XX"))


def test_papers_of_earlier_pages_are_kept_when_a_later_one_fails(arxiv: Arxiv) -> None:
    arxiv.size = 150
    got: list[str] = []

    def run() -> None:
        for item in read_sources(["arxiv:cat:cs.LG?max=150"], arxiv_url=arxiv.url, pace=Pace(interval=0)):
            got.extend(ids([item]))
            if len(got) == 1:
                arxiv.first = [(404, "gone", {})]

    refusal(run)
    assert len(got) == 100


def test_a_server_that_is_not_there_is_an_error_of_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    assert url in refusal(lambda: read(Arxiv(url=url), "arxiv:2410.00001"))


def test_a_server_that_says_nothing_is_an_error_of_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        request = ArxivQuery("cat:cs.LG")
        silence = refusal(lambda: list(fetch_arxiv(request, base_url=url, pace=Pace(interval=0), timeout=0.05)))
    assert "in time" in silence


@pytest.mark.parametrize("url", ["http://no-such-host.invalid/", "ftp://example.invalid/", "nonsense", "http://[/"])
def test_an_address_that_leads_nowhere_is_an_error_of_one_line(url: str) -> None:
    assert url in refusal(lambda: read(Arxiv(url=url), "arxiv:2410.00001"))


def test_requests_and_retries_keep_their_distance(arxiv: Arxiv) -> None:
    arxiv.size = 250
    arxiv.first = [(503, "Busy", {})]
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    pace = Pace(interval=3, clock=lambda: now[0], sleep=sleep)
    assert len(list(fetch_arxiv(ArxivQuery("cat:cs.LG", 250), base_url=arxiv.url, pace=pace))) == 250
    assert slept == [3, 3, 3]


def test_retry_after_is_seconds_or_a_moment() -> None:
    now = dt.datetime(2024, 10, 9, 12, tzinfo=dt.UTC)
    assert retry_after("7", now=now) == 7
    assert retry_after("Wed, 09 Oct 2024 12:00:30 GMT", now=now) == 30
    assert retry_after("Wed, 09 Oct 2024 11:00:00 GMT", now=now) == 0
    assert retry_after("soon", now=now) is None
    assert retry_after(None, now=now) is None
