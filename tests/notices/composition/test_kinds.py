"""How the kinds read: several debtors, supplements with conditional amounts, packages, later notices."""

import unicodedata
from typing import Any

import pytest

from notices.completeness import check
from notices.composition.composition import compose
from notices.content.counted_windows import resolve
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import (
    CONTENTS,
    DELETED,
    SAMPLES,
    changed,
    flat,
    make_content,
    published,
    sample,
    text_of,
    values_in,
)

INVENTED_ITEM = {
    "debtor": "虚构第二债务人有限公司",
    "claims": [
        {"amounts": {"principal": 0, "interest": "33617.15"}, "name": "虚构甲债权"},
        {"amounts": {"principal": 1, "interest": "120528.03"}, "guarantees": [{"guarantors": ["虚构担保有限公司"]}]},
    ],
}


def half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_sample_composes_and_nothing_blocks_its_publication(path: Any) -> None:
    content = make_content(values_in(path))
    assert content.kind == path.parent.name
    report = check(content, calendar=UNTIL_2026)
    assert [(finding.code, finding.field) for finding in report.blockers] == []
    assert compose(content).paragraphs


def test_supplement_of_2023_states_both_amounts_as_published() -> None:
    text = half_width(text_of(make_content(sample("supplement/sample"))))
    real = half_width(published("orient-jiangxi-supplement-2023-05-22"))
    start = real.index("根据我司与债务人等")
    assert (
        real[start:]
        .removesuffix(half_width("中国东方资产管理股份有限公司江西省分公司2023年5月22日"))
        .removesuffix("特此公告")
        in text
    )
    assert "我司于2023年3月30日在《国际商报》《江西日报》及总公司网站(sales.coamc.com.cn)" in text


def test_supplement_follows_its_conditional_amount() -> None:
    path = "items__0__claims__0__conditional_amounts__0__amounts__principal"
    text = text_of(make_content(sample("supplement/sample"), **{path: "250,780,001元"}))
    assert "债权本金金额为250,780,001元" in text
    assert "250,780,000" not in text


def test_supplement_without_conditional_amounts_prints_its_statements() -> None:
    text = text_of(make_content(sample("supplement/sample"), items=[], reason=None, statements=["虚构的补充事项。"]))
    assert "现就有关事项补充公告如下：虚构的补充事项。其他公告要素不变。特此公告。" in text


def test_demand_of_2024_holds_principals_of_zero_and_one_and_a_masked_name() -> None:
    content = make_content(sample("disposal/sample-demand"), record_date=DELETED)  # the bank names none
    text, real = text_of(content), published("wudi-rural-bank-2024-09-03")
    for words in ("吴某某", "0元", "33617.15元", "1元", "120528.03元", "2024年9月13日", "0543-6680138", "0543-6360358",
                  "曾经办上述资产的政法干警、", "山东省无棣县海丰十路棣丰支行二楼"):  # fmt: skip
        assert words in text
        assert words in real
    assert "现催请上述债务人、担保人" in text
    assert "借款人吴某某债权：本金0元，利息33617.15元。" in text


@pytest.mark.parametrize(
    ("name", "real"),
    [
        ("galaxy-guangzhou-2025", "galaxy-guangzhou-exchange-2025-10-20"),
        ("zhongshan-shenzhen-2025", "zhongshan-shenzhen-exchange-2025"),
    ],
)
def test_exchange_listing_is_held_with_its_figures_and_words(name: str, real: str) -> None:
    content = make_content(values_in(CONTENTS / f"{name}.toml"))
    text, listing = half_width(text_of(content)), half_width(published(real))
    terms = content.terms
    assert terms is not None
    given = (content.title, terms.deposit_rules, terms.payment and terms.payment.wording)
    for sentence in (part for words in given if words for part in words.split("。") if part):
        assert half_width(flat(sentence)) in listing
        assert half_width(flat(sentence)) in text


