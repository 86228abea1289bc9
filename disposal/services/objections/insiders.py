"""Who may not decide on objections to a notice: whoever entered, drafted or approved it (PRACTICE 19)."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlmodel import Session, col, or_, select

from disposal.acting import Actor
from disposal.models.approvals.approval import Approval
from disposal.models.approvals.submission import Submission
from disposal.models.publication.notice import Notice
from disposal.services.accounts.persons import entries_of, may_have_written
from disposal.services.approvals.contributors import (
    contributors_among,
    entries_perhaps_of,
    persons_of_users,
    took_part,
)
from disposal.services.objections.errors import DecidesOwnNotice
from disposal.services.publication.approved_content import records_of_all
from disposal.services.records.id_sets import among

Part = tuple[str, str]
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


def notices_with_part(session: Session, notices: Iterable[Notice], actor: Actor) -> frozenset[UUID]:
    """Return the ids of those of these notices that somebody took part in, by as many queries as for one."""
    return frozenset(_parts_of(session, list(notices), actor))


def _part_of(session: Session, notice: Notice, actor: Actor) -> Part | None:
    return _parts_of(session, [notice], actor).get(notice.id)


def _parts_of(session: Session, notices: Sequence[Notice], actor: Actor) -> dict[UUID, Part]:
    """Return what somebody did in each notice, in its offer or in an amendment of it; nothing for the others."""
    offers = {each.offer_id or each.id for each in notices}
    said = select(Notice).where(or_(among(col(Notice.id), offers), among(col(Notice.offer_id), offers)))
    chain = [each for each in session.exec(said).all() if each.published_on is not None]
    did = _approved(session, chain, actor) | _drafted(session, chain, actor)
    by_offer = {each.offer_id or each.id: did[each.id] for each in reversed(chain) if each.id in did}
    return {each.id: by_offer[offer] for each in notices if (offer := each.offer_id or each.id) in by_offer}


def _drafted(session: Session, chain: Sequence[Notice], actor: Actor) -> dict[UUID, Part]:
    """Return the notices whose records somebody wrote, up to their publication."""
    records, last = records_of_all(session, chain), dict[UUID, int]()
    for entry in entries_of(session, "notice.published", [each.id for each in chain]):
        last.setdefault(entry.subject_id, entry.id or 0)  # by the trail: clocks may be set for training
    mine = entries_perhaps_of(session, {each for ids in records.values() for each in ids}, actor)
    persons, found = persons_of_users(session, mine), dict[UUID, Part]()
    for each in chain:
        until = last.get(each.id)
        own = [e for e in mine if e.subject_id in records[each.id] and (until is None or (e.id or 0) <= until)]
        if took_part(contributors_among(own, persons), actor) is not None:
            found[each.id] = _DRAFTED
    return found


def _approved(session: Session, chain: Sequence[Notice], actor: Actor) -> dict[UUID, Part]:
    """Return the notices that somebody approved, or for whom a deputy did."""
    query = select(Approval, Submission.notice_id).join(Submission, col(Submission.id) == Approval.submission_id)
    approvals = session.exec(query.where(among(col(Submission.notice_id), [each.id for each in chain]))).all()
    given = entries_of(session, "approval.given", [approval.id for approval, _ in approvals])
    mine = {entry.subject_id for entry in given if may_have_written(entry, actor)}
    return {
        notice_id: _APPROVED
        for approval, notice_id in approvals
        if approval.id in mine or actor.person_id in (approval.person_id, approval.deputy_for_id)
    }
