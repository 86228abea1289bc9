"""`--as` another on the command line: the system's user counts, unless something proves the account."""

from uuid import UUID

import pytest

from disposal.acting import Actor, Role
from disposal.models.publication.notice import Notice
from disposal.services.approvals.errors import OwnWork
from disposal.services.four_eyes.submitting import submit
from disposal.services.publication.publication import draft_notice
from disposal.storage.database import Database
from tests.disposal.services.four_eyes.approving import NOON, STAFF, nothing_public, sign, staffed
from tests.support.publishing import PUBLISHED_ON, enter_project


def typed_by(user: str, login: str, proof: str | None = None) -> Actor:
    """Return who acts on the command line of a system's user as an account."""
    return Actor(login, os_user=user, proof=proof)


def submitted_by(database: Database, actor: Actor) -> UUID:
    staffed(database, {**STAFF, "root": (Role.approver,)})
    with database.session(actor) as session:
        notice_id = draft_notice(session, enter_project(session).id, published_on=PUBLISHED_ON).id
        submit(session, notice_id, context=NOON)
    return notice_id


@pytest.mark.parametrize(
    ("drafting", "approving"),
    [
        (typed_by("root", "chen"), typed_by("root", "wang")),
        (typed_by("root", "chen"), typed_by("root", "root")),
        (typed_by("root", "chen"), Actor("root", proof="password")),
    ],
    ids=["as two others", "as another and as oneself", "as another, and as oneself with a password"],
)
def test_drafting_as_one_and_approving_as_another_is_refused(
    database: Database, drafting: Actor, approving: Actor
) -> None:
    notice_id = submitted_by(database, drafting)
    with nothing_public(database, notice_id), pytest.raises(OwnWork), database.session(approving) as session:
        sign(session, notice_id)


def test_two_system_users_and_a_proved_account_may_approve(database: Database) -> None:
    notice_id = submitted_by(database, typed_by("root", "chen"))
    with database.session(typed_by("root", "wang", proof="token")) as session:
        sign(session, notice_id)
        assert session.get_one(Notice, notice_id).state == "approved"


def test_another_system_user_may_approve(database: Database) -> None:
    notice_id = submitted_by(database, typed_by("chen", "chen"))
    with database.session(typed_by("wang", "wang")) as session:
        sign(session, notice_id)
        assert session.get_one(Notice, notice_id).state == "approved"
