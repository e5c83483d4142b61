import pytest

from extraction.readers.arxiv_request import ArxivIds, ArxivQuery, parse_request
from extraction.readers.detect import SourceFormat, detect
from kg.errors import SourceError

PAGE = "A Title\n\nAn abstract.\n\n  • 2 authors\n·\nOct 9, 2024\n"


@pytest.mark.parametrize(
    ("head", "suffix", "found"),
    [
        ('{"title": "A", "abs', ".txt", SourceFormat.JSONL),
        ('\ufeff\n{"title": "A"}\n{"title": "B"}', "", SourceFormat.JSONL),
        ('{"title": "A"}', ".json", SourceFormat.JSONL),
        ('{"title": "A",\n "abstract": "B"}', ".json", SourceFormat.JSON),
        ('{\n  "title": "A"', ".jsonl", SourceFormat.JSON),
        ('[{"title": "A"}]', "", SourceFormat.JSON),
        ("{broken", ".jsonl", SourceFormat.JSONL),
        ('<?xml version="1.0"?><feed>', ".txt", SourceFormat.ATOM),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", "", SourceFormat.ATOM),
        (PAGE, "", SourceFormat.DAILY_PAGE),
        (PAGE.replace("\n", "\r\n"), ".md", SourceFormat.DAILY_PAGE),
        ("[1] A Title\n\nAn abstract.", ".txt", SourceFormat.DAILY_PAGE),
        ("", "", SourceFormat.JSONL),
        ("# Read me\n\nIt is a list.", ".md", None),
        ("a,b\n1,2", ".csv", None),
        ("<!DOCTYPE html>", ".html", None),
    ],
)
def test_content_decides_before_the_suffix(head: str, suffix: str, found: SourceFormat | None) -> None:
    assert detect(head, suffix=suffix) is found


@pytest.mark.parametrize(
    ("source", "request_"),
    [
        ("arxiv:2410.12345", ArxivIds(("2410.12345",))),
        ("arXiv:2410.12345v2, hep-th/9901001,2410.12345v2", ArxivIds(("2410.12345v2", "hep-th/9901001"))),
        ("arxiv:https://arxiv.org/abs/2410.12345v3", ArxivIds(("2410.12345v3",))),
        ("arxiv:cat:cs.LG", ArxivQuery("cat:cs.LG", 100)),
        ("arxiv:cat:cs.LG AND ti:prover?max=5", ArxivQuery("cat:cs.LG AND ti:prover", 5)),
    ],
)
def test_an_arxiv_source_names_ids_or_a_query(source: str, request_: ArxivIds | ArxivQuery) -> None:
    assert parse_request(source) == request_


@pytest.mark.parametrize(
    "source", ["arxiv:", "arxiv:,", "arxiv:1234", "arxiv:cat:cs.LG?max=0", "arxiv:cat:cs.LG?max=x"]
)
def test_a_malformed_arxiv_source_is_refused_in_one_line(source: str) -> None:
    with pytest.raises(SourceError, match=r"^[^\n]+\.$"):
        parse_request(source)
