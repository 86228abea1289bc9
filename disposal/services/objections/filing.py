"""Objections entered: filed by anybody on the public page (提出异议), or logged by staff (登记异议)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import AwareDatetime
from sqlmodel import Session

from disposal.models.objections.codes import ObjectionGround, ReceiptCheck
from disposal.models.objections.objection import Objection, ObjectionCreate, ObjectionFields, ReceivedFields
from disposal.models.projects.issuer import Issuer
from disposal.models.publication.notice import Notice
from disposal.models.records.filing_channel import FilingChannel
from disposal.services.accounts.permissions import require
from disposal.services.filings.evidence import EvidenceFile
from disposal.services.filings.filing_rates import refuse_full_day
from disposal.services.filings.published import FilingContext, published_notice, refuse_impossible_time
from disposal.services.filings.receipt_numbers import digest_of_link, new_link_token, next_receipt
from disposal.services.filings.windows import Timeliness, is_within, window_end
from disposal.services.objections.errors import ObjectionInvalid
from disposal.services.objections.evidence import store_evidence
from disposal.services.objections.receipt_facts import facts_now
from disposal.services.objections.rules import rules_of
from disposal.services.objections.targets import target_called
from disposal.services.objections.timeliness import postmark_rule, timeliness_of
from disposal.services.objections.voiding import digest_of_said, said_in
from disposal.services.records.validation import read
from disposal.services.records.writing import enter
from notices.dates import SHANGHAI

_FEWEST_CHARACTERS = 2


@dataclass(frozen=True, slots=True)
class FiledObjection:
    """An objection just entered, whether it came in time, and the token of its private link, shown once."""

    objection: Objection
    timeliness: Timeliness
    token: str


def file_objection(
    session: Session, number: str, values: Mapping[str, Any], files: Sequence[EvidenceFile], *, context: FilingContext
) -> FiledObjection:
    """File an objection of somebody without account, received at this instant. A late one is kept and marked.

    Raises: NoticeUnknown; InvalidRecord; ObjectionInvalid for a target that the notice does not have; EvidenceRefused.
    """
    require(session, "objection.filed")
    notice = published_notice(session, number)
    refuse_full_day(session, files)
    data = read(ObjectionFields, values)
    facts = {
        **data.model_dump(),
        "channel": FilingChannel.web_page,
        "received_at": context.at,
        "entered_by": "异议人",
        "is_filed_publicly": True,
    }
    return _entered(session, notice, facts, files, context=context)


def log_objection(
    session: Session, number: str, values: Mapping[str, Any], files: Sequence[EvidenceFile], *, context: FilingContext
) -> FiledObjection:
    """Log an objection that reached staff; without a time it was received now.

    What makes it timely waits for evidence and a second person: a time before the end of the window entered after it,
    or a postmark.

    Raises: NoticeUnknown; InvalidRecord; ObjectionInvalid for a time to come or an unfit postmark or target.
    """
    actor = require(session, "objection.entered")
    notice = published_notice(session, number)
    data = read(ObjectionCreate, values)
    received_at = data.received_at or context.at
    refuse_unfit_time(session, notice, received_at, data, at=context.at)
    facts = {
        **data.model_dump(),
        "received_at": received_at,
        "entered_by": actor.name,
        "entered_by_id": actor.person_id,
        "receipt_check": needed_check(session, notice, data, received_at, context=context),
    }
    return _entered(session, notice, facts, files, context=context)


def told_beforehand(
    session: Session, notice: Notice, values: Mapping[str, Any], *, context: FilingContext
) -> Timeliness:
    """Return whether an objection with this time, channel and postmark would be in time. Nothing is stored.

    Raises: InvalidRecord for a time that is none; ObjectionInvalid for one to come, or an unfit postmark.
    """
    require(session, "objection.entered")
    asked = {name: values.get(name) for name in ("channel", "received_at", "postmark_on")}
    data = read(ObjectionCreate, {"words": notice.title, **asked})
    received_at = data.received_at or context.at
    refuse_unfit_time(session, notice, received_at, data, at=context.at)
    row = Objection(
        **data.model_dump(exclude={"received_at"}),
        notice_id=notice.id,
        received_at=received_at,
        entered_at=context.at,
        receipt_check=needed_check(session, notice, data, received_at, context=context),
    )
    return timeliness_of(session, row, calendar=context.calendar)


def needed_check(
    session: Session, notice: Notice, data: ReceivedFields, received_at: AwareDatetime, *, context: FilingContext
) -> ReceiptCheck:
    """Return whether a second person must look at what makes an objection timely.

    That is a time of receipt inside the window that was entered only afterwards, or the postmark of a letter. Of an end
    that a correction moved forward, each instant counts to the end that still holds for it.
    """
    whole = window_end(session, notice, calendar=context.calendar)
    if whole is None:
        return ReceiptCheck.not_needed
    end = whole.for_one_received(received_at)
    if is_within(end, received_at):
        is_proved = is_within(whole.for_one_received(context.at), context.at)
    else:
        is_proved = postmark_rule(data, end, rules_of(session, notice.issuer_id)) is None
    return ReceiptCheck.not_needed if is_proved else ReceiptCheck.waiting


def refuse_unfit_time(
    session: Session, notice: Notice, received_at: datetime, data: ObjectionCreate, *, at: datetime
) -> None:
    """Refuse a time of receipt to come or before the notice, and a postmark of no letter or after the receipt.

    Raises: ObjectionInvalid.
    """
    refuse_impossible_time(session, notice, received_at, at=at, refusal=ObjectionInvalid)
    posted = data.postmark_on
    if posted is not None and data.channel is not FilingChannel.letter:
        raise ObjectionInvalid(
            field="postmark_on",
            zh=f"渠道为“{data.channel.zh}”，没有邮戳日；请删去，或将渠道改为信函。",
            en=f"by {data.channel.en} there is no postmark; leave it out, or set the channel to letter",
        )
    if posted is not None and posted > received_at.astimezone(SHANGHAI).date():
        raise ObjectionInvalid(
            field="postmark_on",
            zh=f"邮戳日 {posted} 晚于收到日；请核对信封。",
            en=f"postmarked {posted}, after it was received; look at the envelope again",
        )


def _entered(
    session: Session, notice: Notice, facts: dict[str, Any], files: Sequence[EvidenceFile], *, context: FilingContext
) -> FiledObjection:
    if len(str(facts["words"])) < _FEWEST_CHARACTERS:
        raise ObjectionInvalid(
            field="words", zh="原话过短；请写明异议的内容。", en="the words are too short; say what is objected to"
        )
    target = target_called(session, notice, facts["target"])
    issuer = session.get_one(Issuer, notice.issuer_id)
    token = new_link_token()
    row = Objection.model_validate(
        {
            "said_salt": new_link_token(),
            **facts,
            "ground": facts["ground"] or ObjectionGround.other,
            "target": target.code,
            "notice_id": notice.id,
            "receipt": next_receipt(session, issuer, at=context.at),
            "target_words": target.zh,
            "entered_at": context.at,
            "link_digest": digest_of_link(token),
        }
    )
    row.said_digest = digest_of_said(row.said_salt, said_in(row))
    told = timeliness_of(session, row, calendar=context.calendar)
    came = sum(row.is_filed_publicly or not each.proves_receipt for each in files)
    row.receipt_facts = facts_now(row, issuer, told, files=came).as_json()
    enter(session, row, event="objection.filed" if row.is_filed_publicly else "objection.entered")
    store_evidence(session, row, files)
    return FiledObjection(row, told, token)
