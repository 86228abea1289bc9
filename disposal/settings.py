"""Settings of the registry, read from environment variables that begin with ``DISPOSAL_``."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where the registry keeps its data, how it is reached and which key it encrypts with."""

    model_config = SettingsConfigDict(env_prefix="DISPOSAL_", extra="ignore", frozen=True)

    data_dir: Path = Field(Path("var"), description="the embedded database and the key file live here")
    database_url: SecretStr | None = Field(None, description="any PostgreSQL 15 or newer; empty: the embedded one")
    personal_number_key: SecretStr | None = Field(None, description="64 hex digits; empty: a key file in data_dir")
    public_base_url: str = Field("http://127.0.0.1:8000", description="printed as a QR code on every notice")
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)

    @field_validator("database_url", "personal_number_key", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        return path.expanduser().absolute()

    @field_validator("public_base_url")
    @classmethod
    def _without_slash(cls, url: str) -> str:
        return url.rstrip("/")


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()


def reset_settings() -> None:
    """Forget the settings read, so that the next call reads the environment anew."""
    get_settings.cache_clear()
