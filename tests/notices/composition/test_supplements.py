"""A supplement is merged by debtor and claim; what contradicts is refused, what cannot be told apart stays in words."""

from typing import Any

import pytest

from notices.composition.composition import title_of
from notices.composition.consolidation import NothingNew, consolidate
from notices.composition.filling import ContradictsNotice
from notices.composition.supplements import DebtorNotInNotice
from notices.content.content import NoticeContent
from notices.content.counted_windows import resolve
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import make_content, sample, text_of

FIRST, SECOND = "测试甲纺织有限公司", "测试乙船舶有限公司"
LOAN = "虚构借字2019第001号"
SAMPLE = sample("disposal/sample-package")
PACKAGE = resolve(make_content(SAMPLE), UNTIL_2026)
LAND = {"type": "land_use_right", "description": "国有建设用地使用权", "place": "测试省虚构市一号路"}


def supplement(*claims: dict[str, Any], debtor: Any = FIRST, **values: Any) -> NoticeContent:
    """Return a supplement of the package that states these claims of one debtor."""
    amends = {"title": title_of(PACKAGE), "published_on": PACKAGE.published_on, "package_name": "虚构资产包"}
    stated = {"items": [{"debtor": debtor, "claims": list(claims)}], **values}
    base = {"kind": "supplement", "issuer": SAMPLE["issuer"], "published_on": "2026-03-06", "amends": amends}
    return make_content(base | stated)


def merged(*claims: dict[str, Any], **values: Any) -> NoticeContent:
    amendment = supplement(*claims, **values)
    return consolidate(PACKAGE, amendment, title=title_of(amendment))


def test_supplement_of_2023_adds_its_conditional_amount_to_the_claim_and_changes_no_other() -> None:
    amendment = make_content(sample("supplement/sample"))
    debtor = {
        "debtor": "上海恒贸投资股份有限公司",
        "claims": [{"amounts": {"principal": "200,000,000元", "interest": 0}}],
    }
    issuer = sample("supplement/sample")["issuer"]
    earlier = make_content(published_on="2023-03-30", record_date="2023-03-20", items=[debtor], issuer=issuer)
    whole = consolidate(earlier, amendment, title=title_of(amendment))
    claim = whole.items[0].claims[0]
    assert claim.amounts == earlier.items[0].claims[0].amounts
    assert claim.conditional_amounts == amendment.items[0].claims[0].conditional_amounts
    text = text_of(whole)
    assert (
        "上述债权本金200,000,000元、利息0元为债务人符合豁免条件下的金额；若债务重组到期后债务人未达到豁免条件的" in text
    )
    assert "则基准日的债权本金金额为250,780,000元，利息及违约金按照" in text
    assert "（2023年5月22日）补充，现将债权资产金额计算规则进行说明，其内容已并入下文。" in text
    assert whole.sha256 != earlier.sha256


def test_part_stated_at_the_same_record_date_replaces_that_part_and_is_told() -> None:
    whole = merged({"contract_numbers": [LOAN], "amounts": {"interest": "3,100,000.00元", "total": "18,720,000.00元"}})
    amounts = whole.items[0].claims[0].amounts
    assert amounts is not None
    assert {name: amount.printed for name, amount in amounts.parts.items()} == {
        "principal": "15,000,000.00元", "interest": "3,100,000.00元", "penalty_interest": "500,000.00元",
        "litigation_costs": "120,000.00元",
    }  # fmt: skip
    change = whole.revisions[0].changes[0]
    assert change.label == f"对{FIRST}的债权金额"
    assert change.before is not None
    assert "利息3,000,000.00元" in change.before
    assert "利息3,100,000.00元" in change.after
    assert "利息3,100,000.00元，罚息500,000.00元，诉讼费用120,000.00元，合计18,720,000.00元”。" in text_of(whole)
    assert whole.items[1:] == PACKAGE.items[1:]


def test_amounts_of_another_record_date_stand_for_all_and_both_dates_are_told() -> None:
    whole = merged({"contract_numbers": [LOAN], "amounts": {"principal": "9.00"}}, record_date="2026-02-28")
    claim = whole.items[0].claims[0]
    assert claim.amounts is not None
    assert list(claim.amounts.parts) == ["principal"]
    assert str(claim.record_date) == "2026-02-28"
    assert "原为“截至2025年12月31日，本金15,000,000.00元" in text_of(whole)
    assert "现为“截至2026年2月28日，本金9.00元”" in text_of(whole)


def test_new_debtor_is_appended_with_the_next_number() -> None:
    whole = merged({"amounts": {"principal": "1,000.00元"}}, debtor="虚构新增有限公司")
    assert [item.debtor.name for item in whole.items] == [FIRST, SECOND, "测试戊商行", "虚构新增有限公司"]
    assert whole.items[3].number == 4
    assert "虚构新增有限公司" in text_of(whole)


def test_new_loan_of_a_known_debtor_is_appended_by_its_contract_number() -> None:
    whole = merged({"contract_numbers": ["虚构借字2020第009号"], "amounts": {"principal": "7.00"}})
    assert [claim.contract_numbers for claim in whole.items[0].claims][2] == ("虚构借字2020第009号",)


def test_debtor_that_the_notice_does_not_name_is_refused_unless_it_owes_a_principal() -> None:
    with pytest.raises(DebtorNotInNotice, match='names no debtor "虚构无此公司"') as refused:
        merged({"details": "虚构说明"}, debtor="虚构无此公司")
    assert refused.value.field == "items.0.debtor"


