"""Accounts: the first is an administrator; roles, disabling and resets; two administrators in production."""

import pytest
from sqlmodel import select

from disposal.acting import Role
from disposal.errors import RecordExists, RecordNotFound, RecordRefused
from disposal.models.accounts.account import Account
from disposal.models.accounts.one_time_secret import OneTimeSecret
from disposal.models.accounts.sign_in_session import SignInSession
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.account_changes import LastAdministrator
from disposal.services.accounts.account_list import list_accounts
from disposal.services.accounts.account_requests import SecondAdministratorNeeded, pending_requests
from disposal.services.accounts.accounts import (
    AccountEntry,
    AdministratorFirst,
    ItemsOpen,
    add_account,
    change_roles,
    disable_account,
    enable_account,
    reset_account,
)
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.approvals.rule_requests import decide_request
from disposal.services.sign_in.new_passwords import use_reset_code
from disposal.services.sign_in.sessions import begin_session
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.support.accounts import AT, PASSWORD, in_production, on_page, open_account, open_second
from tests.support.factories import make_issuer

MANAGER, APPROVER, ADMIN = Role.asset_manager, Role.approver, Role.administrator


def roles_of(database: Database, login: str) -> list[Role]:
    with database.session() as session:
        return session.exec(select(Account.roles).where(Account.login == login)).one()


def reasons(database: Database, event: str) -> list[str | None]:
    with database.session() as session:
        return list(session.exec(select(AuditEntry.reason).where(AuditEntry.event == event).order_by(AuditEntry.id)))  # type: ignore[arg-type]


def test_first_account_must_be_an_administrator(database: Database) -> None:
    with pytest.raises(AdministratorFirst, match="--role administrator"):
        open_account(database, "chen", MANAGER)
    open_account(database, "guanli", ADMIN)
    open_account(database, "chen", MANAGER, by="guanli")
    assert roles_of(database, "chen") == [MANAGER]


def test_account_is_listed_with_person_issuers_and_roles(database: Database) -> None:
    with database.session("首位管理员") as session:
        make_issuer(session, "TEST-ZJ")
    open_account(database, "guanli", ADMIN)
    open_account(database, "Chen", MANAGER, APPROVER, by="guanli", issuers=("TEST-ZJ",), staff_number="0017")
    with database.session("guanli", is_read_only=True) as session:
        chen = list_accounts(session)[0].as_json()
    assert (chen["login"], chen["name"], chen["staff_number"]) == ("chen", "虚构Chen", "0017")
    assert (sorted(chen["roles"]), chen["issuers"]) == (["approver", "asset_manager"], ["TEST-ZJ"])
    with database.session() as session:
        assert PASSWORD not in str(session.exec(select(AuditEntry.after)).all())
        assert "argon2" not in str(session.exec(select(AuditEntry.after)).all())


def test_account_of_a_known_staff_number_is_the_same_persons(database: Database) -> None:
    open_account(database, "guanli", ADMIN)
    first = open_account(database, "chen", MANAGER, by="guanli", staff_number="0017")
    second = open_account(database, "chen.shenji", Role.auditor, by="guanli", staff_number="0017")
    with database.session() as session:
        assert session.get_one(Account, first).person_id == session.get_one(Account, second).person_id


def test_login_taken_or_issuer_unknown_is_refused_with_its_field(database: Database) -> None:
    open_account(database, "guanli", ADMIN)
    with pytest.raises(RecordExists) as taken:
        open_account(database, "guanli", MANAGER, by="guanli")
    assert taken.value.field == "login"
    with pytest.raises(RecordNotFound, match="TEST-XX") as unknown:
        open_account(database, "chen", MANAGER, by="guanli", issuers=("TEST-XX",))
    assert unknown.value.field == "issuers"


def test_only_administrators_open_accounts(database: Database) -> None:
    open_account(database, "guanli", ADMIN)
    open_account(database, "chen", MANAGER, by="guanli")
    with pytest.raises(PermissionRefused):
        open_account(database, "li", APPROVER, by="chen")


