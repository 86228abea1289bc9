"""One published notice for public readers: its frozen page, status, versions, links and placements."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, text
from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_link import NoticeLink, NoticeRelation
from disposal.models.publication.notice_version import NoticeVersion
from disposal.models.publication.placement import Placement
from disposal.record_ids import record_id_in
from disposal.services.public.contacts import PARTS, PublicContacts, contacts_of
from disposal.services.public.extensions import ExtensionView, extensions_of
from disposal.services.public.glance import GlanceView, glance_of
from disposal.services.public.summaries import NoticeSummary, summaries, summary_of
from disposal.services.public.window import RecountView, WindowView, window_view
from disposal.services.publication.errors import NoticeUnknown
from disposal.services.windows.recounting import recounts_of
from notices.codes import MediumKind, PaperKind
from notices.content.content import LateEntry
from notices.content.terms import WindowTerms
from notices.reading.explain import excerpt
from notices.working_days.calendar import WorkingCalendar

_KEY = re.compile(r"[0-9A-Za-z-]{1,64}")
_NOTICE = Notice.__table__  # type: ignore[attr-defined]
_VERSION = NoticeVersion.__table__  # type: ignore[attr-defined]
_LINK = NoticeLink.__table__  # type: ignore[attr-defined]
_PLACEMENT = Placement.__table__  # type: ignore[attr-defined]
_NAMES_PERSONS = func.jsonb_path_exists(
    _VERSION.c.content, text("""'$.items[*].**.kind ? (@ == "natural_person")'""")
).label("names_persons")
_OF_PAPER = ("paper", "province", "city")
_ENDING = {NoticeRelation.withdraws, NoticeRelation.supersedes, NoticeRelation.reports_result}
_AMENDING = {NoticeRelation.amends, NoticeRelation.corrects, NoticeRelation.extends}


@dataclass(frozen=True, slots=True)
class FileView:
    """One file of a version: its suffix, size in bytes, and SHA-256."""

    suffix: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One frozen version; ``because`` is the number of the linked notice that caused it, None for the first.

    ``published_on`` is the day stated by that notice (公告日期), ``published_at`` the instant of registration (登记于).
    """

    version_no: int
    published_on: date
    published_at: datetime
    files: tuple[FileView, ...]
    because: str | None


@dataclass(frozen=True, slots=True)
class LinkedNotice:
    """A linked notice and its relation; ``is_later`` if it acts on the notice shown."""

    relation: NoticeRelation
    is_later: bool
    notice: NoticeSummary


@dataclass(frozen=True, slots=True)
class PlacementView:
    """A medium in which the notice was published."""

    medium: str
    kind: MediumKind
    published_on: date
    page: str | None
    url: str | None
    paper: PaperKind | None
    province: str | None
    city: str | None

    @property
    def address(self) -> str | None:
        """Return the URL, if a browser may follow it."""
        return self.url if self.url and self.url.startswith(("https://", "http://")) else None


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A published notice; ``html`` is the frozen page of the newest version. Versions are sorted newest first."""

    summary: NoticeSummary
    html: str
    glance: GlanceView | None
    late_entry: LateEntry | None
    window: WindowView | None
    contacts: PublicContacts | None
    versions: tuple[VersionView, ...]
    links: tuple[LinkedNotice, ...]
    placements: tuple[PlacementView, ...]
    is_text_as_published: bool = False
    """None of its amendments could be merged into the text; the text is as first published."""
    names_persons: bool = False
    """It names natural persons, who may ask the issuer to correct it or refuse to be named."""

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return its number, and those of the linked notices, whose state is shown with it."""
        return (self.summary.number, *(link.notice.number for link in self.links))

    @property
    def ended_by(self) -> LinkedNotice | None:
        """Return the later notice that withdrew, replaced or concluded this one."""
        return next((link for link in self.links if link.is_later and link.relation in _ENDING), None)

    @property
    def ended_with(self) -> LinkedNotice | None:
        """Return the earlier notice that this one amends, if this one ended with it."""
        earlier = (link for link in self.links if not link.is_later and link.relation in _AMENDING)
        return next(earlier, None) if self.summary.is_ended_with_offer else None

    @property
    def amended_by(self) -> tuple[LinkedNotice, ...]:
        """Return the later notices that amended this one, oldest first."""
        return tuple(link for link in self.links if link.is_later and link.relation in _AMENDING)


