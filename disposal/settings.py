"""Settings of the registry, read from environment variables that begin with ``DISPOSAL_``."""

import os
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)

from disposal.errors import DisposalError
from disposal.mode import Mode

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Settings(BaseModel):
    """The settings: data directory, database, keys, mode, public address, host and port.

    What is not given is read from the environment.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, validate_default=True)

    data_dir: Path = Field(Path("var"), description="the embedded database and the key file live here")
    database_url: SecretStr | None = Field(None, description="any PostgreSQL 15 or newer; empty: the embedded one")
    personal_number_key: SecretStr | None = Field(None, description="64 hex digits; empty: a key file in data_dir")
    new_personal_number_key: SecretStr | None = Field(None, description="the key that a rotation changes to")
    secrets_key: SecretStr | None = Field(None, description="64 hex digits; empty: the file secrets.key in data_dir")
    mailbox_key: SecretStr | None = Field(None, description="64 hex digits; empty: the file mailbox.key in data_dir")
    mode: Mode | None = Field(None, description="production or training; of a register without accounts: training")
    trusted_proxies: str = Field("", description="addresses of proxies whose X-Forwarded-… count, separated by commas")
    public_base_url: str = Field("http://127.0.0.1:8000", description="printed as a QR code on every notice")
    desk_url: str = Field("", description="address of the staff pages; empty: that of the public pages")
    trusted_hosts: str = Field("", description="further names under which the site is opened, separated by commas")
    oidc_issuer: str = Field("", description="address of the company's identity provider; empty: none")
    oidc_client_id: str = Field("", description="this register's id at the provider")
    oidc_client_secret: SecretStr | None = Field(None, description="its secret there; empty: a public client")
    oidc_label: str = Field("统一身份认证", description="words of the button")
    oidc_factor: str = Field("", description="values of acr or amr that count as second factor, separated by commas")
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    now: datetime | None = Field(None, description="training and tests: the clock starts here and runs on")
    listen_notify: bool = Field(True, description="jobs wake workers at once; False behind a pooler of transactions")

    _shift: timedelta = PrivateAttr(timedelta(0))

    @model_validator(mode="before")
    @classmethod
    def _from_environment(cls, given: dict[str, Any]) -> dict[str, Any]:
        variables = {variable.upper(): value for variable, value in os.environ.items()}
        named = {name: variables.get(f"DISPOSAL_{name}".upper()) for name in cls.model_fields}
        values = {name: value for name, value in named.items() if value is not None} | given
        # Another port alone is the address to print too: a QR code with the usual port would lead nowhere.
        return {"public_base_url": f"http://127.0.0.1:{values['port']}"} | values if "port" in values else values

    @field_validator(
        "database_url",
        "personal_number_key",
        "new_personal_number_key",
        "secrets_key",
        "mailbox_key",
        "mode",
        "oidc_client_secret",
        "now",
        mode="before",
    )
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator("now")
    @classmethod
    def _aware(cls, at: datetime | None) -> datetime | None:
        if at is not None and at.tzinfo is None:
            message = "no time zone, write it like 2022-08-31T23:59:59+08:00 · 缺少时区，请照此填写"
            raise ValueError(message)
        return at

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, path: Path) -> Path:
        return path.expanduser().absolute()

    @field_validator("public_base_url")
    @classmethod
    def _http_without_slash(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            message = "DISPOSAL_PUBLIC_BASE_URL is printed on notices; begin it with https:// or http://"
            raise ValueError(message)
        return url.rstrip("/")

    @field_validator("desk_url")
    @classmethod
    def _http_or_empty(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            message = "DISPOSAL_DESK_URL is the address of the staff pages; begin it with https:// or http://"
            raise ValueError(message)
        return url.rstrip("/")

    @field_validator("oidc_issuer")
    @classmethod
    def _https_or_this_machine(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)):
            message = "DISPOSAL_OIDC_ISSUER is the address of the identity provider; begin it with https://"
            raise ValueError(message)
        return url

    def model_post_init(self, _context: Any, /) -> None:
        """Start the clock: whoever sets it sets how far it is from the real one."""
        self._shift = self.now - datetime.now(UTC) if self.now else timedelta(0)

    def clock(self) -> datetime:
        """Return the current time, timezone-aware: the real one, or that of the clock that ``now`` has set."""
        return datetime.now(UTC) + self._shift

    def real(self, at: datetime) -> datetime:
        """Return when, by the real clock, an instant comes that is told by ours: the database wakes jobs by it."""
        return at - self._shift

    @property
    def has_provider(self) -> bool:
        """Return whether people may sign in at an identity provider."""
        return bool(self.oidc_issuer and self.oidc_client_id)

    @property
    def oidc_factors(self) -> frozenset[str]:
        """Return the values of acr or amr by which the provider says that it asked for a second factor."""
        return frozenset(each.strip() for each in self.oidc_factor.split(",")) - {""}

    @property
    def origins(self) -> frozenset[str]:
        """Return the origins of our own pages, as browsers write them."""
        return frozenset(_origin(url) for url in (self.public_base_url, self.desk_url) if url)

    @property
    def desk_origin(self) -> str:
        """Return the origin of the staff pages."""
        return _origin(self.desk_url or self.public_base_url)

    @property
    def passkey_host(self) -> str:
        """Return the host that passkeys belong to; empty where the desk has no host name, or only plain http."""
        parts = urlsplit(self.desk_origin)
        name = parts.hostname or ""
        is_named = name == "localhost" or ("." in name and not name.replace(".", "").isdigit())
        return name if is_named and (parts.scheme == "https" or name == "localhost") else ""

    @property
    def is_local(self) -> bool:
        """Return whether the public address leads to this machine only."""
        return urlsplit(self.public_base_url).hostname in _LOOPBACK

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Return the names of hosts under which requests are answered; those of this machine always are."""
        named = (name.strip().lower() for name in self.trusted_hosts.split(","))
        ours = (_host(url) for url in (self.public_base_url, self.desk_url))
        return frozenset({"127.0.0.1", "localhost", "[::1]", self.host.lower(), *named, *ours} - {"", "0.0.0.0"})  # noqa: S104 - it is taken out


