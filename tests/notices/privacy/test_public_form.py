"""The public form of a content: who is masked, how, and what else is left out."""

from typing import Any

import pytest

from notices.content.content import NoticeContent
from notices.content.name_shapes import is_persons_name, looks_masked, masked_name
from notices.content.parties import Obligor
from notices.privacy.name_masks import corrected_names, name_masks, printed_names
from notices.privacy.public_form import public_form, to_county, with_flags
from tests.support.notice_samples import make_content
from tests.support.publishing import invented_content

GUARANTORS = "items__0__claims__0__guarantees__0__guarantors"


def person(name: str, *bases: str, **known: Any) -> dict[str, Any]:
    return {"name": name, "kind": "natural_person", "name_bases": bases, **known}


def guaranteed_by(*named: Any, **changes: Any) -> NoticeContent:
    return make_content(invented_content().model_dump(exclude_defaults=True), **{GUARANTORS: named, **changes})


def guarantors(content: NoticeContent) -> tuple[Obligor, ...]:
    return content.items[0].claims[0].guarantees[0].guarantors


def printed(content: NoticeContent) -> list[str]:
    """Return how the guarantors are named in the public form."""
    return [party.name for party in guarantors(public_form(content).content)]


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("曹欣羊", "曹某某"),
        ("王一", "王某某"),
        ("欧阳砚秋", "欧阳某某"),
        ("司马光", "司马某某"),
        ("阿卜杜拉·买买提", "阿某某"),
        ("东方·史密斯", "东某某"),
        ("John Smith", "J某某"),
    ],
)
def test_name_is_masked_by_surname_or_first_character(name: str, masked: str) -> None:
    assert masked_name(name) == masked
    assert looks_masked(masked)
    assert looks_masked(f"{masked}2")
    assert not looks_masked(name)


@pytest.mark.parametrize(
    ("bases", "policy", "is_printed"),
    [
        (("contract",), "print_with_basis", True),
        (("生效文书", "合同"), "print_with_basis", True),
        (("none",), "print_with_basis", False),
        ((), "print_with_basis", False),
        (("consent",), "mask", False),
    ],
)
def test_name_stands_with_a_basis_unless_the_issuer_masks_all(
    bases: tuple[str, ...], policy: str, is_printed: bool
) -> None:
    content = guaranteed_by(person("曹欣羊", *bases), issuer__person_names=policy)
    public = public_form(content).content
    (party,) = guarantors(public)
    assert (party.name, party.is_masked) == (("曹欣羊", False) if is_printed else ("曹某某", True))
    assert "name_bases" not in str(public.as_json())


def test_two_of_one_surname_stay_apart_and_one_person_is_one_everywhere() -> None:
    content = guaranteed_by(person("曹欣羊"), person("曹欣建"), person("徐兴娟"), person("曹 欣 羊"))
    assert printed(content) == ["曹某某1", "曹某某2", "徐某某", "曹某某1"]
    beside = guaranteed_by(person("曹某某", is_masked=True), person("曹欣羊"), person("曹欣建"))
    assert printed(beside) == ["曹某某", "曹某某2", "曹某某3"]
    one_basis = guaranteed_by(person("曹欣羊"), person("曹欣羊", "contract"))
    assert printed(one_basis) == ["曹欣羊", "曹欣羊"]


def test_name_is_masked_in_prose_but_not_within_other_names() -> None:
    words = "金华提供保证，金 华住金华市；由金华实业有限公司抵押"
    content = guaranteed_by(person("金华"), "金华实业有限公司", items__0__details=words, title="关于金华债权的公告")
    public = public_form(content).content
    assert public.items[0].details == "金某某提供保证，金某某住金华市；由金华实业有限公司抵押"
    assert public.title == "关于金某某债权的公告"
    assert printed(content)[1] == "金华实业有限公司"


def test_foreign_name_is_found_however_its_dot_and_blanks_are_written() -> None:
    words = "阿卜杜拉•买买提与john  smith均已签收，Johnsmithson未签收"
    content = guaranteed_by(person("阿卜杜拉·买买提"), person("John Smith"), items__0__details=words)
    assert public_form(content).content.items[0].details == "阿某某与J某某均已签收，Johnsmithson未签收"


@pytest.mark.parametrize(
    "party",
    [
        {"name": "曹欣羊"},  # entered as a company
        {"name": "曹欣羊", "kind": "individual_business"},
        {"name": "萧山小吃店（经营者：曹欣羊）", "kind": "individual_business"},
        {"name": "曹欣羊", "kind": "natural_person", "is_masked": True},  # said to be masked, and is not
        {"name": "曹丙", "kind": "natural_person", "former_names": ["曹欣羊"]},
        {"name": "萧山小吃店（经营者：曹欣羊）"},  # a shop entered as a company
        {"name": "曹欣羊（萧山小吃店）", "kind": "individual_business"},
    ],
)
def test_no_other_way_of_naming_a_person_prints_the_name(party: dict[str, Any]) -> None:
    content = guaranteed_by(party, items__0__reservation="曹欣羊下落不明")
    assert "曹欣羊" not in public_form(content).content.canonical_json().decode()


