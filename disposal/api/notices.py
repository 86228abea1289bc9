"""Published notices as JSON: list, one notice, its versions."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from disposal.api.bodies import (
    NoticeDetailBody,
    NoticeListBody,
    VersionListBody,
    detail_body,
    json_answer,
    list_body,
    version_body,
)
from disposal.api.errors import NOT_MODIFIED, declared
from disposal.api.examples import shown
from disposal.services.public.filters import NoticesQuery
from disposal.services.public.notice import public_notice, versions_of_notice
from disposal.services.public.notice_list import NoticeSearch
from disposal.web.dependencies import Calendar, Now, ReadSession
from disposal.web.responses import LISTS, page_links, tag_of

router = APIRouter(prefix="/api/v1/notices", tags=["notices"])

NoticeKey = Annotated[str, Path(description="公告编号, or the notice's id", examples=["HRZJ-2022-0001"])]


@router.get(
    "",
    response_model=NoticeListBody,
    response_description="one page of notices",
    responses=shown("notices", "Link", asked="/api/v1/notices?q=华成") | NOT_MODIFIED | declared(409, 422, 503),
)
def list_notices(
    request: Request,
    query: Annotated[NoticesQuery, Query()],
    session: ReadSession,
    calendar: Calendar,
    now: Now,
) -> Response:
    """List published offers, newest first, each with the later notices that stand under it.

    All filters given must fit; a name that is no filter is refused. Words and kind may be those of a later notice.
    """
    found = NoticeSearch(session, query, calendar=calendar, now=now).page()
    links = page_links(request, after=found.next_after, before=found.previous_before)
    return json_answer(request, list_body(found), tags=[LISTS], links=links)


@router.get(
    "/{notice}",
    response_model=NoticeDetailBody,
    response_description="the notice",
    responses=shown("notice", asked="/api/v1/notices/HRZJ-2022-0001") | NOT_MODIFIED | declared(404, 503),
)
def show_notice(request: Request, notice: NoticeKey, session: ReadSession, calendar: Calendar, now: Now) -> Response:
    """Return one notice: where it stands, its versions with their digests, linked notices, media."""
    view = public_notice(session, notice, calendar=calendar, now=now)
    return json_answer(request, detail_body(view), tags=map(tag_of, view.numbers))


@router.get(
    "/{notice}/versions",
    response_model=VersionListBody,
    response_description="every version",
    responses=shown("versions", asked="/api/v1/notices/HRZJ-2022-0001/versions") | NOT_MODIFIED | declared(404, 503),
)
def list_versions(request: Request, notice: NoticeKey, session: ReadSession) -> Response:
    """List every version of a notice, newest first; each is frozen, and its digests prove its bytes."""
    number, versions = versions_of_notice(session, notice)
    bodies = [version_body(number, version) for version in versions]
    return json_answer(request, VersionListBody(number=number, versions=bodies), tags=[tag_of(number)])
