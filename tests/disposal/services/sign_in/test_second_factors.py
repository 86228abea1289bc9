"""Second factors: a code is good once and around its time; recovery codes replace a lost device."""

from datetime import timedelta

import pyotp
import pytest
from sqlmodel import Session, select

from disposal.acting import Actor, Role
from disposal.models.accounts.account import Account
from disposal.models.accounts.second_factor import RecoveryCode, SecondFactor
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.sign_in.second_factors import (
    CodeRefused,
    FactorNeeded,
    begin_enrolment,
    check_code,
    confirm_enrolment,
    count_recovery_codes,
    remove_codes,
    renew_recovery_codes,
)
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.support.accounts import AT, in_production, on_page, open_account

HALF_MINUTE = timedelta(seconds=30)


@pytest.fixture
def chen(database: Database) -> Actor:
    """Return who acts on the pages."""
    return on_page(open_account(database, "chen", Role.administrator))


def enrolled(session: Session) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """Enrol a device at ``AT``; return what it computes, and the recovery codes."""
    device = pyotp.TOTP(begin_enrolment(session, at=AT).seed)
    return device, confirm_enrolment(session, device.at(AT), at=AT)


def test_factor_counts_only_once_a_code_has_confirmed_it(database: Database, chen: Actor) -> None:
    with database.session(chen) as session:
        device = pyotp.TOTP(begin_enrolment(session, at=AT).seed)
        with pytest.raises(CodeRefused):
            check_code(session, device.at(AT), at=AT)
        with pytest.raises(CodeRefused):
            confirm_enrolment(session, "000000", at=AT)
        assert len(confirm_enrolment(session, device.at(AT), at=AT)) == 10


def test_code_is_good_once_and_no_older_one_after_it(database: Database, chen: Actor) -> None:
    later = AT + 10 * HALF_MINUTE
    with database.session(chen) as session:
        device, _ = enrolled(session)
        assert check_code(session, f" {device.at(later)[:3]} {device.at(later)[3:]}", at=later) == "totp"
        for again in (later, later - HALF_MINUTE):
            with pytest.raises(CodeRefused):
                check_code(session, device.at(again), at=later)
        assert check_code(session, device.at(later + HALF_MINUTE), at=later) == "totp"


@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_code_is_taken_one_step_around_its_time(database: Database, chen: Actor, steps: int, is_taken: bool) -> None:
    later = AT + 10 * HALF_MINUTE
    with database.session(chen) as session:
        device, _ = enrolled(session)
        code = device.at(later + steps * HALF_MINUTE)
        if is_taken:
            assert check_code(session, code, at=later) == "totp"
        else:
            with pytest.raises(CodeRefused):
                check_code(session, code, at=later)


@pytest.mark.parametrize("typed", ["", "12345", "１２３４５６", "é" * 6, "0" * 500])
def test_code_of_another_form_is_refused_in_words(database: Database, chen: Actor, typed: str) -> None:
    with database.session(chen) as session:
        enrolled(session)
        with pytest.raises(CodeRefused, match="recovery"):
            check_code(session, typed, at=AT)


def test_recovery_code_is_good_once_and_new_ones_replace_the_old(database: Database, chen: Actor) -> None:
    with database.session(chen) as session:
        _, codes = enrolled(session)
        assert check_code(session, codes[0].upper().replace("-", " "), at=AT) == "recovery_code"
        with pytest.raises(CodeRefused):
            check_code(session, codes[0], at=AT)
        assert count_recovery_codes(session, chen.account_id) == 9  # type: ignore[arg-type]
        renew_recovery_codes(session)
        with pytest.raises(CodeRefused):
            check_code(session, codes[1], at=AT)


def test_seed_and_codes_are_stored_sealed_and_stand_in_no_audit_entry(database: Database, chen: Actor) -> None:
    with database.session(chen) as session:
        seed = begin_enrolment(session, at=AT).seed
        codes = confirm_enrolment(session, pyotp.TOTP(seed).at(AT), at=AT)
    with database.session() as session:
        assert seed.encode() not in session.exec(select(SecondFactor.sealed_seed)).one()
        assert codes[0].replace("-", "") not in session.exec(select(RecoveryCode.digest)).all()
        trail = str(session.exec(select(AuditEntry.after)).all())
    assert seed not in trail
    assert "sealed" not in trail


def test_last_factor_stays_in_production_and_leaves_a_longer_password_in_training(
    settings: Settings, database: Database
) -> None:
    with in_production(settings) as real:
        chen = on_page(open_account(real, "chen", Role.administrator))
        with real.session(chen) as session:
            enrolled(session)
        with pytest.raises(FactorNeeded), real.session(chen) as session:
            remove_codes(session)


def test_factor_removed_in_training_asks_for_a_new_password(database: Database, chen: Actor) -> None:
    with database.session(chen) as session:
        enrolled(session)
        remove_codes(session)
        assert session.get_one(Account, chen.account_id).must_change_password
        assert count_recovery_codes(session, chen.account_id) == 0  # type: ignore[arg-type]
