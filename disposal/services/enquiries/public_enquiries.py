"""Answered enquiries that readers see, and those like a question that is being typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Text, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY
from sqlmodel import Session

from disposal.models.enquiries.enquiry import Enquiry
from disposal.services.filings.published import published_notice
from disposal.services.notice_index.search_words import runs
from notices.dates import SHANGHAI

MOST_SHOWN, MOST_SIMILAR = 100, 3
_ENQUIRY = Enquiry.__table__  # type: ignore[attr-defined]
_COLUMNS = (_ENQUIRY.c.public_question, _ENQUIRY.c.public_answer, _ENQUIRY.c.answered_at)
_MOST_TYPED = 300
"""Characters of a question that are compared."""
_PAIR = 2
_FEWEST_ALIKE, _SHARE, _MOST_COUNTED = 2, 0.3, 24
"""A question is alike that has at least two pairs of characters of what is typed, and three tenths of the first 24."""
_EVERYWHERE = frozenset({
    "请问", "什么", "怎么", "是否", "可以", "能否", "如何", "多少", "一下", "想问", "问一", "咨询", "您好", "你好",
    "这个", "我们", "有没", "没有", "哪些", "公告", "本公", "需要", "是不", "不是",
})  # fmt: skip
"""Pairs of characters that say nothing of what is asked."""


@dataclass(frozen=True, slots=True)
class PublicEnquiry:
    """One question with its answer as readers see them, and the day of the answer."""

    question: str
    answer: str
    answered_on: date


@dataclass(frozen=True, slots=True)
class PublicEnquiries:
    """A page of answered enquiries about a notice, how many there are, and behind which one the next page begins."""

    number: str
    shown: tuple[PublicEnquiry, ...] = ()
    total: int = 0
    next_after: UUID | None = None


def public_enquiries(session: Session, number: str, *, after: UUID | None = None) -> PublicEnquiries:
    """Return the answered enquiries about a notice that readers see, the newest first, from behind ``after`` on.

    Raises: NoticeUnknown.
    """
    notice = published_notice(session, number)
    is_public = (_ENQUIRY.c.notice_id == notice.id, _ENQUIRY.c.public_question.is_not(None))
    query = select(*_COLUMNS, _ENQUIRY.c.id).where(*is_public)
    if after is not None:
        last = select(_ENQUIRY.c.answered_at).where(*is_public, _ENQUIRY.c.id == after).scalar_subquery()
        older = (_ENQUIRY.c.answered_at == last) & (_ENQUIRY.c.id < after)
        query = query.where((_ENQUIRY.c.answered_at < last) | older)
    ordered = query.order_by(_ENQUIRY.c.answered_at.desc(), _ENQUIRY.c.id.desc()).limit(MOST_SHOWN + 1)
    rows = session.execute(ordered).all()
    total = session.execute(select(func.count()).where(*is_public)).scalar_one() if rows else 0
    shown = rows[:MOST_SHOWN]
    next_after = shown[-1].id if len(rows) > MOST_SHOWN else None
    return PublicEnquiries(str(notice.number), tuple(_shown(row) for row in shown), total, next_after)


def similar_enquiries(session: Session, number: str, words: str) -> Sequence[PublicEnquiry]:
    """Return answered public enquiries about the same notice like a question, the most alike first.

    They are found by the runs of characters that the notices' search stores; only masked texts are searched.

    Raises: NoticeUnknown.
    """
    notice = published_notice(session, number)
    pairs = [run for run in runs([words[:_MOST_TYPED]]) if len(run) == _PAIR and run not in _EVERYWHERE]
    if len(pairs) < _FEWEST_ALIKE:
        return []
    wanted = cast(" | ".join(f"'{pair}'" for pair in pairs), TSQUERY)
    stored = func.unnest(func.tsvector_to_array(_ENQUIRY.c.search)).column_valued("run")
    typed = cast(pairs, ARRAY(Text))
    alike = select(func.count()).where(stored == func.any(typed)).scalar_subquery()
    least = max(_FEWEST_ALIKE, ceil(min(len(pairs), _MOST_COUNTED) * _SHARE))
    query = select(*_COLUMNS).where(
        _ENQUIRY.c.notice_id == notice.id,
        _ENQUIRY.c.public_question.is_not(None),
        _ENQUIRY.c.search.op("@@")(wanted),
        alike >= least,
    )
    rows = session.execute(query.order_by(alike.desc(), _ENQUIRY.c.answered_at.desc()).limit(MOST_SIMILAR))
    return [_shown(row) for row in rows]


def _shown(row: Row[Any]) -> PublicEnquiry:
    return PublicEnquiry(row.public_question, row.public_answer, row.answered_at.astimezone(SHANGHAI).date())
