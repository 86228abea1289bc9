"""Who recorded or proposed what waits takes it back while nobody has checked it; nobody else does, nothing moves."""

import pytest
from sqlmodel import Session, select

from disposal.models.publication.placement import Placement
from disposal.models.publication.placement_change import PlacementChange, PlacementChangeState
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.placement_changes.changing import changes_of, waiting_change, withdraw_placement
from disposal.services.placement_changes.errors import OnlyProposerTakesBack, PlacementChangeRefused
from disposal.services.placement_changes.taking_back import may_take_back, take_back_change
from disposal.services.placement_changes.words import told
from disposal.services.publication.notices import published_notice
from disposal.services.records.validation import InvalidRecord
from disposal.storage.database import Database
from tests.disposal.services.objections.objecting import by, filed, fill_published, on
from tests.disposal.services.placement_changes.test_recording import checked, end, record

pytestmark = pytest.mark.filled(by=fill_published)
AT = on("2022-08-09 09:00")


def the_paper(session: Session, medium: str = "虚构日报") -> Placement:
    return session.exec(select(Placement).where(Placement.medium == medium)).one()


def taken_back(database: Database, login: str = "jingli", reason: str = "见报日录错") -> PlacementChange:
    with database.session(by(login)) as session:
        return take_back_change(session, the_paper(session), reason=reason, context=AT)


@pytest.fixture
def waiting(database: Database) -> Database:
    """Return a register in which jingli recorded a paper of Sun 2022-08-07 in place of Fri 2022-08-05; it waits."""
    filed(database, "2022-08-06 10:00")
    assert record(database, "2022-08-08 09:00", published_on="2022-08-07")
    return database


def test_recorder_takes_a_paper_back_that_waits_and_records_it_anew(waiting: Database) -> None:
    row = taken_back(waiting)
    assert (row.state, row.decided_by, row.remark) == (PlacementChangeState.taken_back, "虚构jingli", "见报日录错")
    assert "虚构jingli撤回：见报日录错" in told(row)
    with waiting.session(by("jingli")) as session:
        paper = the_paper(session)
        assert (paper.withdrawn_at is not None, paper.awaits_check, end(session)) == (True, False, "2022-08-31")
        events = select(AuditEntry.event, AuditEntry.reason).where(AuditEntry.event.like("%taken_back"))  # type: ignore[attr-defined]
        assert sorted(map(tuple, session.exec(events))) == [
            ("placement.record_taken_back", "见报日录错"), ("placement_change.taken_back", "见报日录错"),
        ]  # fmt: skip
    assert record(waiting, "2022-08-09 09:30", medium="虚构晚报")
    assert checked(waiting, "fawu", confirms=True).state is PlacementChangeState.in_force
    with waiting.session() as session:
        assert end(session) == "2022-09-02"


@pytest.mark.parametrize("login", ["fawu", "fashi"])
def test_nobody_else_takes_it_back(waiting: Database, login: str) -> None:
    with pytest.raises(OnlyProposerTakesBack, match="虚构jingli recorded or proposed this"):
        taken_back(waiting, login)
    with waiting.session(by(login)) as session:
        row = waiting_change(session, the_paper(session))
        assert row is not None
        assert not may_take_back(session, row)
        refused = select(AuditEntry.actor).where(AuditEntry.event == "access.refused")
        assert session.exec(refused).all() == [f"虚构{login}"]


def test_what_is_checked_or_taken_back_already_is_not_taken_back(waiting: Database) -> None:
    with pytest.raises(InvalidRecord):
        taken_back(waiting, reason=" ")
    checked(waiting, "shenpi", confirms=True)
    with pytest.raises(PlacementChangeRefused, match="no change of this placement waits"):
        taken_back(waiting)
    with waiting.session() as session:
        assert end(session) == "2022-09-02"


def test_proposal_to_withdraw_is_taken_back_and_the_placement_stands(database: Database) -> None:
    assert not record(database, "2022-08-08 09:00")
    with database.session(by("jingli")) as session:
        withdraw_placement(session, the_paper(session), reason="该报未见报", context=AT)
    taken_back(database, reason="原件找到")
    with database.session(by("jingli")) as session:
        paper = the_paper(session)
        assert (paper.withdrawn_at, end(session)) == (None, "2022-09-02")
        states = [each.state for each in changes_of(session, published_notice(session, paper.notice_id))]
        assert states == [PlacementChangeState.taken_back]
        withdraw_placement(session, paper, reason="该报未见报", context=AT)
