"""Kinds of names that the further pairs of the field set showed to be missed, each by names that are not among them."""

import pytest

from disposal.eligibility.matching import Strength, Subject, compare
from notices.codes import PartyKind

PEOPLE = [
    (True, "审计处 鲁思齐", "鲁思齐"),
    (True, "虚构支行 顾长宁", "顾长宁"),
    (False, "审计处 鲁思齐", "审计处 鲁思远"),
    (True, "鲁思齐妻子顾长宁", "顾长宁"),
    (True, "鲁思齐之女：鲁念慈", "鲁念慈"),
    (False, "鲁思齐妻子顾长宁", "鲁思齐"),
    (True, "王之妻", "王之妻"),  # a name, if an odd one
    (True, "鲁思齐 女 回族 61周岁", "鲁思齐"),
    (True, "鲁思齐 男 1964年出生", "鲁思齐"),
    (False, "鲁思齐 女 回族", "鲁思远 女 回族"),
    (True, "顾长宁 鲁思齐夫妇", "鲁思齐"),
    (True, "顾长宁 鲁思齐等2人", "鲁思齐"),
    (False, "顾长宁 鲁思齐夫妇", "顾思齐"),
    (True, "NYU XIAOMEI", "女晓梅"),
    (True, "LUE MINGHAI", "略明海"),
    (True, "LU MINGHAI", "吕明海"),  # as older passports have it
    (False, "LYU MINGHAI", "鲁明海"),
    (True, "Lǚ Minghai", "吕明海"),
    (True, "Peter 何长庚", "Peter"),
    (False, "Peter 何长庚", "Peter 何长青"),
    (False, "Peter Ho (何长庚)", "Peter Ho (何家和)"),
    (True, "David Smith（大卫·史密斯）", "David Smith（戴维·史密斯）"),  # no Chinese names of persons
    (True, "Abdukerim Turdi", "阿卜杜克里木·吐尔地"),
    (False, "Abdukerim Turdi", "阿卜杜热依木·吐尔地"),
]
COMPANIES = [
    (True, "台州明砚塑业（全称：台州明砚塑业有限公司）", "台州明砚塑业有限公司"),
    (False, "台州明砚塑业（即台州明砚塑业有限公司）", "嘉兴明砚塑业有限公司"),
    (True, "Jiaxing Mingyan Photovoltaic Equipment Co., Ltd.", "嘉兴明砚光伏设备有限公司"),
    (False, "Jiaxing Mingyan Photovoltaic Equipment Co., Ltd.", "嘉兴明砚激光设备有限公司"),
    (True, "台州三十六号仓储有限公司", "台州36号仓储有限公司"),
    (False, "台州三十六号仓储有限公司", "台州六十三号仓储有限公司"),
    (False, "台州市第二建筑工程公司", "台州市第三建筑工程公司"),
    (True, "台州明砚小贷股份有限公司", "台州明砚小额贷款股份有限公司"),
]


def met(kind: PartyKind, a: str, b: str) -> bool:
    return compare(Subject(kind, (a,)), Subject(kind, (b,))).strength is not Strength.none


@pytest.mark.parametrize(("is_same", "a", "b"), PEOPLE)
def test_person_of_a_kind_once_missed(a: str, b: str, *, is_same: bool) -> None:
    assert met(PartyKind.natural_person, a, b) is is_same
    assert met(PartyKind.natural_person, b, a) is is_same


@pytest.mark.parametrize(("is_same", "a", "b"), COMPANIES)
def test_company_of_a_kind_once_missed(a: str, b: str, *, is_same: bool) -> None:
    assert met(PartyKind.organisation, a, b) is is_same
    assert met(PartyKind.organisation, b, a) is is_same
