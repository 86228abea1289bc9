"""Who may end a deputyship: who gave it, whose steps it is about, and who administers accounts."""

from uuid import UUID

import pytest
from sqlmodel import Session

from disposal.acting import Role
from disposal.models.approvals.deputyship import DeputyshipCreate
from disposal.services.accounts.permissions import PermissionRefused
from disposal.services.approvals.deputyships import end_deputyship, in_force, name_deputy, today_by_database
from disposal.services.approvals.errors import DeputyshipOfOthers, StepNotTheirs
from disposal.services.records.writing import change
from disposal.storage.database import Database
from notices.dates import ONE_DAY
from tests.disposal.services.four_eyes.approving import (
    STAFF,
    account_of,
    by,
    issuer_of,
    person_of,
    sign,
    staffed,
    submitted,
)
from tests.disposal.services.worklist.telling import told
from tests.support.factories import make_issuer


def named(database: Database, namer: str = "zhao") -> UUID:
    """Let shen act for wang, named by another approver with a document, or by wang; return the deputyship."""
    staffed(database, STAFF | {"he": (Role.approver,)})
    with database.session(by(namer)) as session:
        today = today_by_database(session)
        values = {
            "issuer_id": issuer_of(session).id,
            "principal_id": person_of(session, "wang").id,
            "deputy_id": person_of(session, "shen").id,
            "starts_on": today,
            "ends_on": today + 5 * ONE_DAY,
            "document": "授权书2026-1",
        }
        return name_deputy(session, DeputyshipCreate.model_validate(values)).id


def left(session: Session) -> int:
    return len(in_force(session, issuer_of(session).id))


@pytest.mark.parametrize("login", ["wang", "zhao", "guan"])
def test_who_gave_a_deputyship_and_an_administrator_end_it(database: Database, login: str) -> None:
    row = named(database)
    with database.session(by(login)) as session:
        end_deputyship(session, row, reason="已返岗")
        assert left(session) == 0
    assert told(database, "shen") == ["代理已终止", "已指定代理"]
    assert told(database, "wang") == ["已指定代理"] if login == "wang" else ["代理已终止", "已指定代理"]


def test_nobody_else_of_the_branch_ends_it_and_is_told_who_does(database: Database) -> None:
    row = named(database)
    for login in ("chen", "shen", "he"):
        with database.session(by(login)) as session, pytest.raises(DeputyshipOfOthers) as refused:
            end_deputyship(session, row, reason="撤")
        assert refused.value.zh == "该代理由委托人虚构wang、指定人虚构zhao或管理员终止；请转告其中一人，写明原因。"
    with database.session(by("ji")) as session, pytest.raises(PermissionRefused):
        end_deputyship(session, row, reason="撤")
    with database.session(by("wang")) as session:
        assert left(session) == 1


def test_of_one_that_the_principal_named_no_other_person_is_told(database: Database) -> None:
    row = named(database, "wang")
    with database.session(by("zhao")) as session, pytest.raises(DeputyshipOfOthers) as refused:
        end_deputyship(session, row, reason="撤")
    assert "委托人虚构wang或管理员" in refused.value.zh


def test_deputy_at_another_branch_signs_nothing_here(database: Database) -> None:
    staffed(database)
    notice_id = submitted(database)
    with database.session(by("guan")) as session:
        other = make_issuer(session, "QTGS").id
        for login in ("wang", "shen"):
            account = account_of(session, login)
            branches = {"issuer_ids": [*account.issuer_ids, other]}
            change(session, account, branches, event="account.changed", reason="兼管")
    with database.session(by("wang")) as session:
        today = today_by_database(session)
        values = {"issuer_id": other, "principal_id": person_of(session, "wang").id, "starts_on": today,
                  "deputy_id": person_of(session, "shen").id, "ends_on": today + 5 * ONE_DAY}  # fmt: skip
        name_deputy(session, DeputyshipCreate.model_validate(values))
    with database.session(by("shen")) as session, pytest.raises(StepNotTheirs):
        sign(session, notice_id)
