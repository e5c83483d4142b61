"""The reader of a Daily Papers page, copied from the browser as text.

A page is furniture, then records. A record is a title, one or more paragraphs of abstract, and mostly a footer (see
`page_footer`). Paragraphs are parted by blank lines; where a page has none, or where a line is too long to be a wrapped
one, each line is a paragraph. Between two footers:

1. The first paragraph is a title, the next one its abstract. A paragraph is *prose*, and can begin an abstract, when
   it is long or is a sentence with its full stop. The last paragraph before a footer is an abstract, prose or not.
2. Prose after an abstract continues it. A short line without a full stop begins the next record: the one before had no
   footer. A last short line before a footer continues an abstract only when it holds a web address.
3. A title without an abstract, an abstract without a title and a footer without either are rejected with their line.

Before the first record whatever is no record is furniture, and so is everything up to the page's own day ("Oct 30").
After that nothing is passed over: it is part of a record, or it is rejected.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extraction.readers.page_footer import Day, Footer, is_day, match_footer
from extraction.readers.record import Record, Reject
from kg.ids import title_id
from kg.model import Paper

_LONGEST_TITLE = 300
_LONGEST_WRAPPED_LINE = 200
_PROSE_LENGTH = 250
_SENTENCE_WORDS = 6
_END_OF_SENTENCE = re.compile(r"\.[\"'”’)\]]*$")
_ADDRESS = re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|org|io|net|ai)\b")


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph: lines `start` to `end` (exclusive), counted from 0."""

    text: str
    start: int
    end: int

    @property
    def is_prose(self) -> bool:
        is_sentence = _END_OF_SENTENCE.search(self.text) is not None and len(self.text.split()) >= _SENTENCE_WORDS
        return is_sentence or len(self.text) > _PROSE_LENGTH


@dataclass(frozen=True, slots=True)
class _Draft:
    """Paragraphs that belong together: a title with its abstract, or with no `body` what belongs to no paper."""

    head: tuple[_Block, ...]
    body: tuple[_Block, ...] = ()
    footer: Footer | None = None

    @property
    def start(self) -> int:
        return self.head[0].start if self.head or self.footer is None else self.footer.start

    @property
    def end(self) -> int:
        if self.footer:
            return self.footer.end
        return (self.body or self.head)[-1].end


def read_daily_page(text: str, *, name: str, page_date: dt.date) -> Iterator[Record | Reject]:
    """Yield each paper of a page in order; titles and abstracts stand verbatim, with line ends as newlines.

    A day without a year lies in the year after the newest year that is written out on the page; on a page without any,
    in the year of `page_date`. `place` is `name` and the number of the title's line. Authors are empty: the page only
    counts them.
    """
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    drafts = _drafts(lines)
    year = _current_year([draft.footer.day for draft in drafts if draft.footer and draft.footer.day], page_date)
    if not drafts and text.strip("\ufeff \t\r\n"):
        yield Reject(f"{name}:1", "no paper on this page: no title that an abstract follows", text)
    for draft in drafts:
        place = f"{name}:{draft.start + 1}"
        read = _paper(draft, lines, year)
        if isinstance(read, Paper):
            yield Record(read.id, read, place)
        else:
            yield Reject(place, read, "\n".join(lines[draft.start : draft.end]))


def _paper(draft: _Draft, lines: Sequence[str], year: int) -> Paper | str:
    """Return the paper of a draft, or why it has none."""
    if not draft.body:
        return _why_no_paper(draft)
    title = draft.head[0].text
    abstract = "\n".join(lines[draft.body[0].start : draft.body[-1].end]).strip()
    footer = draft.footer
    date = None
    if footer and footer.day:
        date = footer.day.date(year)
        if date is None:
            return f"no such day: '{footer.day.written}' (line {footer.day.line + 1})"
    paper_id = title_id(title)
    organization = footer.organization if footer else None
    return Paper(paper_id, title, abstract, organization=organization, date=date, ids=(paper_id,))


