"""Decisions: 受理 by one, the others by 提请 and 复核 of two; none by who entered, drafted or approved the notice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.acting import OBJECTOR, Actor, Channel, Refusal, Role
from disposal.models.objections.codes import ObjectionOutcome
from disposal.models.objections.handling import ObjectionDecision
from disposal.models.objections.objection import Objection
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.accounts.persons import AnotherPersonNeeded
from disposal.services.filings.evidence import EvidenceFile
from disposal.services.four_eyes.submitting import submit
from disposal.services.objections.deciding import withdraw
from disposal.services.objections.decision_words import DecisionGiven, DecisionWord, decide
from disposal.services.objections.errors import (
    DecidesOwnNotice,
    ObjectionInvalid,
    ObjectionRefused,
)
from disposal.services.objections.filing import log_objection
from disposal.services.objections.handling import add_evidence, group, ungroup
from disposal.services.objections.lifecycle import ObjectionStepRefused
from disposal.services.objections.lookup import objection_called
from disposal.services.objections.messages import renew_link
from disposal.services.publication.publication import publish
from disposal.services.records.writing import locked
from disposal.storage.database import Database
from disposal.write_errors import AppendOnly
from tests.disposal.services.four_eyes.approving import NOON, STAFF, drafted, sign, staffed
from tests.disposal.services.objections.objecting import (
    NUMBER,
    SAID,
    accepted,
    by,
    decided,
    filed,
    fill_published,
    logged,
    on,
)
from tests.disposal.services.screening.test_rescreening_at_once import until_somebody_waits
from tests.disposal.services.worklist.telling import messages
from tests.support.running.kept import kept

filled = pytest.mark.filled(by=fill_published)
AT = on("2022-08-17 09:00").at
LETTER = EvidenceFile("撤回函.pdf", "application/pdf", b"%PDF-1.7 withdrawn", proves_withdrawal=True)
OWN_STAFF = STAFF | {"fawu": (Role.legal_officer,)}
TWO = [word for word in DecisionWord if word.value in ("not_accepted", "upheld", "partly_upheld", "dismissed")]


def give(database: Database, receipt: str, login: str, word: str, reason: str = "经核对台账") -> str:
    with database.session(by(login)) as session:
        return decide(session, receipt, DecisionGiven(DecisionWord[word], reason, AT)).state.value


@filled
@pytest.mark.parametrize("word", TWO)
def test_decision_of_two_is_proposed_by_one_and_confirmed_by_another(database: Database, word: DecisionWord) -> None:
    receipt = filed(database).objection.receipt
    if word is not DecisionWord.not_accepted:
        assert give(database, receipt, "fawu", "accepted") == "accepted"
    assert give(database, receipt, "fawu", word.value).endswith("_proposed")
    with pytest.raises(AnotherPersonNeeded):
        give(database, receipt, "fawu", word.value)
    assert give(database, receipt, "hegui", word.value, "同意") == word.value
    with database.session() as session:
        row = session.exec(select(ObjectionDecision).where(ObjectionDecision.outcome == word.value)).one()
        assert (row.reason, row.proposed_by, row.decided_by, row.comment) == (
            "经核对台账",
            "虚构fawu",
            "虚构hegui",
            "同意",
        )


@filled
def test_proposal_is_returned_and_another_decision_than_proposed_is_refused(database: Database) -> None:
    receipt = filed(database).objection.receipt
    accepted(database, receipt)
    assert give(database, receipt, "fawu", "upheld") == "decision_proposed"
    with pytest.raises(ObjectionRefused, match="is upheld, not dismissed"):
        give(database, receipt, "hegui", "dismissed")
    assert give(database, receipt, "hegui", "returned", "依据不足") == "under_review"
    (message,) = messages(database, "fawu")
    assert (message.what[0], message.who, message.why[0]) == ("您的异议处理提请被退回", "虚构hegui", "依据不足")
    assert message.path == f"/desk/objections/{receipt}"
    assert give(database, receipt, "fashi", "dismissed") == "decision_proposed"
    assert give(database, receipt, "fawu", "dismissed") == "dismissed"


@filled
@pytest.mark.parametrize("login", ["jingli", "guan", "hegui"])
def test_only_legal_staff_take_up(database: Database, login: str) -> None:
    receipt = filed(database).objection.receipt
    with pytest.raises(PermissionRefused):
        give(database, receipt, login, "accepted")


@filled
def test_closed_objection_is_decided_no_more(database: Database) -> None:
    receipt = filed(database).objection.receipt
    accepted(database, receipt)
    decided(database, receipt, ObjectionOutcome.dismissed)
    with pytest.raises(ObjectionStepRefused, match="record the delivery of the reply"):
        give(database, receipt, "fawu", "upheld")


@kept
def own_case(database: Database, drafter: str) -> str:
    """Publish a notice that one of them drafted and wang approved; log an objection and propose as fawu."""
    staffed(database, OWN_STAFF)
    notice_id = drafted(database, login=drafter)
    with database.session(by(drafter)) as session:
        submit(session, notice_id, context=NOON)
    with database.session(by("wang")) as session:
        sign(session, notice_id)
    with database.session(by(drafter)) as session:
        publish(session, notice_id, context=NOON)
    with database.session(by("fawu")) as session:
        receipt = log_objection(session, NUMBER, SAID, (), context=on("2022-08-15 10:00")).objection.receipt
    give(database, receipt, "fawu", "accepted")
    give(database, receipt, "fawu", "dismissed")
    return receipt


@pytest.mark.parametrize(
    ("login", "error"), [("chen", PermissionRefused), ("li", DecidesOwnNotice), ("wang", DecidesOwnNotice)]
)
def test_who_drafted_or_approved_the_notice_decides_nothing(
    database: Database, login: str, error: type[Refusal]
) -> None:
    receipt = own_case(database, "li")
    with pytest.raises(error):
        give(database, receipt, login, "dismissed", "同意")
    with database.session() as session:
        refused = session.exec(select(AuditEntry).where(AuditEntry.event == "access.refused")).all()
        assert (refused[-1].after or {})["verb"] == "objection.dismissed"
        assert objection_called(session, receipt).state.value == "decision_proposed"
    assert give(database, receipt, "shen", "dismissed", "同意") == "dismissed"


@filled
def test_unproved_command_of_the_same_system_user_is_no_second_person(database: Database) -> None:
    receipt = filed(database).objection.receipt
    shell = replace(by("fawu"), channel=Channel.command_line, os_user="root")
    with database.session(shell) as session:
        decide(session, receipt, DecisionGiven(DecisionWord.not_accepted, "非本公告", AT))
    with pytest.raises(AnotherPersonNeeded), database.session(replace(shell, name="hegui", login="hegui")) as session:
        decide(session, receipt, DecisionGiven(DecisionWord.not_accepted, "同意", AT))


@filled
def test_staff_record_a_withdrawal_on_evidence_only(database: Database) -> None:
    receipt = filed(database).objection.receipt
    with pytest.raises(ObjectionRefused, match="no evidence of its withdrawal"):
        give(database, receipt, "fawu", "withdrawn")
    with database.session(by("fawu")) as session:
        add_evidence(session, objection_called(session, receipt), [replace(LETTER, proves_withdrawal=False)])
    with pytest.raises(ObjectionRefused, match="no evidence of its withdrawal"):
        give(database, receipt, "fawu", "withdrawn")
    with database.session(by("fawu")) as session:
        add_evidence(session, objection_called(session, receipt), [LETTER])
    assert give(database, receipt, "fawu", "withdrawn") == "withdrawn"


@filled
def test_many_alike_are_decided_once_and_one_may_leave_the_group(database: Database) -> None:
    receipts = [filed(database).objection.receipt for _ in range(4)]
    with database.session(by("fawu")) as session:
        lead = objection_called(session, receipts[0])
        with pytest.raises(ObjectionInvalid, match="give the receipts"):
            group(session, lead, [], reason="内容相同")
        assert len(group(session, lead, receipts[1:], reason="内容相同")) == 3
        ungroup(session, objection_called(session, receipts[3]), reason="另有事实")
    accepted(database, receipts[0])
    decided(database, receipts[0], ObjectionOutcome.partly_upheld)
    with database.session() as session:
        states = [objection_called(session, each).state.value for each in receipts]
    assert states == ["partly_upheld"] * 3 + ["received"]
    with pytest.raises(ObjectionRefused, match="act on that one"):
        give(database, receipts[1], "fawu", "under_review")


@filled
def test_two_who_group_the_same_the_other_way_round_do_not_stop_each_other(database: Database) -> None:
    filed_twice = sorted((filed(database).objection for _ in range(2)), key=lambda each: each.id)
    older, newer = (each.receipt for each in filed_twice)

    def grouped_by(session: Session, lead: str, other: str) -> None:
        group(session, objection_called(session, lead), [other], reason="同一债务")

    def grouped_aside() -> None:
        with database.session(by("fashi")) as session:
            grouped_by(session, newer, older)

    with ThreadPoolExecutor(1) as aside, database.session(by("fawu")) as session:
        locked(session, Objection, objection_called(session, older).id)
        second = aside.submit(grouped_aside)
        until_somebody_waits(database)
        grouped_by(session, older, newer)
        session.commit()
        with pytest.raises(ObjectionRefused, match="not grouped yet"):
            second.result(timeout=30)


@filled
@pytest.mark.parametrize("is_renewed", [True, False])
def test_link_that_staff_have_held_closes_nothing_without_evidence(database: Database, is_renewed: bool) -> None:
    receipt = (filed if is_renewed else logged)(database).objection.receipt
    with database.session(by("fawu")) as session:
        if is_renewed:
            renew_link(session, objection_called(session, receipt), reason="遗失")
    with (
        pytest.raises(ObjectionRefused, match="staff have passed this address on"),
        database.session(OBJECTOR) as session,
    ):
        withdraw(session, objection_called(session, receipt), reason="已和解", at=AT)
    with database.session(by("fawu")) as session:
        add_evidence(session, objection_called(session, receipt), [LETTER])
    with database.session(OBJECTOR) as session:
        withdraw(session, objection_called(session, receipt), reason="已和解", at=AT)
        assert objection_called(session, receipt).state.value == "withdrawn"


@filled
@pytest.mark.parametrize("actor", [OBJECTOR, by("fawu")])
def test_one_that_is_taken_back_leaves_its_group_and_the_others_can_be_decided(
    database: Database, actor: Actor
) -> None:
    first, *others = (filed(database).objection.receipt for _ in range(4))
    with database.session(by("fawu")) as session:
        group(session, objection_called(session, first), others, reason="内容相同")
    for each in (others[0], first) if actor is not OBJECTOR else ():
        with database.session(actor) as session:
            add_evidence(session, objection_called(session, each), [LETTER])
    with database.session(actor) as session:
        withdraw(session, objection_called(session, others[0]), reason="已了解", at=AT)
    accepted(database, first)  # what was taken back is in nobody's way
    with database.session(actor) as session:
        withdraw(session, objection_called(session, first), reason="已了解", at=AT)
        assert [objection_called(session, each).lead_id for each in others] == [None] * 3
    for each in others[1:]:  # nor do they stay behind an objection that is closed
        assert give(database, each, "fawu", "under_review") == "under_review"


@filled
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE objection SET words = '改写'",
        "UPDATE objection SET entered_at = entered_at - interval '1 day', received_at = received_at - interval '1 day'",
        "UPDATE objection SET receipt = 'YY-XGCS-2022-0009'",
        "DELETE FROM objection",
        "UPDATE objection_decision SET reason = '改写'",
        "DELETE FROM objection_decision",
    ],
)
def test_what_was_said_and_decided_is_never_rewritten(database: Database, statement: str) -> None:
    accepted(database, filed(database).objection.receipt)
    with pytest.raises(AppendOnly), database.session(by("fawu")) as session:
        session.execute(text(statement))
