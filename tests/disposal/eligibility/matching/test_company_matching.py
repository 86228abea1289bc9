"""Names of companies: taken apart into place, brand, trade, form and branch, and compared part by part."""

import pytest

from disposal.eligibility.matching import Field, Manner, Match, Strength, Subject, compare
from disposal.eligibility.matching.company_name import read_company_name
from notices.codes import PartyKind


def company(*names: str, aliases: tuple[str, ...] = ()) -> Subject:
    return Subject(PartyKind.organisation, names, aliases=aliases)


def matched(a: str, b: str) -> Match:
    return compare(company(a), company(b))


@pytest.mark.parametrize(
    ("written", "brand", "trade", "form", "branch"),
    [
        ("阿里巴巴集团控股有限公司", "阿里巴巴", "", "limited", ""),
        ("阿里巴巴（中国）网络技术有限公司", "阿里巴巴", "网络 技术", "limited", ""),
        ("中国华融资产管理股份有限公司浙江省分公司", "华融", "资产 管理", "shares", "浙江省分公司"),
        ("浙江省杭州市西湖区测达贸易有限责任公司", "测达", "贸易", "limited", ""),
        ("中国工商银行股份有限公司杭州西湖支行", "工商", "银行", "shares", "杭州西湖支行"),
        ("绍兴测达投资合伙企业（有限合伙）", "测达", "投资", "partnership", ""),
        ("长安汽车股份有限公司", "长安", "汽车", "shares", ""),
        ("杭州投资有限公司", "杭州", "投资", "limited", ""),
        ("杭州第2建筑工程有限公司", "第二", "建筑 工程", "limited", ""),
        ("有限公司", "", "", "limited", ""),
    ],
)
def test_a_name_is_taken_apart(written: str, brand: str, trade: str, form: str, branch: str) -> None:
    name = read_company_name(written)
    assert name is not None
    assert (name.brand, " ".join(name.trade), name.form, name.branch) == (brand, trade, form, branch)


@pytest.mark.parametrize(
    ("a", "b", "strength"),
    [
        ("阿里巴巴集团控股有限公司", "阿里巴巴集团控股", Strength.probable),
        ("杭州测达贸易有限公司", "杭州测达贸易有限公司", Strength.probable),
        ("杭州测达贸易有限公司", "杭州測達貿易有限公司", Strength.probable),
        ("杭州测达贸易有限公司", "浙江省杭州市测达贸易有限责任公司", Strength.probable),
        ("测达(中国)贸易有限公司", "测达（中国）贸易有限公司", Strength.probable),
        ("测达（杭州）贸易有限公司", "杭州测达贸易有限公司", Strength.probable),
        ("杭州测达贸易有限公司", "浙江测达贸易有限公司", Strength.possible),
        ("杭州测达贸易有限公司", "测达贸易有限公司", Strength.possible),
        ("杭州测达贸易有限公司", "杭州测达贸易股份有限公司", Strength.possible),
        ("杭州测达贸易有限公司", "杭州测大贸易有限公司", Strength.possible),
        ("杭州土成贸易有限公司", "杭州士成贸易有限公司", Strength.possible),
        ("杭州测达贸易有限公司", "杭州测达贸易有限公司宁波分公司", Strength.possible),
        ("测达有限公司", "测达有限责任公司", Strength.possible),
        ("Testfirm Trading Co., Ltd.", "TESTFIRM TRADING CO LTD", Strength.probable),
        ("Testfirm Trading Co., Ltd.", "TESTFIRM TRADING GROUP LIMITED", Strength.possible),
    ],
)
def test_one_company_written_in_two_ways_is_found(a: str, b: str, strength: Strength) -> None:
    assert matched(a, b).strength is strength
    assert matched(b, a).strength is strength


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("阿里巴巴集团控股有限公司", "有限公司"),
        ("有限公司", "有限公司"),
        ("股份有限公司", "有限公司"),
        ("杭州测达贸易有限公司", "杭州鸿运贸易有限公司"),
        ("杭州测达贸易有限公司", "杭州贸易有限公司"),
        ("杭州测达贸易有限公司", "宁波测达贸易有限公司"),
        ("杭州测达贸易有限公司", "杭州测达纺织有限公司"),
        ("杭州测达贸易有限公司", "测达"),
        ("杭州测达贸易有限公司宁波分公司", "宁波鸿运贸易有限公司宁波分公司"),
        ("杭州第一建筑工程有限公司", "杭州第二建筑工程有限公司"),
        ("测达（杭州）贸易有限公司", "测达（宁波）贸易有限公司"),
        ("中国工商银行股份有限公司", "农行"),
        ("杭州测达贸易有限公司", "测贸"),
    ],
)
def test_two_companies_that_are_only_near_do_not_match(a: str, b: str) -> None:
    assert not matched(a, b).is_match
    assert not matched(b, a).is_match


def test_a_short_name_matches_only_where_it_was_declared() -> None:
    declared = company("杭州测达贸易有限公司", aliases=("测贸",))
    match = compare(declared, company("测贸"))
    assert match.is_match
    assert match.field is Field.alias
    assert match.because_zh == "简称相同：测贸"


