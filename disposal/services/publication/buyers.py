"""The buyer of a result notice: a barred one is refused, unless a second person confirms it with a reason.

Barred is here who is a debtor, a guarantor or an owner of collateral of the project, by number or by name, and a bidder
of the project whose newest screening ended barred and was not overridden.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from disposal.eligibility.engine import ScreeningRecord
from disposal.eligibility.findings.finding import Outcome
from disposal.eligibility.matching import Manner, Prepared, Strength, Subject, compare, prepare
from disposal.errors import RecordRefused
from disposal.lifecycle import NoticeState, refuse_override_of_published
from disposal.models.publication.buyer_override import BuyerOverride
from disposal.models.publication.notice import Notice
from disposal.models.screening.bidder import Bidder
from disposal.models.screening.decision import ScreeningDecision, Verdict
from disposal.models.screening.screening import Screening
from disposal.services.accounts.persons import actor_of, entries_of, may_have_written
from disposal.services.parties.screening_facts import ScreenedParty, screened_parties
from disposal.services.projects.roles import project_parties
from disposal.services.publication.errors import BuyerBarred, BuyerOverrideNeedsAnother
from disposal.services.publication.notices import locked
from disposal.services.records.validation import read_reason
from disposal.services.records.writing import enter
from notices.codes import PartyKind
from notices.content.content import NoticeContent
from notices.content.name_shapes import is_persons_name

_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{18}(?![0-9A-Z])")
_REMARK = re.compile(r"[(（][^()（）]*(?:代码|身份证|证件|号码)[^()（）]*[)）]")
_SEVERAL = re.compile("[、，,；;]")
_EQUAL = {Manner.equal, Manner.variant, Manner.number}


@dataclass(frozen=True, slots=True)
class BarredBuyer:
    """A buyer as the notice names it, and why it seems to be barred, in both languages."""

    buyer: str
    zh: str
    en: str

    @property
    def words(self) -> tuple[str, str]:
        """Return what a check and a refusal say of it."""
        return (
            f"受让人“{self.buyer}”{self.zh}，不得购买；请核对受让人，或由另一人说明理由确认（disposal draft override）",
            f'the buyer "{self.buyer}" {self.en} and may not buy; check the buyer, or let another person confirm it '
            "with a reason (disposal draft override)",
        )


def refuse_barred_buyer(session: Session, notice: Notice, content: NoticeContent) -> None:
    """Refuse a result notice with a barred buyer; the caller publishes or schedules it.

    Raises: BuyerBarred, BuyerOverrideNeedsAnother where who confirmed may be who now publishes.
    """
    for barred in barred_buyers(session, notice, content):
        made = _overrides(session, notice, barred.buyer)
        if not made:
            zh, en = barred.words
            raise BuyerBarred(zh=zh, en=en)
        deciders = entries_of(session, "buyer_override.entered", [each.id for each in made])
        publisher = actor_of(session)
        if all(may_have_written(each, publisher) for each in deciders):
            raise BuyerOverrideNeedsAnother(did=("发布", "publishes"), by=publisher.name, actor=made[-1].decided_by)


def buyers_not_confirmed(session: Session, notice: Notice, content: NoticeContent) -> list[BarredBuyer]:
    """Return the barred buyers of a result notice that nobody has confirmed."""
    found = barred_buyers(session, notice, content)
    return [each for each in found if not _overrides(session, notice, each.buyer)]


def barred_buyers(session: Session, notice: Notice, content: NoticeContent) -> list[BarredBuyer]:
    """Return the buyers of a result notice that seem to be barred, each with every reason."""
    named = content.outcome.buyer if content.outcome else None
    if notice.kind != "result" or not named:
        return []
    roles, bidders = _roles(session, notice.project_id), _bidders(session, notice.project_id)
    found = []
    for buyer in filter(None, map(str.strip, _SEVERAL.split(named))):
        reasons = list(_reasons(session, buyer, roles, bidders, on=content.published_on))
        if reasons:
            found.append(BarredBuyer(buyer, "；".join(zh for zh, _ in reasons), "; ".join(en for _, en in reasons)))
    return found


def confirm_buyer(session: Session, notice: Notice, *, reason: str) -> list[BuyerOverride]:
    """Let a draft of a result name the buyers that seem to be barred; valid for these buyers only.

    Raises: TransitionRefused when it is no draft, RecordRefused when no buyer is barred, BuyerOverrideNeedsAnother for
    who drafted it, InvalidRecord for a poor reason.
    """
    notice = locked(session, notice.id)
    refuse_override_of_published(state=NoticeState[notice.state], notice=notice.title)
    barred = barred_buyers(session, notice, NoticeContent.stored(notice.draft or {}))
    if not barred:
        raise RecordRefused(
            field="draft",
            zh=f"草稿“{notice.title}”的受让人未见限制情形，无须破例。",
            en=f'No buyer of the draft "{notice.title}" seems to be barred; there is nothing to override.',
        )
    actor = actor_of(session)
    for drafter in entries_of(session, "notice.drafted", [notice.id]):
        if may_have_written(drafter, actor):
            raise BuyerOverrideNeedsAnother(did=("起草", "drafted"), by=drafter.actor, actor=actor.name)
    because, name = read_reason(reason), actor.name
    rows = [{"notice_id": notice.id, "buyer": each.buyer, "reason": because, "decided_by": name} for each in barred]
    return [enter(session, BuyerOverride.model_validate(row), event="buyer_override.entered") for row in rows]


def _reasons(
    session: Session,
    buyer: str,
    roles: list[tuple[str, str, ScreenedParty]],
    bidders: list[tuple[Bidder, ScreenedParty]],
    *,
    on: date,
) -> Iterator[tuple[str, str]]:
    stated = prepare(_subject(buyer))
    own = [(bidder, party) for bidder, party in bidders if _is_one(stated, party.prepared)]
    known = [party.prepared for _, party in own] or [stated]
    for zh, en, party in roles:
        if any(_is_one(each, party.prepared) for each in known):
            yield (
                f"与本项目{zh}“{party.facts.name}”为同一人或同名",
                f'is the {en} "{party.facts.name}" or bears its name',
            )
    for bidder, _ in own:
        if _stands_barred(session, bidder, on=on):
            yield "在本项目最近一次资格审查中的结论为不得购买", "was barred by its newest screening in this project"


def _subject(buyer: str) -> Subject:
    """Return the buyer as the notice writes it, with the credit code if it stands beside the name."""
    code = _CODE.search(buyer)
    name = _REMARK.sub("", buyer.replace(code[0], "") if code else buyer).strip(" ()（）")
    kind = PartyKind.natural_person if is_persons_name(name) else PartyKind.organisation
    return Subject(kind, (name or buyer,), number=code[0] if code else None)


def _is_one(one: Prepared, other: Prepared) -> bool:
    """Return whether two parties have one number, or one name and no numbers that differ."""
    match = compare(one, other)
    return match.strength is Strength.certain or (match.is_match and match.manner in _EQUAL)


def _roles(session: Session, project_id: UUID) -> list[tuple[str, str, ScreenedParty]]:
    project = project_parties(session, project_id)
    rosters = (
        ("债务人", "debtor", project.debtors),
        ("担保人", "guarantor", project.guarantors),
        ("抵押人、出质人", "owner of collateral", project.collateral_owners),
    )
    parties = screened_parties(session, {UUID(key) for _, _, keys in rosters for key in keys or ()})
    return [(zh, en, parties[UUID(key)]) for zh, en, keys in rosters for key in keys or ()]


def _bidders(session: Session, project_id: UUID) -> list[tuple[Bidder, ScreenedParty]]:
    rows = session.exec(select(Bidder).where(Bidder.project_id == project_id).order_by(col(Bidder.id))).all()
    parties = screened_parties(session, {row.party_id for row in rows})
    return [(row, parties[row.party_id]) for row in rows]


def _stands_barred(session: Session, bidder: Bidder, *, on: date) -> bool:
    """Return whether a finding of the bidder's newest screening bars it, with what people decided since."""
    query = select(Screening).where(Screening.bidder_id == bidder.id).order_by(col(Screening.id).desc())
    row = session.exec(query.limit(1)).one_or_none()
    if row is None:
        return False
    decisions = session.exec(
        select(ScreeningDecision).where(ScreeningDecision.bidder_id == bidder.id).order_by(col(ScreeningDecision.id))
    ).all()
    last = {decision.finding_key: decision for decision in decisions}
    for finding, mark in zip(ScreeningRecord.from_json(row.record).result.findings, row.marks, strict=True):
        decision = last.get(mark["key"])
        verdict = decision.verdict if decision else None
        is_let = bool(
            decision
            and verdict is Verdict.override_approved
            and decision.fingerprint == mark["fingerprint"]
            and (decision.expires_on is None or on <= decision.expires_on)
        )
        is_confirmed = finding.outcome is Outcome.possible and verdict is Verdict.confirmed
        if is_confirmed or (finding.outcome is Outcome.barred and not is_let):
            return True
    return False


def _overrides(session: Session, notice: Notice, buyer: str) -> list[BuyerOverride]:
    query = select(BuyerOverride).where(BuyerOverride.notice_id == notice.id, BuyerOverride.buyer == buyer)
    return list(session.exec(query.order_by(col(BuyerOverride.id))).all())
