"""Addresses of stores."""

from pathlib import Path

import pytest

from kg.errors import StoreMissingError, StoreUrlError
from kg.store.factory import _credentials, open_store


def test_four_slashes_are_an_absolute_path(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/kg.db", create=True).close()
    assert (tmp_path / "kg.db").is_file()


def test_three_slashes_are_a_path_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_store("sqlite:///folder/kg.db", create=True).close()
    assert (tmp_path / "folder" / "kg.db").is_file()


def test_an_address_with_odd_signs_is_the_file_of_that_name(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/a b?c#d%20.db", create=True).close()
    assert (tmp_path / "a b?c#d%20.db").is_file()


@pytest.mark.parametrize("url", ["kg.db", "", "sqlite://", "sqlite:///", "sqlite://kg.db", "postgres://host/db", "://"])
def test_any_other_address_is_refused_with_a_hint(url: str) -> None:
    with pytest.raises(StoreUrlError, match=r"sqlite:///kg\.db"):
        open_store(url, create=True)


def test_a_file_that_is_not_there_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match=r"kg\.db.*`kg ingest`"):
        open_store(f"sqlite:///{tmp_path}/kg.db")
    assert list(tmp_path.iterdir()) == []


def test_a_login_in_the_address_goes_before_the_one_given() -> None:
    assert _credentials("bolt://ann:p%40ss@host:1/db", "bo", "x") == ("bolt://host:1/db", "ann", "p@ss")
    assert _credentials("neo4j://ann@host", "bo", "x") == ("neo4j://host", "ann", "x")
    assert _credentials("neo4j+s://host:1", "bo", "x") == ("neo4j+s://host:1", "bo", "x")
