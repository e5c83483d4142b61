"""The papers that a measurement reads: a file of the user's, else the bundled examples."""

from importlib.resources import as_file, files

from extraction.readers.record import Record
from extraction.sources import read_sources
from kg.model import Paper


def read_papers(source: str | None) -> list[Paper]:
    """Return the papers of a source that `kg extract` can read, or the examples that ship; exit when there are none."""
    if source is None:
        with as_file(files("api.demo") / "examples.jsonl") as path:
            return read_papers(str(path))
    papers = [item.paper for item in read_sources([source]) if isinstance(item, Record)]
    if not papers:
        raise SystemExit(f"{source} holds no papers.")
    return papers