UNCLEAR: dict[str, dict[str, Any]] = {
    "two claims, none named": {},
    "unknown contract without principal": {"contract_numbers": ["虚构无此合同"]},
    "unknown name": {"name": "虚构名"},
}


@pytest.mark.parametrize("claim", UNCLEAR.values(), ids=UNCLEAR.keys())
def test_claim_that_cannot_be_told_apart_stands_over_the_text_in_the_supplements_own_words(claim: Any) -> None:
    whole = merged(claim | {"details": "虚构说明甲"})
    assert whole.items == PACKAGE.items
    assert "虚构说明甲。" in "".join(whole.revisions[0].words)
    text = text_of(whole)
    assert "（2026年3月6日）补充，补充内容如下：" in text
    assert "虚构说明甲。其他公告要素不变。以下为原文，补充内容见上。" in text


def test_masked_name_identifies_nobody() -> None:
    stated = {"name": "测试某某", "kind": "natural_person", "is_masked": True}
    whole = merged({"details": "虚构说明乙"}, debtor=stated)
    assert len(whole.items) == 3
    assert "虚构说明乙" in "".join(whole.revisions[0].words)


def test_security_of_a_known_thing_is_completed_and_another_is_appended() -> None:
    known = {"owner": FIRST, "collateral": LAND | {"conditions": [{"code": "leased", "words": "已出租"}]}}
    other = {"owner": FIRST, "collateral": LAND | {"place": "测试省虚构市二号路"}, "rank": 2}
    security = merged({"contract_numbers": [LOAN], "security": [known, other]}).items[0].claims[0].security
    assert len(security) == 2
    assert [condition.words for condition in security[0].collateral.conditions] == ["已被虚构市人民法院首封", "已出租"]
    assert security[0].rank == 1
    assert security[1].collateral.place == "测试省虚构市二号路"


CONTRADICTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "deposit": ({"terms": {"deposit": "250万元"}}, "terms.deposit"),
    "payment": ({"terms": {"payment": {"within_days": 5}}}, "terms.payment.within_days"),
    "package": ({"package": {"name": "虚构另一资产包"}}, "package.name"),
    "status of a debtor": (
        {"items": [{"debtor": {"name": SECOND, "status_words": "存续"}}]}, "items.0.debtor.status_words"),
}  # fmt: skip


@pytest.mark.parametrize(("values", "path"), CONTRADICTIONS.values(), ids=CONTRADICTIONS.keys())
def test_value_that_contradicts_the_notice_is_refused_by_field(values: dict[str, Any], path: str) -> None:
    with pytest.raises(ContradictsNotice, match="publish a correction") as refused:
        merged(**({"items": []} | values))
    assert refused.value.field == path
    assert "更正公告" in refused.value.zh


def test_figures_of_the_package_are_replaced_and_told() -> None:
    assert PACKAGE.package is not None
    whole = merged(package={"name": PACKAGE.package.name, "loan_count": 5, "parcel_count": 2}, items=[])
    assert whole.package is not None
    assert (whole.package.loan_count, whole.package.parcel_count, whole.package.debtor_count) == (5, 2, 3)
    assert "资产包笔数：原为“4笔”，现为“5笔”。" in text_of(whole)
    assert "资产包宗数：现为“2宗”。" in text_of(whole)
    assert "债务人3户、债权5笔、债权资产2宗" in text_of(whole)


def test_terms_left_open_are_filled_and_the_others_stay() -> None:
    whole = merged(items=[], terms={"increment": "10万元"})
    assert PACKAGE.terms is not None
    assert whole.terms is not None
    assert whole.terms.increment is not None
    assert whole.terms == PACKAGE.terms.model_copy(update={"increment": whole.terms.increment})
    assert "加价幅度：10万元。" in text_of(whole)


def test_supplement_that_says_only_what_the_notice_says_is_refused() -> None:
    with pytest.raises(NothingNew):
        merged({"contract_numbers": [LOAN], "amounts": {"principal": "15,000,000.00元"}})


def test_supplement_states_no_principal_where_none_changes() -> None:
    text = text_of(supplement({"contract_numbers": [LOAN], "guarantees": [{"guarantors": ["虚构担保有限公司"]}]}))
    assert "本金" not in text
    assert "0元" not in text
    assert f"上述债权（合同编号：{LOAN}）担保方式为保证担保，由保证人虚构担保有限公司提供连带责任保证担保。" in text


def test_supplement_in_another_currency_is_refused() -> None:
    stated = {"contract_numbers": [LOAN], "amounts": {"interest": {"value": "1.00", "currency": "USD"}}}
    with pytest.raises(ContradictsNotice, match='says "USD", but the notice says "CNY"'):
        merged(stated)


def test_supplement_merged_in_part_says_what_of_it_is_not() -> None:
    amendment = supplement({"details": "虚构说明甲"}, terms={"increment": "10万元"})
    text = text_of(consolidate(PACKAGE, amendment, title=title_of(amendment)))
    assert "补充内容如下：下列补充内容未能并入下文：" in text
    assert "虚构说明甲。其他公告要素不变。以下为修订后的全文。" in text
    assert "加价幅度：10万元。" in text


def test_condition_stated_without_amounts_names_its_record_date() -> None:
    condition = {"condition": "若逾期", "amounts": {"principal": "9.00"}}
    text = text_of(supplement({"record_date": "2022-06-30", "conditional_amounts": [condition]}))
    assert "原公告内所披露的基准日2022年6月30日债权金额为下述条件未成就时的金额；若逾期，则基准日的债权" in text
