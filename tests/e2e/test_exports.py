"""The seed page's graph in every format, as the command writes it: as much of everything as `kg stats` says."""

import json
import os
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
import xmlschema

from bench import graphs
from extraction.ingest import ingest
from extraction.pipeline import load_extractor
from extraction.sources import read_sources
from kg.export.formats import FORMS, Format
from kg.lexicon import load
from kg.store.factory import open_store
from tests.command import Command
from tests.export_readers import READERS, read_cytoscape, read_graphology, read_obsidian
from tests.exported import Read, counted, counts_of, expected, same_labels
from tests.neo4j_server import PASSWORD, USER, LocalServer, Server, jars, java_17, start_or_skip
from tests.node_tools import CYTOSCAPE, GRAPHOLOGY, run_in_node
from tests.rdf_reader import as_rdf_tells, read_rdf

MADE_UP = int(os.environ.get("KG_SOAK_PAPERS", "0"))
SECONDS = 3600 if MADE_UP else 300


@pytest.fixture(scope="module")
def kg(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Command:
    """The command on a graph of the seed page, or of as many made-up papers as `KG_SOAK_PAPERS` says."""
    folder = tmp_path_factory.mktemp("exports")
    url = f"sqlite:///{folder / 'kg.db'}"
    if MADE_UP:
        graphs.load(MADE_UP, url)
        return Command(folder, url)
    store = open_store(url, create=True)
    source = read_sources([str(shared / "seed" / "daily-papers.txt")])
    ingest(source, store=store, extractor=load_extractor(), lexicon=load())
    store.close()
    return Command(folder, url)


@pytest.fixture(scope="module")
def graph(kg: Command) -> Read:
    """What the store answers, which is as much as it counts."""
    store = open_store(kg.store)
    whole = expected(store)
    assert counted(whole) == counts_of(store.stats())
    store.close()
    return whole


def exported(kg: Command, format_: Format, *options: str) -> Path:
    path = kg.home / f"graph{FORMS[format_].suffix}"
    answer = kg("export", str(path), *options, timeout=SECONDS)
    assert (answer.code, answer.out, answer.err) == (0, "", "")
    return path


@pytest.mark.parametrize("format_", READERS)
def test_python_readers_find_every_value(kg: Command, graph: Read, format_: Format) -> None:
    assert same_labels(READERS[format_](exported(kg, format_))) == graph


def test_gexf_is_valid_by_its_schema(kg: Command, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xmlschema.limits, "MAX_XML_ELEMENTS", 10**8)  # 20,000 papers have two million
    schema = xmlschema.XMLSchema(str(shared / "formats" / "gexf-1.3" / "gexf.xsd"))
    schema.validate(str(exported(kg, Format.GEXF)))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD uses it
@pytest.mark.parametrize("format_", [Format.TURTLE, Format.JSON_LD])
def test_rdflib_finds_every_value(kg: Command, graph: Read, format_: Format) -> None:
    assert read_rdf(exported(kg, format_)) == as_rdf_tells(graph)


def test_graphology_and_cytoscape_find_every_value(kg: Command, graph: Read) -> None:
    found = run_in_node(GRAPHOLOGY, str(exported(kg, Format.GRAPHOLOGY)))
    assert same_labels(read_graphology(found)) == graph
    found = run_in_node(CYTOSCAPE, str(exported(kg, Format.CYTOSCAPE)))
    assert same_labels(read_cytoscape(found)) == graph


def test_every_node_has_a_note_and_every_edge_a_link(kg: Command, graph: Read) -> None:
    vault = read_obsidian(exported(kg, Format.OBSIDIAN))
    assert vault.nodes.keys() == graph.nodes.keys()
    assert vault.edges.keys() == graph.edges.keys()


def test_the_same_graph_comes_back_into_another_file(kg: Command) -> None:
    path = exported(kg, Format.JSONL)
    other = Command(kg.home, f"sqlite:///{kg.home / 'other.db'}")
    answer = other("import", str(path), timeout=SECONDS)
    assert (answer.code, answer.out.split(": ")[1]) == (0, f"{answer.out.split()[0]} new, 0 updated, 0 unchanged\n")
    again = other("export", "-", "--format", "jsonl", timeout=SECONDS)
    assert again.out.encode() == path.read_bytes()


@pytest.mark.neo4j
def test_the_same_graph_comes_back_into_a_server_and_from_it(kg: Command, empty_neo4j: Server) -> None:
    path = exported(kg, Format.JSONL)
    url, user, password = empty_neo4j
    server = Command(kg.home, url, {"KG_NEO4J_USER": user, "KG_NEO4J_PASSWORD": password})
    assert server("import", str(path), timeout=SECONDS).code == 0
    assert server("export", "-", "--format", "jsonl", timeout=SECONDS).out.encode() == path.read_bytes()


@pytest.fixture(scope="module")
def bulk_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """A server of its own, which has a password and may be stopped."""
    server = start_or_skip(tmp_path_factory.mktemp("bulk"))
    yield server
    server.kill()


@pytest.mark.neo4j
def test_neo4js_own_bulk_importer_takes_the_csv(kg: Command, graph: Read, bulk_server: LocalServer) -> None:
    folder = kg.home / "csv"
    assert kg("export", str(folder), "--format", "neo4j-csv", timeout=SECONDS).code == 0
    bulk_server.kill()
    home = bulk_server.home
    options = [
        "--overwrite-destination=true",
        f"--nodes={folder / 'nodes.csv'}",
        f"--relationships={folder / 'relationships.csv'}",
        "--array-delimiter=U+001F",
        "--multiline-fields=true",
    ]
    admin = [java_17(), "-cp", str(jars() / "*"), "org.neo4j.cli.AdminTool", "database", "import", "full", "neo4j"]
    env = os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(
        [*admin, *options], env=env, cwd=home, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    bulk_server.start()
    assert counted_over_bolt(bulk_server.address) == graph


def counted_over_bolt(address: str) -> Read:
    read = Read()
    with neo4j.GraphDatabase.driver(address, auth=(USER, PASSWORD)) as driver:
        for record in driver.execute_query("MATCH (n) RETURN labels(n) AS labels, properties(n) AS values")[0]:
            values = record["values"]
            labels = frozenset(record["labels"])
            read.node(values.pop("id"), values | {"labels": labels} | shown(labels, values))
        question = "MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, properties(r)"
        for source, type_, target, values in driver.execute_query(question)[0]:
            read.edge(source, type_, target, values)
    return read


def shown(labels: frozenset[str], values: dict[str, Any]) -> dict[str, str]:
    """Return what a format without labels tells of a node beside its properties."""
    if labels == {"Paper"}:
        return {"type": "Paper", "label": values["title"]}
    if labels == {"Result"}:
        return {"type": "Result"}
    type_ = "Benchmark" if "Benchmark" in labels else min(labels - {"Entity"})
    return {"type": type_, "label": values["name"]}


def test_a_part_is_what_lies_around_a_name(kg: Command, graph: Read) -> None:
    popular = min(graph.nodes, key=lambda id_: (-graph.nodes[id_].get("paperCount", 0), id_))
    found = json.loads(exported(kg, Format.NODE_LINK, "--around", popular, "--depth", "1").read_bytes())
    ids = {node["id"] for node in found["nodes"]}
    assert ids == {popular} | {
        other
        for source, type_, target in graph.edges
        for one, other in ((source, target), (target, source))
        if one == popular and type_ != "MENTIONS"
    }


def test_wrong_usage_is_told_in_one_line(kg: Command) -> None:
    answer = kg("export", str(kg.home / "graph.docx"))
    assert (answer.code, "graph.docx" in answer.err) == (2, True)
    answer = kg("export", str(kg.home / "graph.gexf"), "--depth", "2")
    assert (answer.code, "give --around NAME" in answer.err) == (2, True)
    answer = kg("export", str(kg.home / "graph.gexf"), "--around", "no such name")
    assert (answer.code, "no such name" in answer.err, answer.err.count("\n")) == (1, True, 1)
    answer = kg("export", str(kg.home / "missing" / "graph.gexf"))
    assert (answer.code, "Nothing was left" in answer.err) == (1, True)
    answer = kg("import", str(kg.home / "missing.jsonl"))
    assert (answer.code, "Cannot read" in answer.err) == (1, True)


def test_a_broken_file_makes_no_store(kg: Command) -> None:
    lines = exported(kg, Format.JSONL).read_bytes().splitlines(keepends=True)
    (kg.home / "broken.jsonl").write_bytes(b"".join([*lines[:5], b'{"kind": "entity"}\n', *lines[5:]]))
    other = Command(kg.home, f"sqlite:///{kg.home / 'not-made.db'}")
    answer = other("import", str(kg.home / "broken.jsonl"))
    assert (answer.code, answer.err.startswith("kg: Line 6 of ")) == (1, True)
    assert not (kg.home / "not-made.db").exists()


def test_a_vault_may_be_a_folder_and_a_pipe_gets_a_zip(kg: Command) -> None:
    assert kg("export", str(kg.home / "vault"), "--format", "obsidian", "--type", "task").code == 0
    notes = {path.relative_to(kg.home / "vault").as_posix() for path in (kg.home / "vault").rglob("*.md")}
    assert notes
    process = kg.start("export", "-", "--format", "obsidian", "--type", "task")
    (kg.home / "piped.zip").write_bytes(process.communicate(timeout=120)[0])
    with zipfile.ZipFile(kg.home / "piped.zip") as archive:
        assert set(archive.namelist()) == notes
