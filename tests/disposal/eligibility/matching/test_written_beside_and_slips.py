"""What other people's rolls write: states and operators beside a name, posts, numerals, slips in the form, umlauts.

Each kind with its right value both ways: possible at least, found by keys too, and another party that is none.
"""

import pytest

from disposal.eligibility.matching import Strength, Subject, compare, keys
from notices.codes import PartyKind

PERSON, COMPANY, SHOP = PartyKind.natural_person, PartyKind.organisation, PartyKind.individual_business
HENGFENG = "杭州恒丰贸易有限公司"
CODE = "91330000000000003D"


def is_found(a: Subject, b: Subject) -> bool:
    there, back = compare(a, b), compare(b, a)
    assert there.strength is back.strength
    if there.is_match:
        assert keys(a, index=str).probe & keys(b, index=str).stored
        assert keys(b, index=str).probe & keys(a, index=str).stored
    return there.is_match


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (HENGFENG, f"{HENGFENG}（已注销）", True),
        (HENGFENG, f"“{HENGFENG}”", True),
        (HENGFENG, f"债务人：{HENGFENG}", True),
        (HENGFENG, "债务人：杭州恒达贸易有限公司", False),
        ("杭州三六五贸易有限公司", "杭州365贸易有限公司", True),
        ("二一世纪地产有限公司", "21世纪地产有限公司", True),
        ("二十一世纪地产有限公司", "21世纪地产有限公司", True),
        ("二〇二〇科技有限公司", "2020科技有限公司", True),
        ("二一世纪地产有限公司", "22世纪地产有限公司", False),
        ("二二世纪地产有限公司", "21世纪地产有限公司", False),
        ("恒丰股份有限公司", "恒丰股分有限公司", True),
        ("恒丰股份有限公司", "恒丰谷份有限公司", True),
        ("杭州恒丰控股有限公司", "杭州恒丰控股份有限公司", True),
        ("杭州恒丰股份有限公司", "杭州恒达股分有限公司", False),
        ("恒丰有限责任公司", "恒丰有限责住公司", True),
        (HENGFENG, HENGFENG[:-1], True),
        (HENGFENG, f"{HENGFENG}公司", True),
        (HENGFENG, f"{HENGFENG}有限公司", True),
        (HENGFENG, "杭州恒丰餐饮有限公司公司", False),
    ],
)
def test_company_is_found_whatever_stands_beside_its_name_or_slipped_in_it(one: str, other: str, is_same: bool) -> None:
    assert is_found(Subject(COMPANY, (one,)), Subject(COMPANY, (other,))) is is_same


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("李晓红", "李晓红 处长", True),
        ("李晓红", "李晓红局长", True),
        ("李晓红", "李晓红同志", True),
        ("王大明", "李晓红局长", False),
        ("处长", "局长", False),  # the post itself is no name
        ("处长", "李晓红处长", False),
        ("Müller Hans", "Muller Hans", True),
        ("Müller Hans", "Hans Mueller", True),
        ("Müller Hans", "Miller Hans", False),
        ("Müller Hans", "Möller Hans", False),
        ("Jörg Weiß", "Joerg Weiss", True),
        ("Łukasz Nowak", "Lukasz Nowak", True),
        ("Søren Ødegård", "Soren Odegard", True),
        ("吕伟", "Lü Wei", True),
        ("吕伟", "Lyu Wei", True),
        ("略伟", "Lü Wei", False),  # lüè is no lü
        ("阿卜杜拉·买买提", "阿布都拉·买买提", True),
        ("阿卜杜拉·买买提", "阿布都拉·吐尔逊", False),
    ],
)
def test_person_is_found_whatever_post_or_spelling(one: str, other: str, is_same: bool) -> None:
    assert is_found(Subject(PERSON, (one,)), Subject(PERSON, (other,))) is is_same


@pytest.mark.parametrize(
    ("shop", "is_same"),
    [
        ("某店（经营者：李晓红）", True),
        ("萧山某饭店(业主 李晓红)", True),
        ("某店（经营者：李晓江）", False),
        ("某店（联系电话：李晓红处）", False),
    ],
)
@pytest.mark.parametrize("number", [None, CODE])
def test_operator_told_in_the_name_of_a_shop_is_possibly_that_person(
    shop: str, is_same: bool, number: str | None
) -> None:
    person, business = Subject(PERSON, ("李晓红",)), Subject(SHOP, (shop,), number=number)
    assert is_found(person, business) is is_same
    if is_same:
        match = compare(person, business)
        assert match.strength is Strength.possible
        assert match.because_zh.startswith("一方名称中写明经营者；姓名相同：李晓红")


@pytest.mark.parametrize("repeated", ["债权债务", "更名设立", "改制而来", "副高级", "主席副主任科员"])
def test_cell_of_one_word_a_hundred_times_is_read_to_its_end(repeated: str) -> None:
    """With two ways to read the word, the reader would try all of them, for longer than anybody waits."""
    company = Subject(kind=COMPANY, names=(f"{HENGFENG}（{repeated * 100}甲）",))
    people = [Subject(kind=PERSON, names=(f"何绣{repeated * many}甲主任",)) for many in (7, 100)]
    assert is_found(company, Subject(kind=COMPANY, names=(HENGFENG,)))
    assert not any(is_found(person, Subject(kind=PERSON, names=("何绣兰",))) for person in people)
