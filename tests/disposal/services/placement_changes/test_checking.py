"""The second person confirms what the proposal told and nothing else, and of two who decide at once one decides."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlmodel import select

from disposal.acting import Actor, Channel, Role
from disposal.models.accounts.person import Person
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement, PlacementCreate
from disposal.models.publication.placement_change import PlacementChangeState
from disposal.services.accounts.persons import AnotherPersonNeeded
from disposal.services.placement_changes.changing import (
    changes_of,
    check_change,
    correct_placement,
    withdraw_placement,
)
from disposal.services.placement_changes.errors import PlacementChangeRefused
from disposal.services.press.placements import placements_of, record_placement
from disposal.storage.database import Database
from tests.disposal.services.placement_changes.test_changing import AT, PAPER, as_, end, placed, the_placement, two
from tests.support.accounts import make_account

__all__ = ["two"]


def test_ends_that_another_change_moved_since_the_proposal_are_not_confirmed(two: Database) -> None:
    with as_(two, "chen") as session:
        early = the_placement(session)
        late = record_placement(
            session,
            PlacementCreate.model_validate(
                PAPER | {"notice_id": early.notice_id, "medium": "虚构晚报", "published_on": "2022-08-09"}
            ),
        )
        told = withdraw_placement(session, late, reason="该报未见报", context=AT)
        assert told.state is PlacementChangeState.waiting  # to the end by the paper of Fri 2022-08-05
        quiet = correct_placement(session, early, {"published_on": "2022-08-03"}, reason="日期抄错", context=AT)
        assert quiet.state is PlacementChangeState.in_force  # the later paper still held the end
    with pytest.raises(PlacementChangeRefused, match="something else was changed since"), as_(two, "fawu") as session:
        check_change(session, session.get_one(Placement, late.id), confirms=True, remark="", context=AT)
    with as_(two, "fawu") as session:
        assert str(end(session).ends_on) == "2022-09-06"
        check_change(session, session.get_one(Placement, late.id), confirms=False, remark="请重提", context=AT)
        assert len(placements_of(session, session.exec(select(Notice)).one())) == 2


@pytest.mark.parametrize(
    "second",
    [
        Actor("chen2", channel=Channel.page),  # another account of the same person
        Actor("chen2", channel=Channel.api),
        Actor("wang", channel=Channel.command_line, os_user="tester"),  # nothing proves that it is wang
    ],
)
def test_who_proposed_confirms_by_no_other_account_and_by_no_command_of_the_same_user(
    database: Database, second: Actor
) -> None:
    with database.session("首位管理员") as session:
        issuer = session.get_one(Notice, placed(session).notice_id).issuer_id
    with database.session("首位管理员") as session:
        chen = make_account(session, "chen", Role.asset_manager, issuers=[issuer])
        person = session.get_one(Person, chen.person_id)
        make_account(session, "chen2", Role.approver, issuers=[issuer], person=person)
        make_account(session, "wang", Role.approver, issuers=[issuer])
    with database.session(Actor("chen", channel=Channel.command_line, os_user="tester")) as session:
        withdraw_placement(session, the_placement(session), reason="该报未见报", context=AT)
    for confirms in (True, False):
        with pytest.raises(AnotherPersonNeeded), database.session(second) as session:
            check_change(session, the_placement(session), confirms=confirms, remark="与原件一致", context=AT)


def test_of_two_who_decide_on_a_change_at_once_the_second_finds_none_that_waits(two: Database) -> None:
    with as_(two, "chen") as session:
        withdraw_placement(session, the_placement(session), reason="该报未见报", context=AT)
    is_confirmed = Event()

    def decline() -> None:
        with as_(two, "wang") as session:
            placement = the_placement(session)
            is_confirmed.wait(30)
            check_change(session, placement, confirms=False, remark="原件可见", context=AT)

    with ThreadPoolExecutor(1) as other:
        with as_(two, "fawu") as session:
            check_change(session, the_placement(session), confirms=True, remark="", context=AT)
            declined = other.submit(decline)
            is_confirmed.set()
            with pytest.raises(TimeoutError):
                declined.result(0.5)  # it waits for what the first decides
        with pytest.raises(PlacementChangeRefused, match="no change of this placement waits"):
            declined.result(30)
    with two.session() as session:
        (row,) = changes_of(session, session.exec(select(Notice)).one())
        assert (row.state, row.decided_by) == (PlacementChangeState.in_force, "虚构fawu")
        assert the_placement(session).withdrawn_at is not None
