import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.readers.daily_page import read_daily_page
from extraction.readers.page_footer import organization_name
from extraction.readers.record import Record, Reject
from kg.ids import title_id

DAY = dt.date(2022, 3, 4)
FURNITURE = "new\n\nGet papers in your inbox!\n\nSubscribe\n\nDaily Papers\n\nOct 30\n\n"
ABSTRACT = "We present a method that proves theorems. It beats the best prover on miniF2F by 5\\%."
FOOTER = "  • 6 authors\n·\nOct 9, 2024\n"


def read(text: str, page_date: dt.date = DAY) -> list[Record | Reject]:
    return list(read_daily_page(text, name="page.txt", page_date=page_date))


def records(text: str, page_date: dt.date = DAY) -> list[Record]:
    items = read(text, page_date)
    assert not [item for item in items if isinstance(item, Reject)]
    return [item for item in items if isinstance(item, Record)]


def rejects(text: str) -> list[Reject]:
    return [item for item in read(text) if isinstance(item, Reject)]


def record(title: str, footer: str = FOOTER, abstract: str = ABSTRACT) -> str:
    return f"{title}\n\n{abstract}\n\n{footer}\n"


def test_the_real_page_has_77_papers_and_no_rejects(shared: Path) -> None:
    text = (shared / "seed" / "daily-papers.txt").read_text(encoding="utf-8")
    items = records(text)
    assert len(items) == 77
    assert items[0].place == "page.txt:13"
    assert sum(item.paper.date is None for item in items) == 4
    assert [item.paper.organization for item in items if item.paper.organization] == ["Microsoft"]
    assert max(item.paper.date for item in items if item.paper.date) == dt.date(2025, 10, 20)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text.rstrip("\n"),
        lambda text: text.replace("\n\n", "\n\u00a0\n").replace("  •", "\u00a0\u00a0•\u00a0"),
        lambda text: text.replace("\n\n", "\n"),
    ],
    ids=["crlf", "cr", "bom", "no-break spaces", "no blank lines"],
)
def test_the_real_page_reads_the_same_however_it_was_saved(shared: Path, damage) -> None:
    text = (shared / "seed" / "daily-papers.txt").read_text(encoding="utf-8")
    assert [item.paper for item in records(damage(text))] == [item.paper for item in records(text)]


def test_a_record_is_verbatim_and_known_by_its_title() -> None:
    (found,) = records(FURNITURE + record("A ``New'' Prover: \\eg for Lean"))
    assert found.paper.title == "A ``New'' Prover: \\eg for Lean"
    assert found.paper.abstract == ABSTRACT
    assert found.paper.date == dt.date(2024, 10, 9)
    assert found.paper.authors == ()
    assert found.source_id == found.paper.id == title_id(found.paper.title)
    assert found.paper.ids == (found.paper.id,)
    assert found.place == "page.txt:11"


def test_a_record_without_footer_stands_between_others() -> None:
    text = FURNITURE + record("First Paper", "") + record("Second Paper", "") + record("Third Paper")
    assert [(item.paper.title, item.paper.date) for item in records(text)] == [
        ("First Paper", None),
        ("Second Paper", None),
        ("Third Paper", dt.date(2024, 10, 9)),
    ]


def test_the_last_record_may_lack_its_footer() -> None:
    found = records(FURNITURE + record("First Paper") + record("Last Paper", ""))
    assert [item.paper.title for item in found] == ["First Paper", "Last Paper"]


def test_an_organization_in_place_of_the_authors() -> None:
    (found,) = records(FURNITURE + record("A Paper", "microsoft Microsoft\n·\nOct 20, 2024 3\n"))
    assert (found.paper.organization, found.paper.date) == ("Microsoft", dt.date(2024, 10, 20))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("PekingUniversity Peking University", "Peking University"),
        ("Peking University", "Peking University"),
        ("deepseek-ai DeepSeek", "DeepSeek"),
        ("Qwen Qwen", "Qwen"),
        ("Google", "Google"),
        ("MIT CSAIL", "MIT CSAIL"),
    ],
)
def test_the_account_name_is_no_part_of_an_organization(line: str, name: str) -> None:
    assert organization_name(line) == name


def test_a_comment_count_is_no_part_of_the_date() -> None:
    (found,) = records(FURNITURE + record("A Paper", "  • 6 authors\n·\nSep 5, 2024 1\n"))
    assert found.paper.date == dt.date(2024, 9, 5)


def test_a_footer_may_stand_on_one_line() -> None:
    (found,) = records(FURNITURE + record("A Paper", "nvidia NVIDIA · 6 authors · Sep 5, 2024 2\n"))
    assert (found.paper.date, found.paper.organization) == (dt.date(2024, 9, 5), "NVIDIA")


