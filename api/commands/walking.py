"""The command that walks from one node of the graph to another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Annotated, Any

import typer
from rich.markup import escape

from api.ask import ask
from api.bootstrap import open_parts
from api.commands.options import Json, Store
from api.commands.terminal import print_json, print_lines
from kg.paths import LONGEST

Node = Annotated[str, typer.Argument(help="A name in any spelling, or any id.")]


def path_command(
    a: Node,
    b: Node,
    *,
    max_length: Annotated[int, typer.Option(min=0, max=LONGEST, help="At most so many steps.")] = LONGEST,
    store: Store = None,
    json: Json = False,
) -> None:
    """Show the shortest way from A to B through papers, entities and results."""
    with open_parts(store) as parts:
        answer = ask(parts, "Path", **{"from": a, "to": b, "maxLength": max_length})
        for end, name in (("from", a), ("to", b)):
            if not answer[end]["nodes"]:
                raise parts.names.unknown("entity or paper", name)
    path = answer["path"]
    if json:
        print_json(path)
    elif path is None:
        print_lines([escape(f"No way from {a} to {b} in {max_length} steps or fewer.")])
    else:
        print_lines(path_text(path))


def path_text(path: Mapping[str, Any]) -> Iterable[str]:
    """Return a line a node, each with how it stands to the one before: `→` reads down, `←` reads up."""
    between: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for edge in path["edges"]:
        between[edge["source"], edge["target"]].append(edge["relation"].lower())
    yield _node(path["nodes"][0])
    for before, node in pairwise(path["nodes"]):
        down, up = between[before["id"], node["id"]], between[node["id"], before["id"]]
        said = [f"→ {relation}" for relation in down] + [f"← {relation}" for relation in up]
        yield f"  [cyan]{', '.join(said)}[/]  {_node(node)}"


def _node(node: Mapping[str, Any]) -> str:
    return f"[bold]{escape(node['label'])}[/]  {node['type'].capitalize()}  [dim]{node['id']}[/]"
