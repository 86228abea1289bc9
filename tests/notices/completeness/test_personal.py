"""Personal data are refused with field, masked value and remedy; staff are told whose name will be masked."""

from typing import Any

import pytest

from notices.completeness import check
from notices.completeness.texts import PERSONAL
from notices.content.content import NoticeContent
from notices.reading import InvalidContent
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import make_content
from tests.support.publishing import invented_content

CLAIM = "items__0__claims__0"
GUARANTORS = f"{CLAIM}__guarantees__0__guarantors"
PHONE = "13812345678"


def invented(**changes: Any) -> NoticeContent:
    return make_content(invented_content().model_dump(exclude_defaults=True), **changes)


def told(**changes: Any) -> list[tuple[str, str, str]]:
    """Return severity, code and field of what is told of personal data."""
    report = check(invented(**changes), calendar=UNTIL_2026)
    ours = (
        "personal_data_in_text",
        "name_holds_more",
        "name_without_basis",
        "name_is_masked",
        "number_like_resident_id",
        "not_printed_of_a_person",
    )
    return [(each.severity.value, each.code, each.field) for each in report.findings if each.code in ours]


@pytest.mark.parametrize(
    "field",
    [
        "title", "reason", f"{CLAIM}__details", "items__0__profile", "items__0__reservation", "supervisor",
        "items__0__heading", f"{CLAIM}__unfinished_settlement", "terms__buyer_requirement", "restrictions__capacity",
        "package__name",
    ],
)  # fmt: skip
def test_telephone_of_a_person_is_refused_in_any_text(field: str) -> None:
    words = f"虚构甲制造有限公司保证人手机{PHONE}"
    changes: dict[str, Any] = {"package": {"name": words}} if field == "package__name" else {field: words}
    assert ("blocker", PERSONAL, field.replace("__", ".")) in told(**changes)


def test_refusal_shows_the_value_masked_the_law_and_what_to_do() -> None:
    report = check(invented(items__0__details=f"保证人手机{PHONE}"), calendar=UNTIL_2026)
    (found,) = (each for each in report.blockers if each.code == PERSONAL)
    assert found.zh == "含有自然人的电话号码（138****5678），不得公开，请删去；确需说明的改用不含该信息的表述"
    assert found.source.citation == "《个人信息保护法》第二十五条"
    assert PHONE not in found.zh + found.en


OWNER = {"name": "曹欣羊", "kind": "natural_person", "name_bases": ["contract"]}


@pytest.mark.parametrize(
    ("owner", "thing"),
    [
        (
            "虚构甲制造有限公司",
            {"type": "building", "description": "住宅", "place": "测试市虚构路9号3幢402室", "building_area_m2": "90"},
        ),
        (OWNER, {"type": "vehicle", "description": "曹欣羊名下浙A12345小型轿车"}),
    ],
)
def test_place_and_plate_of_what_is_sold_stay(owner: Any, thing: dict[str, str]) -> None:
    assert told(**{f"{CLAIM}__security": [{"owner": owner, "collateral": thing}]}) == []


def test_telephone_and_email_of_the_issuer_stay_wherever_it_speaks_of_itself() -> None:
    words = [f"业务联系电话{PHONE}，保证人不在此列", "曹欣羊等债务人如有异议，请致函HRZJ2022@163.com"]
    assert told(contacts__0__phones=[PHONE], contacts__0__email="hrzj2022@163.com", disclaimers=words) == []
    assert told(disclaimers=words[1:]) == []  # the issuer asks for objections
    assert told(items__0__details=words[1]) == [("blocker", PERSONAL, "items.0.details")]


@pytest.mark.parametrize(
    "words",
    [
        "保证人邮箱cxy1972@163.com",
        "保证人现年52岁",
        "保证人微信号caoxy1972",
        "保证人名下浙A12345轿车",
        "保证人1972年生",
    ],
)
def test_whatever_else_tells_who_a_person_is_or_reaches_them_is_refused(words: str) -> None:
    assert told(items__0__details=words) == [("blocker", PERSONAL, "items.0.details")]


