"""What the environment says."""

from pathlib import Path

import pytest

from api.settings import Settings


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("STORE", "NEO4J_USER", "NEO4J_PASSWORD", "CORS_ORIGINS", "ARXIV_URL"):
        monkeypatch.delenv(f"KG_{name}", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def test_the_store_is_a_file_in_the_users_data_folder_unless_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().store.startswith("sqlite:////")
    assert Settings().store.endswith("/benchgraph/kg.db")
    monkeypatch.setenv("KG_STORE", "bolt://localhost")
    assert Settings().store == "bolt://localhost"


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", "")
    assert Settings().store.startswith("sqlite:")


def test_origins_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_CORS_ORIGINS", "https://a.example, https://b.example,")
    assert Settings().cors_origins == ("https://a.example", "https://b.example")


def test_a_password_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_NEO4J_PASSWORD", "secret")
    assert "secret" not in repr(Settings())
    password = Settings().neo4j_password
    assert password
    assert password.get_secret_value() == "secret"
