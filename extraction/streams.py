"""Bytes of a file or a pipe as text: opened once, unpacked, decoded, its first part looked at before it is read."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

from kg.errors import SourceError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD = 1 << 16
"""Bytes that are looked at to tell what a source is."""

_READABLE = "Give a page as text, JSON lines, or Atom."
_GZIP = b"\x1f\x8b"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Readable(Protocol):
    """What bytes can be read from, without seeking."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes, none at the end."""


@dataclass(frozen=True, slots=True)
class Stream:
    """An open source: `head` is the beginning of what `file` will give, unpacked; `encoding` is told by its mark."""

    name: str
    file: BinaryIO
    head: bytes
    encoding: str

    @property
    def head_text(self) -> str:
        """Return the head as text; what cannot be decoded becomes U+FFFD."""
        return self.head.decode(self.encoding, errors="replace")

    @property
    def is_text(self) -> bool:
        """Tell whether the head is text that can be decoded; it may end in the middle of a character."""
        try:
            text = codecs.getincrementaldecoder(self.encoding)().decode(self.head)
        except UnicodeDecodeError:
            return False
        return "\0" not in text

    def text(self) -> str:
        """Return the whole text; raises `UnicodeError` when it cannot be decoded, `SourceError` when it is binary."""
        text = self.file.read().decode(self.encoding)
        if "\0" in text:
            raise SourceError(f"{self.name} is a binary file. {_READABLE}")
        return text

    def lines(self) -> Iterator[str]:
        """Yield line by line; in UTF-8, bytes that cannot be decoded become lone surrogates."""
        errors = "surrogateescape" if self.encoding.startswith("utf-8") else "strict"
        yield from io.TextIOWrapper(self.file, encoding=self.encoding, errors=errors)


def open_stream(file: Readable, name: str) -> Stream:
    """Look at the beginning of a file, unpack it if it is gzipped, and refuse it if it is binary.

    `file` need not be seekable. Raises `SourceError`.
    """
    head, whole = _look_at(file)
    if head.startswith(_GZIP):
        head, whole = _look_at(gzip.GzipFile(fileobj=whole))
    encoding = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), "utf-8")
    if encoding.startswith("utf-8") and b"\0" in head:
        raise SourceError(f"{name} is a binary file. {_READABLE}")
    return Stream(name, whole, head, encoding)


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn every failure to read the source `name` into a `SourceError` of one line."""
    try:
        yield
    except FileNotFoundError as error:
        raise SourceError(f"No such file: {name}. Check the path.") from error
    except PermissionError as error:
        raise SourceError(f"No permission to read {name}. Change its rights, or run as its owner.") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(f"{name} is a damaged gzip file: {error}. Fetch it again.") from error
    except UnicodeError as error:
        raise SourceError(f"{name} is a binary file, or text in another encoding. Save it as UTF-8.") from error
    except OSError as error:
        raise SourceError(f"Cannot read {name}: {error.strerror or error}.") from error


class _Joined(io.RawIOBase):
    """What was read already, then the rest."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._parts: tuple[Readable, Readable] = (io.BytesIO(head), rest)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        for part in self._parts:
            if data := part.read(len(view)):
                view[: len(data)] = data
                return len(data)
        return 0


def _look_at(file: Readable) -> tuple[bytes, BinaryIO]:
    head = file.read(HEAD)
    return head, io.BufferedReader(_Joined(head, file), HEAD)
