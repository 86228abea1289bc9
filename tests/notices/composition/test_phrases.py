"""What several debtors, claims, guarantees, causes and limbs read like when they stand together."""

from typing import Any

import pytest

from disposal.collateral_types import TYPES
from notices.codes import CollateralType
from notices.reading import InvalidContent
from tests.support.notice_samples import make_content, sample, text_of

CLAIM = "items__0__claims__0"
OWNED = {"assignor": "虚构银行测试支行", "assignee": "虚构资产管理公司"}


def composed(**changes: Any) -> str:
    """Return the text of the notice of 2022 with changes."""
    return text_of(make_content(sample(), **changes))


def test_seller_is_the_last_holder_before_the_issuer() -> None:
    assert "我分公司从虚构资产管理公司收购" in composed(items__0__chain=[OWNED])
    sold_on = {"assignor": "虚构资产管理公司", "assignee": "中国华融资产管理股份有限公司浙江省分公司"}
    chained = composed(items__0__chain=[OWNED, sold_on])
    assert "虚构银行测试支行将其对杭州华成聚合纤有限公司的债权及相应从权利转让给虚构资产管理公司。" in chained
    assert "虚构资产管理公司将该债权转让给" in chained


@pytest.mark.parametrize(
    "holder", ["中国华融资产管理股份有限公司浙江省分公司", "中国华融资产管理股份有限公司", "我分公司"]
)
def test_chain_that_ends_at_the_issuer_is_told_once(holder: str) -> None:
    sold_on = {"assignor": "虚构资产管理公司", "assignee": holder}
    for chain in ([sold_on], [OWNED, sold_on]):
        text = composed(items__0__chain=chain, items__0__original_creditor="虚构银行测试支行")
        assert text.count(f"转让给{holder}。") == 1
        assert "我分公司从" not in text
    assert "我分公司从虚构资产管理公司收购" in composed(items__0__chain=[OWNED])


def test_one_cause_and_several_causes_stand_in_one_sentence() -> None:
    assert "有下列情形的，转让无效：甲。" in composed(terms__void_if=["甲"])
    assert "有下列情形之一的，转让无效：1.甲；2.乙。" in composed(terms__void_if=["甲。", "乙"])


def test_second_guarantee_is_told_apart_from_the_first() -> None:
    guarantees = [{"guarantors": ["虚构甲公司"]}, {"guarantors": ["虚构乙公司"], "mode": "general"}]
    text = composed(**{f"{CLAIM}__guarantees": guarantees})
    assert "由保证人虚构甲公司提供连带责任保证担保；另由保证人虚构乙公司提供一般保证担保" in text


def test_only_the_last_limb_is_joined_by_as_well_as() -> None:
    codes = ("amc_staff", "relative_of_insider", "debtor_side", "dishonest_debtor", "other_law")
    barred = make_content(sample(), restrictions={"limbs": [{"code": code} for code in codes]}).restrictions
    assert barred is not None
    assert barred.barred_words.count("，以及") == 1
    assert "主体、失信被执行人，以及依据" in barred.barred_words


def test_restrictions_without_capacity_have_one_colon() -> None:
    text = composed(restrictions={"limbs": [{"code": "civil_servant"}]})
    assert "对交易对象的要求为以下人员不得购买：国家公务员。" in text


def test_several_debtors_that_are_no_package_are_summed_up() -> None:
    first = sample()["items"][0]
    text = composed(items=[first, {**first, "debtor": "虚构二公司", "heading": "虚构二公司"}])
    assert "上述2户债权合计：债权本金合计268000000.00元，债权总额合计386948677.08元。" in text
    assert "户债权合计" not in composed()


def test_types_of_collateral_are_those_the_registry_asks_for() -> None:
    assert [(kind.value, kind.zh, kind.en) for kind in CollateralType] == [
        (kind.code, kind.label_zh, kind.label_en) for kind in TYPES
    ]


def test_unknown_type_of_collateral_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InvalidContent) as refused:
        make_content(sample(), **{f"{CLAIM}__security__0__collateral__type": "spaceship"})
    assert "unfinished_building" in refused.value.problems[0].zh
    assert refused.value.problems[0].path.endswith("collateral.type")


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [("window__count", 0, "不得小于1"), (f"{CLAIM}__amounts__principal", {"value": "-1"}, "不能为负数")],
)
def test_bound_of_a_count_does_not_speak_of_amounts(path: str, value: Any, words: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        make_content(sample(), **{path: value})
    assert [problem.zh for problem in refused.value.problems] == [words]