def test_listing_of_six_working_days_extends_by_three_as_the_listing_says() -> None:
    content = make_content(values_in(CONTENTS / "galaxy-guangzhou-2025.toml"))
    assert content.extension is not None
    assert (content.extension.trigger_bidders, content.extension.length, content.extension.max_cycles) == (2, 3, 1)
    words = content.extension.wording
    assert words is not None
    assert half_width(flat(words)) in half_width(published("galaxy-guangzhou-exchange-2025-10-20"))


def test_listing_from_the_next_day_closes_at_half_past_nine_in_the_evening() -> None:
    content = make_content(values_in(CONTENTS / "zhongshan-shenzhen-2025.toml"))
    window = resolve(content, UNTIL_2026).window
    assert window is not None
    assert window.ends_at is not None
    assert f"{window.ends_at:%Y-%m-%d %H:%M}" == "2025-09-28 21:30"  # Sun 2025-09-28, a make-up working day


def test_several_debtors_stand_each_under_a_heading_with_their_claims() -> None:
    content = make_content(changed(sample(), items=[*sample()["items"], INVENTED_ITEM]))
    document = compose(content)
    headings = [p.text for p in document.paragraphs if p.role == "heading"]
    assert headings == ["一、杭州华成聚合纤有限公司", "二、虚构第二债务人有限公司"]
    claims = [p for p in document.paragraphs if p.role == "list"]
    assert [p.source for p in claims] == ["items.1.claims.0", "items.1.claims.1"]
    assert claims[0].text == "1.虚构甲债权：截至2022年1月31日，本金0元，利息33617.15元。"
    assert "担保方式为保证担保，由保证人虚构担保有限公司提供连带责任保证担保。" in claims[1].text
    assert document.annex is None


def test_heading_takes_the_printed_number_and_heading_of_the_item() -> None:
    item = INVENTED_ITEM | {"number": 12, "heading": "虚构标题公司"}
    document = compose(make_content(changed(sample(), items=[*sample()["items"], item])))
    assert "十二、虚构标题公司" in [p.text for p in document.paragraphs]


def test_extension_counts_from_the_last_day_of_the_earlier_window() -> None:
    text = text_of(make_content(sample("extension/sample")))
    assert "公告期限至2026年3月16日止" in text
    assert "公告期限延长5个工作日，自原公告期限届满次日起算，延长后的公告期限至2026年3月23日17:00止。" in text  # Mon


def test_extension_without_counted_window_prints_no_last_day() -> None:
    text = flat("".join(p.text for p in compose(make_content(sample("extension/sample"))).paragraphs))
    assert "自原公告期限届满次日起算。如有购买意向" in text


def test_correction_names_each_element_before_and_after() -> None:
    text = text_of(make_content(sample("correction/sample")))
    assert "1.债权本金：原为“15,000,000.00元”，现更正为“15,500,000.00元”。" in text
    assert "2.债务人名称：原为“测试甲纺织有限公司”，现更正为“测试甲纺织股份有限公司”。其他公告要素不变。" in text


def test_correction_that_changes_more_does_not_say_the_rest_is_unchanged() -> None:
    text = text_of(make_content(sample("correction/sample"), other_elements_unchanged=False))
    assert "其他公告要素不变" not in text


def test_withdrawal_says_why_and_that_the_earlier_notice_no_longer_holds() -> None:
    text = text_of(make_content(sample("withdrawal/sample")))
    assert "（公告编号：虚构测〔2026〕1号）。因债务人已清偿全部债务，现决定撤销上述公告。" in text


def test_result_names_the_buyer_and_the_day() -> None:
    text = text_of(make_content(sample("result/sample")))
    assert "已成交。成交价：12,000,000.00元受让方：测试受让有限公司成交日期：2026年5月8日特此公告。" in text


def test_paper_of_another_day_is_named_with_its_day() -> None:
    said = sample("withdrawal/sample")
    day = said["amends"]["published_on"]
    papers = [{"medium": m, "kind": "company_website", "published_on": on} for m, on in
              (("虚构网", day), ("虚构报", "2030-01-02"))]  # fmt: skip
    text = text_of(make_content(changed(said, amends=said["amends"] | {"placements": papers})))
    assert "在虚构网发布了" in text
    assert "），并于2030年1月2日在虚构报刊登。因债务人已清偿" in text
