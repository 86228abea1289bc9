"""Enquiries about the published notice of an invented issuer, with the staff that objections have."""

from typing import Any

from disposal.acting import ENQUIRER
from disposal.models.enquiries.enquiry import Enquiry
from disposal.services.enquiries.answering import AnswerGiven, answer_enquiry
from disposal.services.enquiries.filing import FiledEnquiry, file_enquiry, log_enquiry
from disposal.storage.database import Database
from tests.disposal.services.objections.objecting import NUMBER, by, on

ASKED = {"words": "抵押厂房目前是否出租？", "enquirer": "张三丰", "agrees_to_publish": True}


def asked(database: Database, at: str = "2022-08-15 10:00", **said: Any) -> FiledEnquiry:
    """Ask on the public page."""
    with database.session(ENQUIRER) as session:
        return file_enquiry(session, NUMBER, ASKED | said, (), context=on(at))


def logged(database: Database, at: str = "2022-08-15 10:00", login: str = "fawu", **said: Any) -> FiledEnquiry:
    """Log an enquiry as staff."""
    with database.session(by(login)) as session:
        return log_enquiry(session, NUMBER, ASKED | said, (), context=on(at))


def answered(
    database: Database, receipt: str, words: str = "已出租，租期至2025年12月31日。", login: str = "fawu", **given: Any
) -> Enquiry:
    """Answer an enquiry as staff."""
    with database.session(by(login)) as session:
        return answer_enquiry(session, receipt, AnswerGiven(words, **given), at=on("2022-08-16 09:00").at)
