"""One object of a JSON source as a paper, each field checked."""

import datetime as dt
import re
from collections.abc import Mapping

from kg.ids import arxiv_id, paper_id
from kg.model import Paper

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ].+)?", re.ASCII)
_MONTH = re.compile(
    r"(?P<year>\d{4})(?:-(?P<number>\d\d)|\s+(?P<name>[a-z]{3,9})(?:\s*[-–/]\s*[a-z]{3,9})?)?", re.I | re.A
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAME = re.compile(
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?"
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_KINDS = {dict: "an object", list: "an array", str: "a string", bool: "true or false", type(None): "null"}


class InvalidRecordError(ValueError):
    """A record is no paper; the message says why."""


def to_paper(value: object) -> tuple[Paper, str]:
    """Return the paper that an object describes, and the id under which its source knows it.

    The paper's id comes from `id`, else from `url` where that is arXiv's, else from the title. Title and abstract stand
    verbatim; the abstract may be empty. Null and empty values of other fields count as absent. Raises
    `InvalidRecordError`.
    """
    if not isinstance(value, dict):
        raise InvalidRecordError(f"not an object but {_kind(value)}")
    title, abstract = _required(value, "title"), _required(value, "abstract")
    if not title.strip():
        raise InvalidRecordError("title is empty")
    source_id, url = _text(value, "id"), _url(value)
    address = url if url and arxiv_id(url) else None
    # An id that this program wrote before comes back as it went out.
    ids = [paper_id(title, known.strip().removeprefix("paper:")) for known in (source_id, address) if known]
    ids = list(dict.fromkeys(ids)) or [paper_id(title)]
    paper = Paper(
        ids[0],
        title,
        abstract,
        authors=_authors(value),
        organization=_text(value, "organization"),
        date=_date(value),
        url=url,
        is_summary=_summary(value),
        ids=tuple(ids),
    )
    return paper, source_id or paper.id


def split_authors(names: str) -> tuple[str, ...]:
    """Return the names of authors that stand in one string, parted by semicolons, by "and", or by commas.

    >>> split_authors("Ada Lovelace, Emmy Noether and Alan Turing")
    ('Ada Lovelace', 'Emmy Noether', 'Alan Turing')
    >>> split_authors("Lovelace, Ada and Noether, Emmy")
    ('Lovelace, Ada', 'Noether, Emmy')
    """
    if ";" in names:
        parts = names.split(";")
    else:
        parts = re.split(r"\s+and\s+", names)
        is_inverted = len(parts) > 1 and all(part.count(",") == 1 and not part.endswith(",") for part in parts)
        if not is_inverted:
            parts = [name for part in parts for name in part.split(",")]
    return tuple(part.strip() for part in parts if part.strip())


def parse_date(text: str) -> dt.date:
    """Return the day of an ISO date or time; a month or a year alone stands for its first day.

    Raises `ValueError`.

    >>> parse_date("2024-10-09T12:00:00Z"), parse_date("2023 July")
    (datetime.date(2024, 10, 9), datetime.date(2023, 7, 1))
    """
    if _DATE.fullmatch(text):
        return dt.datetime.fromisoformat(text).date()
    match = _MONTH.fullmatch(text)
    if match is None:
        raise ValueError(text)
    name = (match["name"] or "").lower()
    if name and not _MONTH_NAME.fullmatch(name):
        raise ValueError(text)
    month = _MONTHS.index(name[:3]) + 1 if name else int(match["number"] or 1)
    return dt.date(int(match["year"]), month, 1)


def _required(value: Mapping[str, object], field: str) -> str:
    text = value.get(field)
    if text is None:
        raise InvalidRecordError(f"no {field}")
    return _checked(text, field)


def _text(value: Mapping[str, object], field: str) -> str | None:
    text = value.get(field)
    if text is None or _checked(text, field).strip() == "":
        return None
    return _checked(text, field)


def _checked(text: object, field: str) -> str:
    if not isinstance(text, str):
        raise InvalidRecordError(f"{field} is {_kind(text)}, not a string")
    if match := _UNSTORABLE.search(text):
        what = "a NUL character" if match.group() == "\0" else "half of a surrogate pair"
        raise InvalidRecordError(f"{field} holds {what}")
    return text


def _authors(value: Mapping[str, object]) -> tuple[str, ...]:
    authors = value.get("authors")
    if not isinstance(authors, list):
        names = _text(value, "authors")
        return split_authors(names) if names else ()
    return tuple(name for author in authors if (name := _checked(author, "an author").strip()))


def _date(value: Mapping[str, object]) -> dt.date | None:
    text = _text(value, "date")
    if text is None:
        return None
    try:
        return parse_date(text.strip())
    except ValueError as error:
        raise InvalidRecordError(f"date {text!r} is no date like 2024-10-09, 2024-10, 2024 October or 2024") from error


def _url(value: Mapping[str, object]) -> str | None:
    """Pages link to it, so an address that runs a script is refused."""
    url = _text(value, "url")
    scheme = _SCHEME.match(url.strip()) if url else None
    if scheme and scheme[1].lower() not in ("http", "https"):
        raise InvalidRecordError(f"url begins with {scheme[1]}:, not with https:")
    return url.strip() if url else None


def _summary(value: Mapping[str, object]) -> bool:
    summary = value.get("summary")
    if summary is None or isinstance(summary, bool):
        return bool(summary)
    raise InvalidRecordError(f"summary is {_kind(summary)}, not true or false")


def _kind(value: object) -> str:
    return _KINDS.get(type(value), "a number")