def test_company_its_representative_and_the_issuers_staff_keep_their_names() -> None:
    firm = {"name": "测试甲有限公司", "legal_representative": "曹欣羊", "address": "测试市虚构路1号"}
    content = guaranteed_by(firm, person("陈一"), contacts__0__name="陈一")
    public = public_form(content).content
    assert guarantors(public)[0] == guarantors(content)[0]
    assert public.contacts == content.contacts
    masked = public_form(guaranteed_by(firm, person("曹欣羊"))).content
    assert guarantors(masked)[0].legal_representative == "曹某某"


def test_birth_date_is_left_out_and_the_address_ends_at_the_county() -> None:
    home = "浙江省杭州市萧山区河庄街道建设村5组12号"
    content = guaranteed_by(person("曹欣羊", "contract", address=home, founded_on="1965-03-02"))
    (party,) = guarantors(public_form(content).content)
    assert (party.founded_on, party.address) == (None, "浙江省杭州市萧山区")


@pytest.mark.parametrize(
    ("address", "county"),
    [
        ("杭州市萧山区人民路1号", "杭州市萧山区"),
        ("北京市朝阳区某某小区3幢", "北京市朝阳区"),
        ("浙江省金华市义乌市江东街道", "浙江省金华市义乌市"),
        ("内蒙古自治区锡林郭勒盟正蓝旗上都镇", "内蒙古自治区锡林郭勒盟正蓝旗"),
        ("河庄花园小区3幢402室", None),
        ("杭州市河庄花园小区3幢402室", "杭州市"),
        ("建设村5组", None),
    ],
)
def test_address_is_cut_behind_its_county(address: str, county: str | None) -> None:
    assert to_county(address) == county


def test_buyer_and_former_holders_who_are_persons_are_masked() -> None:
    outcome = {"words": "已由曹欣羊受让", "buyer": "曹欣羊、徐兴娟"}
    result = invented_content().model_copy(update={"kind": "result"})
    content = make_content(result.model_dump(exclude_defaults=True), outcome=outcome)
    public = public_form(content).content
    assert public.outcome is not None
    assert (public.outcome.words, public.outcome.buyer) == ("已由曹某某受让", "曹某某、徐某某")
    chain = [{"assignor": "华融", "assignee": "曹欣羊"}]
    (link,) = public_form(guaranteed_by("测试甲有限公司", items__0__chain=chain)).content.items[0].chain
    assert (link.assignor, link.assignee) == ("华融", "曹某某")


def test_amendment_names_everybody_as_the_notice_does() -> None:
    first = public_form(guaranteed_by(person("曹欣羊"), person("徐兴娟", "contract")))
    later = guaranteed_by(person("曹欣羊", "contract"), person("徐兴娟"), person("曹欣建"))
    known = printed_names(first.content) | first.masks
    names = guarantors(public_form(later, known).content)
    assert [party.name for party in names] == ["曹某某", "徐兴娟", "曹某某2"]


def test_corrected_name_of_a_masked_person_is_masked_alike() -> None:
    said = public_form(guaranteed_by(person("曹欣羊"), person("徐兴娟", "contract"))).content
    here = "items.0.claims.0.guarantees.0.guarantors"
    changes = [
        {"label": "保证人", "path": f"{here}.0.name", "after": "曹欣阳"},
        {"label": "保证人", "path": f"{here}.1.name", "after": "徐兴绢"},
    ]
    correction = make_content(invented_content().model_dump(exclude_defaults=True), kind="correction", changes=changes)
    assert corrected_names(correction, said) == {"曹欣阳": "曹某某", "徐兴绢": "徐兴绢"}


def test_flag_is_set_for_our_own_masks_only() -> None:
    content = guaranteed_by(person("曹某某", is_masked=True), person("徐某某", is_masked=True))
    flagged = with_flags(content, frozenset({"徐某某"}), is_masked=False)
    assert [party.is_masked for party in guarantors(flagged)] == [True, False]
    assert with_flags(flagged, frozenset({"徐某某"}), is_masked=True) == content


def test_content_without_persons_is_its_own_public_form() -> None:
    content = invented_content()
    assert public_form(content).content == content
    assert public_form(content).content.items is content.items
    assert name_masks(content) == {}


def test_masked_names_with_a_figure_read_as_persons() -> None:
    assert all(map(is_persons_name, ("曹某某1", "欧阳某某12", "曹某甲")))