def test_a_day_without_year_lies_in_the_year_after_the_newest_written_one() -> None:
    footer = "  • 6 authors\n·\nApr 18 3\n"
    first, second = records(FURNITURE + record("A Paper") + record("B Paper", footer))
    assert first.paper.date == dt.date(2024, 10, 9)
    assert second.paper.date == dt.date(2025, 4, 18)


def test_a_page_without_years_takes_that_of_the_page() -> None:
    (found,) = records(FURNITURE + record("A Paper", "  • 6 authors\n·\nApr 18\n"))
    assert found.paper.date == dt.date(2022, 4, 18)


def test_an_impossible_day_is_rejected_with_its_line() -> None:
    first, second = read(FURNITURE + record("A Paper", "  • 6 authors\n·\nFeb 30, 2024\n") + record("B Paper"))
    assert first == Reject("page.txt:11", "no such day: 'Feb 30, 2024' (line 17)", first.raw)  # type: ignore[union-attr]
    assert isinstance(second, Record)


def test_a_title_cut_off_from_its_abstract_is_rejected_with_its_line() -> None:
    (found,) = rejects(FURNITURE + record("A Paper") + "A Title That Ends the Page\n")
    assert (found.place, found.reason, found.raw) == (
        "page.txt:19",
        "title without an abstract",
        "A Title That Ends the Page",
    )


def test_a_page_that_ends_with_its_first_title_is_rejected_at_that_line() -> None:
    (found,) = rejects(FURNITURE + "A Title That Ends the Page")
    assert found.place == "page.txt:11"


@pytest.mark.parametrize("footer", ["  • 6 authors", "  • 6 authors\n·"])
def test_a_footer_that_is_cut_off_leaves_the_date_open(footer: str) -> None:
    (found,) = records(FURNITURE + record("A Paper", footer))
    assert found.paper.date is None


def test_a_title_without_abstract_between_records_is_rejected() -> None:
    text = FURNITURE + record("A Paper") + "Lonely Title\n\n" + FOOTER + "\n" + record("B Paper")
    assert [type(item) for item in read(text)] == [Record, Reject, Record]


def test_furniture_between_and_after_records_is_rejected_not_dropped() -> None:
    text = FURNITURE + record("A Paper") + "Oct 29\n\n" + record("B Paper") + "Previous\n\nNext\n\nTerms\n"
    first, between, second, after = read(text)
    assert isinstance(first, Record)
    assert isinstance(between, Reject)
    assert between.raw == "Oct 29"
    assert isinstance(second, Record)
    assert second.paper.title == "B Paper"
    assert isinstance(after, Reject)
    assert after.raw.split() == ["Previous", "Next", "Terms"]


def test_furniture_may_hold_sentences_above_the_day_of_the_page() -> None:
    cookies = "We use cookies and other things to make this page better for you.\n\n"
    assert [item.paper.title for item in records(cookies + FURNITURE + record("A Paper"))] == ["A Paper"]


def test_an_abstract_may_have_several_paragraphs() -> None:
    abstract = f"{ABSTRACT}\n\nA second paragraph says more about it.\n\nCode: https://example.org/code"
    (found,) = records(FURNITURE + record("A Paper", abstract=abstract))
    assert found.paper.abstract == abstract


def test_a_short_abstract_before_a_footer_is_one() -> None:
    (found,) = records(FURNITURE + record("A Paper", abstract="We prove it"))
    assert found.paper.abstract == "We prove it"


def test_wrapped_lines_are_one_paragraph() -> None:
    abstract = "We present a method that proves\ntheorems. It beats the best\nprover on miniF2F."
    (found,) = records(FURNITURE + record("A Paper", abstract=abstract))
    assert found.paper.abstract == abstract


def test_a_page_without_papers_says_so() -> None:
    (found,) = rejects("Nothing\n\nto see\n\nhere")
    assert found.place == "page.txt:1"
    assert "no paper" in found.reason


def test_an_empty_page_has_nothing() -> None:
    assert read("\ufeff\n \n") == []


FOOTER_LINES = ["  • 6 authors", "·", "Oct 9, 2024", "Apr 18 3", "nvidia NVIDIA"]
TEXT_LINES = ["A Short Title", ABSTRACT, "x" * 400, "", "word word\nword word.", "a · b", "Feb 30", "\u00a0"]
PIECES = st.sampled_from(FOOTER_LINES + TEXT_LINES)


@given(st.lists(PIECES, max_size=25), st.sampled_from(["\n", "\n\n"]))
def test_after_the_first_record_every_line_is_in_a_record_or_a_reject(pieces: list[str], gap: str) -> None:
    text = FURNITURE + record("Known Paper") + gap.join(pieces)
    kept = ""
    for item in read(text):
        kept += item.raw if isinstance(item, Reject) else f"{item.paper.title}\n{item.paper.abstract}\n"
    rest = text[len(FURNITURE) :].split("\n")
    assert [line for line in rest if line.strip() and line not in FOOTER_LINES and line not in kept] == []
