"""Which extractor ships: told from the bytes of what it reads, without loading it."""

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

MEASURED = "evaluation.json"
"""The file of `extraction/data` that holds what was measured of the extractor, which it does not read."""


@cache
def shipped_version() -> str:
    """Return twelve hexadecimal digits that change when a name, a table or the model that ships does."""
    total = hashlib.sha256()
    for path, file in sorted(_shipped(), key=lambda item: item[0]):
        total.update(path.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:12]


def _shipped() -> Iterator[tuple[str, Traversable]]:
    yield "names", files("kg").joinpath("data", "names.tsv")
    for folder in ("data", "model"):
        yield from _files(folder, files("extraction").joinpath(folder))


def _files(path: str, here: Traversable) -> Iterator[tuple[str, Traversable]]:
    if here.is_dir():
        for child in here.iterdir():
            if child.name != "__pycache__":
                yield from _files(f"{path}/{child.name}", child)
    elif here.is_file() and not here.name.endswith((".py", ".md", MEASURED)):
        yield path, here
