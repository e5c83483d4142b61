import datetime as dt

import pytest

from extraction.readers.arxiv_atom import parse_feed, read_atom
from extraction.readers.record import Record, Reject
from kg.errors import SourceError

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
  <opensearch:totalResults>7</opensearch:totalResults>
  {}
</feed>"""
ENTRY = """<entry>
    <id>http://arxiv.org/abs/2410.12345v2</id>
    <published>2024-10-16T17:59:59Z</published>
    <title>A Prover for
  Lean $x &lt; y$</title>
    <summary>  We prove  theorems
with 5\\% more.
  It works.
</summary>
    <author><name>Ada Lovelace</name></author>
    <author><name>Emmy Noether</name></author>
  </entry>"""


def feed(entries: str = ENTRY) -> bytes:
    return FEED.format(entries).encode()


def test_an_entry_is_a_paper_with_its_lines_unwrapped() -> None:
    (item,) = read_atom(feed(), name="a.xml")
    assert isinstance(item, Record)
    assert item.source_id == "arXiv:2410.12345"
    assert item.place == "a.xml:entry 1"
    paper = item.paper
    assert paper.id == "paper:arxiv:2410.12345"
    assert paper.title == "A Prover for Lean $x < y$"
    assert paper.abstract == "We prove  theorems with 5\\% more. It works."
    assert paper.authors == ("Ada Lovelace", "Emmy Noether")
    assert paper.date == dt.date(2024, 10, 16)
    assert paper.url == "https://arxiv.org/abs/2410.12345"


def test_a_feed_tells_how_many_papers_there_are() -> None:
    assert parse_feed(feed(), name="a.xml").total == 7


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("arxiv.org/abs/2410.12345v2", "example.org/1", "no arXiv id"),
        ("2024-10-16", "2024-13-16", "no such day"),
        ("A Prover for\n  Lean $x &lt; y$", " ", "no title"),
    ],
)
def test_a_broken_entry_is_rejected_and_the_rest_goes_on(old: str, new: str, word: str) -> None:
    bad, good = read_atom(feed(ENTRY.replace(old, new) + ENTRY), name="a.xml")
    assert isinstance(bad, Reject)
    assert word in bad.reason
    assert isinstance(good, Record)


def test_an_error_of_arxiv_is_told_in_its_words() -> None:
    error = "<entry><id>http://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id</summary></entry>"
    with pytest.raises(SourceError, match="incorrect id"):
        list(read_atom(feed(error), name="a.xml"))


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<feed",
        b"<html></html>",
        feed()[:-20],
        b'<!DOCTYPE feed [<!ENTITY a "aaaa">]><feed xmlns="http://www.w3.org/2005/Atom">&a;</feed>',
        b'<!DOCTYPE feed SYSTEM "file:///etc/passwd"><feed xmlns="http://www.w3.org/2005/Atom"/>',
        b'<?xml version="1.0" encoding="no-such"?><feed xmlns="http://www.w3.org/2005/Atom"/>',
    ],
)
def test_what_is_no_atom_or_brings_a_document_type_is_refused_in_one_line(xml: bytes) -> None:
    with pytest.raises(SourceError, match=r"^a\.xml .+\.$"):
        list(read_atom(xml, name="a.xml"))
