"""Officers' keys: the first is marked, each later one is signed by an earlier; nothing else gets a report."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import Session, select

from disposal.acting import Role
from disposal.mailbox_keys.identity import AgeIdentity
from disposal.mailbox_keys.recovery_shares import ShareUnreadable
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.reports.discipline_key import DisciplineKey, DisciplineKeyKind
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.records.writing import found
from disposal.services.reports.discipline_keys import (
    end_key,
    list_keys,
    make_officer_key,
    make_recovery_key,
    recover,
    sign_key,
)
from disposal.services.reports.errors import DisciplineKeyRefused, NoOfficer, PassphraseWrong
from disposal.services.reports.filing import ReportForm, file_report
from disposal.services.reports.officers import read_reports
from disposal.services.reports.trusted_keys import opened_identity, trusted_keys, waiting_key_of
from tests.disposal.services.reports.officers import (
    AT,
    FIRST,
    SECOND,
    act_as_account,
    fill_mailbox_of_few,
    key_of,
    opened_mailbox,
    run_until_written,
    two_officers,
)
from tests.support.accounts import act_as, make_account

pytestmark = pytest.mark.filled(by=fill_mailbox_of_few)


def filed(session: Session, *readers: AgeIdentity) -> list[int]:
    """File a report; return how many entries each reader can open."""
    mailbox = opened_mailbox(session)
    file_report(mailbox, trusted_keys(session), ReportForm("阻挠提出异议"), at=AT)
    run_until_written(session, mailbox)
    return [sum(len(report.entries) for report in read_reports(mailbox, reader)) for reader in readers]


def test_first_key_is_good_at_once_and_a_later_one_after_an_earlier_officer_signed(session: Session) -> None:
    made, first = key_of(session, FIRST)
    assert made.is_good
    assert first is not None
    later, _ = key_of(session, SECOND)
    assert not later.is_good
    assert len(trusted_keys(session).recipients) == 1
    with pytest.raises(PassphraseWrong):
        opened_identity(session, later.passphrase)
    act_as_account(session, FIRST)
    sign_key(session, first, waiting_key_of(session, SECOND).id, at=AT)
    act_as_account(session, SECOND)
    assert filed(session, first, opened_identity(session, later.passphrase)) == [1, 1]
    assert [(key.name, key.signed_by, key.is_good) for key in list_keys(session)] == [
        (f"虚构{FIRST}", "", True), (f"虚构{SECOND}", f"虚构{FIRST}", True),
    ]  # fmt: skip


def self_signed(key: DisciplineKey, identity: AgeIdentity, _: UUID) -> None:
    key.signature = identity.sign(key.statement).hex()


def signed_by_itself(key: DisciplineKey, identity: AgeIdentity, _: UUID) -> None:
    key.signed_by_id, key.signature = key.id, identity.sign(key.statement).hex()


def in_the_name_of_the_first(key: DisciplineKey, identity: AgeIdentity, first: UUID) -> None:
    key.signed_by_id, key.signature = first, identity.sign(key.statement).hex()


def with_nonsense(key: DisciplineKey, identity: AgeIdentity, first: UUID) -> None:
    key.signed_by_id, key.signature = first, "签"


@pytest.mark.parametrize("forge", [self_signed, signed_by_itself, in_the_name_of_the_first, with_nonsense])
def test_recipient_entered_by_the_database_alone_gets_no_report(
    session: Session, forge: Callable[[DisciplineKey, AgeIdentity, UUID], None]
) -> None:
    made, first = key_of(session, FIRST)
    assert first is not None
    forged = AgeIdentity.new()
    values = {"kind": DisciplineKeyKind.officer, "recipient": forged.recipient, "verifier": forged.verifier}
    row = DisciplineKey.model_validate(values | {"account_id": made.key.account_id})
    forge(row, forged, made.key.id)
    with session.begin_nested() as undone:
        session.add(row)
        session.flush()
        assert filed(session, first, forged) == [1, 0]
        with pytest.raises(DisciplineKeyRefused):
            sign_key(session, forged, row.id, at=AT)
        undone.rollback()


def test_signed_key_whose_recipient_is_exchanged_gets_no_report(session: Session) -> None:
    _, second = two_officers(session)
    forged = AgeIdentity.new()
    exchanged = update(DisciplineKey).where(DisciplineKey.recipient == second.recipient)  # type: ignore[arg-type]
    with session.begin_nested() as undone:
        session.execute(exchanged.values(recipient=forged.recipient))
        session.expire_all()
        assert filed(session, forged) == [0]
        undone.rollback()


def test_key_ended_by_the_database_alone_goes_on_and_one_ended_by_an_officer_does_not(session: Session) -> None:
    first, second = two_officers(session)
    key = trusted_keys(session).key_of(second)
    assert key is not None
    with session.begin_nested() as undone:
        session.execute(update(DisciplineKey).values(ended_at=AT))
        session.expire_all()
        assert len(trusted_keys(session).officers) == 2
        undone.rollback()
    act_as_account(session, FIRST)
    end_key(session, first, key.id, reason="调离", at=AT)
    assert filed(session, first, second) == [1, 0]
    assert found(session, DisciplineKey, key.id).sealed_seed is None


def test_two_of_three_shares_bring_back_what_was_filed_before(session: Session) -> None:
    first, _ = two_officers(session)
    act_as_account(session, FIRST)
    shares = make_recovery_key(session, first, at=AT)
    assert len(shares) == 3
    assert filed(session) == []
    act_as_account(session, "jijian-c")
    for pair in ((shares[0], shares[0]), (shares[0], "举报恢复-9")):
        with pytest.raises(ShareUnreadable):
            recover(session, pair)
    made = recover(session, (shares[2], shares[0]))
    identity = opened_identity(session, made.passphrase)
    assert [report.first is not None for report in read_reports(opened_mailbox(session), identity)] == [True]


def test_shares_of_an_earlier_recovery_key_recover_nothing(session: Session) -> None:
    first, _ = two_officers(session)
    act_as_account(session, FIRST)
    old = make_recovery_key(session, first, at=AT)
    make_recovery_key(session, first, at=AT)
    with pytest.raises(DisciplineKeyRefused):
        recover(session, old[:2])  # type: ignore[arg-type]


def test_beginning_anew_replaces_the_chain(session: Session) -> None:
    first, second = two_officers(session)
    act_as_account(session, SECOND)
    anew = make_officer_key(session, at=AT, is_anew=True)
    assert [key.id for key in trusted_keys(session).officers] == [anew.key.id]
    assert filed(session, first, second) == [0, 0]


def test_new_key_of_the_same_officer_replaces_the_old_one_once_signed(session: Session) -> None:
    _, first = key_of(session, FIRST)
    assert first is not None
    again = make_officer_key(session, at=AT)
    sign_key(session, first, again.key.id, at=AT)
    assert [key.id for key in trusted_keys(session).officers] == [again.key.id]


def test_without_an_officer_nothing_is_filed(session: Session) -> None:
    with pytest.raises(NoOfficer, match="telephone"):
        file_report(opened_mailbox(session), trusted_keys(session), ReportForm("阻挠"), at=AT)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.discipline_officer])
def test_other_roles_make_sign_and_see_no_key(session: Session, role: Role) -> None:
    _, first = key_of(session, FIRST)
    assert first is not None
    act_as(session, "测试员")
    make_account(session, "other", role)
    act_as_account(session, "other")
    for act in (
        lambda: make_officer_key(session, at=AT),
        lambda: sign_key(session, first, UUID(int=0), at=AT),
        lambda: end_key(session, first, UUID(int=0), reason="试", at=AT),
        lambda: make_recovery_key(session, first, at=AT),
        lambda: list_keys(session),
        lambda: opened_identity(session, "ba ba ba"),
    ):
        with pytest.raises(PermissionRefused):
            act()


def test_key_and_passphrase_stand_in_no_audit_entry(session: Session) -> None:
    made, first = key_of(session, FIRST)
    assert first is not None
    written = "\n".join(f"{e.after} {e.before} {e.reason}" for e in session.exec(select(AuditEntry)))
    assert "discipline_key" in "\n".join(session.exec(select(AuditEntry.event)))
    for hidden in (made.passphrase, *made.passphrase.split(), first.seed.hex(), "AGE-SECRET", "sealed_seed"):
        assert hidden not in written
