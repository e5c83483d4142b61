"""The questions of docs/graphql.md and their answers on the bundled examples.

`python -m tests.graphql_docs` writes the answers anew. A question is a block of GraphQL, and the block of JSON after it
is its answer.
"""

import asyncio
import json
import re
import sys
import tempfile
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from api.bootstrap import Parts
from api.graphql.context import new_context
from api.graphql.limits.policy import Limits
from api.graphql.schema import schema
from extraction.ingest import ingest
from extraction.pipeline import load_extractor
from extraction.sources import read_sources
from kg import lexicon
from kg.store.base import GraphStore
from kg.store.factory import open_store

PAGE = Path(__file__).resolve().parent.parent / "docs" / "graphql.md"
_QUESTION = re.compile(
    r"(?P<before>^```graphql\n(?P<query>.*?)^```\n\n```json\n)(?P<answer>.*?)(?=^```\n)", re.M | re.S
)


def questions(text: str) -> list[tuple[str, dict[str, Any]]]:
    """Return each query of a page with the answer that stands there."""
    return [(found["query"], json.loads(found["answer"])) for found in _QUESTION.finditer(text)]


def answered(text: str, answer: Callable[[str], dict[str, Any]]) -> str:
    """Return a page with the answers that its queries get now."""

    def replaced(found: re.Match[str]) -> str:
        told = json.dumps(answer(found["query"]), indent=2, ensure_ascii=False)
        return f"{found['before']}{_compact(told)}\n"

    return _QUESTION.sub(replaced, text)


def _compact(text: str) -> str:
    """Put what fits a line on one: objects and lists without others inside."""
    return re.sub(
        r"[{\[]\n\s+([^{}\[\]]*?)\n\s*[}\]]",
        lambda found: (
            re.sub(r"\n\s+", " ", found[0][0] + " " + found[1].strip() + " " + found[0][-1])
            if len(re.sub(r"\s+", " ", found[0])) < 100
            else found[0]
        ),
        text,
    )


def fill(store: GraphStore) -> None:
    """Ingest the bundled examples."""
    with as_file(files("api.demo") / "examples.jsonl") as examples:
        ingest(read_sources([str(examples)]), store=store, extractor=load_extractor(), lexicon=lexicon.load())


def asking(store: GraphStore) -> Callable[[str], dict[str, Any]]:
    """Return a function that answers a query as a client receives it, data alone."""
    parts = Parts(store, lexicon.load(), Limits(seconds=600))

    def ask(query: str) -> dict[str, Any]:
        done = asyncio.run(schema.execute(query, context_value=new_context(parts)))
        assert not done.errors, (query, done.errors)
        return dict(done.data or {})

    return ask


def main() -> None:
    """Write the page's answers anew, from the store that is named, else from a new one of the bundled examples."""
    with tempfile.TemporaryDirectory() as folder:
        named = sys.argv[1:]
        store = open_store(named[0] if named else f"sqlite:///{folder}/kg.db", create=not named)
        if not named:
            fill(store)
        PAGE.write_text(answered(PAGE.read_text(encoding="utf-8"), asking(store)), encoding="utf-8")
        store.close()


if __name__ == "__main__":
    main()
