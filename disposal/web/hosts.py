"""The host that a request names: only the hosts of the settings are answered, so that no other name leads here."""

import re
from collections.abc import Collection
from typing import ClassVar

from fastapi import Request

from disposal.errors import DisposalError
from disposal.web.dependencies import register

_PORT = re.compile("(?::[0-9]{1,5})?")


class HostUnknown(DisposalError):
    """The request names a host that is not one of ours."""

    code: ClassVar[str] = "host_unknown"
    status: ClassVar[int] = 421

    def __init__(self, host: str) -> None:
        super().__init__(
            zh=f"本系统不以“{host[:80]}”为主机名。请用本系统的网址打开；确属本系统的，"
            "由管理员将其写入 DISPOSAL_TRUSTED_HOSTS。",
            en=f"this system is not served as {host[:80]}. Open it by its own address; if this is one, "
            "the operator adds it to DISPOSAL_TRUSTED_HOSTS",
            field="host",
        )


def host_name(header: str) -> str:
    """Return the host of a Host header without its port, in small letters."""
    name = header.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.partition(":")[0].rstrip(".")


def is_trusted(header: str, hosts: Collection[str]) -> bool:
    """Tell whether a Host header names one of these hosts."""
    name = host_name(header)
    rest = header.strip().lower().removeprefix(name).lstrip(".")
    return name in hosts and _PORT.fullmatch(rest) is not None


def named_host(request: Request) -> str:
    """Return the host that a request names. Of several a proxy may read another than we do: together they are none."""
    return ",".join(request.headers.getlist("host"))


async def trusted_host(request: Request) -> None:
    """Refuse a request for a host that the settings do not name. Raises: HostUnknown."""
    header = named_host(request)
    if not is_trusted(header, register(request).database.settings.hosts):
        raise HostUnknown(header)
