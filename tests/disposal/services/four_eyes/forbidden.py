"""A table of forbidden steps: what stands before each, who tries what, and how it is refused and put on record."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlmodel import Session

from disposal.acting import Actor, Refusal
from disposal.models.publication.notice import Notice
from disposal.services.projects.projects import change_project
from disposal.services.publication.publication import publish
from disposal.storage.database import Database
from tests.disposal.services.four_eyes.approving import NOON, by, nothing_public, refusals, staffed

Stands = Callable[[Database], UUID]
Step = Callable[[Session, UUID], object]


@dataclass(frozen=True)
class Forbidden:
    """One forbidden step: what stands before it, who tries what, and the refusal."""

    stands: Stands
    actor: Actor
    step: Step
    refusal: type[Refusal]
    words: str


def assert_refused(database: Database, case: Forbidden) -> None:
    """Walk a step; nothing becomes public, and the refusal and its entry say what they should."""
    staffed(database)
    notice_id = case.stands(database)
    with (
        nothing_public(database, notice_id),
        pytest.raises(case.refusal) as refusal,
        database.session(case.actor) as session,
    ):
        case.step(session, notice_id)
    assert re.search(case.words, refusal.value.zh), refusal.value.zh
    with database.session() as session:
        entry = refusals(session)[-1]
        assert ((entry.after or {})["code"], entry.login) == (refusal.value.code, case.actor.name)


def changed_by(login: str, stands: Stands) -> Stands:
    """Return a notice of which somebody changed the project after that."""

    def then(database: Database) -> UUID:
        notice_id = stands(database)
        with database.session(by(login)) as session:
            project_id = session.get_one(Notice, notice_id).project_id
            change_project(session, project_id, {"supervisor": "虚构监管局"}, reason="补充监管部门")
        return notice_id

    return then


def publishing(session: Session, notice_id: UUID) -> None:
    """Publish at noon of the day that the notice states."""
    publish(session, notice_id, context=NOON)
