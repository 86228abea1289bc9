"""转纪检: what came as an objection is copied into a report, encrypted to the officers, and keeps nothing here.

The copy waits for a round of the mailbox like any report; what was said is taken away only once the copy is written.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from disposal.models.objections.handling import ObjectionFile, ObjectionMessage
from disposal.models.objections.objection import Objection
from disposal.services.accounts.persons import person_acting
from disposal.services.objections.insiders import refuse_insider
from disposal.services.objections.lookup import notice_of, objection_called
from disposal.services.objections.voiding import files_and_messages, refuse_unfit_to_void
from disposal.services.reports.entries import MOST_CHARACTERS, EntryKind, EntryPicture, ReportEntry, sealed_parts
from disposal.services.reports.errors import NoOfficer, ReportRefused
from disposal.services.reports.parts import SlotPart
from disposal.services.reports.trusted_keys import TrustedKeys
from notices.dates import SHANGHAI

MOST_BYTES = 2**20
"""Of all files together: what a report may hold."""
_THREAD_BYTES = 16


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The copy of an objection, sealed to the officers, and what of it was copied."""

    objection_id: UUID
    copied: frozenset[UUID]
    parts: tuple[SlotPart, ...] = field(repr=False)


def seal_objection(session: Session, receipt: str, keys: TrustedKeys, *, at: datetime) -> HandedOver:
    """Copy an objection into a report. Nothing is changed yet.

    Raises: AccountNeeded, DecidesOwnNotice, ObjectionStepRefused, ObjectionRefused; NoOfficer; ReportRefused for files
    or words that are too large for a report.
    """
    actor, _ = person_acting(session, "objection.voided")
    objection = objection_called(session, receipt)
    refuse_insider(session, notice_of(session, objection), actor, verb="objection.voided")
    refuse_unfit_to_void(session, objection)
    if not keys.officers:
        raise NoOfficer
    files, messages = files_and_messages(session, objection)
    entry = ReportEntry(
        kind=EntryKind.report,
        at=at,
        words=_words(objection, messages),
        notice=str(notice_of(session, objection).number),
        contact="；".join(each for each in (objection.phone, objection.email, objection.address) if each)[:200],
        pictures=_attached(files),
    )
    parts = sealed_parts(entry, thread=secrets.token_bytes(_THREAD_BYTES), readers=keys.recipients)
    return HandedOver(objection.id, frozenset(each.id for each in (*files, *messages)), parts)


def _words(objection: Objection, messages: list[ObjectionMessage]) -> str:
    received = f"{objection.received_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    said = [
        f"（由法务部门转来：{objection.receipt}，{received}收到，渠道{objection.channel.zh}）",
        objection.words,
        *(f"{label}：{value}" for label, value in _labelled(objection) if value),
        *(f"{each.author}：{each.words}" for each in messages),
    ]
    words = "\n".join(said)
    if len(words) > MOST_CHARACTERS:
        raise _too_large("内容", "words")
    return words


def _labelled(objection: Objection) -> tuple[tuple[str, str | None], ...]:
    return (
        ("对象", objection.target_words),
        ("理由", objection.ground.zh),
        ("事实与理由", objection.arguments),
        ("请求", objection.remedy),
        ("姓名", objection.objector),
        ("身份", objection.standing.zh),
        ("代理人", objection.representative),
        ("录音编号", objection.recording),
    )


def _attached(files: list[ObjectionFile]) -> tuple[EntryPicture, ...]:
    if sum(file.size for file in files) > MOST_BYTES:
        raise _too_large("材料", "files")
    return tuple(EntryPicture(name=file.file_name, data=file.data) for file in files)


def _too_large(zh: str, en: str) -> ReportRefused:
    return ReportRefused(
        field="receipt",
        zh=f"{zh}超出举报信箱的容量（材料合计1 MB，内容{MOST_CHARACTERS:,}字），没有转出；请联系纪检人员当面移交。",
        en=f"the {en} are too large for the mailbox (files 1 MB in all, words {MOST_CHARACTERS:,} characters), and "
        "nothing was handed over; see the discipline officer in person",
    )
