import datetime as dt
import json

import pytest

from extraction.readers.json_paper import split_authors
from extraction.readers.jsonl import read_json, read_jsonl
from extraction.readers.record import Record, Reject
from kg.ids import title_id

MINIMAL = {"title": "A Title", "abstract": "An abstract."}


def one(**fields: object) -> Record | Reject:
    (item,) = read_jsonl([json.dumps(MINIMAL | fields)], name="in.jsonl")
    return item


def paper(**fields: object) -> Record:
    item = one(**fields)
    assert isinstance(item, Record), item
    return item


def test_title_and_abstract_are_enough() -> None:
    found = paper()
    assert (found.paper.title, found.paper.abstract) == ("A Title", "An abstract.")
    assert found.source_id == found.paper.id == title_id("A Title")
    assert found.place == "in.jsonl:1"


def test_every_field_is_read() -> None:
    found = paper(
        id="arXiv:2508.18763",
        authors=["Ada Lovelace", " Emmy Noether "],
        date="2025-08-27",
        url="https://arxiv.org/abs/2508.18763",
        organization="Microsoft",
        summary=True,
        unknown={"deep": []},
    )
    assert found.source_id == "arXiv:2508.18763"
    assert found.paper.id == "paper:arxiv:2508.18763"
    assert found.paper.ids == ("paper:arxiv:2508.18763",)
    assert found.paper.authors == ("Ada Lovelace", "Emmy Noether")
    assert found.paper.date == dt.date(2025, 8, 27)
    assert found.paper.organization == "Microsoft"
    assert found.paper.is_summary


def test_text_is_verbatim() -> None:
    found = paper(title=" A  ``Title'' ", abstract="5\\%\n")
    assert (found.paper.title, found.paper.abstract) == (" A  ``Title'' ", "5\\%\n")


def test_an_arxiv_address_gives_the_id_where_there_is_none() -> None:
    found = paper(url="https://arxiv.org/abs/2410.12345v2")
    assert found.source_id == found.paper.id == "paper:arxiv:2410.12345"


def test_an_arxiv_address_is_a_second_id_beside_another() -> None:
    assert paper(id="W12", url="https://arxiv.org/abs/2410.12345").paper.ids == ("paper:W12", "paper:arxiv:2410.12345")


def test_an_id_of_this_program_comes_back_as_it_went_out() -> None:
    assert paper(id="paper:arxiv:2410.12345").paper.id == "paper:arxiv:2410.12345"


def test_null_and_empty_fields_count_as_absent() -> None:
    found = paper(id="", authors="", date=None, url=" ", organization="", summary=None)
    assert found.paper == paper().paper


def test_an_abstract_may_be_empty() -> None:
    assert paper(abstract="").paper.abstract == ""


@pytest.mark.parametrize(
    ("names", "split"),
    [
        ("Ada Lovelace; Emmy Noether", ("Ada Lovelace", "Emmy Noether")),
        ("Ada Lovelace, Emmy Noether, and Alan Turing", ("Ada Lovelace", "Emmy Noether", "Alan Turing")),
        ("Lovelace, Ada and Noether, Emmy", ("Lovelace, Ada", "Noether, Emmy")),
        ("Lovelace, Ada; Noether, Emmy", ("Lovelace, Ada", "Noether, Emmy")),
        ("Alessandro Andrande", ("Alessandro Andrande",)),
    ],
)
def test_authors_in_one_string_are_parted(names: str, split: tuple[str, ...]) -> None:
    assert split_authors(names) == split


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-10-09T23:59:59Z", dt.date(2024, 10, 9)),
        ("2024-10-09 12:00", dt.date(2024, 10, 9)),
        ("2024-10", dt.date(2024, 10, 1)),
        ("2023 July", dt.date(2023, 7, 1)),
        ("2018 October-November", dt.date(2018, 10, 1)),
        ("2021", dt.date(2021, 1, 1)),
    ],
)
def test_a_month_or_a_year_stands_for_its_first_day(written: str, date: dt.date) -> None:
    assert paper(date=written).paper.date == date


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"title": None}, "no title"),
        ({"title": "  "}, "title is empty"),
        ({"title": 5}, "title is a number"),
        ({"abstract": None}, "no abstract"),
        ({"abstract": ["a"]}, "abstract is an array"),
        ({"authors": [1]}, "author is a number"),
        ({"authors": {"a": 1}}, "authors is an object"),
        ({"date": "2024-02-30"}, "2024-02-30"),
        ({"date": "2023 Octopus"}, "2023 Octopus"),
        ({"date": "yesterday"}, "yesterday"),
        ({"date": 2024}, "date is a number"),
        ({"id": 5}, "id is a number"),
        ({"url": "javascript:alert(1)"}, "javascript:"),
        ({"summary": "yes"}, "summary is a string"),
        ({"abstract": "a\0b"}, "NUL"),
        ({"title": "a\ud800"}, "surrogate"),
        ({"authors": ["\udfff"]}, "surrogate"),
    ],
)
def test_a_record_with_a_wrong_field_is_rejected_with_the_reason(fields: dict[str, object], word: str) -> None:
    item = one(**fields)
    assert isinstance(item, Reject)
    assert word in item.reason
    assert item.raw == json.dumps(MINIMAL | fields)


@pytest.mark.parametrize(
    "line", ['{"title": "Cut off', "[]", "null", "5", '"text"', "[" * 5000, "9" * 5000, "caf\udce9"]
)
def test_a_line_that_is_no_object_is_rejected_and_the_rest_goes_on(line: str) -> None:
    good = json.dumps(MINIMAL)
    first, bad, last = read_jsonl([good, line + "\n", good], name="in.jsonl")
    assert isinstance(bad, Reject)
    assert (bad.place, bad.raw) == ("in.jsonl:2", line)
    assert isinstance(first, Record)
    assert isinstance(last, Record)


def test_blank_lines_are_counted_and_passed_over() -> None:
    (item,) = read_jsonl(["\n", "  \n", json.dumps(MINIMAL)], name="in.jsonl")
    assert item.place == "in.jsonl:3"


def test_lines_are_read_as_they_are_asked_for() -> None:
    def lines():
        yield json.dumps(MINIMAL)
        raise AssertionError("read too far")

    assert isinstance(next(read_jsonl(lines(), name="in.jsonl")), Record)


@pytest.mark.parametrize("indent", [None, 2])
def test_a_document_is_an_array_of_objects(indent: int | None) -> None:
    items = list(read_json(json.dumps([MINIMAL, {"title": "No abstract"}, MINIMAL], indent=indent), name="in.json"))
    assert [type(item) for item in items] == [Record, Reject, Record]
    assert [item.place for item in items] == [
        f"in.json:{line}" for line in ((1, 1, 1) if indent is None else (2, 6, 9))
    ]


def test_a_document_that_is_cut_off_gives_what_is_whole_and_a_reject() -> None:
    text = json.dumps([MINIMAL, MINIMAL])
    assert [type(item) for item in read_json(text[:-10], name="in.json")] == [Record, Reject]
    assert [type(item) for item in read_json(text[:-1], name="in.json")] == [Record, Record, Reject]