def notice_id_of(session: Session, key: str) -> UUID:
    """Return the id of the published notice with this number or id. Drafts are not public.

    Raises: NoticeUnknown.
    """
    if _KEY.fullmatch(key):
        notice_id = record_id_in(key)
        wanted = _NOTICE.c.number == key.upper() if notice_id is None else _NOTICE.c.id == notice_id
        is_public = _NOTICE.c.number.is_not(None)  # a draft has none, whoever it waits for
        found = session.execute(select(_NOTICE.c.id).where(wanted, is_public)).scalar_one_or_none()
        if found is not None:
            return UUID(str(found))
    raise NoticeUnknown(excerpt(key))


def notice_summary(session: Session, key: str, *, calendar: WorkingCalendar, now: datetime) -> NoticeSummary:
    """Return the summary of the notice with this number or id. Raises: NoticeUnknown."""
    row = session.execute(summaries().where(_NOTICE.c.id == notice_id_of(session, key))).one()
    return summary_of(row, calendar=calendar, now=now)


def public_notice(session: Session, key: str, *, calendar: WorkingCalendar, now: datetime) -> NoticeView:
    """Return the notice with this number or id, with its newest version and links.

    Raises: NoticeUnknown.
    """
    summary = notice_summary(session, key, calendar=calendar, now=now)
    links = _links(session, summary.id, calendar=calendar, now=now)
    newest = _newest(session, summary.id)
    extending = [link.notice.id for link in links if link.is_later and link.relation is NoticeRelation.extends]
    extensions = extensions_of(session, extending)
    return NoticeView(
        summary=summary,
        html=newest.html,
        glance=glance_of(session, summary.id) if summary.kind.offers_assets else None,
        late_entry=LateEntry.model_validate(newest.entered_afterwards) if newest.entered_afterwards else None,
        window=_window(newest, summary, calendar, extensions, recount=_recount(session, summary)),
        contacts=contacts_of(newest._asdict()),
        versions=versions_of(session, summary.id),
        links=links,
        placements=_placements(session, summary.id),
        is_text_as_published=is_text_as_published(newest.revisions),
        names_persons=newest.names_persons,
    )


def versions_of_notice(session: Session, key: str) -> tuple[str, tuple[VersionView, ...]]:
    """Return the number of the notice with this number or id, and its versions, newest first. Raises: NoticeUnknown."""
    notice_id = notice_id_of(session, key)
    number = session.execute(select(_NOTICE.c.number).where(_NOTICE.c.id == notice_id)).scalar_one()
    return number, versions_of(session, notice_id)


def versions_of(session: Session, notice_id: UUID) -> tuple[VersionView, ...]:
    """Return the versions of a notice, newest first, without their bytes."""
    because = select(_NOTICE.c.number).where(_NOTICE.c.id == _VERSION.c.because_notice_id).scalar_subquery()
    spoke = func.coalesce(_VERSION.c.because_notice_id, _VERSION.c.notice_id)
    stated = select(_NOTICE.c.published_on).where(_NOTICE.c.id == spoke).scalar_subquery()
    columns = (_VERSION.c.version_no, _VERSION.c.published_at, because.label("because"), stated.label("published_on"))
    sizes = tuple(
        func.octet_length(_VERSION.c[column]).label(f"{column}_size")
        for column in ("pdf", "text", "canonical_json", "html")
    )
    digests = tuple(_VERSION.c[f"{name}_sha256"] for name in ("pdf", "text", "canonical", "html"))
    wanted = select(*columns, *sizes, *digests).where(_VERSION.c.notice_id == notice_id)
    return tuple(_version(row) for row in session.execute(wanted.order_by(_VERSION.c.version_no.desc())))


