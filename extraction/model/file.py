"""The file that training made: its bytes and their digest, told without reading it into arrays."""

import hashlib
from functools import cache
from importlib.resources import files

FILE = "model.npz"


def shipped_bytes() -> bytes:
    """Return the file that ships with the package."""
    return files("extraction").joinpath("data", FILE).read_bytes()


@cache
def shipped_digest() -> str:
    """Return the digest of the file that ships."""
    return digest(shipped_bytes())


def digest(data: bytes) -> str:
    """Return eight hexadecimal digits that change when a file does."""
    return hashlib.sha256(data).hexdigest()[:8]
