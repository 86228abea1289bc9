"""Who may not decide on objections to a notice: whoever entered, drafted or approved it (PRACTICE 19)."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from disposal.acting import Actor
from disposal.models.approvals.approval import Approval
from disposal.models.approvals.submission import Submission
from disposal.models.publication.notice import Notice
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.persons import entries_of, may_have_written
from disposal.services.approvals.contributors import contributors_in, entries_since, took_part
from disposal.services.filings.windows import offer_of
from disposal.services.objections.errors import AnotherPersonNeeded, DecidesOwnNotice
from disposal.services.publication.approved_content import records_of

_DRAFTED = ("参与了该公告的录入或起草", "took part in entering or drafting the notice")
_APPROVED = ("批准了该公告", "approved the notice")


def refuse_insider(session: Session, notice: Notice, actor: Actor, *, verb: str) -> None:
    """Refuse who took part in a notice, in its offer or in an amendment of it. Raises: DecidesOwnNotice."""
    did = _part_of(session, notice, actor)
    if did is not None:
        raise DecidesOwnNotice(name=actor.name, did=did, verb=verb)


def is_insider(session: Session, notice: Notice, actor: Actor) -> bool:
    """Tell whether somebody took part in a notice."""
    return _part_of(session, notice, actor) is not None


def refuse_same_person(session: Session, actor: Actor, entries: Iterable[AuditEntry], *, verb: str) -> None:
    """Refuse who wrote one of these entries, and an unproved command of the same system's user.

    Raises: AnotherPersonNeeded.
    """
    if any(may_have_written(entry, actor) for entry in entries):
        raise AnotherPersonNeeded(name=actor.name, verb=verb)


def _part_of(session: Session, notice: Notice, actor: Actor) -> tuple[str, str] | None:
    offer = offer_of(session, notice)
    said = select(Notice).where((Notice.id == notice.id) | (Notice.offer_id == offer.id) | (Notice.id == offer.id))
    chain = [each for each in session.exec(said).all() if each.published_on is not None]
    for each in chain:
        published = entries_of(session, "notice.published", [each.id])  # by the trail: clocks may be set for training
        last = published[0].id if published else None
        entries = [
            e for e in entries_since(session, records_of(session, each), 0) if last is None or (e.id or 0) <= last
        ]
        if took_part(contributors_in(session, entries), actor) is not None:
            return _DRAFTED
    sent = select(Submission.id).where(col(Submission.notice_id).in_([each.id for each in chain]))
    approvals = session.exec(select(Approval).where(col(Approval.submission_id).in_(sent))).all()
    if any(actor.person_id in (each.person_id, each.deputy_for_id) for each in approvals):
        return _APPROVED
    given = entries_of(session, "approval.given", [each.id for each in approvals])
    return _APPROVED if any(may_have_written(entry, actor) for entry in given) else None