def test_account_with_open_items_is_not_disabled_and_its_sign_ins_end_when_it_is(database: Database) -> None:
    open_account(database, "guanli", ADMIN)
    chen = open_account(database, "chen", MANAGER, by="guanli")
    with database.session(on_page(chen)) as session:
        begin_session(session, proof="password", browser="x", at=AT)
    with pytest.raises(ItemsOpen, match="YY-2026-0031"), database.session("guanli") as session:
        disable_account(session, "chen", reason="离职", at=AT, open_items=lambda *_: ["异议 YY-2026-0031"])
    with database.session("guanli") as session:
        disable_account(session, "chen", reason="离职", at=AT)
    with database.session() as session:
        assert session.exec(select(SignInSession.ended_at)).all() == [AT]
    with database.session("guanli") as session:
        enable_account(session, "chen", reason="返岗")
        assert session.get_one(Account, chen).disabled_at is None


def test_last_administrator_is_neither_disabled_nor_given_other_roles(database: Database) -> None:
    open_account(database, "guanli", ADMIN)
    with pytest.raises(LastAdministrator), database.session("guanli") as session:
        disable_account(session, "guanli", reason="离职", at=AT)
    with pytest.raises(LastAdministrator), database.session("guanli") as session:
        change_roles(session, "guanli", roles=[Role.auditor], why=("转岗", AT))


def test_exclusive_roles_stand_alone_in_production_and_not_in_training(settings: Settings, database: Database) -> None:
    with in_production(settings) as real:
        first = on_page(open_account(real, "guanli", ADMIN))
        with pytest.raises(RecordRefused, match="excludes all others"):
            open_account(real, "wang", Role.auditor, MANAGER, by=first)


def test_roles_of_one_account_may_be_many_in_training(database: Database) -> None:
    open_account(database, "guanli", ADMIN)
    open_account(database, "wang", Role.auditor, MANAGER, by="guanli")
    assert sorted(roles_of(database, "wang")) == sorted([Role.auditor, MANAGER])


def test_single_administrator_makes_an_approver_and_the_trail_says_so(settings: Settings) -> None:
    with in_production(settings) as real:
        first = on_page(open_account(real, "guanli", ADMIN))
        open_account(real, "zhao", APPROVER, by=first)
        assert roles_of(real, "zhao") == [APPROVER]
        assert reasons(real, "account.changed") == ["开设账号（单人授权）"] * 2


def test_second_administrator_confirms_an_approver_and_the_first_cannot(settings: Settings) -> None:
    with in_production(settings) as real:
        first = on_page(open_account(real, "guanli", ADMIN))
        second = on_page(open_second(real))
        open_account(real, "zhao", MANAGER, APPROVER, by=first, password=None)
        assert roles_of(real, "zhao") == [MANAGER]
        with real.session(first) as session:
            (pending,) = pending_requests(session)
        assert (pending.asked_by, pending.is_own) == ("虚构guanli", True)
        with pytest.raises(SecondAdministratorNeeded), real.session(first) as session:
            decide_request(session, pending.request.id, is_confirmed=True, at=AT)
        with real.session(second) as session:
            decide_request(session, pending.request.id, is_confirmed=True, at=AT)
        assert sorted(roles_of(real, "zhao")) == sorted([MANAGER, APPROVER])
        assert "双人授权" in str(reasons(real, "account.changed")[-1])


def secrets_of(database: Database, login: str) -> tuple[bool, int]:
    """Return whether an account has a password, and how many codes open it."""
    with database.session() as session:
        account = session.exec(select(Account).where(Account.login == login)).one()
        codes = select(OneTimeSecret).where(OneTimeSecret.account_id == account.id, OneTimeSecret.used_at == None)  # noqa: E711 - SQL IS NULL
        return account.password_hash is not None, len(session.exec(codes).all())


