"""The pages of users and of one's own account, as administrators and as everybody sees them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pyotp
import pytest
from sqlmodel import select

from disposal.acting import Role, TokenScope
from disposal.models.accounts.account import Account
from disposal.models.claims.claim_draft import ClaimDraft
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import new_id, now
from disposal.services.accounts.tokens import make_token
from disposal.services.approvals.steps import WantedStep, set_steps
from disposal.services.bidders.dossier_drafts import keep_dossier
from disposal.services.records.writing import change
from disposal.services.sign_in.first_address import make_first_address
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.support.accounts import AT, PASSWORD, in_production, on_page, open_account, open_second
from tests.support.factories import add, make_issuer
from tests.support.running.kept import kept
from tests.support.website import DeskBrowser, desk_on

SECRET = re.compile(r'<code class="secret">([^<]+)</code>')
NEW = "四十二把雨伞晾在北边的屋檐下面"


@kept
def branch_with_a_manager(database: Database) -> None:
    with database.session("首位管理员") as session:
        make_issuer(session)
    open_account(database, "guanli", Role.administrator)
    open_account(database, "chen", Role.asset_manager, by="guanli")


@pytest.fixture
def guanli(database: Database) -> Iterator[DeskBrowser]:
    """Yield a browser in which an administrator is signed in; there is a branch and a manager."""
    branch_with_a_manager(database)
    with desk_on(database) as opened:
        opened.sign_in("guanli")
        yield opened


def test_administrator_opens_an_account_whose_person_sets_the_password(guanli: DeskBrowser, database: Database) -> None:
    guanli.get("/desk/users/new")
    fields = {"name": "李敏", "login": "limin", "roles": ["asset_manager", "approver"], "issuers": ["TEST-ZJ"]}
    page = guanli.post("/desk/users/new", fields).text
    code = SECRET.search(page)
    assert code is not None
    assert 'href="/desk/users/new">再开设一个账号</a>' in page
    with desk_on(database) as other:
        other.get("/desk/reset")
        assert other.post("/desk/reset", {"login": "limin", "reset_code": code[1], "password": NEW}).status_code == 303
        assert other.sign_in("limin", NEW).headers["location"] == "/desk"
        assert "李敏" in other.get("/desk/me").text
        assert "测试分公司" in other.shown
    assert "李敏" in guanli.get("/desk/users").text


def test_account_of_no_branch_is_said_to_see_nothing(guanli: DeskBrowser) -> None:
    guanli.get("/desk/users/new")
    approver = {"name": "王磊", "login": "wanglei", "roles": ["approver"]}
    assert "未归属分公司，看不到任何债权和公告" in guanli.post("/desk/users/new", approver).text
    guanli.get("/desk/users/new")
    told = guanli.post("/desk/users/new", {**approver, "login": "wanglei2", "issuers": ["TEST-ZJ"]}).text
    assert "未归属分公司" not in told


def test_form_with_errors_keeps_what_was_typed_and_names_each_field(guanli: DeskBrowser) -> None:
    guanli.get("/desk/users/new")
    answer = guanli.post("/desk/users/new", {"name": "<b>李敏</b>", "login": "Li Min", "roles": ["approver"]})
    assert answer.status_code == 422
    assert "&lt;b&gt;李敏&lt;/b&gt;" in answer.text
    assert "<b>李敏" not in answer.text
    assert 'href="#login"' in answer.text
    assert re.search(r'value="approver" checked', answer.text)


def test_roles_are_changed_with_a_reason_and_an_account_disabled_and_enabled(
    guanli: DeskBrowser, database: Database
) -> None:
    guanli.get("/desk/users/chen")
    assert guanli.post("/desk/users/chen/roles", {"roles": ["approver"], "reason": ""}).status_code == 422
    assert "岗位已变更" in guanli.post("/desk/users/chen/roles", {"roles": ["approver"], "reason": "转岗"}).text
    assert "已停用" in guanli.post("/desk/users/chen/disable", {"reason": "离职"}).text
    assert "已启用" in guanli.post("/desk/users/chen/enable", {"reason": "返岗"}).text
    assert SECRET.search(guanli.post("/desk/users/chen/reset", {"reason": "忘记密码"}).text)
    with database.session() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.event == "account.disabled")).one()
    assert (entry.login, entry.channel, entry.proof, entry.reason) == ("guanli", "page", "password", "离职")


def test_account_page_asks_for_a_proof_again_after_five_minutes(guanli: DeskBrowser, database: Database) -> None:
    guanli.client.clock.set("2026-12-01 09:06")  # type: ignore[attr-defined]
    assert 'id="proof"' in guanli.get("/desk/users/chen").text
    answer = guanli.post("/desk/users/chen/disable", {"reason": "离职"})
    assert (answer.status_code, "离职" in answer.text) == (403, True)
    assert guanli.post("/desk/users/chen/disable", {"reason": "离职", "proof": "wrong"}).status_code == 422
    with database.session() as session:
        assert session.exec(select(Account.disabled_at).where(Account.login == "chen")).one() is None
    before = guanli.client.cookies["desk"]
    assert guanli.post("/desk/users/chen/disable", {"reason": "离职", "proof": PASSWORD}).status_code == 200
    assert guanli.client.cookies["desk"] != before
    assert 'id="proof"' not in guanli.get("/desk/users/chen").text


@pytest.mark.parametrize("path", ["/desk/users", "/desk/users/new", "/desk/users/chen"])
def test_manager_sees_no_users(guanli: DeskBrowser, database: Database, path: str) -> None:
    with desk_on(database) as browser:
        browser.sign_in("chen")
        assert browser.get(path).status_code == 403
        browser.get("/desk")
        assert "/desk/users" not in browser.shown
        assert browser.post("/desk/users/chen/roles", {"roles": ["administrator"], "reason": "x"}).status_code == 403
    with database.session() as session:
        refused = session.exec(select(AuditEntry.login).where(AuditEntry.event == "access.refused")).all()
    assert set(refused) == {"chen"}


def test_unknown_user_is_not_found(guanli: DeskBrowser) -> None:
    assert guanli.get("/desk/users/nobody").status_code == 404


def test_second_administrator_confirms_on_the_page(settings: Settings) -> None:
    with in_production(settings) as real:
        open_account(real, "guanli", Role.administrator)
        open_second(real)
        with signed_in_with_code(real, "guanli") as one, signed_in_with_code(real, "sun") as other:
            one.get("/desk/users/new")
            page = one.post("/desk/users/new", {"name": "赵宁", "login": "zhao", "roles": ["approver"]}).text
            assert "待另一名管理员确认" in page
            half = SECRET.search(page)
            action = re.search(r'action="(/desk/users/requests/[^"]+/confirm)"', one.get("/desk/users").text)
            assert action is not None
            assert one.post(action[1]).status_code == 403
            other.get("/desk/users")
            confirmed = other.post(action[1]).text
            assert "申请已确认" in confirmed
            codes = half, SECRET.search(confirmed)
            other.get("/desk/reset")
            typed = "".join(each[1] for each in codes if each is not None)
            reset = {"login": "zhao", "reset_code": typed, "password": NEW}
            assert other.post("/desk/reset", reset).status_code == 303
        with real.session() as session:
            assert session.exec(select(Account.roles).where(Account.login == "zhao")).one() == [Role.approver]


def test_administrator_is_neither_disabled_by_the_other_nor_opened_by_one_on_page_and_api(settings: Settings) -> None:
    with in_production(settings) as real:
        first = on_page(open_account(real, "guanli", Role.administrator))
        with real.session(first) as session:
            token = make_token(session, "接口", scopes=[TokenScope.write], lasts=timedelta(hours=1), at=now()).text
        with signed_in_with_code(real, "guanli") as one:
            one.get("/desk/users/new")
            shadow = {"name": "影子", "login": "shadow", "roles": ["administrator"]}
            for answer in (
                one.post("/desk/users/new", shadow),
                one.client.post("/api/v1/users", json=shadow, headers={"Authorization": f"Bearer {token}"}),
            ):
                assert (answer.status_code, "disposal user open-on-server" in answer.text) == (403, True)
            open_second(real)
            one.get("/desk/users/sun")
            for act, more in (("disable", {}), ("roles", {"roles": ["auditor"]})):
                answer = one.post(f"/desk/users/sun/{act}", {"reason": "离职", **more})
                assert (answer.status_code, "请先由两人共同开设接任的管理员" in answer.text) == (409, True)
        with real.session() as session:
            known = session.exec(select(Account.login, Account.disabled_at).order_by(Account.login)).all()
        assert [tuple(row) for row in known] == [("guanli", None), ("sun", None)]


def test_users_page_shows_rules_that_wait_and_who_was_made_by_one_alone(settings: Settings) -> None:
    with in_production(settings) as real:
        first = on_page(open_account(real, "guanli", Role.administrator))
        open_second(real)
        with real.session(first) as session:
            sun = session.exec(select(Account).where(Account.login == "sun")).one()
            change(session, sun, {"must_change_password": True}, event="account.reset", reason="旧版重设（单人授权）")
            set_steps(session, make_issuer(session).id, [WantedStep.of("复核", Role.legal_officer)])
        with signed_in_with_code(real, "guanli") as one:
            page = one.get("/desk/users").text
    assert "<b>TEST-ZJ</b> 变更审批步骤：起草 › 复核（法务） › 发布（现为 起草 › 审批（审批人） › 发布）" in page
    assert "无第二人确认的管理员：sun" in page
    assert "disposal user open-on-server" in page


@contextmanager
def signed_in_with_code(database: Database, login: str) -> Iterator[DeskBrowser]:
    """Yield a browser in which an administrator has set up a device and is signed in by it."""
    with desk_on(database) as browser:
        if browser.sign_in(login).headers["location"] == "/desk/me/password":
            browser.get("/desk/me/password")
            browser.post("/desk/me/password", {"password": NEW})
        browser.get("/desk/me/factor")
        page = browser.post("/desk/me/factor").text
        seed = page.partition('<code class="seed">')[2].partition("</code>")[0]
        browser.post("/desk/me/factor/confirm", {"code": pyotp.TOTP(seed).at(AT)})
        yield browser


def test_own_password_is_changed_with_a_proof_and_ends_other_sign_ins(guanli: DeskBrowser, database: Database) -> None:
    with desk_on(database) as other:
        other.sign_in("guanli")
        guanli.get("/desk/me/password")
        assert guanli.post("/desk/me/password", {"password": NEW}).status_code == 403
        assert guanli.post("/desk/me/password", {"password": "kurz", "proof": PASSWORD}).status_code == 422
        answer = guanli.post("/desk/me/password", {"password": NEW, "proof": PASSWORD})
        assert answer.headers["location"] == "/desk/me?done=password"
        assert "密码已更改" in guanli.get("/desk/me?done=password").text
        assert other.get("/desk/me").status_code == 303


def test_token_is_shown_once_and_ended(guanli: DeskBrowser) -> None:
    guanli.get("/desk/me")
    page = guanli.post("/desk/me/tokens", {"name": "夜间导入", "scopes": ["read", "write"], "hours": "720"}).text
    made = SECRET.search(page)
    assert made is not None
    assert made[1].startswith("dsp_")
    assert made[1] not in guanli.get("/desk/me").text
    assert guanli.post("/desk/me/tokens", {"name": "x", "scopes": ["approve"], "hours": "720"}).status_code == 422
    ending = re.search(r'action="(/desk/me/tokens/[^"]+/end)"', guanli.shown)
    assert ending is not None
    guanli.post(ending[1])
    assert "夜间导入" not in guanli.get("/desk/me").text


def test_other_sign_ins_are_shown_and_ended(guanli: DeskBrowser, database: Database) -> None:
    with desk_on(database) as other:
        other.sign_in("guanli")
        page = guanli.get("/desk/me").text
        ending = re.search(r'action="(/desk/me/sessions/[0-9a-f-]+/end)"', page)
        assert ending is not None
        assert guanli.post(ending[1]).status_code == 303
        assert other.get("/desk/me").status_code == 303
    assert guanli.get("/desk/me").status_code == 200


def test_look_is_kept_with_the_account(guanli: DeskBrowser) -> None:
    guanli.get("/desk/me")
    guanli.post("/desk/me/look", {"look": "dark"})
    assert 'media="screen"' in guanli.get("/desk").text
    guanli.get("/desk/me")
    assert guanli.post("/desk/me/look", {"look": "rainbow"}).status_code == 422


def test_first_address_makes_the_first_administrator_on_the_page(database: Database) -> None:
    with database.session("系统启动") as session:
        path = make_first_address(session, at=AT)
    assert path is not None
    with desk_on(database) as browser:
        assert "登记库还没有账号" in browser.get("/desk/sign-in").text
        assert browser.get("/desk/first?key=wrong").status_code == 404
        browser.get(path)
        wrong = browser.post(path, {"login": "guanli", "name": "孙管", "password": "kurz"})
        assert (wrong.status_code, 'value="孙管"' in wrong.text) == (422, True)
        answer = browser.post(path, {"login": "guanli", "name": "孙管", "password": PASSWORD})
        said = browser.get(answer.headers["location"]).text
        assert ("首位管理员的账号已开设" in said, "登记库还没有账号" in said) == (True, False)
        assert browser.get(path).status_code == 404
        assert browser.sign_in("guanli").headers["location"] == "/desk"
        assert "孙管" in browser.get("/desk/users").text


def test_account_with_open_items_is_disabled_only_where_that_is_said(guanli: DeskBrowser, database: Database) -> None:
    limin = open_account(database, "limin", Role.asset_manager, Role.compliance_officer, by="guanli")
    with database.session("limin") as session:
        draft = ClaimDraft.model_validate({"owner": "虚构limin", "owner_id": limin, "title": "虚构乙厂"})
        add(session, draft, event="claim_draft.opened")
        keep_dossier(session, new_id(), (("bidder-name", "虚构丁厂"),))
    guanli.get("/desk/users/limin")
    assert "despite_items" not in guanli.shown
    answer = guanli.post("/desk/users/limin/disable", {"reason": "离职"})
    assert (answer.status_code, "尚有2件未办结" in answer.text) == (409, True)
    assert "保存的债权草稿" in answer.text
    assert "保存的申报草稿" in answer.text
    assert not {name for name in ("虚构乙厂", "虚构丁厂") if name in answer.text}
    page = guanli.post("/desk/users/limin/disable", {"reason": "离职", "despite_items": "yes"}).text
    assert "已停用" in page
    with database.session() as session:
        event = AuditEntry.event == "account.disabled"
        assert session.exec(select(AuditEntry.reason).where(event)).one() == "离职（尚有2件未办结）"
