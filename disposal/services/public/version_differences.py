"""The changes made by each later version of a published notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.services.public.content_differences import differences_between
from disposal.services.public.difference_words import WordedDifference, in_words
from disposal.services.public.notice import notice_id_of
from disposal.services.publication.errors import VersionUnknown

_NOTICE = Notice.__table__  # type: ignore[attr-defined]
_VERSION = NoticeVersion.__table__  # type: ignore[attr-defined]
Changes = Mapping[int, tuple[WordedDifference, ...]]
"""The changes of each later version against the version before it, by version number."""


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """Two versions of one notice and their differences; the same version twice if the notice has only one."""

    number: str
    earlier: int
    later: int
    differences: tuple[WordedDifference, ...]


def compare_versions(
    session: Session, key: str, *, earlier: int | None = None, later: int | None = None
) -> VersionComparison:
    """Compare two versions of the notice with this number or id. By default, compare the newest with the one before it.

    Raises: NoticeUnknown, VersionUnknown.
    """
    notice_id = notice_id_of(session, key)
    number = session.execute(select(_NOTICE.c.number).where(_NOTICE.c.id == notice_id)).scalar_one()
    versions = _contents(session, notice_id)
    last = max(versions) if later is None else later
    first = max(1, last - 1) if earlier is None else earlier
    for version_no in (first, last):
        if version_no not in versions:
            raise VersionUnknown(notice=number, version_no=version_no, newest=max(versions))
    return VersionComparison(number, first, last, in_words(differences_between(versions[first], versions[last])))


def changes_of(session: Session, notice_id: UUID) -> Changes:
    """Return the changes of each later version of a notice, without the field that names the amending notice."""
    versions = _contents(session, notice_id)
    return {
        later: in_words(
            each
            for each in differences_between(versions[earlier], versions[later])
            if not each.path.startswith("revisions.") and each.path != "revisions"
        )
        for earlier, later in pairwise(sorted(versions))
    }


def _contents(session: Session, notice_id: UUID) -> dict[int, dict[str, Any]]:
    """Return the content of every version as JSON values, by version number."""
    wanted = select(_VERSION.c.version_no, _VERSION.c.content).where(_VERSION.c.notice_id == notice_id)
    return {row.version_no: row.content for row in session.execute(wanted)}
