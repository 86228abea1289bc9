"""What no rule knows of a name is judged by evidence: both ways, found by the keys, and not where sisters are near."""

import pytest

from disposal.eligibility.likeness.latin_words import are_same_words, is_cut_short, is_slip_in_word
from disposal.eligibility.likeness.other_scripts import readable
from disposal.eligibility.matching import Subject, compare, keys
from notices.codes import PartyKind

COMPANIES = [
    # a trade that no table knows
    (True, "黎平侗乡蓝靛有限公司", "黎平侗乡蓝靛深加工有限公司"),
    (False, "黎平侗乡蓝靛有限公司", "黎平侗乡银饰有限公司"),
    (False, "黎平侗乡蓝靛有限公司", "黎平侗寨蓝靛有限公司"),
    (True, "黎平侗乡蜡染刺绣有限公司", "黎平侗乡刺绣蜡染有限公司"),
    (False, "黎平侗乡电机有限公司", "黎平侗乡机电有限公司"),
    (False, "黎平侗乡饰品有限公司", "黎平侗乡食品有限公司"),
    (True, "黎平侗乡灯具有限公司", "黎平侗乡灯俱有限公司"),
    # a narrower trade, another head, a body of another kind, a sister by number
    (False, "黎平侗乡食品有限公司", "黎平侗乡生物食品有限公司"),
    (False, "黎平侗乡纺织有限公司", "黎平侗乡纺织机械有限公司"),
    (True, "黎平侗乡起重设备有限公司", "黎平侗乡起重机械设备有限公司"),
    (False, "黎平侗乡一期蓝靛有限公司", "黎平侗乡二期蓝靛加工有限公司"),
    # cut off, pasted twice, words before the name, the form before it
    (True, "黎平侗乡粮油购", "黎平侗乡粮油购销有限责任公司"),
    (False, "黎平侗乡粮油购", "黎平侗乡粮食机械有限责任公司"),
    (True, "黎平侗乡粮油购销有限责", "黎平侗乡粮油购销有限责任公司"),
    (True, "黎平侗乡银饰有限公司黎平侗乡银饰有限公司", "黎平侗乡银饰有限公司"),
    (True, "经办行转来贵阳筑云饲料有限公司", "贵阳筑云饲料有限公司"),
    (True, "有限公司黎平侗乡银饰", "黎平侗乡银饰有限公司"),
    # public bodies in short
    (True, "黎平县城市管理和综合执法局", "黎平县城管局"),
    (False, "黎平县水利工程管理局", "黎平县水利局"),
    (True, "黎平县财政局国库集中支付中心", "黎平县国库集中支付中心"),
    # a place misread, a character unreadable, letters in a brand
    (True, "黎平侗乡银饰有限公司", "梨平侗乡银饰有限公司"),
    (True, "贵阳筑□饲料有限公司", "贵阳筑云饲料有限公司"),
    (False, "贵阳筑□饲料有限公司", "贵阳黔云饲料有限公司"),
    (True, "贵阳ZHUYUN饲料有限公司", "贵阳筑云饲料有限公司"),
    # English: a trade unknown to the dictionary, words cut short, a slip
    (True, "Guiyang Zhuyun Indigo Co., Ltd.", "贵阳筑云蓝靛有限公司"),
    (False, "Guiyang Zhuyun Indigo Co., Ltd.", "贵阳筑云水泥有限公司"),
    (True, "Wexcombe Prop. Dev. Ltd", "Wexcombe Property Development Limited"),
    (True, "Wexcombe Property Managment Ltd", "Wexcombe Property Management Ltd"),
    (False, "Wexcombe Property Managment Ltd", "Wexcombe Property Recovery Ltd"),
    (True, "Wexcombe Eletronics Ltd", "Wexcombe Electronics Ltd"),
    (False, "Wexcombe Electrics Ltd", "Wexcombe Electronics Ltd"),
    # trades by what they are about, and by meaning across languages
    (True, "黎平侗乡茶叶有限公司", "黎平侗乡制茶有限公司"),
    (False, "黎平侗乡茶叶有限公司", "黎平侗乡茶机有限公司"),
    (True, "黎平侗乡银饰有限公司", "黎平侗乡银饰厂"),
    (True, "黎平侗乡幼儿园有限公司", "黎平侗乡幼儿园"),
    (True, "Guiyang Zhuyun Bamboo Charcoal Co., Ltd.", "贵阳筑云竹炭有限公司"),
    (False, "Guiyang Zhuyun Bamboo Charcoal Co., Ltd.", "贵阳筑云竹笋有限公司"),
    (True, "Yibin Zhuhai Tourism Co., Ltd.", "宜宾竹海旅游有限公司"),
    # look-alikes in print
    (True, "黎平侗窖酒业有限公司", "黎平侗窑酒业有限公司"),
    (False, "黎平侗窖酒业有限公司", "黎平侗泉酒业有限公司"),
    # bodies in short, several in a cell
    (True, "黎平县肇兴镇堂安村第五村民小组", "黎平县肇兴镇堂安村五组"),
    (False, "黎平县肇兴镇堂安村第五村民小组", "黎平县肇兴镇堂安村六组"),
    (True, "黎平县公路管理站", "黎平县公路站"),
    (True, "贵州贵安新区黔算数据有限公司", "贵安新区黔算数据有限公司"),
    (True, "黎平县侗乡中心小学校", "黎平县侗乡中心小学"),
    (False, "Wexcombe Capital (Cayman) Ltd", "Wexcombe Capital (Mauritius) Ltd"),
    (True, "黎平侗乡银饰有限公司、贵阳筑云饲料有限公司", "贵阳筑云饲料有限公司"),
]
PEOPLE = [
    (True, "养蜂能手缪若溪", "缪若溪"),
    (True, "缪若溪至今未归", "缪若溪"),
    (False, "养蜂能手缪若溪", "养蜂能手缪若山"),
    (True, "阿不都热合曼", "阿卜杜热合曼"),
    (True, "Theodora Lindqvist", "Theodroa Lindqvist"),
    (False, "Marina Lindqvist", "Martina Lindqvist"),
    (True, "Miao Rouxi; Bill Wexcombe", "William Wexcombe"),
    (True, "Пётр Сидоренко", "Petr Sidorenko"),
    (False, "Пётр Сидоренко", "Pavel Sidorenko"),
    (True, "罗伯特·威尔森", "罗伯特·威尔逊"),
    (False, "罗伯特·威尔森", "罗伯特·威廉斯"),
    (False, "缪若溪（绰号老幺）", "计若山（绰号老幺）"),
    (True, "缪&nbsp;若溪", "缪若溪"),
    (False, "缪长风", "廖长风"),
    (True, "借款人：缪若溪；共同还款人：计秀荷", "计秀荷"),
    (True, "抵押人邰若溪", "邰若溪"),
    (True, "缪若窑", "缪若窖"),
    (False, "缪若窑", "缪若泉"),
    (True, "叶尔波力·哈布德拉", "叶尔波勒·哈布都拉"),
    (False, "叶尔波力·哈布德拉", "叶尔波力·哈布山拉"),
    (True, "P. K. Yiu", "Yiu Pak Kei"),
    (False, "P. M. Yiu", "Yiu Pak Kei"),
    (True, "Mrs. Chow Leung Mei Kuen", "Leung Mei Kuen"),
    (False, "Mrs. Chow Leung Mei Kuen", "Leung Mei Ling"),
    (False, "Au Yeung Mei Kuen", "Yeung Mei Kuen"),
    (True, "范姜玉庭", "Fanchiang Yu-ting"),
    (True, "Tanaka Kenji", "田中健二"),
    (False, "Tanaka Kenji", "田中健一"),
    (True, "Stephen Clarke", "Steven Clark"),
    (False, "Stephen Clarke", "Stephanie Clark"),
    (True, "亚当·米勒", "Adam Miller"),
    (False, "皮埃尔·杜邦", "Paul Dupont"),
]


