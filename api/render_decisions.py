"""How decisions look in a terminal."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.markup import escape

Answer = Mapping[str, Any]


def decision_text(decision: Answer) -> str:
    """Return what was decided or undone, in one line."""
    what = escape(decision["summary"])
    if decision["undoneAt"]:
        return f"undone: {what}"
    return f"{what} (decision {decision['id']}; kg entity undo {decision['id']} takes it back)"


def log_text(decisions: Answer) -> Iterable[str]:
    """Return a line a decision, the newest first."""
    edges = decisions["edges"]
    if not edges:
        yield "nothing was decided yet"
    for edge in edges:
        node = edge["node"]
        undone = f"  [dim]undone by {escape(node['undoneBy'])}, {node['undoneAt'][:10]}[/]" if node["undoneAt"] else ""
        yield f"{node['id']:>5}  {node['at'][:16]}  {escape(node['who'])}  {escape(node['summary'])}{undone}"
    left = decisions["totalCount"] - len(edges)
    if left:
        yield f"{left} more; raise --limit to see them."
