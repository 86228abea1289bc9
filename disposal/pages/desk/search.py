"""检索: one box for words, numbers, amounts and days; results by kind of record."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from disposal.errors import DisposalError
from disposal.pages.desk.list_view import ShownRow, heads_of, shown_rows
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.staff_page import staff_page
from disposal.services.staff_search.search import SearchGroup, search_all
from disposal.web.acting import Acting
from disposal.web.acting_session import reading_session
from disposal.web.dependencies import Language, Now
from notices.dates import SHANGHAI

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """What was found of one kind, in words, with the address of its list."""

    title: str
    heads: tuple[tuple[str, ...], ...]
    rows: tuple[ShownRow, ...]
    more: str
    refusal: DisposalError | None


@router.get("/desk/search")
def search(request: Request, acting: Acting, language: Language, now: Now, q: str = "") -> Response:
    """Show what is found of each kind."""
    with reading_session(request, acting) as session:
        groups = search_all(session, q, today=now.astimezone(SHANGHAI).date())
    shown = tuple(_shown(each, q, language) for each in groups)
    return staff_page(request, "desk/search.html.j2", menu_of(request, acting), groups=shown, q=q.strip())


def _shown(group: SearchGroup, q: str, language: str) -> ShownGroup:
    words = group.en if language == "en" else group.zh
    read_as = group.read_as[1 if language == "en" else 0]
    more = f"/desk/{group.code}?{urlencode({'q': q})}" if group.is_more and group.is_listed else ""
    return ShownGroup(
        f"{words} · {read_as}" if read_as else words,
        heads_of(group.columns, language),
        shown_rows(group.columns, group.rows, f"/desk/{group.code}/", language),
        more,
        group.refusal,
    )
