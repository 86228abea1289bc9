"""合并主体: look for the other record, see both side by side with what depends on each, merge, and undo."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from disposal.errors import RecordRefused
from disposal.models.parties.merge import PartyMerge
from disposal.pages.desk.entry_form import EntryForm
from disposal.pages.desk.list_view import ShownUse, shown_uses
from disposal.pages.desk.menu import menu_of
from disposal.pages.desk.own_proof import form_after
from disposal.pages.desk.staff_page import see_other, staff_page
from disposal.pages.site import Place
from disposal.record_ids import record_id_in
from disposal.services.accounts.permissions import require
from disposal.services.parties.merging import merge_parties, undo_merge
from disposal.services.sign_in.sessions import SignedIn
from disposal.services.staff_records.mergers import MergeSides, PartyMergers, merge_sides, party_mergers
from disposal.web.acting import Acting, StaffSession
from disposal.web.posted_form import PostedForm
from disposal.web.writer import Attempted, Write, Writer

router = APIRouter(include_in_schema=False)
PATH = "/desk/parties/{party_id}/merge"
Other = Annotated[UUID | None, Query(alias="with")]


@dataclass(frozen=True, slots=True)
class MergePage:
    """The mergers of a party, and two records side by side with the uses of each once another one is chosen."""

    found: PartyMergers
    form: EntryForm
    sides: MergeSides | None
    uses: tuple[tuple[ShownUse, ...], ...]
    done: str


@router.get(PATH)
def merge_page(
    request: Request, signed: Acting, session: StaffSession, party_id: UUID, other: Other = None
) -> Response:
    """Show records that may be the same party or, with another one chosen, both side by side."""
    asked = request.query_params
    form = EntryForm((("q", asked.get("q", "")), ("done", asked.get("done", ""))))
    return _page(request, signed, (session, party_id, other), form)


@router.post(PATH)
def merged(request: Request, write: Write, party_id: UUID) -> Response:
    """Merge two records (合并)."""
    form, other = write.form, record_id_in(write.form.value("other"))
    done = write.attempt(lambda session: _merge(session, party_id, other, form=form))
    return _answer(request, write, done, of=(party_id, other))


@router.post(f"{PATH}/{{merge_id}}/undo")
def merger_undone(request: Request, write: Write, party_id: UUID, merge_id: UUID) -> Response:
    """Put back what a merger moved (还原合并)."""
    reason = write.form.value("reason")

    def undo(session: StaffSession) -> PartyMerge:
        require(session, "party.separated")
        return undo_merge(session, merge_id, reason=reason)

    done = write.attempt(undo)
    return _answer(request, write, done, of=(party_id, None))


def _merge(session: StaffSession, party_id: UUID, other: UUID | None, *, form: PostedForm) -> PartyMerge:
    """Call the service: the record that was not chosen to stay is merged into the other."""
    require(session, "party.merged")
    stays = record_id_in(form.value("stays"))
    if other is None or stays not in {party_id, other}:
        raise RecordRefused(field="stays", zh="选择保留哪一条记录。", en="choose which of the two records stays")
    goes = other if stays == party_id else party_id
    return merge_parties(session, goes, into_id=stays, reason=form.value("reason"))


def _answer(request: Request, write: Writer, done: Attempted[PartyMerge], *, of: tuple[UUID, UUID | None]) -> Response:
    """Go to the record that stays, or show the form as typed with the error."""
    if done.value is not None:
        what = "undone" if done.value.undone_at else "merged"
        return write.answered(see_other(request, f"/desk/parties/{done.value.into_id}/merge?done={what}"))
    with write.reading() as session:
        return write.answered(_page(request, write.signed, (session, *of), form_after(write, done.error)))


def _page(request: Request, signed: SignedIn, of: tuple[StaffSession, UUID, UUID | None], form: EntryForm) -> Response:
    session, party_id, other = of
    language = Place.of(request).language
    found = party_mergers(session, party_id, form.value("q"))
    is_whole = found.current.id == party_id
    sides = merge_sides(session, party_id, other, language=language) if other and is_whole else None
    uses = tuple(shown_uses(each, language) for each in (sides.one, sides.other)) if sides else ()
    shown = MergePage(found, form, sides, uses, form.value("done"))
    status = 422 if form.problems else 200
    return staff_page(request, "desk/party_merge.html.j2", menu_of(request, signed), status=status, shown=shown)
