"""Commands that ask the graph. Each puts one question to the GraphQL schema and prints the answer."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from api import render
from api.ask import all_uses, ask, uses
from api.bootstrap import Parts, open_parts
from api.commands.options import Json, Store
from api.commands.terminal import print_json, print_lines
from api.render_quality import quality_line
from kg.model import EntityType, Relation

Name = Annotated[str | None, typer.Option(metavar="NAME", show_default=False)]
Form = Annotated[bool, typer.Option()]


class Kind(StrEnum):
    """The kinds of entity that `kg papers` asks by."""

    BENCHMARK = "benchmark"
    DATASET = "dataset"
    METHOD = "method"
    TASK = "task"

    @property
    def type(self) -> EntityType:
        """Return the type that the kind names."""
        return EntityType[self.name]


def papers_command(
    *,
    benchmark: Name = None,
    dataset: Name = None,
    method: Name = None,
    task: Name = None,
    role: Annotated[
        list[Relation] | None, typer.Option(help="Only papers with this relation; may be given more than once.")
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help="Without variants and splits.")] = False,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Only facts at least this sure.")] = 0.0,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many papers; else all.")] = None,
    store: Store = None,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print a CSV table.")] = False,
    bibtex: Annotated[bool, typer.Option("--bibtex", help="Print BibTeX entries.")] = False,
) -> None:
    """Name the papers that use a benchmark, dataset, method or task: how, and by which sentence."""
    given = {Kind.BENCHMARK: benchmark, Kind.DATASET: dataset, Kind.METHOD: method, Kind.TASK: task}
    named = [(kind, name) for kind, name in given.items() if name is not None]
    if len(named) != 1:
        raise typer.BadParameter("give exactly one of --benchmark, --dataset, --method, --task")
    if json + csv + bibtex > 1:
        raise typer.BadParameter("give at most one of --json, --csv, --bibtex")
    kind, name = named[0]
    roles = [relation.name for relation in role] if role else None
    with open_parts(store) as parts:
        entity = all_uses(
            parts, limit, name=name, type=kind.type.name, roles=roles, variants=not exact, confidence=min_confidence
        )
        if entity is None:
            raise parts.names.unknown(kind, name, kind.type)
    if json:
        print_json(entity)
    elif csv:
        typer.echo(render.uses_csv(entity), nl=False)
    elif bibtex:
        typer.echo(render.uses_bibtex(entity), nl=False)
    else:
        print_lines(render.uses_text(entity))


def show_command(
    name: Annotated[str, typer.Argument(help="A name in any spelling, or any id.")],
    *,
    store: Store = None,
    json: Json = False,
) -> None:
    """Show what the graph holds of a name or a paper: aliases, variants, facts, results."""
    with open_parts(store) as parts:
        paper = ask(parts, "Paper", id=name)["paper"]
        entity = None if paper else _entity(parts, name)
    if json:
        print_json(paper or entity)
    elif paper:
        print_lines(render.paper_text(paper, uses(paper)))
    elif entity:
        print_lines(render.entity_text(entity))


def _entity(parts: Parts, name: str) -> dict[str, Any]:
    entity: dict[str, Any] | None = ask(parts, "Show", name=name)["entity"]
    if entity is None:
        raise parts.names.unknown("entity or paper", name)
    return entity


def search_command(
    text: Annotated[str, typer.Argument(help="A name, the beginning of one, or words of a paper.")],
    *,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 20,
    store: Store = None,
    json: Json = False,
) -> None:
    """Find names and papers, forgiving spelling; the best first."""
    with open_parts(store) as parts:
        found = ask(parts, "Search", text=text, first=limit)["search"]
    if json:
        print_json(found)
    else:
        print_lines(render.search_text(found) if found["edges"] else ["nothing found"])


def stats_command(*, store: Store = None, json: Json = False) -> None:
    """Count what the graph holds."""
    with open_parts(store) as parts:
        stats = ask(parts, "Stats")["stats"]
    if json:
        print_json(stats)
    else:
        print_lines([*render.stats_text(stats), quality_line(stats["extraction"])])
