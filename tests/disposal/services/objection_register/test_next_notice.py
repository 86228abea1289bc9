"""An upheld objection drafts a correction that names its place: it is published without editing data by hand."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session

from disposal.models.objections.codes import ObjectionOutcome
from disposal.models.publication.notice import Notice
from disposal.services.objection_register.next_notice import draft_proposed
from disposal.services.objection_register.overview import staff_view
from disposal.services.publication.publication import check_notice, content_of_draft
from disposal.services.publication.versions import newest_content
from disposal.services.records.validation import InvalidRecord
from disposal.services.staff_lists.projects import rows_of
from disposal.storage.database import Database
from notices.composition.corrections import corrected
from notices.text import PROSE_LENGTH
from tests.disposal.services.objections.objecting import NUMBER, STAFF, accepted, by, decided, filed, on
from tests.support.accounts import make_account
from tests.support.calendars import UNTIL_2026
from tests.support.publishing import CONTEXT, publish_project

CLAIM: dict[str, Any] = {
    "amounts": {"principal": "1000000.00", "total": "1000000.00"},
    "guarantees": [{"guarantors": ["虚构丙担保有限公司"]}],
    "security": [{"owner": "虚构丁厂", "collateral": {"type": "building", "description": "工业厂房"}}],
}


def fill(session: Session) -> None:
    """Publish a notice of one claim with a guarantor and a collateral; then enter the staff."""
    items = [{"debtor": "虚构甲制造有限公司", "original_creditor": "虚构银行测试分行", "claims": [CLAIM]}]
    notice = publish_project(session, items=items)
    for when in ("IMMEDIATE", "DEFERRED"):
        session.execute(text(f"SET CONSTRAINTS ALL {when}"))
    for login, roles in STAFF.items():
        make_account(session, login, *roles, issuers=[notice.issuer_id])


pytestmark = pytest.mark.filled(by=fill)
DAY = "2022-08-18 09:00"


@pytest.mark.parametrize(
    ("target", "path", "before", "after"),
    [
        ("claim-1", "items.0.claims.0.details", None, "经核对台账"),
        ("collateral-1", "items.0.claims.0.security.0.collateral.description", "工业厂房", "工业厂房（经核对台账）"),
        ("guarantor-1", "items.0.claims.0.guarantees.0.guarantors.0.name", "虚构丙担保有限公司", "虚构丙担保有限公司"),
    ],
)
def test_correction_names_the_place_of_its_target_and_may_be_published(
    database: Database, target: str, path: str, before: str | None, after: str
) -> None:
    receipt = filed(database, target=target, ground="contents").objection.receipt
    accepted(database, receipt)
    decided(database, receipt, ObjectionOutcome.partly_upheld)
    with database.session(by("fawu")) as session:
        view = staff_view(session, receipt, calendar=UNTIL_2026)
        draft = draft_proposed(session, view, on=on("2022-08-18 09:00").at.date())
        content = content_of_draft(session, draft, context=CONTEXT)
        change = content.changes[0]
        assert (change.path, change.before, change.after) == (path, before, after)
        offer = session.get_one(Notice, view.notice.id)
        whole = corrected(newest_content(session, offer), content.changes)
        assert after in whole.model_dump_json()
        report = check_notice(session, draft.id, context=CONTEXT)
    wrong = [each.code for each in report.blockers if each.field.startswith("changes")]
    begins_as_it_stands = after == before  # a name: staff write the right one
    assert wrong == (["change_changes_nothing"] if begins_as_it_stands else [])


def test_amounts_are_corrected_at_the_place_of_each_that_is_stated(database: Database) -> None:
    receipt = filed(database, target="statement-1", ground="amount").objection.receipt
    accepted(database, receipt)
    decided(database, receipt, ObjectionOutcome.upheld)
    with database.session(by("fawu")) as session:
        draft = draft_proposed(session, staff_view(session, receipt, calendar=UNTIL_2026), on=on(DAY).at.date())
        changes = content_of_draft(session, draft, context=CONTEXT).changes
    said = [(each.path, each.label.rpartition("：")[2], each.before, each.after) for each in changes]
    stands = ("1000000.00元", "1000000.00元")
    assert said == [
        ("items.0.claims.0.amounts.principal", "本金", *stands),
        ("items.0.claims.0.amounts.total", "合计", *stands),
    ]


def test_who_may_not_buy_is_changed_by_a_notice_that_replaces_the_earlier_one(database: Database) -> None:
    receipt = filed(database, target="limb-civil_servant", ground="contents").objection.receipt
    accepted(database, receipt)
    decided(database, receipt, ObjectionOutcome.partly_upheld)
    with database.session(by("fawu")) as session:
        view = staff_view(session, receipt, calendar=UNTIL_2026)
        draft = draft_proposed(session, view, on=on(DAY).at.date())
        assert (draft.kind, draft.amends_notice_id) == ("disposal", view.notice.id)


def test_reason_that_is_too_long_for_a_notice_is_refused_in_words(database: Database) -> None:
    receipt = filed(database, target="notice", ground="contents").objection.receipt
    accepted(database, receipt)
    decided(database, receipt, ObjectionOutcome.upheld, reason="实" * PROSE_LENGTH)
    with pytest.raises(InvalidRecord) as refused, database.session(by("fawu")) as session:
        draft_proposed(session, staff_view(session, receipt, calendar=UNTIL_2026), on=on(DAY).at.date())
    assert refused.value.field == "reason"


@pytest.mark.parametrize("target", ["notice", "procedure"])
def test_correction_of_what_has_no_place_of_its_own_is_told_in_words(database: Database, target: str) -> None:
    receipt = filed(database, target=target, ground="contents").objection.receipt
    accepted(database, receipt)
    decided(database, receipt, ObjectionOutcome.partly_upheld)
    with database.session(by("fawu")) as session:
        view = staff_view(session, receipt, calendar=UNTIL_2026)
        draft = draft_proposed(session, view, on=on("2022-08-18 09:00").at.date())
        change = content_of_draft(session, draft, context=CONTEXT).changes[0]
    assert (change.path, change.after) == (None, "经核对台账")
    assert view.notice.number == NUMBER


def test_project_is_listed_with_its_published_notice_while_a_correction_is_drafted(database: Database) -> None:
    receipt = filed(database, target="claim-1", ground="contents").objection.receipt
    accepted(database, receipt)
    decided(database, receipt, ObjectionOutcome.upheld)
    with database.session(by("fawu")) as session:
        draft = draft_proposed(session, staff_view(session, receipt, calendar=UNTIL_2026), on=on(DAY).at.date())
        assert NUMBER in rows_of(session, [draft.project_id])[0].cells
