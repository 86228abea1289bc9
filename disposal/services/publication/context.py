"""What a publication needs besides the session: calendar, public address, clock."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import ClassVar
from urllib.parse import urlsplit

from sqlmodel import Session

from disposal.clock import now
from disposal.errors import DisposalError
from disposal.services.accounts.modes import is_production
from disposal.services.records.dates import database_now
from disposal.settings import Settings
from notices.dates import SHANGHAI
from notices.working_days.calendar import WorkingCalendar, calendar_directory, calendar_with_overrides

LARGEST_DRIFT = timedelta(minutes=1)


class PublicAddressUnfit(DisposalError):
    """The address that would be printed on a notice for good leads readers nowhere, or is not protected."""

    code: ClassVar[str] = "public_address_unfit"

    def __init__(self, address: str) -> None:
        super().__init__(
            zh=f"公示网址为 {address}，会连同二维码永久印在公告上，读者打不开或不受 https 保护，因此不能发布。"
            "请系统管理员将环境变量 DISPOSAL_PUBLIC_BASE_URL 设为公众可访问的 https:// 网址后再发布；培训系统不限。",
            en=f"the public address is {address}: it would be printed on the notice with its QR code for good, and "
            "readers cannot open it, or not by https. The operator sets DISPOSAL_PUBLIC_BASE_URL to the https:// "
            "address that the public opens; then publish. A register in training may publish as it is.",
            field="DISPOSAL_PUBLIC_BASE_URL",
        )


class ClocksApart(DisposalError):
    """The clock of this machine and that of the database differ, so that one of them is wrong."""

    code: ClassVar[str] = "clocks_apart"
    status: ClassVar[int] = 503

    def __init__(self, seconds: int) -> None:
        super().__init__(
            zh=f"本机时钟与数据库时钟相差{seconds}秒，无从确定公告的时间，因此不能发布。请系统管理员校准两边的时钟后再发布。",
            en=f"the clock of this machine and that of the database are {seconds} s apart, so it is not known when the "
            "notice would be published, and it is not. The operator sets both right; then publish",
            field="clock",
        )


@dataclass(frozen=True, slots=True)
class PublicationContext:
    """The calendar to count with, the public base URL to print, and the clock."""

    calendar: WorkingCalendar
    public_base_url: str
    clock: Callable[[], datetime] = field(default_factory=lambda: now)

    @property
    def today(self) -> date:
        """Return today's date in China."""
        return self.clock().astimezone(SHANGHAI).date()

    def address_of(self, number: str) -> str:
        """Return the URL of a notice's public page, as in its QR code."""
        return f"{self.public_base_url}/notices/{number}"


def calendar_of(settings: Settings) -> WorkingCalendar:
    """Return the built-in calendar with the years loaded by the operator; reloaded when a file changes."""
    return calendar_with_overrides(calendar_directory(settings.data_dir))


def context_of(settings: Settings) -> PublicationContext:
    """Return the publication context for these settings."""
    return PublicationContext(calendar=calendar_of(settings), public_base_url=settings.public_base_url)


def refuse_unfit_address(session: Session, context: PublicationContext) -> None:
    """Check what production would print on a notice for good. Raises: PublicAddressUnfit."""
    parts = urlsplit(context.public_base_url)
    is_fit = parts.scheme == "https" and not _is_this_machine(parts.hostname or "")
    if not is_fit and is_production(session):
        raise PublicAddressUnfit(context.public_base_url)


def refuse_clocks_apart(session: Session, context: PublicationContext) -> None:
    """Check in production that nobody has turned a clock. Raises: ClocksApart."""
    apart = abs(context.clock() - database_now(session))
    if apart > LARGEST_DRIFT and is_production(session):
        raise ClocksApart(round(apart.total_seconds()))


def _is_this_machine(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:  # a name, no number of a machine
        return host in {"", "localhost"} or host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified
