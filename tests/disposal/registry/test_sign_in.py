"""Signing in: by password and code, ended from elsewhere and by time, renewed at each proof, refused alike."""

from collections.abc import Iterator
from datetime import timedelta

import pyotp
import pytest
from sqlmodel import select

from disposal.acting import Channel, Role
from disposal.models.accounts.sign_in_attempt import SignInAttempt
from disposal.models.accounts.sign_in_session import SignInSession
from disposal.models.records.audit_entry import AuditEntry
from disposal.registry.opening import open_database
from disposal.registry.sign_in import (
    FactorMissing,
    IssuedSession,
    SignInRefused,
    actor_of,
    give_code,
    prove_again,
    prove_by_hand,
    reset_password,
    sign_in,
    sign_in_by_passkey,
    sign_out,
    who_is_signed_in,
)
from disposal.services.accounts.accounts import change_roles, disable_account, reset_account
from disposal.services.accounts.identity import AccountDisabled
from disposal.services.accounts.permissions import AccountForeign
from disposal.services.sign_in.attempts import TooManyAttempts, Visitor, unlock_account
from disposal.services.sign_in.new_passwords import ResetCodeRefused, change_password
from disposal.services.sign_in.passkeys import PasskeyProof, PasskeyRefused
from disposal.services.sign_in.second_factors import CodeRefused, begin_enrolment, confirm_enrolment
from disposal.services.sign_in.sessions import StillNeeded, end_session
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.disposal.services.worklist.telling import told
from tests.support.accounts import AT, PASSWORD, in_production, on_page, open_account

HERE = Visitor("127.0.0.1", "Firefox")
MINUTE = timedelta(minutes=1)
NEW = "四十二把雨伞晾在北边的屋檐下面"


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """Yield a register in training with an administrator and a manager."""
    with open_database(settings, migrate=False) as opened:
        _open_accounts(opened)
        yield opened


def _open_accounts(database: Database) -> None:
    open_account(database, "guanli", Role.administrator)
    open_account(database, "chen", Role.asset_manager, by="guanli")


def entered(
    database: Database, login: str = "chen", password: str = PASSWORD, *, visitor: Visitor = HERE
) -> IssuedSession:
    return sign_in(database, login, password, visitor=visitor, at=AT)


def with_device(database: Database, login: str = "chen") -> tuple[pyotp.TOTP, tuple[str, ...]]:
    with database.session(on_page(entered(database, login).signed.account_id)) as session:
        device = pyotp.TOTP(begin_enrolment(session, at=AT).seed)
        return device, confirm_enrolment(session, device.at(AT), at=AT)


def events(database: Database, *names: str) -> list[tuple[str, str]]:
    with database.session() as session:
        rows = session.exec(select(AuditEntry).where(AuditEntry.event.in_(names)).order_by(AuditEntry.id))  # type: ignore[attr-defined, arg-type]
        return [(entry.event, entry.actor) for entry in rows]


def test_person_signed_in_is_known_by_token_until_signing_out(database: Database) -> None:
    issued = entered(database)
    signed = who_is_signed_in(database, issued.token, at=AT)
    assert signed is not None
    assert (signed.login, signed.name, signed.proof, signed.need) == ("chen", "虚构chen", "password", None)
    assert actor_of(signed).channel is Channel.page
    sign_out(database, signed, at=AT)
    assert who_is_signed_in(database, issued.token, at=AT) is None
    assert events(database, "sign_in.begun", "sign_in.ended") == [
        ("sign_in.begun", "虚构chen"), ("sign_in.ended", "虚构chen"),
    ]  # fmt: skip


def test_wrong_password_and_unknown_login_are_told_alike_and_only_accounts_are_audited(database: Database) -> None:
    words = set()
    for login, password in (("chen", "wrong"), ("nobody", PASSWORD), ("", ""), ("chen", PASSWORD + " ")):
        with pytest.raises(SignInRefused) as refusal:
            entered(database, login, password)
        words.add((refusal.value.zh, refusal.value.field))
    assert len(words) == 1
    assert events(database, "sign_in.failed") == [("sign_in.failed", "未登录者")] * 2


def test_token_is_stored_as_a_digest_and_nothing_secret_is_audited(database: Database) -> None:
    issued = entered(database)
    with database.session() as session:
        assert issued.token not in session.exec(select(SignInSession)).one().model_dump_json()
        trail = "".join(str(entry) for entry in session.exec(select(AuditEntry.after)))
    assert issued.token not in trail
    assert PASSWORD not in trail
    assert "token_sha256" not in trail