def test_nothing_opens_a_privileged_account_before_the_second_administrator_confirms_it(settings: Settings) -> None:
    with in_production(settings) as real:
        first = on_page(open_account(real, "guanli", ADMIN))
        second = on_page(open_second(real))
        with pytest.raises(RecordRefused, match="no password is set before"):
            open_account(real, "zhao", APPROVER, by=first)
        with real.session(first) as session:
            outcome = add_account(session, AccountEntry("zhao", "虚构zhao", (APPROVER,)), password=None, at=AT)
            assert outcome.reset_code is None
            assert reset_account(session, "zhao", reason="未收到", at=AT).reset_code is None
            (opening, _) = pending_requests(session)
        assert secrets_of(real, "zhao") == (False, 0)
        with real.session(second) as session:
            code = decide_request(session, opening.request.id, is_confirmed=True, at=AT)
        assert code is not None
        assert secrets_of(real, "zhao") == (False, 1)


def test_account_that_is_raised_is_opened_anew_whoever_of_the_two_opened_it_before(
    settings: Settings,
) -> None:
    with in_production(settings) as real:
        first = on_page(open_account(real, "guanli", ADMIN))
        second = on_page(open_second(real))
        open_account(real, "zhao", MANAGER, by=first)  # with a password that the first administrator knows
        open_account(real, "li", MANAGER, by=second)
        for login in ("zhao", "li"):
            with real.session(first) as session:
                change_roles(session, login, roles=[APPROVER], why=("升任", AT))
                (asked,) = pending_requests(session)
            with real.session(second) as session:
                assert decide_request(session, asked.request.id, is_confirmed=True, at=AT) is not None
            assert secrets_of(real, login) == (False, 1)


def test_reset_of_an_approver_gives_its_code_to_the_second_administrator_only(settings: Settings) -> None:
    with in_production(settings) as real:
        first = on_page(open_account(real, "guanli", ADMIN))
        open_account(real, "zhao", APPROVER, by=first)
        second = on_page(open_second(real))
        with real.session(first) as session:
            outcome = reset_account(session, "zhao", reason="忘记密码", at=AT)
        assert outcome.request is not None
        assert outcome.reset_code is None
        with real.session(second) as session:
            code = decide_request(session, outcome.request.id, is_confirmed=True, at=AT)
        assert code is not None
        assert len(code.replace("-", "")) == 12


def test_change_without_privilege_needs_no_second_administrator(settings: Settings) -> None:
    with in_production(settings) as real:
        first = on_page(open_account(real, "guanli", ADMIN))
        open_second(real)
        open_account(real, "chen", MANAGER, by=first)
        with real.session(first) as session:
            assert reset_account(session, "chen", reason="忘记密码", at=AT).reset_code
            with pytest.raises(RecordRefused, match="one role at least"):
                change_roles(session, "chen", roles=[], why=("转岗", AT))


def test_what_the_asker_left_on_an_account_that_another_reset_since_goes_when_it_is_raised(settings: Settings) -> None:
    with in_production(settings) as real:
        first = on_page(open_account(real, "guanli", ADMIN))
        second = on_page(open_second(real))
        zhao = open_account(real, "zhao", MANAGER, by=second)
        with real.session(first) as session:  # who has this code may add a factor of his own
            reset_account(session, "zhao", reason="本人申请", at=AT)
        with real.session(second) as session:
            code = reset_account(session, "zhao", reason="登录不了", at=AT).reset_code
        with real.session(on_page(zhao)) as session:
            use_reset_code(session, str(code), PASSWORD, at=AT)
        with real.session(first) as session:
            change_roles(session, "zhao", roles=[APPROVER], why=("升任", AT))
            (asked,) = pending_requests(session)
        with real.session(second) as session:
            assert decide_request(session, asked.request.id, is_confirmed=True, at=AT) is not None
        assert secrets_of(real, "zhao") == (False, 1)
