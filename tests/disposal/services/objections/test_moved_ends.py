"""An end that was moved, forward or back, makes no late objection timely by a time of receipt nobody has checked."""

import pytest
from sqlmodel import Session, select

from disposal.models.objections.codes import ReceiptCheck
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement, PlacementCreate
from disposal.services.filings.evidence import EvidenceFile
from disposal.services.objections.handling import add_evidence, check_received, correct_received
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.timeliness import timeliness_of
from disposal.services.placement_changes.changing import check_change, withdraw_placement
from disposal.services.press.placements import record_placement
from disposal.storage.database import Database
from tests.disposal.services.objections.objecting import by, fill_published, logged, on
from tests.support.calendars import UNTIL_2026

PAPER = {"medium": "虚构日报", "kind": "newspaper_province", "published_on": "2022-08-05"}
"""Its window ends on Fri 2022-09-02, that of the notice on Wed 2022-08-31."""

pytestmark = pytest.mark.filled(by=fill_published)


def placed(database: Database) -> None:
    with database.session(by("jingli")) as session:
        notice = session.exec(select(Notice)).one()
        record_placement(session, PlacementCreate.model_validate(PAPER | {"notice_id": notice.id}))


def withdrawn(database: Database, at: str) -> None:
    """Withdraw the paper, by two."""
    for login in ("jingli", "shenpi"):
        with database.session(by(login)) as session:
            row = session.exec(select(Placement)).one()
            if login == "jingli":
                withdraw_placement(session, row, reason="该报未见报", context=on(at))
            else:
                check_change(session, row, confirms=True, remark="", context=on(at))


def told(session: Session, receipt: str) -> bool:
    return timeliness_of(session, objection_called(session, receipt), calendar=UNTIL_2026).is_in_time


@pytest.mark.parametrize(
    ("corrected", "received", "entered", "is_in_time"),
    [
        ("2022-09-05 10:00", "2022-09-01 12:00", "2022-09-10 10:00", False),  # set back into the end that stood once
        ("2022-09-05 10:00", "2022-09-01 12:00", "2022-09-02 10:00", True),
        ("2022-08-20 10:00", "2022-08-19 12:00", "2022-09-01 10:00", False),  # set back before the correction
        ("2022-08-20 10:00", "2022-08-19 12:00", "2022-08-31 10:00", True),
    ],
)
def test_time_set_back_into_an_end_that_was_moved_forward_waits_for_a_second_person(
    database: Database, corrected: str, received: str, entered: str, is_in_time: bool
) -> None:
    placed(database)
    withdrawn(database, corrected)
    row = logged(database, entered, received_at=received)
    assert row.timeliness.is_in_time is is_in_time
    assert row.objection.receipt_check is (ReceiptCheck.not_needed if is_in_time else ReceiptCheck.waiting)


def test_late_objection_is_not_timely_by_a_paper_recorded_afterwards_until_its_time_is_checked(
    database: Database,
) -> None:
    row = logged(database, "2022-09-10 10:00", received_at="2022-09-01 12:00")
    receipt = row.objection.receipt
    assert (row.timeliness.is_in_time, row.objection.receipt_check) == (False, ReceiptCheck.not_needed)
    placed(database)
    with database.session(by("fawu")) as session:
        assert not told(session, receipt)
        objection = objection_called(session, receipt)
        assert "以“更改收到时间”重新登记" in timeliness_of(session, objection, calendar=UNTIL_2026).because
        correct_received(session, objection, "2022-9-1 12:00", reason="截止延后", context=on("2022-09-11 09:00"))
        proof = EvidenceFile("信封.pdf", "application/pdf", b"%PDF-1.7 envelope", proves_receipt=True)
        add_evidence(session, objection, [proof])
    with database.session(by("hegui")) as session:
        check_received(session, objection_called(session, receipt), confirms=True, reason="已看信封")
        assert told(session, receipt)