def _newest(session: Session, notice_id: UUID) -> Row[Any]:
    """Return the newest version's page and the content fields shown with it."""
    parts = (_VERSION.c.content[name].label(name) for name in ("window", "revisions", "entered_afterwards", *PARTS))
    wanted = select(_VERSION.c.html, _NAMES_PERSONS, *parts).where(_VERSION.c.notice_id == notice_id)
    return session.execute(wanted.order_by(_VERSION.c.version_no.desc()).limit(1)).one()


def is_text_as_published(revisions: list[dict[str, Any]] | None) -> bool:
    """Return whether the newest version has revisions, none merged; False for revisions of earlier releases."""
    return bool(revisions) and all(each.get("kind") and not each.get("is_merged") for each in revisions or ())


def _version(row: Row[Any]) -> VersionView:
    return VersionView(
        version_no=row.version_no,
        published_on=row.published_on,
        published_at=row.published_at,
        files=(
            FileView("pdf", row.pdf_size, row.pdf_sha256),
            FileView("txt", row.text_size, row.text_sha256),
            FileView("json", row.canonical_json_size, row.canonical_sha256),
            FileView("html", row.html_size, row.html_sha256),
        ),
        because=row.because,
    )


def _recount(session: Session, summary: NoticeSummary) -> RecountView | None:
    """Return the newest recount of the window as it stands; None if an extension has replaced its end since."""
    recounts = recounts_of(session, summary.id)
    if not recounts or summary.window is None or recounts[-1].ends_on != summary.window.ends_on:
        return None
    newest = recounts[-1]
    moved_from = next((row.ended_on for row in recounts if row.ends_on == newest.ends_on), newest.ended_on)
    return RecountView(moved_from, newest.ends_on, summary.window.ends_at, newest.recorded_at)


def _window(
    newest: Row[Any],
    summary: NoticeSummary,
    calendar: WorkingCalendar,
    extensions: tuple[ExtensionView, ...],
    *,
    recount: RecountView | None,
) -> WindowView | None:
    if newest.window is None:
        return None
    terms = WindowTerms.model_validate(newest.window)
    return window_view(
        terms, published_on=summary.published_on, calendar=calendar, extensions=extensions, recount=recount
    )


def _links(session: Session, notice_id: UUID, *, calendar: WorkingCalendar, now: datetime) -> tuple[LinkedNotice, ...]:
    """Return the links in both directions: first the notices this one acts on, then those that act on it.

    Each direction is sorted oldest first.
    """
    found: list[LinkedNotice] = []
    for ours, theirs in (
        (_LINK.c.from_notice_id, _LINK.c.to_notice_id),
        (_LINK.c.to_notice_id, _LINK.c.from_notice_id),
    ):
        wanted = summaries().add_columns(_LINK.c.relation).join(_LINK, theirs == _NOTICE.c.id)
        wanted = wanted.where(ours == notice_id).order_by(_NOTICE.c.published_on, _LINK.c.id)
        found += (
            LinkedNotice(row.relation, ours is _LINK.c.to_notice_id, summary_of(row, calendar=calendar, now=now))
            for row in session.execute(wanted)
        )
    return tuple(found)


def _placements(session: Session, notice_id: UUID) -> tuple[PlacementView, ...]:
    columns = (_PLACEMENT.c[name] for name in ("medium", "kind", "published_on", "page", "url", *_OF_PAPER))
    wanted = select(*columns).where(_PLACEMENT.c.notice_id == notice_id, Placement.counts())
    rows = session.execute(wanted.order_by(_PLACEMENT.c.published_on, _PLACEMENT.c.medium))
    return tuple(PlacementView(*row) for row in rows)
