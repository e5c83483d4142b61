import datetime as dt
import gzip
import io
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from extraction.readers.detect import SourceFormat
from extraction.readers.record import Record, Reject
from extraction.sources import read_sources
from extraction.streams import reading
from kg.errors import SourceError

LINE = json.dumps({"id": "arXiv:2410.12345", "title": "A Title", "abstract": "An abstract: café."}, ensure_ascii=False)
PAGE = "A Title\n\nAn abstract is a sentence or two.\n\n  • 2 authors\n·\nOct 9\n"


def read(*sources: Path | str, **options) -> list[Record | Reject]:
    return list(read_sources([str(source) for source in sources], **options))


def refusal(*sources: Path | str, **options) -> str:
    with pytest.raises(SourceError) as caught:
        read(*sources, **options)
    message = str(caught.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize("folder", ["gold/dev-papers.jsonl", "gold/train-papers.jsonl", "corpus/hf-daily.jsonl.gz"])
def test_real_abstracts_read_without_a_reject(shared: Path, folder: str) -> None:
    assert all(isinstance(item, Record) for item in read_sources([str(shared / folder)]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_lines_are_read_in_any_common_encoding_with_any_line_end(
    tmp_path: Path, encoding: str, ends: str, pack
) -> None:
    file = tmp_path / "in.jsonl"
    file.write_bytes(pack(f"{LINE}{ends}{LINE}".encode(encoding)))
    first, second = read(file)
    assert isinstance(first, Record)
    assert first.paper.abstract == "An abstract: café."
    assert second.place == f"{file}:2"


def test_a_page_without_years_takes_the_date_of_its_file_unless_told(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(PAGE, encoding="utf-8")
    os.utime(file, (dt.datetime(2020, 6, 1, 12, tzinfo=dt.UTC).timestamp(),) * 2)
    (by_file,) = read(file)
    (told,) = read(file, page_date=dt.date(2019, 1, 1))
    assert isinstance(by_file, Record)
    assert by_file.paper.date == dt.date(2020, 10, 9)
    assert isinstance(told, Record)
    assert told.paper.date == dt.date(2019, 10, 9)


def test_a_line_that_is_no_utf8_is_rejected_with_its_number(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_bytes(f"{LINE}\n".encode() + LINE.encode("latin-1") + f"\n{LINE}".encode())
    _, bad, last = read(file)
    assert isinstance(bad, Reject)
    assert bad.place == f"{file}:2"
    assert isinstance(last, Record)


def test_a_folder_is_read_in_the_order_of_its_paths_and_names_what_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b.jsonl", "deep/c.jsonl", ".hidden/d.jsonl", ".e.jsonl"):
        (tmp_path / name).write_text(LINE, encoding="utf-8")
    (tmp_path / "a.csv").write_text("x,y", encoding="utf-8")
    (tmp_path / "d.png").write_bytes(b"\x89PNG\0")
    os.mkfifo(tmp_path / "e.pipe")
    items = read(tmp_path)
    assert sorted(item.place for item in items if isinstance(item, Reject)) == [
        str(tmp_path / name) for name in ("a.csv", "d.png", "e.pipe")
    ]
    assert [item.place for item in items if isinstance(item, Record)] == [
        f"{tmp_path / name}:1" for name in ("b.jsonl", "deep/c.jsonl")
    ]


def test_a_folder_with_nothing_to_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y", encoding="utf-8")
    assert str(tmp_path) in refusal(tmp_path)


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(gzip.compress(LINE.encode()))))
    (item,) = read("-")
    assert item.place == "stdin:1"


def test_a_pipe_is_read() -> None:
    end, writing = os.pipe()
    os.write(writing, LINE.encode())
    os.close(writing)
    (item,) = read(f"/dev/fd/{end}")
    os.close(end)
    assert isinstance(item, Record)


def test_the_format_can_be_told(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text("A Title\n\nAn abstract is a sentence or two.\n", encoding="utf-8")
    assert "--format" in refusal(file)
    (item,) = read(file, format=SourceFormat.DAILY_PAGE)
    assert isinstance(item, Record)


def test_a_path_that_is_not_there_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"No such file: nowhere\.jsonl"):
        read_sources(["-", "nowhere.jsonl"])


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        ("a.txt", b"A page\0with a NUL", "binary"),
        ("a.txt", b"A page" + b"x" * 70_000 + b"\0", "binary"),
        ("a.txt", "Café\n\nUn résumé.".encode("latin-1"), "UTF-8"),
        ("a.dat", b"\xff\x80\x81" * 50, "binary"),
        ("a.jsonl", "\ufeff{".encode("utf-16") + b"\x00", "encoding"),
        ("a.jsonl.gz", gzip.compress(LINE.encode() * 100)[:-9], "gzip"),
        ("a.jsonl.gz", b"\x1f\x8bnothing of the kind", "gzip"),
        ("a.xml", b"<?xml version='1.0'?><rss/>", "Atom"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    tmp_path: Path, name: str, content: bytes, word: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    message = refusal(file)
    assert word in message
    assert name in message


def test_a_file_without_permission_is_refused() -> None:
    with pytest.raises(SourceError, match="permission to read secret"), reading("secret.jsonl"):
        raise PermissionError  # root, who may run these tests, is never refused by a file


def test_an_empty_name_does_not_stand_for_the_current_folder() -> None:
    assert "no name" in refusal("")


def test_an_empty_file_has_no_records(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").touch()
    assert read(tmp_path / "in.jsonl") == []
