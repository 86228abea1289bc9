"""Amendments of each kind, typed in their form, become drafts of the published notice."""

from datetime import date

import pytest
from sqlmodel import Session

from disposal.services.notice_entry.amending import (
    amendment_as_typed,
    draft_typed_amendment,
    preview_amendment,
)
from disposal.services.notice_entry.elements import elements_of, elements_with
from disposal.services.publication.versions import newest_content
from disposal.services.records.validation import InvalidRecord
from notices.rendering.plain import render_text
from tests.support.publishing import CONTEXT, publish, published_once

DAY = date(2022, 8, 10)  # Wed
TYPED = {
    "correction": {"changes-0-element_id": "items.0.claims.0.amounts.principal", "changes-0-after": "1000001.00元",
                   "changes-1-element_id": "items.0.claims.0.amounts.total", "changes-1-after": "1234568.89元"},
    "supplement": {"said-statements": "第一段。\n\n第二段。"},
    "extension": {"said-count": "5", "said-reason": "意向受让方不足"},
    "withdrawal": {"said-reason": "债务人已清偿"},
    "result": {"said-outcome": "未征集到意向受让方"},
}  # fmt: skip
SAYS = {
    "correction": ("1000000.00元", "1000001.00元"),
    "supplement": ("第一段。", "第二段。"),
    "extension": ("5个工作日", "意向受让方不足"),
    "withdrawal": ("债务人已清偿",),
    "result": ("未征集到意向受让方", "虚构甲制造有限公司"),
}


@pytest.mark.parametrize("kind", TYPED)
def test_amendment_of_each_kind_is_previewed_drafted_and_published(session: Session, kind: str) -> None:
    notice = published_once(session)
    typed = amendment_as_typed(newest_content(session, notice), kind, today=DAY) | TYPED[kind]
    shown = preview_amendment(session, notice, kind, typed, context=CONTEXT)
    assert shown.problems == ()
    assert [each.zh for each in shown.report.blockers] == []
    assert shown.document is not None
    assert all(words in render_text(shown.document) for words in SAYS[kind])
    draft = draft_typed_amendment(session, notice, kind, typed, today=DAY)
    assert (draft.kind, draft.amends_notice_id, draft.published_on) == (kind, notice.id, DAY)
    assert render_text(shown.document) == publish(session, draft.id).text


def test_extension_and_media_are_prefilled_from_the_notice(session: Session) -> None:
    typed = amendment_as_typed(newest_content(session, published_once(session)), "extension", today=DAY)
    assert typed["said-begins_on"] == "2022-08-31"
    assert [typed["placed-0-medium"], typed["placed-1-medium"]] == ["公司网站", "虚构日报"]


def test_correction_quotes_what_was_published_and_elements_are_found_by_word_and_value(session: Session) -> None:
    said = newest_content(session, published_once(session))
    (principal,) = [each for each in elements_with(said, "1000000.00") if each.path.endswith("principal")]
    assert principal.words.startswith("虚构甲制造有限公司")
    assert principal.printed == "1000000.00元"
    paths = {each.path.partition(".")[0] for each in elements_of(said)}
    assert not paths & {"published_on", "number", "window", "issuer", "placements"}


@pytest.mark.parametrize(("kind", "field"), [
    ("correction", "changes"), ("supplement", "said-statements"), ("extension", "said-count"),
    ("withdrawal", "said-reason"), ("result", "said-outcome"),
])  # fmt: skip
def test_empty_amendment_says_what_to_fill_in(session: Session, kind: str, field: str) -> None:
    notice = published_once(session)
    with pytest.raises(InvalidRecord) as refused:
        draft_typed_amendment(session, notice, kind, {"said-published_on": "2022-8-10"}, today=DAY)
    assert field in {each.path for each in refused.value.problems}
