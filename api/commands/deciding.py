"""`kg entity`: what a human decides about the graph, kept when papers are extracted again, until it is undone."""

from dataclasses import replace
from typing import Annotated, Any

import typer

from api import render_decisions
from api.ask import ask, order
from api.bootstrap import open_parts
from api.commands.options import Json, Store
from api.commands.terminal import print_json, print_lines
from kg.model import Relation

NO_HURRY_SECONDS = 3600.0
"""How long a decision may take: one about a hub writes all its papers anew."""

Name = Annotated[str, typer.Argument(help="A name in any spelling, or an id.", show_default=False)]
PaperId = Annotated[str, typer.Argument(metavar="PAPER", help="Any id of the paper.", show_default=False)]
Role = Annotated[Relation | None, typer.Option(help="How the paper stands to the entity.")]

app = typer.Typer(
    name="entity",
    help="Correct the graph: merge, split, rename entities, confirm or reject edges. Each decision can be undone.",
    no_args_is_help=True,
)


@app.command("merge")
def merge_command(source: Name, target: Name, *, store: Store = None, json: Json = False) -> None:
    """Say that SOURCE is TARGET: its papers, names and id go over to TARGET."""
    _take("Merge", store, json=json, source=source, target=target)


@app.command("split")
def split_command(
    entity: Name,
    name: Annotated[str, typer.Argument(help="The name of the new entity.", show_default=False)],
    *,
    paper: Annotated[list[str] | None, typer.Option(help="A paper that means the new one; repeatable.")] = None,
    alias: Annotated[list[str] | None, typer.Option(help="A name that means the new one; repeatable.")] = None,
    store: Store = None,
    json: Json = False,
) -> None:
    """Take papers, and mentions by some of its names, out of ENTITY to a new one called NAME."""
    _take("Split", store, json=json, entity=entity, name=name, papers=paper or [], aliases=alias or [])


@app.command("rename")
def rename_command(entity: Name, name: str, *, store: Store = None, json: Json = False) -> None:
    """Call ENTITY by another NAME; the former one goes on finding it."""
    _take("Rename", store, json=json, entity=entity, name=name)


@app.command("alias")
def alias_command(entity: Name, alias: str, *, store: Store = None, json: Json = False) -> None:
    """Say that ENTITY is also called ALIAS."""
    _take("AddAlias", store, json=json, entity=entity, alias=alias)


@app.command("confirm")
def confirm_command(
    paper: PaperId, entity: Name, *, role: Role = None, store: Store = None, json: Json = False
) -> None:
    """Say that PAPER does stand so to ENTITY: the edge is sure, and stays."""
    _take("Confirm", store, json=json, paper=paper, entity=entity, role=role and role.name)


@app.command("reject")
def reject_command(paper: PaperId, entity: Name, *, role: Role = None, store: Store = None, json: Json = False) -> None:
    """Say that PAPER does not stand so to ENTITY, in no way at all without --role: the edge goes, and stays away."""
    _take("Reject", store, json=json, paper=paper, entity=entity, role=role and role.name)


@app.command("undo")
def undo_command(
    decision: Annotated[str, typer.Argument(metavar="ID", help="Its number in the log.", show_default=False)],
    *,
    store: Store = None,
    json: Json = False,
) -> None:
    """Take a decision back: the graph is then as if it had never been taken."""
    _take("Undo", store, json=json, id=decision)


@app.command("log")
def log_command(
    *,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 20,
    store: Store = None,
    json: Json = False,
) -> None:
    """List the decisions, the newest first: what, who, when, and which were undone."""
    with open_parts(store) as parts:
        found = ask(parts, "Decisions", first=limit)["decisions"]
    if json:
        print_json(found)
    else:
        print_lines(render_decisions.log_text(found))


def _take(change: str, store: str | None, *, json: bool, **variables: Any) -> None:  # noqa: ANN401  (of the schema)
    from api.settings import Settings

    settings = Settings()
    with open_parts(store, settings=settings) as parts:
        patient = replace(parts, limits=replace(parts.limits, seconds=NO_HURRY_SECONDS))
        decision = order(patient, change, settings.who, **variables)
    if json:
        print_json(decision)
    else:
        print_lines([render_decisions.decision_text(decision)])