def _why_no_paper(draft: _Draft) -> str:
    if not draft.head:
        return "authors and date without a paper"
    if len(draft.head) > 1:
        return "text that belongs to no paper"
    return "abstract without a title" if draft.head[0].is_prose else "title without an abstract"


def _current_year(days: Sequence[Day], page_date: dt.date) -> int:
    written = [day.year for day in days if day.year]
    return max(written) + 1 if written else page_date.year


def _drafts(lines: Sequence[str]) -> list[_Draft]:
    """Return what stands on the page from its first record on."""
    drafts: list[_Draft] = []
    blocks: list[_Block] = []
    in_furniture = True
    for item in [*_items(lines), None]:
        if isinstance(item, _Block):
            blocks.append(item)
            continue
        if in_furniture:
            blocks, has_day = _after_page_day(blocks)
            found = _from_first_record(_group(blocks, item), is_cut_off=has_day and item is None)
        else:
            found = _group(blocks, item)
        drafts += found
        in_furniture = in_furniture and not found
        blocks = []
    return drafts


def _after_page_day(blocks: list[_Block]) -> tuple[list[_Block], bool]:
    days = [index for index, block in enumerate(blocks) if is_day(block.text)]
    return (blocks[days[0] + 1 :], True) if days else (blocks, False)


def _from_first_record(drafts: list[_Draft], *, is_cut_off: bool) -> list[_Draft]:
    """Leave out furniture; what a footer closes is none, nor is what the page ends with right after its day."""
    for index, draft in enumerate(drafts):
        if draft.body or draft.footer:
            return drafts[index:]
    return drafts if is_cut_off else []


def _group(blocks: Sequence[_Block], footer: Footer | None) -> list[_Draft]:
    """Group the paragraphs that stand before a footer (or before the page's end) by the rules of this module."""
    drafts: list[_Draft] = []
    stray: list[_Block] = []
    title: _Block | None = None
    body: list[_Block] = []
    for index, block in enumerate(blocks):
        is_last = footer is not None and index == len(blocks) - 1
        if title and (block.is_prose or (is_last and (not body or _ADDRESS.search(block.text)))):
            body.append(block)
            continue
        if title and body:
            drafts += _stray(stray)
            drafts.append(_Draft((title,), tuple(body)))
            stray, body = [], []
        elif title:
            stray.append(title)
        title = block if _can_be_title(block) else None
        if title is None:
            stray.append(block)
    if title and body:
        return [*drafts, *_stray(stray), _Draft((title,), tuple(body), footer)]
    stray += [title] if title else []
    if not stray and not footer:
        return drafts
    return [*drafts, _Draft(tuple(stray), (), footer)]


def _stray(blocks: Sequence[_Block]) -> list[_Draft]:
    return [_Draft(tuple(blocks))] if blocks else []


def _can_be_title(block: _Block) -> bool:
    return len(block.text) <= _LONGEST_TITLE and not is_day(block.text)


def _items(lines: Sequence[str]) -> Iterator[_Block | Footer]:
    """Yield the paragraphs and the footers of a page in order."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    has_gaps = bool(filled) and len(filled) < filled[-1] - filled[0] + 1
    start = number = 0
    while number < len(lines):
        footer = match_footer(lines, number) if lines[number].strip() else None
        if footer or not lines[number].strip():
            yield from _blocks(lines, start, number, whole=has_gaps)
            if footer:
                yield footer
            start = number = footer.end if footer else number + 1
        else:
            number += 1
    yield from _blocks(lines, start, number, whole=has_gaps)


def _blocks(lines: Sequence[str], start: int, end: int, *, whole: bool) -> Iterator[_Block]:
    """Yield lines `start` to `end`, none of them blank, as one paragraph if they are wrapped, else as one each."""
    if whole and start < end and all(len(line) <= _LONGEST_WRAPPED_LINE for line in lines[start:end]):
        yield _Block("\n".join(lines[start:end]).strip(), start, end)
        return
    for number in range(start, end):
        yield _Block(lines[number].strip(), number, number + 1)
