"""What readers of others find in the formats of graphs and tables, as `tests.exported` tells what should be there."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import yaml
from ndex2.cx2 import RawCX2NetworkFactory

from kg.export.formats import Format
from tests.exported import Read, Values, without


def _listed(values: Mapping[str, Any], lists: tuple[str, ...] = ("labels", "authors", "ids", "aliases")) -> Values:
    return {name: json.loads(value) if name in lists else value for name, value in values.items()}


def read_gexf(path: Path) -> Read:
    graph = Read()
    found = nx.read_gexf(path, version="1.3")
    for id_, values in found.nodes(data=True):
        graph.node(id_, {name: value for name, value in _listed(values).items() if name != "viz"})
    for source, target, *_, values in found.edges(data=True):
        assert values["weight"] == values["confidence"]
        graph.edge(source, values["type"], target, without(values, "type", "weight", "label", "id", "kind"))
    return graph


def read_graphml(path: Path) -> Read:
    graph = Read()
    found = nx.read_graphml(path, force_multigraph=True)
    for id_, values in found.nodes(data=True):
        graph.node(id_, _listed(values))
    for source, target, _, values in found.edges(data=True, keys=True):
        graph.edge(source, values["type"], target, without(values, "type", "label"))
    return graph


def read_node_link(path: Path) -> Read:
    graph = Read()
    found = nx.node_link_graph(json.loads(path.read_bytes()))
    for id_, values in found.nodes(data=True):
        graph.node(id_, values)
    for source, target, key, values in found.edges(data=True, keys=True):
        assert key == values["type"]
        graph.edge(source, key, target, without(values, "type"))
    return graph


def read_cx2(path: Path) -> Read:
    graph = Read()
    found = RawCX2NetworkFactory().get_cx2network(str(path))
    ids = {number: node["v"]["id"] for number, node in found.get_nodes().items()}
    for node in found.get_nodes().values():
        values = without(node["v"], "id")
        if values["type"] in ("Paper", "Result"):
            values.pop("name")  # Cytoscape shows the name
        graph.node(node["v"]["id"], values)
    for edge in found.get_edges().values():
        values = without(edge["v"], "id", "type", "interaction")
        graph.edge(ids[edge["s"]], edge["v"]["type"], ids[edge["t"]], values)
    return graph


def read_graphology(dump: Mapping[str, Any]) -> Read:
    """Read what graphology in Node exported again after it had imported the file."""
    graph = Read()
    for node in dump["nodes"]:
        values = dict(node["attributes"])
        assert all(isinstance(values.pop(name), int | float) for name in ("x", "y", "size"))
        assert re.fullmatch("#[0-9a-f]{6}", values.pop("color"))
        graph.node(node["key"], {**without(values, "kind"), "type": values["kind"]})
    for edge in dump["edges"]:
        values = edge["attributes"]
        graph.edge(edge["source"], values["relation"], edge["target"], without(values, "relation", "label"))
    return graph


def read_cytoscape(dump: Mapping[str, Any]) -> Read:
    """Read what Cytoscape.js in Node exported again after it had loaded the file."""
    graph = Read()
    for node in dump["elements"]["nodes"]:
        assert node["classes"].split() == list(node["data"]["labels"])
        graph.node(node["data"]["id"], without(node["data"], "id"))
    for edge in dump["elements"]["edges"]:
        values = edge["data"]
        graph.edge(
            values["source"],
            values["type"],
            values["target"],
            without(values, "id", "source", "target", "type", "label"),
        )
    return graph


def read_obsidian(path: Path) -> Read:
    """Read the front matter as YAML and follow the wikilinks."""
    graph = Read()
    with zipfile.ZipFile(path) as vault:
        notes = {name: vault.read(name).decode() for name in vault.namelist()}
    assert len({name.casefold() for name in notes}) == len(notes)
    fronts = {name: yaml.safe_load(text.split("---\n")[1]) for name, text in notes.items()}
    for name, text in notes.items():
        front = fronts[name]
        graph.node(front["id"], front)
        for words, note in re.findall(r"^- ([a-z ]+) \[\[([^|\]]+)\|", text, flags=re.MULTILINE):
            if words != "reported by":
                graph.edge(front["id"], words.replace(" ", "_").upper(), fronts[f"{note}.md"]["id"], {})
    return graph


def rows_of(path: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of one of the CSV files."""
    with zipfile.ZipFile(path) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")))


READERS: dict[Format, Callable[[Path], Read]] = {
    Format.GEXF: read_gexf,
    Format.GRAPHML: read_graphml,
    Format.NODE_LINK: read_node_link,
    Format.CX2: read_cx2,
}
"""Formats that a Python reader gives back whole."""