def _check(kind: PartyKind, one: str, other: str, *, is_same: bool) -> None:
    a, b = (Subject(kind, (name,)) for name in (one, other))
    assert compare(a, b).is_match is compare(b, a).is_match is is_same
    if is_same:
        assert keys(a, index=str).probe & keys(b, index=str).stored
        assert keys(b, index=str).probe & keys(a, index=str).stored


@pytest.mark.parametrize(("is_same", "one", "other"), COMPANIES)
def test_company_that_no_rule_knows_is_judged_by_what_it_shares(one: str, other: str, *, is_same: bool) -> None:
    _check(PartyKind.organisation, one, other, is_same=is_same)


@pytest.mark.parametrize(("is_same", "one", "other"), PEOPLE)
def test_person_beside_words_and_slips_that_no_rule_knows(one: str, other: str, *, is_same: bool) -> None:
    _check(PartyKind.natural_person, one, other, is_same=is_same)


@pytest.mark.parametrize(
    ("one", "other", "is_slip"),
    [
        ("freight", "frieght", True),
        ("jonathan", "jonathon", True),
        ("muller", "moller", False),  # a vowel of six letters
        ("petrov", "petrova", False),
        ("marina", "martina", False),
        ("agregates", "aggregates", True),
    ],
)
def test_slip_in_a_word_leaves_consonants_and_ends(one: str, other: str, *, is_slip: bool) -> None:
    assert is_slip_in_word(one, other) is is_slip_in_word(other, one) is is_slip


@pytest.mark.parametrize(
    ("short", "long", "is_cut"),
    [("cap", "capital", True), ("hldgs", "holdings", True), ("bros", "brothers", True), ("invest", "investment", True),
     ("land", "landscape", False), ("sun", "sunrise", False), ("elektrik", "elektronik", False)],
)  # fmt: skip
def test_word_is_cut_short_before_a_vowel_or_inside(short: str, long: str, *, is_cut: bool) -> None:
    assert is_cut_short(short, long) is is_cut


def test_first_word_is_never_cut_short() -> None:
    assert are_same_words(("wexcombe", "cap"), ("wexcombe", "capital"))
    assert not are_same_words(("cap", "wexcombe"), ("capital", "wexcombe"))


def test_text_of_web_pages_and_cyrillic_is_made_readable() -> None:
    assert readable("缪&nbsp;若溪<br/>") == "缪\xa0若溪 "
    assert readable("Северный лес") == "Severny les"
    assert readable("公司 Лес") == "公司 Лес"
