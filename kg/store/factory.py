"""Opening a store by its address."""

import urllib.parse
from pathlib import Path

from kg.errors import StoreUrlError
from kg.store.base import GraphStore

_SERVER_SCHEMES = frozenset({"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"})
_HINT = "Use sqlite:///kg.db (four slashes for an absolute path), neo4j://host:7687 or bolt://host:7687."


def open_store(url: str, *, create: bool = False, user: str | None = None, password: str | None = None) -> GraphStore:
    """Return the store at an address; only with `create` is one made that is not there.

    `sqlite:///` + path is a file, four slashes when the path is absolute. `neo4j://`, `bolt://` and their encrypted
    forms are a Neo4j server, whose user and password may stand in the address and else are the ones given. Raises
    `StoreUrlError` for any other address, and what the store raises when it cannot be opened.
    """
    scheme, separator, rest = url.partition("://")
    if separator and scheme == "sqlite":
        from kg.store.sqlite import SqliteStore

        return SqliteStore.open(_path(url, rest), create=create)
    if separator and scheme in _SERVER_SCHEMES:
        from kg.store.neo4j import Neo4jStore

        address, user, password = _credentials(url, user, password)
        return Neo4jStore.open(address, user=user, password=password, create=create)
    raise StoreUrlError(f"'{url}' names no store. {_HINT}")


def _path(url: str, rest: str) -> Path:
    if len(rest) < 2 or not rest.startswith("/"):
        raise StoreUrlError(f"'{url}' names no file. {_HINT}")
    return Path(rest[1:]).expanduser()


def _credentials(url: str, user: str | None, password: str | None) -> tuple[str, str | None, str | None]:
    """Return the address without user and password, and those that it held, else those that were given."""
    scheme, _, rest = url.partition("://")
    place, slash, path = rest.partition("/")
    login, at, host = place.rpartition("@")
    if not at:
        return url, user, password
    name, colon, secret = login.partition(":")
    return (
        f"{scheme}://{host}{slash}{path}",
        urllib.parse.unquote(name) or user,
        urllib.parse.unquote(secret) if colon else password,
    )
