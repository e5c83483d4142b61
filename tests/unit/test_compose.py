"""What the image and Compose promise, read from their files."""

import re

import yaml

from tests.conftest import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_neo4j_is_the_long_term_community_release() -> None:
    assert COMPOSE["services"]["neo4j"]["image"] == "neo4j:5.26-community"


def test_the_health_check_of_neo4j_asks_bolt() -> None:
    assert "bolt://localhost:7687" in " ".join(COMPOSE["services"]["neo4j"]["healthcheck"]["test"])


def test_the_app_waits_for_a_store_that_waits_for_a_healthy_server() -> None:
    services = COMPOSE["services"]
    assert services["app"]["depends_on"]["init"]["condition"] == "service_completed_successfully"
    assert services["init"]["depends_on"]["neo4j"]["condition"] == "service_healthy"


def test_ports_are_bound_to_this_machine_alone() -> None:
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_image_does_not_run_as_root() -> None:
    assert re.findall(r"^USER (\S+)", DOCKERFILE, flags=re.MULTILINE)[-1] != "root"


def test_every_file_that_the_image_copies_is_let_through() -> None:
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8")
    for name in re.findall(r"^COPY (?!--from)(\S+)", DOCKERFILE, flags=re.MULTILINE):
        assert name == "." or f"!{name}" in allowed
