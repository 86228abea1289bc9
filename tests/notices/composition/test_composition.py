"""The text of a notice is composed from its data: what changes in the data changes in the text."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest

from notices.completeness import check
from notices.composition.composition import compose, find_field, title_of
from notices.composition.markup import begin, paragraphs
from notices.content.counted_windows import resolve
from notices.kinds import UnknownKind
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import DELETED, make_content, published, sample, text_of

REAL = published("huarong-zhejiang-2022-08-03")

# Field of the data, its new value, words that go, words that come.
CHANGES: dict[str, tuple[str, Any, str, str]] = {
    "principal": ("items__0__claims__0__amounts__principal", "134000001.00", "本金134000000.00", "本金134000001.00"),
    "interest": ("items__0__claims__0__amounts__interest", "1.10万元", "59474338.54元", "1.10万元"),
    "what interest includes": ("items__0__claims__0__amounts__interest_includes", "含复利", "含罚息", "利息（含复利）"),
    "total": ("items__0__claims__0__amounts__total", "1.00", "本息合计193474338.54元", "本息合计1.00元"),
    "ceiling": ("items__0__claims__0__security__1__ceiling__amount", "2451万元", "2450万元", "2451万元"),
    "what the ceiling limits": (
        "items__0__claims__0__security__2__ceiling__limits", "claim_balance",
        "最高额抵押金额9436万元", "最高债权余额9436万元",
    ),
    "guarantor": (
        "items__0__claims__0__guarantees__0__guarantors__1", "虚构保证有限公司",
        "集团有限公司、浙江华欣新材料", "集团有限公司、虚构保证有限公司、浙江",
    ),
    "mode of the guarantee": ("items__0__claims__0__guarantees__0__mode", "general", "连带责任保证", "一般保证担保"),
    "owner": ("items__0__claims__0__security__0__owner", "虚构房产公司", "杭州华欣线业", "1.虚构房产公司名下"),
    "area": ("items__0__claims__0__security__0__collateral__land_area_m2", 16761, "16760平方米", "16761平方米"),
    "debtor": ("items__0__debtor", "虚构债务人有限公司", "对杭州华成聚合纤有限公司债权", "对虚构债务人有限公司债权"),
    "original creditor": ("items__0__original_creditor", "虚构银行", "广发银行", "从虚构银行收购"),
    "record date": ("record_date", "2022-02-01", "2022年1月31日", "截至2022年2月1日，"),
    "mode": ("terms__modes", ["auction"], "公开竞价、和解等", "处置方式为拍卖等，"),
    "limb's words": ("restrictions__limbs__4__wording", "管理人员", "国有企业债务管理层面", "、管理人员以及参与"),
    "limb's code": ("restrictions__limbs__0", {"code": "dishonest_debtor"}, "国家公务员", "不得购买：失信被执行人、"),
    "buyer": ("restrictions__capacity", "虚构要求", "支付能力的法人、组织或自然人，且", "要求为：虚构要求，且以下"),
    "window": ("window__count", 15, "20个工作日", "自本公告发布之日起15个工作日。"),
    "contact": ("contacts__0__name", "虚构女士", "陈女士", "受理公示事项联系人：虚构女士联系电话"),
    "hotline": ("contacts__1__phones", ["0000-1"], "(0571)87836756", "林女士0000-1"),
    "issuer": ("issuer__name", "虚构资产公司", "中国华融资产管理股份有限公司", "虚构资产公司浙江省分公司资产处置公告"),
    "how it speaks of itself": ("issuer__self_reference", "我司", "我分公司", "我司拟对上述债权"),
    "date": ("published_on", "2022-08-04", "2022年8月3日", "浙江省分公司2022年8月4日"),
    "disclaimer": ("disclaimers", ["虚构声明。"], "上述本金利息数据", "虚构声明。我分公司拟"),
}  # fmt: skip


def test_notice_of_2022_composed_from_its_data_equals_what_was_published() -> None:
    assert text_of(make_content()) == REAL


@pytest.mark.parametrize(("path", "value", "gone", "come"), CHANGES.values(), ids=CHANGES.keys())
def test_text_follows_the_data(path: str, value: Any, gone: str, come: str) -> None:
    text = text_of(make_content(**{path: value}))
    assert gone in REAL
    assert gone not in text
    assert come in text


@pytest.mark.parametrize("number", range(8))
def test_text_without_a_limb_names_one_category_less(number: int) -> None:
    content = make_content(**{f"restrictions__limbs__{number}": DELETED})
    words = make_content().restrictions.limbs[number].words  # type: ignore[union-attr]
    assert text_of(content).count(words) == REAL.count(words) - 1
    assert len(content.restrictions.limbs) == 7  # type: ignore[union-attr]


def test_text_without_security_names_only_the_guarantors() -> None:
    text = text_of(make_content(items__0__claims__0__security=[]))
    assert "担保方式为保证担保，由保证人浙江华欣控股集团有限公司、" in text
    assert "抵押" not in text


def test_text_with_pledge_and_mortgage_names_both_kinds() -> None:
    text = text_of(make_content(items__0__claims__0__security__2__kind="pledge"))
    assert "担保方式为抵押担保加质押担保加保证担保，抵押物有：1." in text
    assert "；质押物为：浙江华欣新材料股份有限公司名下动产存货" in text


def test_text_has_no_value_printed_as_none_and_no_doubled_stop() -> None:
    for values in (sample(), sample("disposal/sample-demand"), sample("disposal/sample-package")):
        text = text_of(make_content(values))
        assert "None" not in text
        assert not [mark for mark in ("。。", "，。", "，，", "；。", "、、", "：。", "，；") if mark in text]


def test_content_of_unknown_kind_is_refused_naming_the_known_ones() -> None:
    content = make_content().model_copy(update={"kind": "promotion"})
    with pytest.raises(UnknownKind) as refused:
        compose(content)
    assert refused.value.field == "kind"
    assert "disposal" in refused.value.en
    assert "资产处置公告" in refused.value.zh


def test_title_given_is_kept_and_else_composed_by_the_kind() -> None:
    assert title_of(make_content(title="虚构标题")) == "虚构标题"
    assert title_of(make_content(has_demand=True)) == "中国华融资产管理股份有限公司浙江省分公司资产处置暨债务催收公告"


def test_facts_tell_number_dates_and_last_day_with_weekday() -> None:
    content = resolve(make_content(number="虚构〔2022〕1号"), UNTIL_2026)
    facts = dict(compose(content).facts)
    assert facts["公告编号"] == "虚构〔2022〕1号"
    assert facts["公告日期"] == "2022年8月3日（星期三）"
    assert "登记于" not in facts
    assert facts["公告期最后一日"] == "2022年8月31日（星期三）24:00截止"
    assert facts["刊登媒体"] == "《浙江日报》，2022年8月3日"


def test_facts_tell_day_of_the_notice_and_instant_of_its_registration_apart() -> None:
    document = compose(make_content(), registered_at=datetime(2026, 11, 29, 2, 49, tzinfo=UTC))
    assert document.facts[:2] == (("公告日期", "2022年8月3日（星期三）"), ("登记于", "2026年11月29日10:49"))


def test_facts_mark_a_last_day_that_may_change_as_provisional() -> None:
    content = resolve(make_content(published_on="2026-12-15"), UNTIL_2026)
    assert "暂定" in dict(compose(content).facts)["公告期最后一日"]
    assert "公告期最后一日" not in dict(compose(make_content()).facts)


def test_field_search_names_the_field_that_holds_a_character() -> None:
    content = make_content(items__0__claims__0__guarantees__0__guarantors__3="虚构𬎆公司")
    assert find_field(content, "𬎆") == "items.0.claims.0.guarantees.0.guarantors.3.name"
    assert find_field(content, "鿿") == ""


def test_line_break_in_the_data_begins_a_paragraph_of_the_same_role() -> None:
    document = compose(make_content(terms__buyer_requirement="第一段。\n\n第二段。"))
    found = [p for p in document.paragraphs if p.source == "terms.buyer_requirement"]
    assert [p.text for p in found] == ["交易条件为：第一段。", "第二段。"]
    assert {p.role for p in found} == {"condition"}


def test_words_that_look_like_a_template_are_printed_as_they_are() -> None:
    text = text_of(make_content(disclaimers=["{{ 7 * 7 }}{% raw %}<b>&amp;"]))
    assert "{{7*7}}{%raw%}<b>&amp;" in text


def test_markup_refuses_an_unknown_role_and_text_outside_a_paragraph() -> None:
    with pytest.raises(ValueError, match="unknown role"):
        begin("shout", "title")
    with pytest.raises(ValueError, match="before the first paragraph"):
        list(paragraphs("stray" + begin("body", "title")))


def test_composition_is_the_same_in_another_process_with_another_locale() -> None:
    program = (
        "import json,sys;from notices.reading import validate_content;"
        "from notices.composition.composition import compose;from notices.rendering.plain import render_text;"
        "sys.stdout.buffer.write(render_text(compose(validate_content(json.load(sys.stdin)))).encode())"
    )
    content = make_content()
    texts = [
        subprocess.run(
            [sys.executable, "-c", program],
            input=json.dumps(content.as_json()).encode(),
            env={"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for zone, locale, seed in (("UTC", "C", "1"), ("Asia/Shanghai", "C.UTF-8", "2"))
    ]
    assert texts[0] == texts[1]
    assert check(content, calendar=UNTIL_2026).is_publishable