@pytest.mark.parametrize(("used", "asked", "is_in"), [(0, 29, True), (0, 30, False), (25, 54, True), (25, 55, False)])
def test_session_ends_after_thirty_minutes_without_use(database: Database, used: int, asked: int, is_in: bool) -> None:
    token = entered(database).token
    assert who_is_signed_in(database, token, at=AT + used * MINUTE)
    assert (who_is_signed_in(database, token, at=AT + asked * MINUTE) is not None) == is_in


def test_session_ends_after_twelve_hours_however_it_is_used(database: Database) -> None:
    token = entered(database).token
    for minutes in range(0, 12 * 60, 20):
        assert who_is_signed_in(database, token, at=AT + minutes * MINUTE)
    assert who_is_signed_in(database, token, at=AT + timedelta(hours=12)) is None


def test_last_use_is_written_once_a_minute(database: Database) -> None:
    token = entered(database).token

    def written(at: timedelta) -> timedelta:
        who_is_signed_in(database, token, at=AT + at)
        with database.session() as session:
            return session.exec(select(SignInSession.last_used_at)).one() - AT

    assert written(timedelta(seconds=59)) == timedelta()
    assert written(timedelta(seconds=60)) == timedelta(seconds=60)


def test_second_factor_is_asked_for_and_the_token_of_the_first_half_is_gone(database: Database) -> None:
    device, _ = with_device(database)
    half = entered(database)
    assert half.signed.need is StillNeeded.factor
    with pytest.raises(CodeRefused):
        give_code(database, half.signed, "000000", visitor=HERE, at=AT)
    whole = give_code(database, half.signed, device.at(AT + MINUTE), visitor=HERE, at=AT + MINUTE)
    assert (whole.signed.need, whole.signed.proof) == (None, "totp")
    assert who_is_signed_in(database, half.token, at=AT + MINUTE) is None
    assert whole.token != half.token


def test_guesses_of_codes_are_counted_though_the_password_is_right_each_time(database: Database) -> None:
    with_device(database)
    for _ in range(5):
        with pytest.raises(CodeRefused):
            give_code(database, entered(database).signed, "000000", visitor=HERE, at=AT)
    with pytest.raises(TooManyAttempts):
        entered(database)


@pytest.mark.parametrize("answer", ["", "[]", '{"rawId": 1}', '{"rawId": "é"}', "[" * 20_000], ids=str.__len__)
def test_answer_that_no_device_gives_opens_nothing(database: Database, answer: str) -> None:
    with pytest.raises(PasskeyRefused):
        sign_in_by_passkey(database, PasskeyProof(answer, "浏览器"), visitor=HERE, at=AT)


def test_stranger_cannot_lock_out_a_browser_known_before(database: Database) -> None:
    mark = entered(database).mark
    for _ in range(5):
        with pytest.raises(SignInRefused):
            entered(database, "chen", "wrong", visitor=Visitor("192.0.2.1"))
    with pytest.raises(TooManyAttempts):
        entered(database, visitor=Visitor("192.0.2.1"))
    assert entered(database, visitor=Visitor("127.0.0.1", mark=mark)).token


def test_administrator_unlocks_an_account(database: Database) -> None:
    for _ in range(5):
        with pytest.raises(SignInRefused):
            entered(database, "chen", "wrong")
    with database.session("guanli") as session:
        unlock_account(session, "chen", reason="本人来电")
    assert entered(database).token
    with database.session() as session:
        assert session.exec(select(SignInAttempt)).all() == []


def test_failures_that_lock_the_account_are_told_once_to_its_owner(database: Database) -> None:
    for failure in range(12):
        with pytest.raises(SignInRefused):
            sign_in(database, "chen", "wrong", visitor=HERE, at=AT + failure * timedelta(hours=1))
    assert told(database, "chen") == ["您的账号因多次登录失败被锁定"]
    assert told(database, "guanli") == []


