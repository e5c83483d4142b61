"""An Obsidian vault: a note a node with its properties as YAML, and a wikilink an edge.

A note is named by its id, which is readable, unique and known wherever a link is written; its name or title is its
alias, by which Obsidian finds it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping

from kg.export.elements import Edge, Node, Value, entity_node, paper_node, result_edges, result_node, use_edge
from kg.export.json_text import text
from kg.export.view import View
from kg.graph import EdgeType
from kg.model import Evidence
from kg.store.stream import PaperRows, StoredResult, by_paper

_FOLDERS = {"paper": "Papers", "method": "Methods", "data": "Data", "task": "Tasks", "metric": "Metrics"}
_UNSAFE = re.compile(r"[^a-z0-9._-]+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
_LONGEST = 80
_NOT_YAML = re.compile("[\x7f-\x9f\ufffe\uffff]")
"""What YAML lets stand in no document and JSON does not escape."""

_REPLACED = "\ufffd"
_WORDS = {EdgeType.REPORTS_RESULT: "reported by"}


def files(view: View) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield each note's path with its text; names and titles stay in memory, for the links."""
    names = {stored.entity.id: stored.entity.name for stored in view.entities()}
    for stored in view.entities():
        child, parent = stored.entity.id, stored.entity.variant_of
        is_variant = parent is not None and view.shows(EdgeType.VARIANT_OF, child, parent)
        links = [f"- variant of {_link(parent, names[parent])}"] if parent and is_variant else []
        yield note_path(child), iter([_note(entity_node(stored), [], links)])
    for paper in view.papers():
        names[paper.paper.id] = paper.paper.title
    for rows in by_paper(view.papers(), view.uses(), view.results()):
        yield note_path(rows.paper.paper.id), iter([_of_paper(rows, names, view)])
    for result in view.results():
        yield note_path(result.result.id), iter([_of_result(result, names, view)])


def note_path(id_: str) -> str:
    """Return the path of a node's note in the vault: safe on every system, and different for different ids.

    >>> note_path("method:lora"), note_path("paper:arxiv:2410.12345")
    ('Methods/lora.md', 'Papers/arxiv-2410.12345.md')
    """
    prefix, _, rest = id_.partition(":")
    folder = _FOLDERS.get(prefix, "Results")
    readable = rest.replace("arxiv:", "arxiv-", 1) if rest.startswith("arxiv:") else rest
    safe = _UNSAFE.sub("-", readable.lower())[:_LONGEST].strip(".-")
    if safe != readable or _RESERVED.match(safe):
        safe = f"{safe}-{hashlib.sha256(id_.encode()).hexdigest()[:8]}".lstrip("-")
    return f"{folder}/{safe}.md"


def _of_paper(rows: PaperRows, names: Mapping[str, str], view: View) -> str:
    node = paper_node(rows.paper)
    links: list[str] = []
    for use in rows.uses:
        links += _told(use_edge(use), names[use.use.entity_id], use.use.evidence)
    for stored in rows.results:
        if view.shows(EdgeType.REPORTS_RESULT, node.id, stored.result.id):
            links.append(f"- reports result {_link(stored.result.id, result_node(stored).label)}")
    abstract = str(node.properties["abstract"])
    return _note(node, [_plain(abstract)] if abstract else [], links)


def _of_result(stored: StoredResult, names: Mapping[str, str], view: View) -> str:
    links = []
    for edge in result_edges(stored):
        if view.shows(edge.type, edge.source, edge.target):
            end = edge.source if edge.type is EdgeType.REPORTS_RESULT else edge.target
            links.append(f"- {_WORDS.get(edge.type, edge.type.replace('_', ' '))} {_link(end, names[end])}")
    return _note(result_node(stored), _quoted((stored.result.evidence,)), links)


def _told(edge: Edge, name: str, evidence: Iterable[Evidence]) -> list[str]:
    sure = f"confidence {edge.properties['confidence']}"
    return [f"- {edge.type.replace('_', ' ')} {_link(edge.target, name)} ({sure})", *_quoted(evidence, indent="    ")]


def _quoted(evidence: Iterable[Evidence], indent: str = "") -> list[str]:
    sentences = dict.fromkeys(piece.sentence for piece in evidence)
    return [f"{indent}> {_plain(sentence)}" for sentence in sentences]


def _note(node: Node, body: list[str], links: list[str]) -> str:
    properties = {name: value for name, value in node.properties.items() if name != "abstract"}
    aliases = tuple(dict.fromkeys((node.label, *_strings(properties.pop("aliases", ())))))
    front = {"id": node.id, "type": node.type.value, "aliases": aliases, "tags": (f"benchgraph/{node.type.lower()}",)}
    rows = (f"{name}: {_NOT_YAML.sub(_REPLACED, text(value))}" for name, value in {**front, **properties}.items())
    lines = ["---", *rows, "---"]
    return "\n".join([*lines, f"# {_plain(node.label)}", "", *body, *([""] if body and links else []), *links]) + "\n"


def _strings(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _link(id_: str, name: str) -> str:
    shown = re.sub(r"[\[\]|\n\r]", " ", name)
    return f"[[{note_path(id_).removesuffix('.md')}|{shown}]]"


def _plain(words: str) -> str:
    """Return a text that Markdown shows as it is: in one paragraph, without links, tags or HTML of its own."""
    return re.sub(r"([\\\[\]<>#*_`|~])", r"\\\1", " ".join(words.split()))
