"""Many files in one: a zip that is written as it goes, for pipes and for the network."""

import io
import zipfile
from collections.abc import Iterable, Iterator

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The same for every file, so that one graph gives one archive."""


class _Pieces(io.BytesIO):
    """Takes what is written, to be handed on: like a pipe, it cannot go back."""

    def tell(self) -> int:
        raise io.UnsupportedOperation("tell")

    def take(self) -> bytes:
        data = self.getvalue()
        self.seek(0)
        self.truncate()
        return data


def zipped(files: Iterable[tuple[str, Iterable[str]]]) -> Iterator[bytes]:
    """Yield a zip of files, given by their names and texts."""
    pieces = _Pieces()
    with zipfile.ZipFile(pieces, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for name, texts in files:
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as file:
                for text in texts:
                    file.write(text.encode())
                    yield pieces.take()
            yield pieces.take()
    yield pieces.take()
