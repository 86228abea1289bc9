"""Texts that readers see: names of persons and numbers are masked, what a notice itself prints is not."""

import pytest

from disposal.services.filings.masking import Masking, shown_name
from notices.codes import ContactRole
from notices.content.parties import Contact

ISSUER = Contact(role=ContactRole.deal, name="陈静", phones=("0571-87654321",), email="kefu@example.com")
MASKING = Masking({"虚构丁": "虚某某"}, (ISSUER,))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("虚构丁的保证责任", "虚某某的保证责任"),
        ("我叫王小明，想问", "我叫王某某，想问"),
        ("欧阳修远先生是否放弃", "欧阳某某先生是否放弃"),
        ("请问张大伟先生", "请问张某某先生"),
        ("我叫陈静怡", "我叫陈某某"),
        ("电话13812345678", "电话138****5678"),
        ("电话（0571）87654320", "电话057****4320"),
        ("电话(010) 6555 0001，", "电话010****0001，"),
        ("身份证11010519491231002X", "身份证110105********002X"),
        ("账号6222021234567890123", "账号622****0123"),
        ("邮箱 a.b@example.com", "邮箱 a***@***"),
        ("住浙江省杭州市上城区虚构路1号", "住浙江省杭州市****"),
    ],
)
def test_persons_and_numbers_are_masked(said: str, shown: str) -> None:
    assert MASKING.of(said) == shown


@pytest.mark.parametrize(
    "said",
    [
        "请拨打（0571）87654321",
        "请找联系人：陈静，或致电陈静女士",
        "请拨打0571-87654321，或写信至kefu@example.com",
        "本金134000000.00元，利息截至2022年6月20日",
        "合同编号2021年借字第0012345678号",
        "金额１００元，是否含税？",
        "虚构甲制造有限公司的厂房",
    ],
)
def test_contacts_of_the_notice_amounts_and_companies_stay_as_written(said: str) -> None:
    assert MASKING.of(said) == said


@pytest.mark.parametrize(
    ("name", "shown"), [("虚构咨询有限公司", "虚构咨询有限公司"), ("张三丰", "张某某"), ("张某某", "张某某")]
)
def test_name_of_a_person_is_masked_once_and_of_a_company_never(name: str, shown: str) -> None:
    assert shown_name(name) == shown
