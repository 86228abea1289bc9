"""The demonstration by several people: the same text as by one, each within the own role."""

import pytest
from sqlmodel import select

from disposal.acting import Role
from disposal.demo.people import PASSWORD, STAFF, DemoUsersRefused, make_people, publish_by_two, screen_by_staff
from disposal.models.accounts.account import Account
from disposal.models.records.audit_entry import AuditEntry
from disposal.settings import Settings
from disposal.storage.database import Database
from disposal.write_errors import ApprovalMissing
from notices.composition.composition import compose
from notices.content.counted_windows import resolve
from notices.kinds import kind_of
from notices.reading import read_content
from notices.rendering.plain import render_text
from tests.support.accounts import in_production, make_account, open_account
from tests.support.publishing import CONTEXT, publish_huarong_2022
from tests.support.website import desk_on


def silent(_: str) -> None:
    """Print nothing."""


def test_two_people_publish_the_text_of_2022_and_compliance_screens(database: Database) -> None:
    make_people(database)
    version = publish_by_two(database, context=CONTEXT, tell=silent)
    assert version.text == render_text(compose(resolve(read_content(kind_of("disposal").sample), CONTEXT.calendar)))
    assert [row.overall.value for row in screen_by_staff(database, tell=silent)] == ["clear", "barred"]
    with database.session() as session:
        query = select(AuditEntry.event, AuditEntry.login).where(AuditEntry.subject_type == "notice")
        acts = dict(session.exec(query).all())
    assert (acts["notice.submitted"], acts["notice.approved"]) == ("chenjing", "wanglei")


def test_demonstration_is_safe_to_run_twice(database: Database) -> None:
    for _ in range(2):
        make_people(database)
        version = publish_by_two(database, context=CONTEXT, tell=silent)
    assert version.version_no == 1
    with database.session() as session:
        assert len(session.exec(select(Account)).all()) == len(STAFF)


def test_sign_in_names_the_invented_users_while_there_are_no_others(database: Database) -> None:
    make_people(database)
    with desk_on(database) as desk:
        shown = desk.get("/desk/sign-in").text
        assert all(login in shown and name in shown for login, name, _ in STAFF)
        assert desk.sign_in("chenjing", PASSWORD).status_code == 303
    open_account(database, "real", Role.auditor, by="guanli")
    with desk_on(database) as desk:
        assert PASSWORD not in desk.get("/desk/sign-in").text


def test_demo_users_are_never_made_beside_real_ones(database: Database) -> None:
    with database.session("首位管理员") as session:
        make_account(session, "real", *())
    with pytest.raises(DemoUsersRefused):
        make_people(database)


def test_demo_users_are_never_made_in_production(settings: Settings) -> None:
    with in_production(settings) as database, pytest.raises(DemoUsersRefused):
        make_people(database)


def test_one_person_publishes_alone_in_training_without_accounts_and_never_in_production(
    database: Database, settings: Settings
) -> None:
    with (
        in_production(settings) as real,
        pytest.raises(ApprovalMissing),
        real.session("测试员") as session,
    ):
        publish_huarong_2022(session)
    with database.session("测试员") as session:
        assert publish_huarong_2022(session).version_no == 1