def test_proof_again_renews_the_token_and_is_fresh_for_five_minutes(database: Database) -> None:
    issued = entered(database)
    assert issued.signed.is_proved(AT + 4 * MINUTE)
    assert not issued.signed.is_proved(AT + 5 * MINUTE)
    later = AT + 20 * MINUTE
    with pytest.raises(SignInRefused):
        prove_again(database, issued.signed, "wrong", visitor=HERE, at=later)
    again = prove_again(database, issued.signed, PASSWORD, visitor=HERE, at=later)
    assert again.signed.is_proved(later + 4 * MINUTE)
    assert who_is_signed_in(database, issued.token, at=later) is None


def test_disabling_and_a_change_of_roles_end_every_sign_in(database: Database) -> None:
    issued = entered(database)
    with database.session("guanli") as session:
        change_roles(session, "chen", roles=[Role.asset_manager, Role.approver], why=("升任", AT))
    assert who_is_signed_in(database, issued.token, at=AT) is None
    issued = entered(database)
    with database.session("guanli") as session:
        disable_account(session, "chen", reason="离职", at=AT)
    assert who_is_signed_in(database, issued.token, at=AT) is None
    with pytest.raises(AccountDisabled):
        entered(database)


def test_own_sign_ins_are_ended_by_oneself_only(database: Database) -> None:
    issued = entered(database)
    with pytest.raises(AccountForeign), database.session("guanli") as session:
        end_session(session, issued.signed.session_id, at=AT)


def test_new_password_ends_the_other_sign_ins(database: Database) -> None:
    here, elsewhere = entered(database), entered(database)
    with database.session(actor_of(here.signed)) as session:
        change_password(session, NEW, but=here.signed.session_id, at=AT)
    assert who_is_signed_in(database, here.token, at=AT)
    assert who_is_signed_in(database, elsewhere.token, at=AT) is None
    assert entered(database, password=NEW).token


def test_reset_code_sets_a_password_once_within_the_hour(database: Database) -> None:
    with database.session("guanli") as session:
        code = reset_account(session, "chen", reason="忘记密码", at=AT).reset_code
    assert code is not None
    with pytest.raises(SignInRefused):
        entered(database)
    for login, given, at in (("guanli", code, AT), ("chen", "AAAA-BBBB-CCCC", AT), ("chen", code, AT + 60 * MINUTE)):
        with pytest.raises(ResetCodeRefused):
            reset_password(database, login, given, new=NEW, about=(HERE, at))
    reset_password(database, "chen", code.lower().replace("-", ""), new=NEW, about=(HERE, AT + MINUTE))
    assert entered(database, password=NEW).signed.need is None
    with pytest.raises(ResetCodeRefused):
        reset_password(database, "chen", code, new=PASSWORD, about=(HERE, AT + MINUTE))


def test_command_line_is_proved_by_password_and_code(database: Database) -> None:
    device, _ = with_device(database)
    with pytest.raises(CodeRefused):
        prove_by_hand(database, "chen", PASSWORD, code="", at=AT)
    actor = prove_by_hand(database, "chen", PASSWORD, code=device.at(AT + MINUTE), at=AT + MINUTE)
    assert (actor.proof, actor.channel) == ("totp", Channel.command_line)
    with database.session() as session:
        assert session.exec(select(SignInSession).where(SignInSession.proof == "totp")).one().ended_at


def test_production_asks_everybody_for_a_second_factor(settings: Settings) -> None:
    with in_production(settings) as real:
        open_account(real, "guanli", Role.administrator)
        issued = entered(real, "guanli")
        assert issued.signed.need is StillNeeded.enrolment
        with pytest.raises(FactorMissing):
            prove_by_hand(real, "guanli", PASSWORD, code="", at=AT)
        device, _ = with_device(real, "guanli")
        assert entered(real, "guanli").signed.need is StillNeeded.factor
        assert prove_by_hand(real, "guanli", PASSWORD, code=device.at(AT + MINUTE), at=AT + MINUTE).proof == "totp"


def test_password_set_by_an_administrator_is_good_for_one_sign_in_in_production(settings: Settings) -> None:
    with in_production(settings) as real:
        first = on_page(open_account(real, "guanli", Role.administrator))
        open_account(real, "chen", Role.asset_manager, by=first)
        issued = entered(real)
        assert issued.signed.need is StillNeeded.password
        with real.session(actor_of(issued.signed)) as session:
            change_password(session, NEW, but=issued.signed.session_id, at=AT)
        later = who_is_signed_in(real, issued.token, at=AT)
        assert later is not None
        assert later.need is StillNeeded.enrolment
