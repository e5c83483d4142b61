"""Commands that serve: the graph at hand, or the bundled examples as a first look.

The server and spaCy are imported where they are used: together they take two seconds, and other commands do without.
"""

import socket
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from api import render
from api.ask import all_uses
from api.bootstrap import open_parts
from api.commands.options import Store
from api.commands.terminal import print_lines
from kg.errors import UnknownNameError

QUESTION = "miniF2F"

Host = Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all.")]
Port = Annotated[int, typer.Option(min=0, max=65535)]


def serve_command(
    *,
    store: Store = None,
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option(min=1)] = 1,
) -> None:
    """Serve the graph: the explorer at /, GraphQL at /graphql, health at /healthz, metrics at /metrics."""
    from api.serving import serve
    from api.settings import Settings

    serve(Settings(), store, host=host, port=port, workers=workers)


def demo_command(
    *,
    check: Annotated[bool, typer.Option("--check", help="Stop after the answer.")] = False,
    host: Host = "127.0.0.1",
    port: Port = 8000,
) -> None:
    """Make a graph of the bundled examples, answer "which papers use miniF2F?", then serve it."""
    from api.serving import serve
    from api.settings import Settings
    from extraction.ingest import ingest
    from extraction.pipeline import load_extractor
    from extraction.sources import read_sources

    with TemporaryDirectory(prefix="benchgraph-demo-", ignore_cleanup_errors=True) as folder:
        store = f"sqlite:///{Path(folder) / 'kg.db'}"
        with (
            as_file(files("api.demo") / "examples.jsonl") as examples,
            open_parts(store, create=True) as parts,
        ):
            report = ingest(
                read_sources([str(examples)]), store=parts.store, extractor=load_extractor(), lexicon=parts.lexicon
            )
            typer.echo(f"{report}\n\nWhich papers use {QUESTION}?\n")
            answer = all_uses(parts, None, name=QUESTION, type="BENCHMARK", roles=None, variants=True, confidence=0.0)
        if answer is None:
            raise UnknownNameError("benchmark", QUESTION)
        print_lines(render.uses_text(answer))
        if not check:
            port = port if _is_free(host, port) else 0
            serve(
                Settings(),
                store,
                host=host,
                port=port,
                workers=1,
                announce="Open {url} and look; ask at {url}/graphql. Ctrl-C ends it.",
            )


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) != 0