def _host(url: str) -> str:
    """Return the host of a URL as a Host header writes it."""
    name = urlsplit(url).hostname or ""
    return f"[{name}]" if ":" in name else name


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


class SettingsInvalid(DisposalError):
    """An environment variable has an invalid value. The value is not repeated, because it may be a key."""

    code: ClassVar[str] = "settings_invalid"
    status: ClassVar[int] = 422

    def __init__(self, error: ValidationError) -> None:
        first = error.errors(include_input=False, include_url=False)[0]
        variable = "DISPOSAL_" + "_".join(str(part) for part in first["loc"]).upper()
        super().__init__(
            zh=f"环境变量 {variable} 的值无效（{first['msg']}）；请更正，或取消设置以使用默认值。",
            en=f"{variable} is not valid: {first['msg']}; correct it, or unset it for the default",
            field=variable,
        )


class ClockSetInProduction(DisposalError):
    """DISPOSAL_NOW sets the clock of a register in production."""

    code: ClassVar[str] = "clock_set_in_production"
    status: ClassVar[int] = 403

    def __init__(self) -> None:
        super().__init__(
            zh="正式系统不得设置时钟（DISPOSAL_NOW）：公告期按真实时间届满。请取消设置 DISPOSAL_NOW；"
            "培训或测试请用另一个登记库，并设置 DISPOSAL_MODE=training。",
            en="the clock of a register in production cannot be set: its windows close by real time. Unset "
            "DISPOSAL_NOW; for training or tests use another register, with DISPOSAL_MODE=training.",
            field="DISPOSAL_NOW",
        )


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Return the settings of this process, read once.

    Raises: SettingsInvalid, which names the variable; ClockSetInProduction.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        raise SettingsInvalid(error) from None
    if settings.now is not None and settings.mode is Mode.production:
        raise ClockSetInProduction
    return settings


def reset_settings() -> None:
    """Forget the settings, so that the next call reads the environment again."""
    get_settings.cache_clear()
