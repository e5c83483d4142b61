"""A server on this machine that speaks arXiv's Atom; its papers are made up."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>answer</title>
<totalResults xmlns="http://a9.com/-/spec/opensearch/1.1/">{total}</totalResults>{entries}</feed>"""
ENTRY = """<entry><id>http://arxiv.org/abs/{id}v1</id><title>Made-up
  paper {id}</title><published>2024-10-16T00:00:00Z</published><summary>We evaluate
on miniF2F.</summary><author><name>Nobody</name></author></entry>"""
ERROR = """<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title>
<summary>incorrect id format</summary></entry>"""

Answer = tuple[int, str, dict[str, str]]
Query = dict[str, str]


def feed(ids: list[str], total: int | None = None) -> str:
    entries = "".join(ENTRY.format(id=id_) for id_ in ids)
    return FEED.format(total=len(ids) if total is None else total, entries=entries)


def number(index: int) -> str:
    return f"2410.{index:05}"


@dataclass
class Arxiv:
    """A server with `size` papers, and those of the ids in `more`.

    Answers in `first` are given before it behaves; it keeps what it was asked.
    """

    size: int = 3
    more: tuple[str, ...] = ()
    first: list[Answer] = field(default_factory=list)
    asked: list[Query] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    url: str = ""

    def answer(self, query: Query) -> Answer:
        if self.first:
            return self.first.pop(0)
        if "id_list" in query:
            wanted = [re.sub(r"v\d+$", "", id_) for id_ in query["id_list"].split(",")]
            known = {*map(number, range(self.size)), *self.more}
            return 200, feed([id_ for id_ in wanted if id_ in known]), {}
        start, count = int(query["start"]), int(query["max_results"])
        found = [number(index) for index in range(start, min(start + count, self.size))]
        return 200, feed(found, self.size), {}


def handler(arxiv: Arxiv) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
            arxiv.asked.append(query)
            arxiv.agents.append(self.headers["User-Agent"])
            code, body, headers = arxiv.answer(query)
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: object) -> None:
            pass

    return Handler


@contextmanager
def serving(arxiv: Arxiv) -> Iterator[Arxiv]:
    """Serve on a free port, which `arxiv.url` tells."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler(arxiv)) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        arxiv.url = f"http://127.0.0.1:{server.server_port}/api/query"
        try:
            yield arxiv
        finally:
            server.shutdown()
            thread.join()
