"""The files of a published notice: the frozen bytes and their digest."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from sqlalchemy import select
from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.models.publication.notice_version import NoticeVersion
from disposal.services.public.notice import notice_id_of
from disposal.services.publication.errors import NoticeUnknown

_NOTICE = Notice.__table__  # type: ignore[attr-defined]
_VERSION = NoticeVersion.__table__  # type: ignore[attr-defined]
MOST_VERSIONS = 100_000


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: the columns of its bytes and digest, and its media type."""

    suffix: str
    column: str
    digest: str
    media_type: str


FILE_KINDS = {
    kind.suffix: kind
    for kind in (
        FileKind("pdf", "pdf", "pdf_sha256", "application/pdf"),
        FileKind("txt", "text", "text_sha256", "text/plain; charset=utf-8"),
        FileKind("json", "canonical_json", "canonical_sha256", "application/json"),
        FileKind("html", "html", "html_sha256", "text/html; charset=utf-8"),
    )
}


@dataclass(frozen=True, slots=True)
class NoticeFile:
    """A file to send; ``data`` is None if the client already has these bytes."""

    kind: FileKind
    sha256: str
    published_at: datetime
    name: str
    title: str
    data: bytes | None

    @property
    def number(self) -> str:
        """Return the number of the notice."""
        return self.name.rpartition("-v")[0]

    @property
    def disposition(self) -> str:
        """Return the Content-Disposition header: an ASCII name, and the title in UTF-8 (RFC 6266)."""
        full = quote(f"{self.title}（{self.name}）.{self.kind.suffix}", safe="")
        return f"inline; filename=\"{self.name}.{self.kind.suffix}\"; filename*=UTF-8''{full}"


def notice_file(
    session: Session, key: str, suffix: str, *, version_no: int | None = None, known: Container[str] = ()
) -> NoticeFile:
    """Return a file of one version of a notice, by default the newest.

    ``known`` are digests the client already has; bytes with a known digest are not read.

    Raises: NoticeUnknown if the notice, version or kind of file does not exist.
    """
    kind = FILE_KINDS.get(suffix)
    if kind is None or (version_no is not None and not 1 <= version_no <= MOST_VERSIONS):
        raise NoticeUnknown(f"{key} {version_no or ''}.{suffix}")
    ours = _VERSION.c.notice_id == notice_id_of(session, key)
    digest = _VERSION.c[kind.digest].label("digest")
    found = (
        select(_VERSION.c.id, _VERSION.c.version_no, _VERSION.c.published_at, digest, _NOTICE.c.number, _NOTICE.c.title)
        .join_from(_VERSION, _NOTICE, _NOTICE.c.id == _VERSION.c.notice_id)
        .where(ours if version_no is None else ours & (_VERSION.c.version_no == version_no))
        .order_by(_VERSION.c.version_no.desc())
    )
    row = session.execute(found.limit(1)).one_or_none()
    if row is None:
        raise NoticeUnknown(f"{key} {version_no}")
    data = None
    if row.digest not in known:
        data = session.execute(select(_VERSION.c[kind.column]).where(_VERSION.c.id == row.id)).scalar_one()
    return NoticeFile(
        kind=kind,
        sha256=row.digest,
        published_at=row.published_at,
        name=f"{row.number}-v{row.version_no}",
        title=row.title,
        data=data.encode() if isinstance(data, str) else data,
    )
