"""The list pages 债权, 主体, 处置项目, 公告, 意向受让人: filters in the address, pages by key, exports."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from disposal.models.claims.claim_draft import ClaimDraft
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.list_view import list_view
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import proof_before_export
from disposal.pages.desk.staff_page import staff_page
from disposal.pages.forms import Form, read_form
from disposal.services.claim_entry.drafts import drafts_of, owner_in
from disposal.services.public.queries import InvalidQuery, parse
from disposal.services.sign_in.sessions import SignedIn
from disposal.services.staff_lists.export import begin_export, csv_parts, write_excel
from disposal.services.staff_lists.lists import STAFF_LISTS, StaffList, list_page
from disposal.services.staff_lists.queries import StaffQuery, WordsTooCommon
from disposal.web.acting import Acting
from disposal.web.acting_session import acting_session, reading_session
from disposal.web.dependencies import Language
from disposal.web.writer import Write
from notices.dates import SHANGHAI

router = APIRouter(include_in_schema=False)
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHUNK = 256 * 1024


def _page_of(listed: StaffList) -> Callable[..., Response]:
    def shown(request: Request, acting: Acting, language: Language) -> Response:
        query, form = read_form(listed.query, request.query_params)
        page = None
        drafts: tuple[ClaimDraft, ...] = ()
        if query is not None:
            try:
                with reading_session(request, acting) as session:
                    page = list_page(session, listed, query)
                    if listed.code == "claims" and acting.may("claim_draft.opened"):
                        drafts = tuple(drafts_of(session, owner_in(session)))  # what is begun is looked for here
            except WordsTooCommon as error:
                form = form.with_error(error)
            except InvalidQuery as error:
                if error.field != "province":  # a position in the list is nobody's field
                    raise
                form = Form(form.values, error.problems)
        entry = EntryForm(tuple(form.values.items()), form.problems)
        view = list_view(listed, entry, page, language=language)
        status = 422 if form.problems else 200
        menu = menu_of(request, acting)
        return staff_page(request, "desk/list.html.j2", menu, status=status, shown=view, drafts=drafts)

    return shown


def _export_of(listed: StaffList) -> Callable[..., Response]:
    def exported(request: Request, write: Write, language: Language) -> Response:
        query = parse(listed.query, {name: value for name, value in write.typed if name != "form"})
        if asked := proof_before_export(write):
            return asked
        with acting_session(request, write.signed) as session:
            begin_export(session, listed, query)
        is_excel = write.form.value("form") == "xlsx"
        parts = (_excel if is_excel else _csv)(request, write.signed, listed, query, language)
        words = listed.en if language == "en" else listed.zh
        name = f"{words}-{write.at.astimezone(SHANGHAI):%Y%m%d-%H%M}.{'xlsx' if is_excel else 'csv'}"
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
        media_type = EXCEL if is_excel else "text/csv; charset=utf-8"
        return write.answered(StreamingResponse(parts, media_type=media_type, headers=headers))

    return exported


def _csv(request: Request, acting: SignedIn, listed: StaffList, query: StaffQuery, language: str) -> Iterator[bytes]:
    with reading_session(request, acting) as session:
        yield from csv_parts(session, listed, query, language=language)


def _excel(request: Request, acting: SignedIn, listed: StaffList, query: StaffQuery, language: str) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory(prefix="disposal-export-") as folder:
        path = Path(folder) / "list.xlsx"
        with reading_session(request, acting) as session:
            write_excel(session, listed, query, language=language, path=path)
        with path.open("rb") as file:
            while part := file.read(_CHUNK):
                yield part


for _listed in STAFF_LISTS.values():
    router.add_api_route(f"/desk/{_listed.code}", _page_of(_listed), methods=["GET"])
    router.add_api_route(f"/desk/{_listed.code}/export", _export_of(_listed), methods=["POST"])