FLAT = {"type": "building", "description": "住宅", "building_area_m2": "90"}


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (f"{CLAIM}__contract_numbers", ["个借字001号（借款人手机13812345678）"]),
        (f"{CLAIM}__contract_numbers", ["个借字001号，身份证号330121196503021"]),
        ("attachments", ["曹欣羊身份证330121196503021复印件.pdf"]),
        (
            f"{CLAIM}__security",
            [{"owner": "虚构甲有限公司", "collateral": {**FLAT, "place": "虚构路9号402室，曹欣羊13812345678"}}],
        ),
    ],
)
def test_personal_data_beside_a_number_or_a_place_and_in_names_of_attachments_are_refused(
    field: str, words: Any
) -> None:
    report = check(invented(**{field: words}), calendar=UNTIL_2026)
    (path,) = (each.field for each in report.blockers if each.code == PERSONAL)
    assert path.startswith(field.replace("__", "."))


@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        ([], ("warning", "name_without_basis")),
        (["none"], ("note", "name_is_masked")),
        (["judgment"], None),
    ],
)
def test_name_that_will_be_masked_is_told_once(bases: list[str], expected: tuple[str, str] | None) -> None:
    person = {"name": "曹欣羊", "kind": "natural_person", "name_bases": bases}
    found = told(**{GUARANTORS: [person, {**person, "name": "曹 欣 羊"}]})
    assert found == ([(*expected, f"{GUARANTORS}.0.name".replace("__", "."))] if expected else [])


@pytest.mark.parametrize("name", ["曹欣羊（女）", "曹欣羊、徐兴娟", "曹欣羊13812345678"])
def test_name_that_holds_more_than_a_name_is_refused(name: str) -> None:
    found = told(**{GUARANTORS: [{"name": name, "kind": "natural_person"}]})
    assert ("blocker", "name_holds_more", f"{GUARANTORS}.0.name".replace("__", ".")) in found


@pytest.mark.parametrize(
    "name", ["曹欣羊（110105491231002）", "曹欣羊１３８１２３４５６７８", "虚构有限公司 138 1234 5678"]
)
def test_long_number_in_a_name_is_refused_whatever_kind_the_party_is(name: str) -> None:
    found = told(**{GUARANTORS: [name]})
    assert ("blocker", "name_holds_more", f"{GUARANTORS}.0.name".replace("__", ".")) in found


def test_certificate_number_like_a_resident_id_is_printed_but_warned_of() -> None:
    land = {"type": "building", "description": "住宅", "place": "测试市虚构路9号", "building_area_m2": "90"}
    security = {"owner": "虚构甲制造有限公司", "collateral": {**land, "certificate_numbers": ["11010519491231002X"]}}
    field = f"{CLAIM}.security.0.collateral.certificate_numbers.0".replace("__", ".")
    assert told(**{f"{CLAIM}__security": [security]}) == [("warning", "number_like_resident_id", field)]


def test_address_and_birth_date_of_a_person_are_told_not_to_be_printed() -> None:
    known = {"address": "测试市虚构区虚构路1号", "founded_on": "1965-03-02", "name_bases": ["contract"]}
    found = told(**{GUARANTORS: [{"name": "曹欣羊", "kind": "natural_person", **known}]})
    assert [(severity, code) for severity, code, _ in found] == [("note", "not_printed_of_a_person")] * 2


def test_a_basis_and_none_at_once_are_refused_in_words() -> None:
    with pytest.raises(InvalidContent) as refusal:
        invented(**{GUARANTORS: [{"name": "曹欣羊", "kind": "natural_person", "name_bases": ["合同", "无"]}]})
    assert "既写明依据又写“无”，请删去其一" in refusal.value.problems[0].zh
