"""What a message is about: what the record is called, and its page; one query a kind, for the messages of a page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from disposal.models.accounts.account import Account
from disposal.models.accounts.account_request import AccountRequest
from disposal.models.accounts.person import Person
from disposal.models.approvals.deputyship import Deputyship
from disposal.models.approvals.paper_approval import PaperApproval
from disposal.models.approvals.submission import Submission
from disposal.models.approvals.submission_return import SubmissionReturn
from disposal.models.objections.handling import ObjectionDecision
from disposal.models.objections.objection import Objection
from disposal.models.parties.party import Party
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.publication.notice import Notice
from disposal.models.publication.placement import Placement
from disposal.models.publication.placement_change import PlacementChange
from disposal.models.publication.window_event import WindowEvent
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.decision import ScreeningDecision
from disposal.services.records.id_sets import among

Words = tuple[str, str]
"""Chinese and English."""


@dataclass(frozen=True, slots=True)
class AboutRecord:
    """What a message is about, in Chinese and English, and its page.

    ``returned``: what a returned submission must be looked at for. ``reason``: why, where the entry does not say it.
    """

    about: Words
    path: str
    returned: Words = ("", "")
    reason: str = ""


_NOTICE: Any = (Notice.id, Notice.number, DisposalProject.code, DisposalProject.name)
"""What a notice is called by: its number, before it has one its project."""
Subjects = Mapping[UUID, AboutRecord]
SubjectsOf = Callable[[Session, Iterable[UUID]], Subjects]


def submissions(session: Session, ids: Iterable[UUID]) -> Subjects:
    """Return submissions by the page of their approval; of a returned one with what must be looked at."""
    query = _notices(Submission.id).join(Submission, col(Submission.notice_id) == Notice.id)
    returns = select(SubmissionReturn).where(among(SubmissionReturn.submission_id, ids))
    reasons = {
        row.submission_id: ("、".join(each.zh for each in row.reasons), ", ".join(each.en for each in row.reasons))
        for row in session.exec(returns)
    }
    return {
        key: AboutRecord(_called(of), f"{_page(of)}/approve", reasons.get(key, ("", "")))
        for *of, key in session.execute(_with_project(query, Submission.id, ids))
    }


def notices(session: Session, ids: Iterable[UUID]) -> Subjects:
    """Return notices by their own pages."""
    found = session.execute(_with_project(_notices(), Notice.id, ids))
    return {of[0]: AboutRecord(_called(of), _page(of)) for of in found}


def windows(session: Session, ids: Iterable[UUID]) -> Subjects:
    """Return windows by the page of their notice."""
    query = _notices(WindowEvent.id).join(WindowEvent, col(WindowEvent.notice_id) == Notice.id)
    found = session.execute(_with_project(query, WindowEvent.id, ids))
    return {key: AboutRecord(_called(of), _page(of)) for *of, key in found}


def objections(session: Session, ids: Iterable[UUID]) -> Subjects:
    """Return objections by their receipt."""
    query = select(Objection.id, Objection.receipt).where(among(Objection.id, ids))
    return {key: AboutRecord((receipt, receipt), f"/desk/objections/{receipt}") for key, receipt in session.exec(query)}


def objection_decisions(session: Session, ids: Iterable[UUID]) -> Subjects:
    """Return decisions by what was proposed, and the objection."""
    query = select(ObjectionDecision.id, ObjectionDecision.outcome, Objection.receipt)
    query = query.join(Objection, col(Objection.id) == ObjectionDecision.objection_id)
    return {
        key: AboutRecord((f"{receipt} {outcome.zh}", f"{receipt} {outcome.en}"), f"/desk/objections/{receipt}")
        for key, outcome, receipt in session.execute(query.where(among(ObjectionDecision.id, ids)))
    }


def placement_changes(session: Session, ids: Iterable[UUID]) -> Subjects:
    """Return changes of placements by the medium and the notice."""
    query = select(PlacementChange, Placement.medium, Notice.number)
    query = query.join(Placement, col(Placement.id) == PlacementChange.placement_id)
    query = query.join(Notice, col(Notice.id) == PlacementChange.notice_id)
    return {
        row.id: AboutRecord(
            (f"{number} {medium}（{row.kind.zh}）", f"{number} {medium} ({row.kind.en})"),
            f"/desk/notices/{row.notice_id}/placements/{row.placement_id}",
        )
        for row, medium, number in session.exec(query.where(among(PlacementChange.id, ids)))
    }


def papers(session: Session, ids: Iterable[UUID]) -> Subjects:
    """Return signed sheets by who signed, and the notice."""
    query = _notices(PaperApproval.id, PaperApproval.name)
    query = query.join(Submission, col(Submission.notice_id) == Notice.id)
    query = query.join(PaperApproval, col(PaperApproval.submission_id) == Submission.id)
    return {
        key: AboutRecord(
            (f"{_called(of)[0]}（{name}签署）", f"{_called(of)[1]} (signed by {name})"), f"{_page(of)}/papers"
        )
        for *of, key, name in session.execute(_with_project(query, PaperApproval.id, ids))
    }


def screening_decisions(session: Session, ids: Iterable[UUID]) -> Subjects:
    """Return decisions by the bidder, with the finding on its page."""
    query = select(ScreeningDecision, Party.name).join(Bidder, col(Bidder.id) == ScreeningDecision.bidder_id)
    query = query.join(Party, col(Party.id) == Bidder.party_id).where(among(ScreeningDecision.id, ids))
    return {
        row.id: AboutRecord(
            (name, name), f"/desk/screenings/{row.screening_id}#finding-{row.finding_no}", reason=row.reason
        )
        for row, name in session.exec(query)
    }


def account_requests(session: Session, ids: Iterable[UUID]) -> Subjects:
    """Return requests by what was asked for, and the account, or the rules of approval wanted."""
    query = select(AccountRequest, Account.login).outerjoin(Account, col(Account.id) == AccountRequest.account_id)
    return {
        row.id: AboutRecord(
            (
                f"{login or row.subject or ''} {row.act.zh}".strip(),
                f"{login or row.subject or ''} {row.act.en}".strip(),
            ),
            f"/desk/users/{login}" if login else "/desk/users",
        )
        for row, login in session.execute(query.where(among(AccountRequest.id, ids)))
    }


def accounts(session: Session, ids: Iterable[UUID]) -> Subjects:
    """Return the own account by its login."""
    query = select(Account.id, Account.login).where(among(Account.id, ids))
    return {key: AboutRecord((login, login), "/desk/me") for key, login in session.exec(query)}


def deputyships(session: Session, ids: Iterable[UUID]) -> Subjects:
    """Return deputyships by who acts for whom, and until when; they have no page but that of what waits."""
    principal: Any = aliased(Person)
    query = select(Deputyship, Person.name, principal.name).join(Person, col(Person.id) == Deputyship.deputy_id)
    query = query.join(principal, principal.id == Deputyship.principal_id).where(among(Deputyship.id, ids))
    return {
        row.id: AboutRecord(
            (f"{deputy}代理{name} {row.starts_on}–{row.ends_on}", f"{deputy} for {name} {row.starts_on}–{row.ends_on}"),
            "/desk/approvals",
        )
        for row, deputy, name in session.execute(query)
    }


def _notices(*more: Any) -> Any:
    """Return the query of what notices are called by, and of further columns."""
    choose: Any = select
    return choose(*_NOTICE, *more)


def _with_project(query: Any, key: Any, ids: Iterable[UUID]) -> Any:
    return query.join(DisposalProject, col(DisposalProject.id) == Notice.project_id).where(among(key, ids))


def _called(of: Sequence[Any]) -> Words:
    _, number, code, name = of
    said = number or f"{code} {name}"
    return said, said


def _page(of: Sequence[Any]) -> str:
    return f"/desk/notices/{of[0]}"
