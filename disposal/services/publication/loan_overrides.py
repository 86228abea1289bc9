"""One loan in two live notices: refused at publication, unless a second person overrides that with a reason."""

import zlib
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Integer, cast, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session, col, select

from disposal.errors import RecordRefused
from disposal.lifecycle import NoticeState, refuse_override_of_published
from disposal.models.publication.loan_override import LoanOverride
from disposal.models.publication.notice import Notice
from disposal.services.accounts.persons import actor_of, entries_of, may_have_written
from disposal.services.projects.loan_identity import Loan
from disposal.services.projects.loans_elsewhere import LoanElsewhere, loans_elsewhere, own_loans
from disposal.services.publication.errors import LoanInLiveNotice, LoanOverrideNeedsAnother
from disposal.services.publication.notices import locked
from disposal.services.records.validation import read_reason
from disposal.services.records.writing import enter
from notices.kinds import kind_of

_LOANS = 0x6C6F616E
"""The class of these advisory locks."""
_BUCKETS = 256  # a package of thousands of loans must not use up the server's table of locks


def refuse_loans_on_offer(session: Session, notice: Notice) -> None:
    """Refuse a draft whose loans stand in another live notice; the caller publishes or schedules it.

    Two publications of one loan wait for each other here, whatever name of the debtor each uses: they lock its
    contract number. The later one then sees the notice of the earlier.

    Raises: LoanInLiveNotice, LoanOverrideNeedsAnother where who overrode may be who now publishes.
    """
    _lock(session, own_loans(session, notice.project_id))
    for loan in loans_on_offer(session, notice):
        made = _overrides(session, notice, loan)
        if not made:
            zh, en = loan.words
            raise LoanInLiveNotice(zh=zh, en=en)
        deciders = entries_of(session, "loan_override.entered", [each.id for each in made])
        publisher = actor_of(session)
        if all(may_have_written(each, publisher) for each in deciders):
            raise LoanOverrideNeedsAnother(did=("发布", "publishes"), by=publisher.name, actor=made[-1].decided_by)


def loans_not_overridden(session: Session, notice: Notice, elsewhere: Iterable[LoanElsewhere]) -> list[LoanElsewhere]:
    """Return those offers of the same loans that stand against this draft and that nobody has overridden for it."""
    return [loan for loan in _against(notice, elsewhere) if not _overrides(session, notice, loan)]


def loans_on_offer(session: Session, notice: Notice) -> list[LoanElsewhere]:
    """Return the live notices that stand against a draft."""
    offers = kind_of(notice.kind).offers_assets
    return _against(notice, loans_elsewhere(session, notice.project_id)) if offers else []


def _against(notice: Notice, elsewhere: Iterable[LoanElsewhere]) -> list[LoanElsewhere]:
    """Return the offers that stand against a draft: none against an amendment, nor the notice it supersedes."""
    offers = kind_of(notice.kind).offers_assets
    return [each for each in elsewhere if offers and each.forbids and each.notice_id != notice.amends_notice_id]


def override_loans(session: Session, notice_id: UUID, *, reason: str) -> list[LoanOverride]:
    """Let a draft's loans stand in the other live notices that hold them now; valid for these pairs only.

    Raises: TransitionRefused when it is no draft, RecordRefused when no other notice holds its loans,
    LoanOverrideNeedsAnother for who drafted it, InvalidRecord for a poor reason.
    """
    notice = locked(session, notice_id)
    refuse_override_of_published(state=NoticeState[notice.state], notice=notice.title)
    against = loans_on_offer(session, notice)
    if not against:
        raise RecordRefused(
            field="draft",
            zh=f"草稿“{notice.title}”的债权不在其他公告中的公告内，无须破例。",
            en=f'No other live notice holds the loans of the draft "{notice.title}"; there is nothing to override.',
        )
    actor = actor_of(session)
    for drafter in entries_of(session, "notice.drafted", [notice.id]):
        if may_have_written(drafter, actor):
            raise LoanOverrideNeedsAnother(did=("起草", "drafted"), by=drafter.actor, actor=actor.name)
    because = read_reason(reason)
    return [
        enter(session, _row(notice, loan, because, by=actor.name), event="loan_override.entered") for loan in against
    ]


def _row(notice: Notice, loan: LoanElsewhere, reason: str, *, by: str) -> LoanOverride:
    values = {"notice_id": notice.id, "other_notice_id": loan.notice_id, "reason": reason, "decided_by": by}
    return LoanOverride.model_validate(values)


def _overrides(session: Session, notice: Notice, loan: LoanElsewhere) -> list[LoanOverride]:
    query = select(LoanOverride).where(
        LoanOverride.notice_id == notice.id, LoanOverride.other_notice_id == loan.notice_id
    )
    return list(session.exec(query.order_by(col(LoanOverride.id))).all())


def _lock(session: Session, loans: Iterable[Loan]) -> None:
    """Lock the contract numbers until the transaction ends, in one order for all."""
    numbers = {number for loan in loans for number in loan.contracts}
    buckets = sorted({_bucket(number) for number in numbers})
    if buckets:
        each = func.unnest(cast(buckets, ARRAY(Integer))).column_valued("bucket")
        session.execute(select(func.pg_advisory_xact_lock(_LOANS, each)))


def _bucket(number: str) -> int:
    return zlib.crc32(number.encode()) % _BUCKETS