def test_a_name_that_everybody_knows_matches_its_organisation_and_its_branch() -> None:
    assert matched("中国工商银行股份有限公司", "工行").because_zh == "名称相同：中国工商银行股份有限公司"
    assert matched("中国工商银行股份有限公司杭州分行", "工行杭州分行").is_match
    assert matched("中国华融资产管理股份有限公司", "中国中信金融资产管理股份有限公司").is_match
    assert not matched("中国工商银行股份有限公司杭州分行", "农行杭州分行").is_match


def test_a_former_name_written_in_brackets_is_a_name() -> None:
    match = matched("杭州测达贸易有限公司（原名：绍兴虚构纺织有限公司）", "绍兴虚构纺织有限公司")
    assert match.field is Field.former_name


@pytest.mark.parametrize(
    "remark",
    [
        *("（受托人：{}）", "（抵押权人：{}）", "（承租方：{}）", "（现承租方：{}）", "（保证人{}）", "（担保：{}）"),
        *("（共同还款方{}）", "，原股东为{}", "，股东{}", " 股东为{}", "-保证人{}", " 担保人 {}", "（前股东：{}）"),
        *("（原隶属{}）", "（原债权人{}）", "（设备购自{}）", "（厂房租给{}）", "（债权受让自{}）", "（由{}担保）"),
        *("（系{}子公司）", "（现为{}子公司）", "（被{}托管）", "（由{}设立）", "（{}承租）", "（对{}的债权）"),
        *("（房屋抵押于{}）", "（产品销往{}）", "（债权现归{}）"),
    ],
)
def test_a_company_that_a_remark_names_in_a_role_is_another(remark: str) -> None:
    other = "无锡测铸机械有限公司"
    told = "杭州测达贸易有限公司" + remark.format(other)
    assert not matched(told, other).is_match
    assert not matched(other, told).is_match
    assert matched(told, "杭州测达贸易有限公司").strength is Strength.probable


@pytest.mark.parametrize(
    "remark",
    [
        *("（原名：{}）", "（曾用名{}）", "，现更名为{}", "，前身系{}", "（{}）", "（又名：{}）", "（全称：{}）"),
        *("（对外称{}）", "（由{}改制而来）", "（被{}吸收合并）", "（变更前企业名称：{}）"),
    ],
)
def test_a_name_behind_a_label_of_a_name_or_alone_in_brackets_is_of_the_same(remark: str) -> None:
    other = "无锡测铸机械有限公司"
    assert matched("杭州测达贸易有限公司" + remark.format(other), other).is_match


@pytest.mark.parametrize(
    ("chinese", "english", "is_one"),
    [
        ("宁波测源房地产开发有限公司", "Ningbo Ceyuan Property Management Co., Ltd.", False),
        ("宁波测源物业管理有限公司", "Ningbo Ceyuan Real Estate Development Co., Ltd.", False),
        ("宁波测源房地产经纪有限公司", "Ningbo Ceyuan Real Estate Development Co., Ltd.", False),
        ("宁波测源汽车销售有限公司", "Ningbo Ceyuan Auto Parts Co., Ltd.", False),
        ("宁波测源房地产开发有限公司", "Ningbo Ceyuan Property Development Co., Ltd.", True),
        ("宁波测源物业管理有限公司", "Ningbo Ceyuan Property Management Co., Ltd.", True),
        ("宁波测源汽车配件有限公司", "Ningbo Ceyuan Auto Parts Co., Ltd.", True),
    ],
)
def test_an_english_trade_separates_as_a_chinese_one_does(chinese: str, english: str, is_one: bool) -> None:
    assert matched(chinese, english).is_match is is_one
    assert matched(english, chinese).is_match is is_one


def test_an_english_name_behind_a_role_is_another_and_behind_its_label_of_the_same() -> None:
    english = "Wuxi Cezhu Machinery Co., Ltd."
    assert not matched(f"杭州测达贸易有限公司（承租方：{english}）", english).is_match
    assert matched(f"无锡测铸机械有限公司（英文名：{english}）", english).is_match


def test_a_branch_is_said_to_be_one_legal_person_with_its_head() -> None:
    match = matched("中国华融资产管理股份有限公司", "中国华融资产管理股份有限公司浙江省分公司")
    assert match.manner is Manner.branch
    assert match.because_zh.startswith("名称属同一法人或其分支机构（字号华融）")


def test_a_brand_alone_is_named_as_too_little() -> None:
    match = matched("杭州测达贸易有限公司", "宁波测达纺织有限公司")
    assert "字号相同而地点或行业不同" in match.because_zh
    assert "has the same brand, but place or trade differ" in match.because_en


def test_a_place_that_was_renamed_or_lies_within_the_other_does_not_conflict() -> None:
    assert matched("萧山市测达贸易有限公司", "杭州市萧山区测达贸易有限公司").is_match
    assert matched("无锡市滨湖区测达贸易有限公司", "无锡测达贸易有限公司").is_match
    assert not matched("杭州西湖测达贸易有限公司", "杭州余杭测达贸易有限公司").is_match
