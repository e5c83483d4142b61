"""Putting an export where it belongs: whole or not at all."""

import contextlib
import os
import secrets
import shutil
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError

PIECE = 1 << 16


def chunked(pieces: Iterable[bytes], size: int = PIECE) -> Iterator[bytes]:
    """Yield the same bytes in pieces of at least `size`, the last one excepted."""
    held: list[bytes] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= size:
            yield b"".join(held)
            held.clear()
            length = 0
    if length:
        yield b"".join(held)


def gzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes in gzip's form; the same bytes give the same file."""
    packer = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()


def write_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file that is there whole or, where anything fails, as it was before. Raises `ExportError`."""
    with _told(path):
        if path.exists() and not path.is_file():
            with path.open("wb") as pipe:  # a pipe or a device is written to and never replaced
                _copy(pieces, pipe)
        else:
            _replace(path.resolve(), pieces)


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    with _beside(path, is_folder=False) as unfinished:
        with unfinished.open("wb") as file:
            _copy(pieces, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)


def write_folder(path: Path, files: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Write a folder of files that is there whole or not at all. Raises `ExportError`, also for one that is there."""
    with _told(path):
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise ExportError(f"{path} is there already and not empty. Name a new folder, or a .zip.")
        with _beside(path, is_folder=True) as unfinished:
            for name, texts in files:
                file = unfinished / name
                file.parent.mkdir(parents=True, exist_ok=True)
                with file.open("wb") as out:
                    _copy((text.encode() for text in texts), out)
            if path.exists():
                path.rmdir()
            unfinished.rename(path)


def _copy(pieces: Iterable[bytes], file: BinaryIO) -> None:
    for chunk in chunked(pieces):
        file.write(chunk)


@contextlib.contextmanager
def _beside(path: Path, *, is_folder: bool) -> Iterator[Path]:
    """Give a path in the same folder, so that a rename is enough, and leave nothing there."""
    unfinished = path.with_name(f".{path.name[:200]}.{secrets.token_hex(4)}.unfinished")
    if is_folder:
        unfinished.mkdir()
    try:
        yield unfinished
    finally:
        if unfinished.is_dir():
            shutil.rmtree(unfinished, ignore_errors=True)
        else:
            unfinished.unlink(missing_ok=True)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(f"Cannot write {path}: {reason}. Nothing was left there; name another place.") from error
