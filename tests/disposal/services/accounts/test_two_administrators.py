"""In production two administrators stay two: neither takes the other's power away, nor makes a second one alone."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import UUID

import pytest
from sqlmodel import Session, select

from disposal.acting import Actor, Role
from disposal.errors import RecordRefused
from disposal.models.accounts.account import Account
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.account_changes import SecondAdministratorKept
from disposal.services.accounts.account_requests import (
    AdministratorByServer,
    SecondAdministratorNeeded,
)
from disposal.services.accounts.accounts import (
    AccountEntry,
    AccountOutcome,
    add_account,
    change_roles,
    disable_account,
    enable_account,
    reset_account,
)
from disposal.services.accounts.provider_links import link_identity, unlink_identity
from disposal.services.approvals.rule_requests import decide_request
from disposal.services.records.writing import change
from disposal.services.sign_in.new_passwords import ResetCodeRefused, use_reset_code
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.disposal.services.accounts.test_provider_links import ISSUER
from tests.disposal.services.worklist.telling import messages
from tests.support.accounts import AT, PASSWORD, in_production, on_page, open_account, open_second
from tests.support.factories import make_issuer

ADMIN, AUDITOR, MANAGER = Role.administrator, Role.auditor, Role.asset_manager
Act = Callable[[Session], AccountOutcome]


@pytest.fixture
def real(settings: Settings) -> Iterator[Database]:
    """Yield a register in production with two administrators, guanli and sun."""
    with in_production(settings.model_copy(update=ISSUER)) as database:
        open_account(database, "guanli", ADMIN)
        open_second(database)
        yield database


def account_of(session: Session, login: str) -> Account:
    return session.exec(select(Account).where(Account.login == login)).one()


def who(database: Database, login: str) -> Actor:
    """Return somebody signed in on the pages."""
    with database.session() as session:
        return on_page(account_of(session, login).id)


def decide(database: Database, login: str, request_id: UUID) -> str | None:
    with database.session(who(database, login)) as session:
        return decide_request(session, request_id, is_confirmed=True, at=AT)


def asked_by(database: Database, login: str, act: Act) -> UUID:
    """Do an act as somebody; it waits for a second administrator, and the request is returned."""
    with database.session(who(database, login)) as session:
        request = act(session).request
        assert request is not None
        return request.id


def state(database: Database) -> dict[str, list[Role] | None]:
    """Return the roles of each account, None for one that is disabled."""
    with database.session() as session:
        return {each.login: None if each.disabled_at else each.roles for each in session.exec(select(Account))}


def disabled(login: str) -> Act:
    return lambda session: disable_account(session, login, reason="离职", at=AT)


def unlinked(session: Session) -> AccountOutcome:
    return unlink_identity(session, "sun", reason="调离", at=AT)


TAKING: dict[str, Act] = {
    "disabled": disabled("sun"),
    "another role": lambda session: change_roles(session, "sun", roles=[AUDITOR], why=("转岗", AT)),
    "a role besides": lambda session: change_roles(session, "sun", roles=[MANAGER], why=("转岗", AT)),
    "the asker goes": disabled("guanli"),
}


@pytest.mark.parametrize("way", TAKING)
def test_of_two_administrators_neither_goes_before_the_successor_is_there(real: Database, way: str) -> None:
    before = state(real)
    guanli = who(real, "guanli")
    with pytest.raises(SecondAdministratorKept, match="user open-on-server"), real.session(guanli) as session:
        TAKING[way](session)
    assert state(real) == before
    with real.session() as session:
        refused = select(AuditEntry.actor).where(AuditEntry.event == "access.refused")
        assert session.exec(refused).all() == ["虚构guanli"]


@pytest.mark.parametrize("way", ["disabled", "another role"])
def test_of_three_administrators_one_goes_by_the_word_of_two_and_then_none(real: Database, way: str) -> None:
    open_second(real, "zhou")
    request = asked_by(real, "guanli", TAKING[way])
    assert state(real)["sun"] == [ADMIN]
    with pytest.raises(SecondAdministratorNeeded):
        decide(real, "guanli", request)
    decide(real, "zhou", request)
    message = messages(real, who(real, "guanli"))[0]
    assert (message.what[0], message.who) == ("您申请的变更已由另一管理员确认", "虚构zhou")
    assert message.path == "/desk/users/sun"
    assert state(real)["sun"] == (None if way == "disabled" else [AUDITOR])
    with pytest.raises(SecondAdministratorKept), real.session(who(real, "guanli")) as session:
        disable_account(session, "zhou", reason="离职", at=AT)


def test_two_who_are_asked_to_go_at_once_do_not_both_go(real: Database) -> None:
    open_second(real, "zhou")
    first, second = asked_by(real, "guanli", disabled("sun")), asked_by(real, "sun", disabled("zhou"))
    guanli, is_decided = who(real, "guanli"), Event()

    def decide_second() -> None:
        with real.session(guanli) as session:
            is_decided.wait(30)
            decide_request(session, second, is_confirmed=True, at=AT)

    with ThreadPoolExecutor(1) as other:
        with real.session(who(real, "zhou")) as session:
            decide_request(session, first, is_confirmed=True, at=AT)
            late = other.submit(decide_second)
            is_decided.set()
            with pytest.raises(TimeoutError):
                late.result(0.5)  # it waits for what the first decides
        with pytest.raises(SecondAdministratorKept):
            late.result(30)
    assert state(real) == {"guanli": [ADMIN], "sun": None, "zhou": [ADMIN]}


CHANGING: dict[str, Act] = {
    "password": lambda session: reset_account(session, "sun", reason="忘记密码", at=AT),
    "factors": lambda session: reset_account(session, "sun", reason="遗失手机", at=AT, factors=True),
    "link": lambda session: link_identity(session, "sun", "24400999", reason="启用统一身份认证"),
    "unlink": unlinked,
}


@pytest.mark.parametrize("way", CHANGING)
def test_sign_in_of_an_administrator_is_changed_by_two(real: Database, way: str) -> None:
    if way == "unlink":
        decide(real, "sun", asked_by(real, "guanli", CHANGING["link"]))
    with real.session() as session:
        before = account_of(session, "sun").model_dump()
    asked_by(real, "guanli", CHANGING[way])
    with real.session() as session:
        assert account_of(session, "sun").model_dump() == before
        events = session.exec(select(AuditEntry.event).order_by(AuditEntry.id)).all()  # type: ignore[arg-type]
    assert events[-1] == "account_request.entered"


def left_alone(database: Database) -> None:
    """Leave guanli as the one administrator, as a register may be that was before; sun is disabled, chen a manager."""
    open_account(database, "chen", MANAGER, by=who(database, "guanli"))
    with database.session(who(database, "guanli")) as session:
        change(session, account_of(session, "sun"), {"disabled_at": AT}, event="account.disabled", reason="离职")


MAKING: dict[str, Act] = {
    "opened": lambda session: add_account(session, AccountEntry("shadow", "影子", (ADMIN,)), password=PASSWORD, at=AT),
    "opened without password": lambda session: add_account(
        session, AccountEntry("shadow", "影子", (ADMIN,)), password=None, at=AT
    ),
    "raised": lambda session: change_roles(session, "chen", roles=[ADMIN], why=("升任", AT)),
    "enabled": lambda session: enable_account(session, "sun", reason="返岗"),
} | {way: act for way, act in CHANGING.items() if way != "unlink"}


@pytest.mark.parametrize("way", MAKING)
def test_one_administrator_makes_or_lets_in_no_second_one_alone(real: Database, way: str) -> None:
    left_alone(real)
    before = state(real)
    guanli = who(real, "guanli")
    with pytest.raises(AdministratorByServer, match="user open-on-server"), real.session(guanli) as session:
        MAKING[way](session)
    assert state(real) == before


def test_one_administrator_opens_who_is_none_as_before(real: Database) -> None:
    left_alone(real)
    open_account(real, "zhao", Role.approver, by=who(real, "guanli"))
    with real.session(who(real, "guanli")) as session:
        reset_account(session, "guanli", reason="更换手机", at=AT, factors=True)
    assert state(real)["zhao"] == [Role.approver]


def set_by(database: Database, login: str, code: str) -> None:
    """Set a password on a reset code."""
    with database.session(who(database, login)) as session:
        use_reset_code(session, code, PASSWORD, at=AT)


@pytest.mark.parametrize("role", [ADMIN, Role.approver])
def test_neither_of_two_administrators_alone_holds_the_code_of_an_account_that_they_open(
    real: Database, role: Role
) -> None:
    with real.session(who(real, "guanli")) as session:
        asked = add_account(session, AccountEntry("zhao", "赵宁", (role,)), password=None, at=AT)
    assert asked.request is not None
    first, second = asked.half_code, decide(real, "sun", asked.request.id)
    assert first is not None
    assert second is not None
    for half in (first, second, first + first, second + second):
        with pytest.raises(ResetCodeRefused):
            set_by(real, "zhao", half)
    set_by(real, "zhao", f"{second.lower()} {first}")
    with real.session() as session:
        assert first not in str(session.exec(select(AuditEntry.after)).all())


def test_reset_of_an_administrator_takes_both_halves_too(real: Database) -> None:
    open_second(real, "zhou")
    with real.session(who(real, "guanli")) as session:
        asked = reset_account(session, "zhou", reason="忘记密码", at=AT)
    assert asked.request is not None
    second = decide(real, "sun", asked.request.id)
    with pytest.raises(ResetCodeRefused):
        set_by(real, "zhou", str(second))
    set_by(real, "zhou", f"{asked.half_code}{second}")


def test_request_that_gave_no_half_is_not_turned_into_a_whole_code_for_who_confirms(real: Database) -> None:
    with real.session(who(real, "guanli")) as session:
        make_issuer(session, "TEST-ZJ")
        asked = add_account(session, AccountEntry("zhao", "赵宁", (Role.approver,)), password=None, at=AT).request
    assert asked is not None
    decide(real, "sun", asked.id)

    def widened(session: Session) -> AccountOutcome:
        return change_roles(session, "zhao", roles=[Role.approver], issuers=["TEST-ZJ"], why=("调任", AT))

    request = asked_by(real, "guanli", widened)
    with real.session(who(real, "sun")) as session:
        change_roles(session, "zhao", roles=[MANAGER], why=("转岗", AT))
    with pytest.raises(RecordRefused, match="decline it and ask anew"):
        decide(real, "sun", request)
