"""Each format, read back by somebody else's reader, has what the store answers: every value of every node and edge."""

import json
from pathlib import Path

import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.export.formats import FORMS, Format, pieces
from kg.export.neo4j_csv import SEPARATOR
from kg.export.view import View
from kg.export.xml import legal
from kg.model import Entity, EntityType, Evidence, Field, Paper, PaperFacts, Relation, Use
from kg.store.base import GraphStore
from kg.store.factory import open_store
from tests.export_readers import READERS, read_cytoscape, read_graphology, read_obsidian, rows_of
from tests.exported import Read, counted, counts_of, expected, same_labels
from tests.node_tools import CYTOSCAPE, GRAPHOLOGY, run_in_node
from tests.rdf_reader import as_rdf_tells, read_rdf


def written(store: GraphStore, format_: Format, folder: Path) -> Path:
    """Return a file of the whole graph."""
    path = folder / f"graph{FORMS[format_].suffix}"
    with store.snapshot() as snapshot:
        path.write_bytes(b"".join(pieces(format_, View(snapshot))))
    return path


def the_graph(store: GraphStore) -> Read:
    """Return what the store answers, which must be as much as it counts."""
    graph = expected(store)
    assert counted(graph) == counts_of(store.stats())
    return graph


@pytest.mark.parametrize("format_", READERS)
def test_a_python_reader_finds_every_value(store: GraphStore, format_: Format, tmp_path: Path) -> None:
    read = same_labels(READERS[format_](written(store, format_, tmp_path)))
    assert read == the_graph(store)


def test_gexf_is_valid_by_its_schema(store: GraphStore, shared: Path, tmp_path: Path) -> None:
    schema = xmlschema.XMLSchema(str(shared / "formats" / "gexf-1.3" / "gexf.xsd"))
    schema.validate(str(written(store, Format.GEXF, tmp_path)))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD uses it
@pytest.mark.parametrize("format_", [Format.TURTLE, Format.JSON_LD])
def test_rdflib_finds_every_value(store: GraphStore, format_: Format, tmp_path: Path) -> None:
    assert read_rdf(written(store, format_, tmp_path)) == as_rdf_tells(the_graph(store))


def test_graphology_finds_every_value(store: GraphStore, tmp_path: Path) -> None:
    dump = run_in_node(GRAPHOLOGY, str(written(store, Format.GRAPHOLOGY, tmp_path)))
    assert same_labels(read_graphology(dump)) == the_graph(store)


def test_cytoscape_finds_every_value(store: GraphStore, tmp_path: Path) -> None:
    dump = run_in_node(CYTOSCAPE, str(written(store, Format.CYTOSCAPE, tmp_path)))
    assert same_labels(read_cytoscape(dump)) == the_graph(store)


def test_every_note_of_a_vault_has_its_properties_and_its_links_lead_somewhere(
    store: GraphStore, tmp_path: Path
) -> None:
    read, graph = read_obsidian(written(store, Format.OBSIDIAN, tmp_path)), the_graph(store)
    assert read.edges.keys() == graph.edges.keys()
    for id_, values in graph.nodes.items():
        note = read.nodes[id_]
        for name in values.keys() - {"abstract", "labels", "aliases", "label"}:
            assert note[name] == values[name], name
        assert {values.get("label", note["aliases"][0]), *values.get("aliases", ())} == set(note["aliases"])


def test_csv_tells_types_and_labels_in_its_headers(store: GraphStore, tmp_path: Path) -> None:
    path = written(store, Format.NEO4J_CSV, tmp_path)
    nodes, edges = rows_of(path, "nodes.csv"), rows_of(path, "relationships.csv")
    graph = the_graph(store)
    by_id = {row["id:ID"]: row for row in nodes}
    assert {id_: frozenset(row[":LABEL"].split(SEPARATOR)) for id_, row in by_id.items()} == {
        id_: values["labels"] for id_, values in graph.nodes.items()
    }
    assert by_id["data:hub"]["aliases:string[]"].split(SEPARATOR) == ["Hub, the", "H;u|b", 'the "Hub"']
    assert by_id["result:2"]["isDelta:boolean"] == "true"
    keys = {(row[":START_ID"], row[":TYPE"], row[":END_ID"]): float(row["confidence:double"]) for row in edges}
    assert keys == {key: values["confidence"] for key, values in graph.edges.items()}


def test_the_same_graph_gives_the_same_bytes(store: GraphStore, tmp_path: Path) -> None:
    for format_ in Format:
        once = written(store, format_, tmp_path).read_bytes()
        assert written(store, format_, tmp_path).read_bytes() == once


def test_sigma_finds_no_type_that_it_would_take_for_a_program(store: GraphStore, tmp_path: Path) -> None:
    document = json.loads(written(store, Format.GRAPHOLOGY, tmp_path).read_bytes())
    assert all("type" not in item["attributes"] for item in (*document["nodes"], *document["edges"]))


def test_any_text_is_read_back_or_replaced_where_a_format_forbids_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    @settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
    def law(text: str) -> None:
        folder = tmp_path_factory.mktemp("text")
        store = open_store(f"sqlite:///{folder / 'kg.db'}", create=True)
        of = Paper("paper:x", text, text)
        named = Entity("method:x", text, frozenset({EntityType.METHOD}), (text,))
        proof = Evidence(Field.TITLE, 0, len(text), text, text, 0, "rule@1", 0.5)
        store.upsert([PaperFacts(of, (named,), (Use(of.id, named.id, Relation.USES, 0.5, (proof,)),), (), "")])
        graph = expected(store)
        for format_, read in {**READERS, Format.TURTLE: read_rdf}.items():
            found = read(written(store, format_, folder)).nodes["paper:x"]["title"]
            assert found == (legal(text) if format_ in (Format.GEXF, Format.GRAPHML) else text)
        assert read_obsidian(written(store, Format.OBSIDIAN, folder)).edges.keys() == graph.edges.keys()
        assert rows_of(written(store, Format.NEO4J_CSV, folder), "nodes.csv")[1]["title:string"] == text
        store.close()

    law()


def test_every_format_has_a_suffix_of_its_own() -> None:
    assert len({form.suffix for form in FORMS.values()}) == len(FORMS) == len(Format)
