"""Code words may be written in Chinese: the label, or another word of the trade that names one code only."""

import importlib
import pkgutil

import pytest

import disposal
import notices
from notices.codes import Coded, CollateralType, DisposalMode, GuaranteeMode, LitigationCode, MediumKind, SecurityKind
from notices.content.amounts import MoneyUnit
from notices.content.limbs import LimbCode
from notices.content.parties import Contact
from notices.reading import InvalidContent
from notices.windows.window import WindowUnit
from tests.support.notice_samples import make_content

WORDS: tuple[tuple[type[Coded], str, str], ...] = (
    (CollateralType, "土地使用权", "land_use_right"),
    (CollateralType, "国有建设用地使用权", "land_use_right"),
    (CollateralType, " 在建工程 ", "unfinished_building"),
    (CollateralType, "应收帐款", "receivable"),
    (CollateralType, "商铺", "building"),
    (CollateralType, "生产设备", "machinery"),
    (SecurityKind, "出质", "pledge"),
    (SecurityKind, "设定抵押", "mortgage"),
    (LimbCode, "国家公务员", "civil_servant"),
    (LimbCode, "公务员", "civil_servant"),
    (LimbCode, "失信被执行人", "dishonest_debtor"),
    (GuaranteeMode, "连带责任保证", "joint"),
    (GuaranteeMode, "连带", "joint"),
    (GuaranteeMode, "一般保证", "general"),
    (GuaranteeMode, "一般", "general"),
    (LitigationCode, "终本", "enforcement_round_closed"),
    (DisposalMode, "公开竞价", "open_bidding"),
    (DisposalMode, "协议转让", "private_agreement"),
    (MediumKind, "省级报纸", "newspaper_province"),
    (MoneyUnit, "万元", "wan_yuan"),
    (WindowUnit, "工作日", "working_days"),
)
REFUSED: tuple[tuple[type[Coded], str], ...] = (
    (GuaranteeMode, "保证"),  # joint before 2021 where nothing was said, general since: 民法典第六百八十六条
    (MediumKind, "报纸"),  # of the prefecture or of the province
    (CollateralType, "不动产"),  # land or building
    (CollateralType, ""),
    (MoneyUnit, ""),
    (MoneyUnit, " "),
)


def every_kind_of_code(parent: type[Coded] = Coded) -> list[type[Coded]]:
    for package in (notices, disposal):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations." not in module.name and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    found = list(parent.__subclasses__())
    return [each for kind in found for each in (kind, *kind.__subclasses__())]


@pytest.mark.parametrize(("codes", "word", "code"), WORDS, ids=lambda value: value if isinstance(value, str) else "")
def test_word_is_read_as_the_code_it_names(codes: type[Coded], word: str, code: str) -> None:
    assert codes(word).value == code


@pytest.mark.parametrize(("codes", "word"), REFUSED)
def test_word_that_names_no_code_or_several_is_refused(codes: type[Coded], word: str) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        codes(word)


def test_every_code_is_read_by_itself_and_by_its_chinese_label() -> None:
    kinds = every_kind_of_code()
    assert len(kinds) > 30
    for codes in kinds:
        for member in codes:
            assert codes(member.value) is member
            assert not member.zh or codes(member.zh) is member, (codes, member.zh)
            assert not set(member.also) & {each.zh for each in codes}, (codes, member)


def test_content_written_with_chinese_codes_is_the_same_content() -> None:
    written = make_content(
        kind="资产处置公告", restrictions__limbs__0__code="公务员", terms__modes=["公开竞价"], window__unit="工作日",
        items__0__claims__0__security__0__collateral__type="工业房地产", contacts__0__role="联系人",
    )  # fmt: skip
    assert written == make_content(terms__modes=["open_bidding"], contacts__0__role="deal")
    assert written.canonical_json().isascii() is False
    assert b"open_bidding" in written.canonical_json()


@pytest.mark.parametrize(
    ("word", "hint", "hint_en"),
    [
        ("报纸", "可指 newspaper_prefecture 地市级以上报纸 或", "may mean newspaper_prefecture 地市级以上报纸 or"),
        ("公司网页", "是否应为 公司网站？", "did you mean 公司网站?"),
        ("company_web", "是否应为 company_website？", "did you mean company_website?"),
    ],
)
def test_refusal_of_a_code_lists_codes_with_their_labels_in_both_languages(word: str, hint: str, hint_en: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        make_content(placements__0__kind=word)
    problem = refused.value.problems[0]
    assert hint in problem.zh
    assert hint_en in problem.en
    assert "可用：company_website 公司网站, newspaper_prefecture 地市级以上报纸, " in problem.zh
    assert "use company_website 公司网站, newspaper_prefecture 地市级以上报纸, " in problem.en


def test_unknown_kind_of_notice_lists_codes_with_their_labels() -> None:
    with pytest.raises(InvalidContent) as refused:
        make_content(kind="公告")
    assert "disposal 资产处置公告, supplement 补充公告" in refused.value.problems[0].zh
    assert "use disposal 资产处置公告" in refused.value.problems[0].en


def test_contact_of_the_supervisor_may_be_given_in_chinese() -> None:
    assert Contact.model_validate({"role": "监管部门"}) == Contact.model_validate({"role": "supervisor"})
