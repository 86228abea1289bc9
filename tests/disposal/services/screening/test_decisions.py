"""Decisions on findings: they hold while both sides stay as they were, and an override takes two people."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from disposal.eligibility.findings.finding import Outcome
from disposal.errors import RecordRefused
from disposal.models.records.record import Record
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.decision import ScreeningDecision, Verdict
from disposal.models.screening.screening import Screening
from disposal.services.bidders.pending_rescreenings import pending_bidders
from disposal.services.lists.lookup import MOST_A_KEY
from disposal.services.parties.parties import change_party
from disposal.services.screening.decisions import (
    DecidedFinding,
    SecondPersonNeeded,
    approve_override,
    confirm,
    decided_findings,
    dismiss,
    overall,
    request_override,
)
from disposal.services.screening.rescreening import alerts_for, rescreen
from disposal.write_errors import AppendOnly
from notices.content.limbs import LimbCode
from tests.support.accounts import act_as
from tests.support.listing import bring_in, make_list, write_csv
from tests.support.screening import COMPANY, DAY, PERSON, case_of_2022, entered, party_named, screened

pytestmark = pytest.mark.filled(by=case_of_2022)
UNTIL = date(2022, 9, 30)  # Fri


@pytest.fixture
def shared_phone(session: Session) -> tuple[Bidder, Screening]:
    """Screen a company that shares its phone with another bidder: possibly buying through another."""
    project = case_of_2022(session)
    entered(session, project, PERSON)
    bidder = entered(session, project, COMPANY)
    return bidder, screened(session, bidder)


@pytest.fixture
def barred(session: Session) -> Screening:
    """Screen a person who declares himself to be a civil servant."""
    admitted = [{"limb": code, "is_barred": code is LimbCode.civil_servant, "signed_on": "2022-08-10"}
                for code in LimbCode]  # fmt: skip
    return screened(session, entered(session, case_of_2022(session), PERSON, declarations=admitted))


def on_phone(session: Session, screening: Screening, on: date = DAY) -> DecidedFinding:
    return next(
        each for each in decided_findings(session, screening, on=on) if each.finding.rule == "evasion.shared_phone"
    )


def on_roll(session: Session, screening: Screening) -> DecidedFinding:
    found = (each for each in decided_findings(session, screening, on=DAY) if each.finding.rule == "civil_servant")
    return next(each for each in found if each.finding.list_code)


def alter(session: Session, row: Record, name: str) -> None:
    with session.begin_nested():
        setattr(row, name, "改")
        session.flush()


def test_dismissed_match_is_clear_until_its_last_day_and_open_the_day_after(
    session: Session, shared_phone: tuple[Bidder, Screening]
) -> None:
    _, screening = shared_phone
    dismiss(session, screening.id, number=on_phone(session, screening).number, reason="两人同住", expires_on=UNTIL)
    assert on_phone(session, screening, UNTIL).outcome is Outcome.clear
    after = on_phone(session, screening, UNTIL + timedelta(days=1))
    assert after.outcome is Outcome.possible
    assert after.reopened == ("核定已于2022年9月30日到期", "the decision held until 2022-09-30")


def test_dismissal_holds_through_another_screening_while_nothing_changes(
    session: Session, shared_phone: tuple[Bidder, Screening]
) -> None:
    bidder, screening = shared_phone
    dismiss(session, screening.id, number=on_phone(session, screening).number, reason="两人同住", expires_on=UNTIL)
    assert on_phone(session, screened(session, bidder)).outcome is Outcome.clear


@pytest.mark.parametrize("side", ["虚构竞买有限公司", "测试竞买人"])
def test_dismissal_reopens_when_either_side_changes_and_who_decided_is_told(
    session: Session, shared_phone: tuple[Bidder, Screening], side: str
) -> None:
    bidder, screening = shared_phone
    dismiss(session, screening.id, number=on_phone(session, screening).number, reason="两人同住", expires_on=UNTIL)
    party_id = party_named(session, side)
    change_party(session, party_id, {"former_names": ["虚构旧名"]}, reason="补登曾用名")
    assert bidder.id in pending_bidders(session)
    again = rescreen(session, bidder.id, on=DAY)
    assert again is not None
    assert again.told == ("测试员",)
    newest = alerts_for(session, "测试员")[0]
    screening = session.get_one(Screening, newest.screening_id)
    assert on_phone(session, screening).reopened == ("一方资料已变更", "one of the two sides has changed")
    assert newest.zh.startswith("虚构竞买有限公司：当事人资料变更，已重新审查：")
    assert bidder.id not in pending_bidders(session)
    assert rescreen(session, bidder.id, on=DAY) is None


@pytest.mark.parametrize(("namesakes", "is_reopened"), [(MOST_A_KEY - 1, False), (MOST_A_KEY, True)])
def test_dismissal_of_many_namesakes_reopens_with_a_list_of_more_than_are_read(
    session: Session, tmp_path: Path, namesakes: int, is_reopened: bool
) -> None:
    make_list(session)
    rows = [("测试竞买人", "", f"虚构{at}局", "") for at in range(namesakes)]
    bring_in(session, write_csv(tmp_path / "一.csv", rows))
    bidder = entered(session, case_of_2022(session), PERSON)
    screening = screened(session, bidder)
    dismiss(session, screening.id, number=on_roll(session, screening).number, reason="均非本人", expires_on=UNTIL)
    bring_in(session, write_csv(tmp_path / "二.csv", [*rows, ("虚构另一人", "", "虚构局", "")]))
    again = screened(session, bidder)
    assert (on_roll(session, again).reopened is not None) is is_reopened
    assert on_roll(session, again).outcome is (Outcome.possible if is_reopened else Outcome.clear)


def test_decision_stays_with_an_entry_that_is_changed_a_dismissal_reopened_a_confirmation_in_force(
    session: Session, tmp_path: Path
) -> None:
    make_list(session)
    make_list(session, "other")
    for code in ("staff", "other"):
        bring_in(session, write_csv(tmp_path / "一.csv", [("测试竞买人", "", "虚构局", "")]), list_code=code)
    bidder = entered(session, case_of_2022(session), PERSON)
    screening = screened(session, bidder)
    numbers = [each.number for each in decided_findings(session, screening, on=DAY) if each.finding.list_code]
    dismiss(session, screening.id, number=numbers[0], reason="非本人", expires_on=UNTIL)
    confirm(session, screening.id, number=numbers[1], reason="经调档系同一人", on=DAY)
    for code in ("staff", "other"):
        bring_in(session, write_csv(tmp_path / "二.csv", [("测试竞买人", "", "虚构新局", "")]), list_code=code)
    again = rescreen(session, bidder.id, on=DAY)
    assert again is not None
    now = decided_findings(session, session.get_one(Screening, again.screening_id), on=DAY)
    decided = [(each.decision.verdict, each.outcome, bool(each.reopened)) for each in now if each.decision]
    assert decided == [
        (Verdict.dismissed, Outcome.possible, True), (Verdict.confirmed, Outcome.barred, True),
    ]  # fmt: skip
    assert "2项核定须重新作出" in alerts_for(session, "测试员")[0].zh


def test_confirmed_match_bars(session: Session, shared_phone: tuple[Bidder, Screening]) -> None:
    _, screening = shared_phone
    confirm(session, screening.id, number=on_phone(session, screening).number, reason="同一人操作", on=DAY)
    assert overall(decided_findings(session, screening, on=DAY)) is Outcome.barred


def test_decision_on_a_clear_finding_an_unknown_one_or_an_old_screening_is_refused(
    session: Session, shared_phone: tuple[Bidder, Screening]
) -> None:
    bidder, screening = shared_phone
    with pytest.raises(RecordRefused, match="Finding 1 is clear"):
        confirm(session, screening.id, number=1, reason="误", on=DAY)
    with pytest.raises(RecordRefused, match="no finding 99"):
        confirm(session, screening.id, number=99, reason="误", on=DAY)
    with pytest.raises(RecordRefused, match="before the day judged"):
        dismiss(
            session, screening.id, number=on_phone(session, screening).number, reason="误", expires_on=date(2022, 8, 14)
        )
    number = on_phone(session, screening).number
    screened(session, bidder)
    with pytest.raises(RecordRefused, match="screened again since"):
        confirm(session, screening.id, number=number, reason="误", on=DAY)


def test_override_of_barred_holds_only_after_another_person_approves(session: Session, barred: Screening) -> None:
    number = next(each.number for each in decided_findings(session, barred, on=DAY) if each.outcome is Outcome.barred)
    request = request_override(session, barred.id, number=number, reason="已离职，有组织部门证明")
    assert overall(decided_findings(session, barred, on=DAY)) is not Outcome.clear
    assert decided_findings(session, barred, on=DAY)[number - 1].outcome is Outcome.barred
    for name in ("测试员", " 测试 员"):
        act_as(session, name)
        with pytest.raises(SecondPersonNeeded, match="another person must approve"):
            approve_override(session, request.id, reason="同意")
    act_as(session, "另一测试员")
    approved = approve_override(session, request.id, reason="同意")
    assert (approved.requested_by, approved.decided_by) == ("测试员", "另一测试员")
    now = decided_findings(session, barred, on=DAY)
    assert now[number - 1].outcome is Outcome.overridden
    keys = [mark["key"] for mark in barred.marks]
    assert keys.count(keys[number - 1]) == 2  # barred as declared, and no list to look in
    assert [each.number for each in now if each.decision is not None] == [number]


@pytest.mark.parametrize(
    ("asker", "approver"),
    [
        *(
            ("王芳", spelt)
            for spelt in ("王芳\ufe00", "王芳\u3164", "王.芳", "王·芳", "王芳(合规)", "王芳女士", "⺩芳", "王芳2")
        ),
        *(("王芳", spelt) for spelt in ("Wang Fang", "wangfang", "王*", "", "WANG FANG 王芳")),
        *(("张芳", "張芳"), ("Wang Fang", "王芳"), ("ops", "ops 2")),
    ],
)
def test_nobody_approves_their_own_override_under_another_spelling(
    session: Session, barred: Screening, asker: str, approver: str
) -> None:
    number = next(each.number for each in decided_findings(session, barred, on=DAY) if each.outcome is Outcome.barred)
    act_as(session, asker)
    request = request_override(session, barred.id, number=number, reason="已离职，有组织部门证明")
    act_as(session, approver)
    with pytest.raises(SecondPersonNeeded, match="act under their own full name") as refused:
        approve_override(session, request.id, reason="同意")
    assert "本人全名" in refused.value.zh
    act_as(session, "李四")
    assert approve_override(session, request.id, reason="同意").decided_by == "李四"


def test_an_override_asked_for_under_no_full_name_is_approved_by_nobody(session: Session, barred: Screening) -> None:
    number = next(each.number for each in decided_findings(session, barred, on=DAY) if each.outcome is Outcome.barred)
    for asker in ("007", "王*"):
        act_as(session, asker)
        request = request_override(session, barred.id, number=number, reason="已离职，有组织部门证明")
        act_as(session, "王芳")
        with pytest.raises(SecondPersonNeeded, match="ask again under one"):
            approve_override(session, request.id, reason="同意")


def test_override_of_what_is_not_barred_is_refused(session: Session, barred: Screening) -> None:
    with pytest.raises(RecordRefused, match="only what is barred"):
        request_override(session, barred.id, number=len(barred.marks), reason="误")


def test_screenings_and_decisions_are_never_altered(session: Session, shared_phone: tuple[Bidder, Screening]) -> None:
    _, screening = shared_phone
    decision = confirm(session, screening.id, number=on_phone(session, screening).number, reason="同一人", on=DAY)
    for row, name in ((screening, "asked_by"), (decision, "reason")):
        with pytest.raises(AppendOnly):
            alter(session, row, name)
        session.refresh(row)
    assert session.get_one(ScreeningDecision, decision.id).reason == "同一人"
