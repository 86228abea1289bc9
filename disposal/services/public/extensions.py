"""The extensions of a published notice's window: what each adds, and the last day it replaced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from notices.content.content import AmendedNotice
from notices.content.terms import WindowTerms
from notices.windows.window import WindowRule

_NOTICE = Notice.__table__  # type: ignore[attr-defined]
_VERSION = NoticeVersion.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class ExtensionView:
    """One extension: its number, the length it adds, and the previous last day if it states one."""

    number: str
    rule: WindowRule
    moved_from: date | None

    @property
    def length(self) -> str:
        """Return what it adds in Chinese: 10个工作日."""
        return self.rule.unit.length(self.rule.count)

    @property
    def length_en(self) -> str:
        """Return what it adds in English."""
        return self.rule.unit.length_en(self.rule.count)


def extensions_of(session: Session, ids: Sequence[UUID]) -> tuple[ExtensionView, ...]:
    """Read the newest versions of these extension notices, in the order of the ids."""
    parts = (_VERSION.c.content[name].label(name) for name in ("window", "amends"))
    wanted = (
        select(_NOTICE.c.id, _NOTICE.c.number, *parts)
        .join_from(_VERSION, _NOTICE, _NOTICE.c.id == _VERSION.c.notice_id)
        .where(_NOTICE.c.id.in_(ids), _VERSION.c.content["window"].is_not(None))
        .order_by(_VERSION.c.version_no)
    )
    newest = {row.id: row for row in session.execute(wanted)} if ids else {}
    return tuple(
        ExtensionView(
            number=newest[key].number,
            rule=WindowTerms.model_validate(newest[key].window).rule,
            moved_from=AmendedNotice.model_validate(newest[key].amends).window_ends_on,
        )
        for key in ids
        if key in newest
    )
