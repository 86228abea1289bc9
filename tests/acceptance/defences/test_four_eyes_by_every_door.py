"""The attempts around four eyes by page, API, command line and schedule: refused alike, on record, nothing public."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, col, select
from typer.testing import CliRunner

from disposal.acting import Actor, Channel, Role
from disposal.cli.main import app
from disposal.models.approvals.deputyship import Deputyship
from disposal.models.publication.notice import Notice
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import now
from disposal.registry.due_publications import publish_due
from disposal.services.approvals.deputyships import today_by_database
from disposal.services.approvals.submissions import open_submission
from disposal.services.projects.projects import change_project
from disposal.services.publication.publication import publish_or_schedule
from disposal.services.records import audit
from disposal.services.records.writing import change
from disposal.storage.database import Database
from disposal.write_errors import ApprovalMissing
from notices.dates import ONE_DAY
from tests.acceptance.defences.two_issuers import bearing, signed_in
from tests.disposal.services.four_eyes.approving import (
    NOON,
    account_of,
    approved,
    by,
    drafted,
    issuer_of,
    nothing_public,
    person_of,
    refusals,
    staffed,
    submitted,
)
from tests.disposal.services.four_eyes.forbidden import changed_by
from tests.disposal.services.four_eyes.test_forbidden_steps import (
    approver_disabled,
    drafter_becomes_approver,
    second_account,
)
from tests.support.website import SAME_SITE, desk_on

Stands = Callable[[Database], UUID]
AT = "2022-08-03 12:00"


@dataclass(frozen=True)
class Attempt:
    """What stands before, who tries, what, with which digest, and the code of the refusal."""

    stands: Stands
    login: str
    act: str
    code: str
    digest: str = ""


def with_deputyship(starts: int, ends: int, stands: Stands = submitted, principal: str = "wang") -> Stands:
    """Return a notice for which shen is deputy from and until so many days from today."""

    def then(database: Database) -> UUID:
        notice_id = stands(database)
        with database.session(by("guan")) as session:
            today = today_by_database(session)
            values = {
                "issuer_id": issuer_of(session).id,
                "principal_id": person_of(session, principal).id,
                "deputy_id": person_of(session, "shen").id,
                "starts_on": today + starts * ONE_DAY,
                "ends_on": today + ends * ONE_DAY,
                "created_at": now() + timedelta(days=min(starts, 0) - 1),
            }
            row = Deputyship.model_validate(values)
            session.add(row)
            session.info["acting"] = Actor("设置", roles=frozenset())  # entered as it may have been before accounts
            audit.record(session, "deputyship.entered", subject=row)
        return notice_id

    return then


ATTEMPTS = {
    "drafter approves": Attempt(submitted, "chen", "approve", "own_work"),
    "drafter under another role": Attempt(second_account(Role.approver), "chen2", "approve", "own_work"),
    "drafter made approver": Attempt(drafter_becomes_approver, "chen", "approve", "own_work"),
    "administrator approves": Attempt(submitted, "guan", "approve", "permission_refused"),
    "auditor approves": Attempt(submitted, "ji", "approve", "permission_refused"),
    "other content": Attempt(submitted, "wang", "approve", "other_content", "0" * 64),
    "changed behind the submission": Attempt(changed_by("li", submitted), "wang", "approve", "approval_void"),
    "deputy before the period": Attempt(with_deputyship(1, 5), "shen", "approve", "step_not_theirs"),
    "deputy after the period": Attempt(with_deputyship(-5, -1), "shen", "approve", "step_not_theirs"),
    "deputy of a contributor": Attempt(
        with_deputyship(0, 5, drafter_becomes_approver, "chen"), "shen", "approve", "own_work"
    ),
    "draft published": Attempt(drafted, "chen", "publish", "approval_missing"),
    "submitted published": Attempt(submitted, "chen", "publish", "approval_missing"),
    "changed behind the approval": Attempt(changed_by("li", approved), "chen", "publish", "approval_void"),
    "approver disabled": Attempt(approver_disabled, "chen", "publish", "approval_incomplete"),
    "auditor publishes": Attempt(approved, "ji", "publish", "permission_refused"),
}


def by_page(database: Database, login: str, act: str, of: tuple[UUID, str]) -> None:
    with desk_on(database, AT) as browser:
        signed_in(browser, database, login).get("/desk/me")
        path = f"/desk/notices/{of[0]}/{'approve' if act == 'approve' else 'publication'}"
        form = {"csrf": browser.token, "sha256": of[1], "comment": "同意"}
        answer = browser.client.post(path, data=form, headers=SAME_SITE)
        assert answer.status_code in (403, 409, 422)


def by_api(database: Database, login: str, act: str, of: tuple[UUID, str]) -> None:
    with desk_on(database, AT) as browser:
        body = {"sha256": of[1]} if act == "approve" else {}
        header = bearing(database, login)
        answer = browser.client.post(f"/api/v1/drafts/{of[0]}/{act}", json=body, headers=header)
        assert answer.status_code in (403, 409, 422)


def by_command(database: Database, login: str, act: str, of: tuple[UUID, str]) -> None:
    more = ("--sha256", of[1]) if act == "approve" else ("--entered-afterwards", "依原文补录")
    done = CliRunner().invoke(app, ["draft", act, str(of[0]), *more, "--json"], env={"LOGNAME": login})
    assert done.exit_code == 1, done.output


DOORS = {Channel.page: by_page, Channel.api: by_api, Channel.command_line: by_command}


@pytest.mark.usefixtures("command_line")
@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_attempt_is_refused_and_on_record_by_every_door(database: Database, attempt: Attempt) -> None:
    staffed(database)
    notice_id = attempt.stands(database)
    with database.session() as session:
        waiting = open_submission(session, notice_id)
        digest = attempt.digest or (waiting.sha256 if waiting else "0" * 64)
    for channel, door in DOORS.items():
        before = seen(database)
        door(database, attempt.login, attempt.act, (notice_id, digest))
        with database.session() as session:
            told = refusals(session)[before:]
            assert session.get_one(Notice, notice_id).number is None
        assert [((each.after or {})["code"], each.channel, each.login) for each in told if is_of_act(each)] == [
            (attempt.code, channel, attempt.login)
        ], channel


def seen(database: Database) -> int:
    with database.session() as session:
        return len(refusals(session))


def is_of_act(entry: AuditEntry) -> bool:
    """Tell whether a refusal is that of the act: the page may refuse to be shown to who may not read it besides."""
    return (entry.after or {}).get("verb") != "drafts.read"


def _rights_gone(session: Session) -> None:
    change(session, account_of(session, "chen"), {"roles": [Role.auditor]}, event="account.changed", reason="调岗")


def _approver_gone(session: Session) -> None:
    change(session, account_of(session, "wang"), {"disabled_at": now()}, event="account.disabled", reason="离职")


def _changed(session: Session) -> None:
    project_id = session.exec(select(Notice.project_id)).one()
    change_project(session, project_id, {"supervisor": "虚构监管局"}, reason="补充监管部门")


BEHIND_THE_SCHEDULE = {
    "content changed": ("li", _changed, "approval_void", "supervisor"),
    "scheduler lost the right": ("guan", _rights_gone, "permission_refused", "岗位不能办理此事"),
    "approver disabled": ("guan", _approver_gone, "approval_incomplete", "已停用"),
}


@pytest.mark.parametrize("case", BEHIND_THE_SCHEDULE.values(), ids=BEHIND_THE_SCHEDULE)
def test_scheduled_publication_asks_all_over_again_on_its_day(
    database: Database, case: tuple[str, Callable[[Session], None], str, str]
) -> None:
    staffed(database)
    notice_id, (login, act, code, words) = approved(database), case
    day_before = replace(NOON, clock=lambda: NOON.clock() - timedelta(days=1))
    with database.session(by("chen")) as session:
        publish_or_schedule(session, notice_id, context=day_before)
    with database.session(by(login)) as session:
        act(session)
    assert publish_due(database, context=NOON) == []
    with database.session() as session:
        notice = session.get_one(Notice, notice_id)
        assert (notice.number, notice.publish_at) == (None, None)
        assert [((each.after or {})["code"], each.channel) for each in refusals(session)] == [(code, Channel.job)]
        entry = session.exec(select(AuditEntry).where(col(AuditEntry.event) == "notice.unscheduled")).one()
        assert words in str(entry.reason)


@pytest.mark.parametrize("stands", [drafted, submitted])
def test_what_nobody_approved_cannot_be_scheduled(database: Database, stands: Stands) -> None:
    staffed(database)
    notice_id = stands(database)
    day_before = replace(NOON, clock=lambda: NOON.clock() - timedelta(days=1))
    with (
        nothing_public(database, notice_id),
        pytest.raises(ApprovalMissing),
        database.session(by("chen")) as session,
    ):
        publish_or_schedule(session, notice_id, context=day_before)
