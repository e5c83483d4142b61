"""Documents that an operator trusts: in production only these are answered, by their id or by their text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from kg.errors import ServeError


@dataclass(frozen=True, slots=True)
class TrustedDocuments:
    """The texts of documents by id; the ids are whatever the client's build made, usually hashes."""

    by_id: Mapping[str, str]
    _texts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Note the texts, so that looking one up costs the same however many there are."""
        object.__setattr__(self, "_texts", frozenset(self.by_id.values()))

    def with_others(self, by_id: Mapping[str, str]) -> "TrustedDocuments":
        """Return these and others; where an id is in both, these hold."""
        return TrustedDocuments({**by_id, **self.by_id})

    def text(self, id_: str) -> str | None:
        """Return the document of an id, which may carry the prefix of its hash, None where there is none.

        >>> TrustedDocuments({"ab12": "{ stats { papers } }"}).text("sha256:ab12")
        '{ stats { papers } }'
        """
        return self.by_id.get(id_) or self.by_id.get(id_.removeprefix("sha256:"))

    def holds(self, text: str) -> bool:
        """Tell whether a document is one of them."""
        return text in self._texts


def read_documents(path: Path) -> TrustedDocuments:
    """Return the documents of a JSON file, an object of id → document. Raises `ServeError` for anything else."""
    try:
        held = orjson.loads(path.read_bytes())
    except OSError as error:
        raise ServeError(
            f"Cannot read the trusted documents {path}: {error.strerror}. See KG_GRAPHQL_DOCUMENTS."
        ) from error
    except orjson.JSONDecodeError as error:
        raise ServeError(
            f"{path} is no JSON: {error}. KG_GRAPHQL_DOCUMENTS names an object of id → document."
        ) from error
    if not isinstance(held, dict) or not all(isinstance(text, str) for text in held.values()):
        raise ServeError(f"{path} holds no object of id → document, as KG_GRAPHQL_DOCUMENTS should.")
    return TrustedDocuments(held)
