"""One standing of a notice, told by one function: desk list, record, home, API, command line and public page agree."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from disposal.lifecycle import NoticeState
from disposal.models.publication.notice import Notice
from disposal.services.notice_entry.discarding import discard_draft
from disposal.services.public.notice import public_notice
from disposal.services.public.queries import parse
from disposal.services.publication.amendment_effects import EFFECTS
from disposal.services.publication.drafts import listed_notice
from disposal.services.records import audit
from disposal.services.staff_lists import notices as listing
from disposal.services.staff_lists.lists import STAFF_LISTS, list_page
from disposal.services.staff_records.notice_standing import standing_said
from disposal.services.staff_records.records import staff_record
from disposal.services.staff_records.states import entries_on
from disposal.services.windows.discarded import DISCARDED, discarded_among
from disposal.services.windows.standing import AMENDING, standings
from tests.support.factories import make_claim, make_notice, make_party, make_project
from tests.support.publishing import CONTEXT, amend, publish_project
from tests.support.website import instant

OPEN, CLOSED = instant("2022-08-15 10:00"), instant("2022-09-01 00:00")


def told(session: Session, notice: Notice, at: datetime, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return what each door says of a published notice at an instant."""
    for module in ("staff_lists.notices", "staff_records.notice_standing", "publication.drafts"):
        monkeypatch.setattr(f"disposal.services.{module}.now", lambda: at)
    row = listing.rows_of(session, [notice.id])[0]
    shown = row.cells[[column.zh for column in listing.COLUMNS].index("状态")]
    public = public_notice(session, str(notice.number), calendar=CONTEXT.calendar, now=at)
    return {
        getattr(shown, "zh", ""),
        dict(staff_record(session, "notices", notice.id).facts)["状态"],
        listed_notice(session, notice.id).as_json()["status_zh"],
        standings(session, [notice], now=at)[notice.id].zh,
        public.summary.status.zh,
    }


def test_kinds_that_end_with_their_offer_are_those_that_amend_it() -> None:
    assert {kind for kind, effect in EFFECTS.items() if effect.verb == "amend"} == AMENDING


@pytest.mark.parametrize(("at", "expected"), [(OPEN, "公告期内"), (CLOSED, "公告期届满")])
def test_every_door_tells_the_same_of_a_window(
    session: Session, monkeypatch: pytest.MonkeyPatch, at: datetime, expected: str
) -> None:
    assert told(session, publish_project(session), at, monkeypatch) == {expected}


def test_a_correction_of_a_withdrawn_notice_is_withdrawn_by_every_door(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = publish_project(session)
    later = amend(session, notice, "supplement", statements=["补充说明一句。"])
    amend(session, notice, "withdrawal", reason="债务人已清偿全部债务")
    assert told(session, later, OPEN, monkeypatch) == {"已撤销"}
    found = STAFF_LISTS["notices"]
    ids = {
        state: {row.id for row in list_page(session, found, parse(found.query, {"state": state})).rows}
        for state in ("withdrawn", "open", "issued", "published")
    }
    assert {notice.id, later.id} <= ids["withdrawn"]
    assert later.id not in ids["issued"] | ids["open"] | ids["published"]


def test_record_on_a_day_tells_the_standing_of_that_day(session: Session) -> None:
    draft = make_notice(session, make_project(session, make_claim(session, debtor_id=make_party(session, "甲厂").id)))
    assert dict(staff_record(session, "notices", draft.id).facts)["状态"] == NoticeState.draft.zh


@pytest.mark.parametrize("state", [each.value for each in listing.ListedState])
def test_list_narrowed_to_a_standing_holds_those_whose_row_says_so(session: Session, state: str) -> None:
    notice = publish_project(session)
    found = STAFF_LISTS["notices"]
    rows = list_page(session, found, parse(found.query, {"state": state})).rows
    assert [row.id for row in rows] == ([notice.id] if state in ("closed", "published") else [])


def test_draft_discarded_at_an_instant_is_discarded_at_that_instant_as_its_record_tells(session: Session) -> None:
    draft = make_notice(session, make_project(session, make_claim(session, debtor_id=make_party(session, "甲厂").id)))
    discard_draft(session, draft.id, reason="起草有误")
    session.flush()
    at = next(entry.at for entry in entries_on(session, [draft.id])[draft.id] if entry.event == DISCARDED)
    before = at - timedelta(microseconds=1)
    assert [discarded_among(session, [draft.id], at=each) for each in (before, at)] == [set(), {draft.id}]
    words = [standing_said(session, audit.facts(draft), each, "zh") for each in (before, at)]
    assert words == [NoticeState.draft.zh, NoticeState.discarded.zh]
