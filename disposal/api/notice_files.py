"""The files of notices: the exact bytes that were published."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from disposal.api.errors import NOT_MODIFIED, declared
from disposal.api.notices import NoticeKey
from disposal.services.public.downloads import FILE_KINDS, MOST_VERSIONS, FileKind, NoticeFile, notice_file
from disposal.web.dependencies import ReadSession
from disposal.web.responses import IMMUTABLE, REVALIDATE, cache_tags, http_date, known_digests, tag_of, tagged

router = APIRouter(prefix="/notices", tags=["files"])

Suffix = Annotated[
    str, Path(description="kind of file", examples=["pdf"], json_schema_extra={"enum": list(FILE_KINDS)})
]
VersionNo = Annotated[int, Path(description="number of the version", ge=1, le=MOST_VERSIONS, examples=[1])]


def _schema(kind: FileKind) -> dict[str, str]:
    if kind.suffix == "json":
        return {"type": "object", "description": "the content; `disposal notice schema` prints its JSON Schema"}
    return {"type": "string", "format": "binary"}


FILES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "the bytes as published; the ETag is their SHA-256, weak where they are sent compressed",
        "content": {kind.media_type: {"schema": _schema(kind)} for kind in FILE_KINDS.values()},
    }
}
# A frozen HTML page contains its own style only; it may not run or load anything.
_PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"


@router.get("/{notice}.{suffix}", response_class=Response, responses=FILES | NOT_MODIFIED | declared(404, 503))
def show_file(request: Request, notice: NoticeKey, suffix: Suffix, session: ReadSession) -> Response:
    """Return a file of the newest version of a notice."""
    return _file(request, notice_file(session, notice, suffix, known=known_digests(request)), REVALIDATE)


@router.get(
    "/{notice}/versions/{version_no}.{suffix}",
    response_class=Response,
    responses=FILES | NOT_MODIFIED | declared(404, 422, 503),
)
def show_file_of_version(
    request: Request, notice: NoticeKey, version_no: VersionNo, suffix: Suffix, session: ReadSession
) -> Response:
    """Return a file of one version of a notice; it never changes."""
    found = notice_file(session, notice, suffix, version_no=version_no, known=known_digests(request))
    return _file(request, found, IMMUTABLE)


def _file(request: Request, found: NoticeFile, cache_control: str) -> Response:
    headers = {
        "content-type": found.kind.media_type,
        "content-disposition": found.disposition,
        "last-modified": http_date(found.published_at),
        "cache-control": cache_control,
        **cache_tags(tag_of(found.number)),
    }
    if found.kind.suffix == "html":
        headers["content-security-policy"] = _PAGE_POLICY
    return tagged(request, found.data, tag=found.sha256, headers=headers)
