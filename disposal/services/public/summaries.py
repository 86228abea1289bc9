"""Summaries of published notices, as lists show them at an instant."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, FromClause, Row, Select, Uuid, any_, bindparam, func, select, text
from sqlmodel import Session

from disposal.lifecycle import NoticeState
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.services.windows.standing import (
    PublicStatus,
    WindowDates,
    state_with_offer,
    status_of,
    working_days_left,
)
from notices.codes import CollateralType
from notices.dates import SHANGHAI
from notices.kinds import KINDS, Kind, kind_of
from notices.law.issuers import IssuerKind
from notices.working_days.calendar import WorkingCalendar

NAMES_SHOWN = 3

_NOTICE = Notice.__table__  # type: ignore[attr-defined]
_OFFER = _NOTICE.alias("offer")
_ISSUER = Issuer.__table__  # type: ignore[attr-defined]
_VERSION = NoticeVersion.__table__  # type: ignore[attr-defined]
_PLAIN = ("id", "number", "title", "kind", "state", "province", "city", "total_amount", "floor_price", "deposit")
_DAYS = ("published_on", "window_first_counted_on", "window_ends_on", "window_ends_at", "window_is_provisional")
_COLUMNS = (
    *(_NOTICE.c[name] for name in (*_PLAIN, *_DAYS, "collateral_types", "offer_id")),
    _NOTICE.c.entered_afterwards.is_not(None).label("is_entered_afterwards"),
    func.jsonb_path_query_array(_NOTICE.c.debtor_names, text(f"'$[0 to {NAMES_SHOWN - 1}]'")).label("first_debtors"),
    func.jsonb_array_length(_NOTICE.c.debtor_names).label("debtor_count"),
    func.concat(_ISSUER.c.name, _ISSUER.c.branch).label("issuer"),
    _ISSUER.c.kind.label("issuer_kind"),
    select(func.min(_VERSION.c.published_at))
    .where(_VERSION.c.notice_id == _NOTICE.c.id)
    .scalar_subquery()
    .label("registered_at"),
)
_OFFERING = tuple(kind.code for kind in KINDS if kind.offers_assets)
IS_OFFER = _NOTICE.c.kind.in_(_OFFERING)
"""Tested by the kind, because the planner has statistics of kinds, but not of ``offer_id = id``."""


@dataclass(frozen=True, slots=True)
class NoticeSummary:
    """One notice in a list. ``working_days_left`` is set only while the window is open.

    ``published_on`` is the day that the notice states (公告日期), ``registered_at`` the instant at which the register
    froze its first version (登记于). ``starts_on`` is the first counted day, set only while it is in the future. An
    extension moves the last day of the offer's window. So its days are counted like those of the offer: one last day,
    one count.

    An amendment ends with its offer: ``is_ended_with_offer`` is set, and ``status`` is that of the offer.
    """

    id: UUID
    number: str
    title: str
    kind: Kind
    issuer: str
    issuer_kind: IssuerKind | None
    province: str | None
    city: str | None
    debtor_names: tuple[str, ...]
    debtor_count: int
    total_amount: Decimal | None
    collateral_types: tuple[CollateralType, ...]
    floor_price: Decimal | None
    deposit: Decimal | None
    published_on: date
    registered_at: datetime
    window: WindowDates | None
    is_provisional: bool
    is_entered_afterwards: bool
    status: PublicStatus
    working_days_left: int | None
    starts_on: date | None
    offer_id: UUID
    is_ended_with_offer: bool


@dataclass(frozen=True, slots=True)
class ListedOffer:
    """An offer in a list, with its later notices, oldest first."""

    offer: NoticeSummary
    later: tuple[NoticeSummary, ...]


def summaries() -> Select[Any]:
    """Return the unsorted SELECT of all published notices' summaries."""
    whole = _published(_OFFER)
    return whole.join(_OFFER, _OFFER.c.id == _NOTICE.c.offer_id)


def offers() -> Select[Any]:
    """Return the unsorted SELECT of all published offers' summaries."""
    return _published(_NOTICE).where(IS_OFFER)


def summary_of(row: Row[Any], *, calendar: WorkingCalendar, now: datetime) -> NoticeSummary:
    """Convert a selected row to a summary."""
    window = None
    if row.window_ends_at is not None:
        first = row.window_first_counted_on or row.published_on
        window = WindowDates(row.published_on, first, row.window_ends_on, row.window_ends_at)
    state, is_ended_with_offer = _state(row)
    status = status_of(state, published_on=row.published_on, window=window, now=now)
    today = now.astimezone(SHANGHAI).date()
    counted = _counted(row, window)
    is_running = counted is not None and status is PublicStatus.open
    return NoticeSummary(
        id=row.id,
        number=row.number,
        title=row.title,
        kind=kind_of(row.kind),
        issuer=row.issuer,
        issuer_kind=row.issuer_kind,
        province=row.province,
        city=row.city,
        debtor_names=tuple(row.first_debtors),
        debtor_count=row.debtor_count,
        total_amount=row.total_amount,
        collateral_types=tuple(CollateralType[code] for code in row.collateral_types),
        floor_price=row.floor_price,
        deposit=row.deposit,
        published_on=row.published_on,
        registered_at=row.registered_at,
        window=window,
        is_provisional=row.window_is_provisional,
        is_entered_afterwards=row.is_entered_afterwards,
        status=status,
        working_days_left=working_days_left(counted, calendar, now) if counted and is_running else None,
        starts_on=counted.first_counted_on if counted and counted.first_counted_on > today else None,
        offer_id=row.offer_id,
        is_ended_with_offer=is_ended_with_offer,
    )


def listed(
    session: Session, rows: list[Row[Any]], *, calendar: WorkingCalendar, now: datetime
) -> tuple[ListedOffer, ...]:
    """Convert selected offers in their order, each with its later notices."""
    under: dict[UUID, list[NoticeSummary]] = {row.id: [] for row in rows}
    for row in session.execute(_UNDER, {"offers": list(under)}) if under else ():
        under[row.offer_id].append(summary_of(row, calendar=calendar, now=now))
    return tuple(ListedOffer(summary_of(row, calendar=calendar, now=now), later=tuple(under[row.id])) for row in rows)


def _published(offer: FromClause) -> Select[Any]:
    """Return the SELECT with the columns of the offer, which is the notice itself or joined to it."""
    of_offer = (offer.c.window_first_counted_on.label("offer_first_counted_on"), offer.c.state.label("offer_state"))
    whole = select(*_COLUMNS, *of_offer).join_from(_NOTICE, _ISSUER, _ISSUER.c.id == _NOTICE.c.issuer_id)
    return whole.where(_NOTICE.c.number.is_not(None))


def _state(row: Row[Any]) -> tuple[NoticeState, bool]:
    """Return the state in which the notice stands, and whether that is the end of its offer."""
    own, offer = NoticeState[row.state], NoticeState[row.offer_state]
    state = state_with_offer(row.kind, own, offer)
    return state, state is not own


def _counted(row: Row[Any], window: WindowDates | None) -> WindowDates | None:
    """Return the window in which the days left are counted."""
    if window is None or row.kind != "extension" or row.offer_first_counted_on is None:
        return window
    return replace(window, first_counted_on=row.offer_first_counted_on)


_UNDER = (
    summaries()
    .where(_NOTICE.c.offer_id == any_(bindparam("offers", type_=ARRAY(Uuid))), ~IS_OFFER)
    .order_by(_NOTICE.c.published_on, _NOTICE.c.number_year, _NOTICE.c.number_serial)
)
"""The later notices of some offers. Built once, because every page of the list needs it."""
