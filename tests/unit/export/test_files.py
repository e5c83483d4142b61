"""Files are there whole or not at all; folders too."""

import gzip
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import ExportError
from kg.export.archive import zipped
from kg.export.files import chunked, gzipped, write_file, write_folder


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def failing() -> Iterator[bytes]:
    yield b"half"
    raise OSError(28, "No space left on device")


def test_a_file_is_replaced_by_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "graph.gexf"
    path.write_bytes(b"old")
    write_file(path, [b"new ", b"text"])
    assert path.read_bytes() == b"new text"
    assert names(tmp_path) == ["graph.gexf"]


def test_a_full_disk_leaves_the_file_as_it_was_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "graph.gexf"
    path.write_bytes(b"old")
    with pytest.raises(ExportError, match="No space left on device"):
        write_file(path, failing())
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["graph.gexf"]


def test_a_failure_of_another_kind_leaves_nothing_either(tmp_path: Path) -> None:
    def interrupted() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "graph.gexf", interrupted())
    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="No such file or directory"):
        write_file(tmp_path / "missing" / "graph.gexf", [b"text"])


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(pipe, [b"text"])
    assert os.read(reader, 10) == b"text"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_goes_on_leading_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_file(tmp_path / "link", [b"text"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"text"


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    write_folder(tmp_path / "vault", [("a/one.md", ["1"]), ("two.md", ["2", "2"])])
    assert (tmp_path / "vault" / "a" / "one.md").read_text() == "1"
    assert (tmp_path / "vault" / "two.md").read_text() == "22"
    with pytest.raises(ExportError, match="there already"):
        write_folder(tmp_path / "vault", [])
    with pytest.raises(ExportError, match="No space"):
        write_folder(tmp_path / "other", [("one.md", (chunk.decode() for chunk in failing()))])
    assert names(tmp_path) == ["vault"]


def test_chunks_and_gzip_hold_the_same_bytes() -> None:
    document = [b"abc"] * 1000
    chunks = list(chunked(document, 100))
    assert b"".join(chunks) == b"".join(document)
    assert all(len(chunk) >= 100 for chunk in chunks[:-1])
    assert gzip.decompress(b"".join(gzipped(document))) == b"".join(document)


def test_a_zip_is_written_without_going_back(tmp_path: Path) -> None:
    path = tmp_path / "files.zip"
    path.write_bytes(b"".join(zipped([("a.txt", iter(["x"] * 9)), ("ü/b.txt", iter([]))])))
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {"a.txt": b"x" * 9, "ü/b.txt": b""}
