"""Enquiries answered: over the private link always, and to all readers where the asker agreed."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Text, cast, func, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Session

from disposal.models.enquiries.enquiry import Enquiry, EnquiryAnswer, EnquiryCreate, EnquiryState
from disposal.services.accounts.permissions import require
from disposal.services.enquiries.errors import EnquiryInvalid, EnquiryRefused
from disposal.services.enquiries.lookup import enquiry_behind, enquiry_called, notice_of
from disposal.services.filings.masking import masking_of
from disposal.services.notice_index.search_words import runs
from disposal.services.records.validation import InvalidRecord, read
from disposal.services.records.writing import change, enter, locked

_ANSWERED = "已答复"


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """An answer, and whether readers see it: None as the asker agreed.

    ``public_question`` is the question as readers see it; empty: as they see it already, or else the asker's own words.
    Both are masked in any case.
    """

    words: str
    is_public: bool | None = None
    public_question: str = ""


def answer_enquiry(session: Session, receipt: str, given: AnswerGiven, *, at: datetime) -> Enquiry:
    """Answer an enquiry; a further answer takes the place of the earlier for readers, and both are kept.

    Raises: PermissionRefused; EnquiryUnknown; InvalidRecord; EnquiryRefused to publish without consent.
    """
    actor = require(session, "enquiry.answered")
    enquiry = locked(session, Enquiry, enquiry_called(session, receipt).id)
    is_public = enquiry.agrees_to_publish if given.is_public is None else given.is_public
    if is_public and not enquiry.agrees_to_publish:
        raise EnquiryRefused(
            field="is_public",
            zh=f"咨询 {enquiry.receipt} 的咨询人未同意公开；请选择不公开，答复只在专用网址显示。",
            en=f"who asked {enquiry.receipt} has not agreed to publish; choose not to, and the answer is shown over "
            "the private link only",
        )
    words = _words(given.words, field="words")
    shown = _masked(session, enquiry, words, given.public_question) if is_public else (None, None)
    values = {"enquiry_id": enquiry.id, "words": words, "is_public": is_public, "answered_by": actor.name}
    row = EnquiryAnswer.model_validate({**values, "answered_by_id": actor.person_id, "answered_at": at})
    enter(session, row, event="enquiry_answer.entered")
    stands = {"state": EnquiryState.answered, "answered_at": at, "public_question": shown[0], "public_answer": shown[1]}
    change(session, enquiry, stands, event="enquiry.answered", reason=_ANSWERED)
    _index(session, enquiry)
    return enquiry


def withdraw_consent(session: Session, token: str) -> Enquiry:
    """Take the consent to publish back over the private link: readers see the question no more.

    个人信息保护法第十五条. Raises: EnquiryUnknown.
    """
    require(session, "enquiry.consent_withdrawn")
    enquiry = locked(session, Enquiry, enquiry_behind(session, token).id)
    if enquiry.agrees_to_publish:
        values = {"agrees_to_publish": False, "public_question": None, "public_answer": None}
        change(session, enquiry, values, event="enquiry.consent_withdrawn", reason="咨询人撤回公开同意")
        _index(session, enquiry)
    return enquiry


def proposed_public_question(session: Session, enquiry: Enquiry) -> str:
    """Return the question as readers would see it: persons and numbers masked."""
    return masking_of(session, notice_of(session, enquiry), (enquiry.enquirer,)).of(enquiry.words)


def _masked(session: Session, enquiry: Enquiry, words: str, public_question: str) -> tuple[str, str]:
    masking = masking_of(session, notice_of(session, enquiry), (enquiry.enquirer,))
    stands = enquiry.public_question or enquiry.words
    question = _words(public_question, field="public_question") if public_question.strip() else stands
    return masking.of(question), masking.of(words)


def _words(text: str, *, field: str) -> str:
    """Return a text as an enquiry may hold it. Raises: EnquiryInvalid if it is blank; InvalidRecord."""
    if not text.strip():
        raise EnquiryInvalid(field=field, zh="请填写答复内容。", en="write the answer")
    try:
        return read(EnquiryCreate, {"words": text}).words
    except InvalidRecord as error:
        raise InvalidRecord(tuple(replace(each, path=field) for each in error.problems)) from None


def _index(session: Session, enquiry: Enquiry) -> None:
    """Write the words that find a public enquiry, as the notices' search stores them; none where it is not public."""
    session.flush()
    texts = [text for text in (enquiry.public_question, enquiry.public_answer) if text]
    vector = func.array_to_tsvector(cast(runs(texts), ARRAY(Text))) if texts else None
    table = Enquiry.__table__  # type: ignore[attr-defined]
    session.execute(update(table).where(table.c.id == enquiry.id).values(search=vector))
