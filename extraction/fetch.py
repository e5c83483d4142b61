"""The only caller of the network: papers from arXiv's API, politely.

arXiv asks for one request every three seconds (https://info.arxiv.org/help/api/tou.html); when it has had enough it
answers 429 or 503, with `Retry-After`.
"""

import datetime as dt
import math
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

import httpx
import stamina

from extraction.readers.arxiv_atom import Feed, parse_feed
from extraction.readers.arxiv_request import ARXIV_URL, ArxivIds, ArxivQuery
from extraction.readers.record import Record, Reject
from kg.errors import FetchError, SourceError
from kg.ids import arxiv_id

PAGE = 100
"""Papers a request."""
INTERVAL = 3.0
"""Seconds between two requests."""
TIMEOUT = 30.0
"""Seconds to wait for a server that says nothing."""

_USER_AGENT = "benchgraph (a knowledge graph of papers and benchmarks)"
_ATTEMPTS = 4
_LONGEST_WAIT = 60.0
_TOO_MANY = 429


@dataclass(slots=True)
class Pace:
    """Keeps requests at least `interval` seconds apart; `clock` and `sleep` count seconds."""

    interval: float = INTERVAL
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _next: float = field(default=-math.inf, init=False)

    def wait(self) -> None:
        """Return when the next request may be sent."""
        delay = self._next - self.clock()
        if delay > 0:
            self.sleep(delay)
        self._next = self.clock() + self.interval


class _EmptyPageError(Exception):
    """arXiv now and then answers with an empty page where there are more papers; asked again it has them."""


@dataclass(frozen=True, slots=True)
class _Api:
    client: httpx.Client
    url: str
    pace: Pace

    def ask(self, params: Mapping[str, str | int], *, start: int = 0) -> Feed:
        """Return one page, which must not be empty while there are papers after `start`."""
        for attempt in stamina.retry_context(
            on=_backoff, attempts=_ATTEMPTS, timeout=None, wait_initial=1, wait_max=10
        ):
            with attempt:
                self.pace.wait()
                response = self.client.get(self.url, params=dict(params)).raise_for_status()
                feed = parse_feed(response.content, name="arXiv's answer", first=start + 1)
                if not feed.items and (feed.total or 0) > start:
                    raise _EmptyPageError
        return feed


def fetch_arxiv(
    request: ArxivIds | ArxivQuery, *, base_url: str = ARXIV_URL, pace: Pace | None = None, timeout: float = TIMEOUT
) -> Iterator[Record | Reject]:
    """Yield the papers that arXiv has for a request, a reject for each id that it does not have.

    Busy or unreachable servers are asked again a few times. Raises `FetchError` when there is no answer, or none in
    arXiv's format; papers of earlier pages were yielded by then.
    """
    # Its default reports retries on standard output, where only answers belong.
    stamina.instrumentation.set_on_retry_hooks(())
    headers = {"User-Agent": _USER_AGENT}
    with _failures(base_url), httpx.Client(headers=headers, timeout=timeout, follow_redirects=True) as client:
        api = _Api(client, base_url, pace or Pace())
        yield from _by_id(api, request.ids) if isinstance(request, ArxivIds) else _by_query(api, request)


def retry_after(header: str | None, *, now: dt.datetime) -> float | None:
    """Return the seconds that a `Retry-After` header asks to wait (RFC 9110, 10.2.3); None when it does not say.

    >>> retry_after("Wed, 09 Oct 2024 12:00:05 GMT", now=dt.datetime(2024, 10, 9, 12, tzinfo=dt.UTC))
    5.0
    """
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or dt.UTC) - now).total_seconds())


def _by_id(api: _Api, ids: tuple[str, ...]) -> Iterator[Record | Reject]:
    for start in range(0, len(ids), PAGE):
        asked = ids[start : start + PAGE]
        items = api.ask({"id_list": ",".join(asked), "max_results": len(asked)}).items
        yield from items
        answers = " ".join(item.source_id if isinstance(item, Record) else item.raw for item in items)
        for id_ in asked:
            if (arxiv_id(id_) or id_) not in answers:
                yield Reject(f"arxiv:{id_}", "arXiv has no such paper", id_)


def _by_query(api: _Api, request: ArxivQuery) -> Iterator[Record | Reject]:
    params = {"search_query": request.query, "sortBy": "submittedDate", "sortOrder": "descending"}
    start = 0
    while start < request.max_papers:
        size = min(PAGE, request.max_papers - start)
        feed = api.ask(params | {"start": str(start), "max_results": str(size)}, start=start)
        if not feed.items and start == 0:
            raise SourceError(f"arXiv has no paper that matches '{request.query}'. Check the query.")
        yield from feed.items[:size]
        start += len(feed.items)
        if not feed.items or (len(feed.items) < size if feed.total is None else start >= feed.total):
            return


@contextmanager
def _failures(url: str) -> Iterator[None]:
    """Turn every failure of a request into a `FetchError` of one line."""
    try:
        yield
    except httpx.HTTPStatusError as error:
        raise FetchError(_status_message(error.response)) from error
    except httpx.TimeoutException as error:
        raise FetchError(f"{url} does not answer in time. Try again later.") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchError(
            f"Cannot reach {url}: {error or type(error).__name__}. Check the address and the network."
        ) from error
    except _EmptyPageError as error:
        raise FetchError(f"{url} answers with empty pages. Try again later.") from error
    except FetchError:
        raise
    except SourceError as error:
        raise FetchError(str(error)) from error


def _status_message(response: httpx.Response) -> str:
    """arXiv explains a bad request in a feed."""
    try:
        parse_feed(response.content, name=str(response.url.host))
    except SourceError as error:
        if "arXiv says" in str(error):
            return str(error)
    wait = retry_after(response.headers.get("Retry-After"), now=dt.datetime.now(dt.UTC))
    when = f"in {wait:.0f} seconds" if wait else "later"
    return f"{response.url.host} answers {response.status_code} {response.reason_phrase}. Try again {when}."


def _backoff(error: Exception) -> bool | float:
    """Tell whether to ask again, or after how many seconds."""
    if isinstance(error, httpx.HTTPStatusError):
        if error.response.status_code != _TOO_MANY and not error.response.is_server_error:
            return False
        wait = retry_after(error.response.headers.get("Retry-After"), now=dt.datetime.now(dt.UTC))
        if wait is None:
            return True
        return wait if wait <= _LONGEST_WAIT else False
    return isinstance(error, (httpx.TimeoutException, httpx.NetworkError, httpx.RemoteProtocolError, _EmptyPageError))
