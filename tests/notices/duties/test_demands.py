"""What publication does to obligors is said rightly on both sides of Fri 2021-01-01."""

from datetime import date

import pytest

from notices.completeness import Severity, check
from notices.duties.demands import demand_advice, wording_advice
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import make_content, text_of

BEFORE, SINCE = date(2020, 12, 31), date(2021, 1, 1)  # Thu, Fri
CLAIMS_IT = {
    "特此公告通知各债务人及担保人。": "publication_as_notice",
    "本公告发布之日起视为通知债务人。": "publication_as_notice",
    "本公告一经刊登即视为送达。": "publication_as_notice",
    "现以公告方式履行债权转让通知义务。": "publication_as_notice",
    "诉讼时效自公告之日起中断。": "publication_as_interruption",
    "自公告之日起诉讼时效重新计算。": "publication_as_interruption",
    "以公告方式告知债权转让事宜。": "publication_as_notice",
    "自公告之日起债权转让对债务人发生效力。": "publication_as_notice",
    "自刊登之日起视同已经送达。": "publication_as_notice",
    "视为已经向债务人履行债权转让通知义务。": "publication_as_notice",
    "登报即为通知。": "publication_as_notice",
    "本公告即为债权转让通知。": "publication_as_notice",
    "本公告构成对债务人的通知。": "publication_as_notice",
    "我分公司的通知义务已履行完毕。": "publication_as_notice",
    "以登报形式通知。": "publication_as_notice",
    "时效重新开始计算。": "publication_as_interruption",
}
SILENT = (
    "判决书已公告送达债务人。",
    "债权转让通知书已邮寄送达。",
    "现催请上述债务人立即还款。",
    "本公告不构成要约。",
    "仅有公告不视为通知。",
    "逾期视为放弃，另行通知。",
    "竞价成功后通知买受人。",
)


def told(words: str, day: date, path: str = "statements.0") -> list[tuple[str, bool, bool]]:
    """Return code, whether it warns, and whether its source is confirmed."""
    return [(each.code, each.is_warning, each.source.confirmed) for each in wording_advice([(path, words)], day)]


@pytest.mark.parametrize(("words", "code"), CLAIMS_IT.items())
def test_words_that_claim_an_effect_warn_since_2021_and_are_noted_before(words: str, code: str) -> None:
    assert told(words, SINCE) == [(code, True, True)]
    assert told(words, BEFORE) == [(code, False, False)]


def test_words_that_claim_nothing_are_left_alone_and_a_title_may_claim_it() -> None:
    assert [told(words, SINCE) for words in SILENT] == [[]] * len(SILENT)
    title = "虚构资产管理公司债权转让暨催收公告"
    assert told(title, SINCE, "title") == [("publication_as_notice", True, True)]
    assert told(title, SINCE) == told("资产处置暨债务催收公告", SINCE, "title") == []


@pytest.mark.parametrize(
    ("day", "has_newspaper", "expected"),
    [
        (BEFORE, False, [("demand_by_notice", "法释〔2001〕12号")]),
        (SINCE, True, [("demand_by_notice", "法释〔2020〕17号")]),
        (SINCE, None, [("demand_by_notice", "法释〔2020〕17号")]),
        (SINCE, False, [("demand_by_notice", "法释〔2020〕17号"), ("demand_medium", "法释〔2020〕17号")]),
    ],
)
def test_demand_is_explained_by_the_law_of_its_day(
    day: date, has_newspaper: bool | None, expected: list[tuple[str, str]]
) -> None:
    found = list(demand_advice(day, has_newspaper=has_newspaper))
    assert [(each.code, each.source.number) for each in found] == expected
    assert ("missing obligor" in found[0].en) is (day is SINCE)
    assert ("下落不明" in found[0].zh) is (day is SINCE)


@pytest.mark.parametrize("day", [BEFORE, SINCE], ids=["Thu 2020-12-31", "Fri 2021-01-01"])
def test_composed_demand_claims_no_effect_and_check_tells_it(day: date) -> None:
    content = make_content(published_on=day, record_date="2020-06-30", has_demand=True)
    assert "现催请上述债务人" in text_of(content)
    assert told(text_of(content), SINCE) == []
    found = {each.code: each for each in check(content, calendar=UNTIL_2026).findings}
    assert found["demand_by_notice"].severity is Severity.note
    assert "publication_as_notice" not in found
    assert "publication_as_interruption" not in found
