"""The schema is what its committed snapshot says."""

from importlib.resources import files

from api.graphql.schema import as_text, schema


def test_the_snapshot_is_what_the_application_serves() -> None:
    snapshot = (files("api.graphql") / "schema.graphql").read_text(encoding="utf-8")
    assert snapshot == as_text(), "run: python -m api.graphql.schema > api/graphql/schema.graphql"


def test_every_entity_is_an_entity_and_a_node() -> None:
    for name in ("Method", "Dataset", "Benchmark", "Task", "Metric"):
        assert {"Entity", "Node"} <= {each.name for each in schema.get_type_by_name(name).interfaces}
