"""What the environment says: the only module that reads it."""

import getpass
import os
from dataclasses import fields
from pathlib import Path
from typing import Annotated

from platformdirs import user_data_path
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from api.graphql.limits.policy import DEFAULT_LIMITS, Limits
from api.rest.export_limits import DEFAULT_EXPORT_LIMITS, ExportLimits
from extraction.readers.arxiv_request import ARXIV_URL

METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The name under which the Prometheus client looks for the folder that several processes share."""


def data_folder() -> Path:
    """Return the folder in which this user's data stands; it need not exist yet."""
    return user_data_path("benchgraph", appauthor=False)


def _default_store() -> str:
    return f"sqlite:///{data_folder() / 'kg.db'}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"  # a container may run as a user without a name


class Settings(BaseSettings):
    """The settings, each from a variable of the environment that begins with `KG_`; an empty one counts as unset."""

    model_config = SettingsConfigDict(env_prefix="KG_", env_ignore_empty=True, extra="ignore", frozen=True)

    store: str = Field(default_factory=_default_store)
    neo4j_user: str | None = None
    neo4j_password: SecretStr | None = None
    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    arxiv_url: str = ARXIV_URL
    graphql_depth: int = Field(default=DEFAULT_LIMITS.depth, ge=1)
    graphql_aliases: int = Field(default=DEFAULT_LIMITS.aliases, ge=0)
    graphql_tokens: int = Field(default=DEFAULT_LIMITS.tokens, ge=1)
    graphql_cost: int = Field(default=DEFAULT_LIMITS.cost, ge=1)
    graphql_seconds: float = Field(default=DEFAULT_LIMITS.seconds, gt=0)
    graphql_batch: int = Field(default=DEFAULT_LIMITS.batch, ge=1)
    graphql_body_bytes: int = Field(default=DEFAULT_LIMITS.body_bytes, ge=1)
    graphql_introspection: bool = True
    graphql_documents: Path | None = None
    graphql_cache_mb: int = Field(default=64, ge=0)
    export_jobs: int = Field(default=DEFAULT_EXPORT_LIMITS.jobs, ge=1)
    export_nodes: int = Field(default=DEFAULT_EXPORT_LIMITS.nodes, ge=1)
    tokens: SecretStr = SecretStr("")
    who: str = Field(default_factory=_user)
    metrics_folder: Path | None = Field(default=None, validation_alias=METRICS_FOLDER)

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [origin.strip() for origin in value.split(",") if origin.strip()] if isinstance(value, str) else value

    @property
    def limits(self) -> Limits:
        """Return what one request to GraphQL may ask for."""
        return Limits(**{each.name: getattr(self, f"graphql_{each.name}") for each in fields(Limits)})

    @property
    def export_limits(self) -> ExportLimits:
        """Return how much may be exported over HTTP at once."""
        return ExportLimits(self.export_jobs, self.export_nodes)

    @property
    def token_pairs(self) -> list[str]:
        """Return the tokens that allow changes over the network, each `name:secret` or a secret alone."""
        return [pair.strip() for pair in self.tokens.get_secret_value().split(",") if pair.strip()]

    @property
    def rejects(self) -> Path:
        """Return the file in which `kg ingest` keeps records that it cannot read."""
        return data_folder() / "rejects.jsonl"


def hand_down(*, store: str, metrics_folder: str | None = None) -> None:
    """Let the processes that this one starts find these settings in their environment."""
    os.environ["KG_STORE"] = store
    if metrics_folder:
        os.environ[METRICS_FOLDER] = metrics_folder
