"""Numbers come first: equal is certain, different rules out, visible digits support or rule out."""

from dataclasses import replace
from typing import Any

import pytest
from stdnum.cn import ric, uscc

from disposal.eligibility.matching import Field, Match, Strength, Subject, canonical_number, compare
from notices.codes import PartyKind


def resident(body: str) -> str:
    """Return an invented number in an area that does not exist, with its check digit."""
    return body + ric.calc_check_digit(body + "0")


def credit(body: str) -> str:
    return body + uscc.calc_check_digit(body + "0")


NUMBER = resident("33990119900101123")
OTHER = resident("33990119900101125")
CODE = credit("9133990112345678X")


def person(name: str, number: str | None, **more: Any) -> Subject:
    return Subject(PartyKind.natural_person, (name,), number=number, **more)


def company(name: str, number: str | None) -> Subject:
    return Subject(PartyKind.organisation, (name,), number=number)


def matched(a: str | None, b: str | None, *, names: tuple[str, str] = ("张伟", "张伟")) -> Match:
    return compare(person(names[0], a), person(names[1], b))


def test_individual_business_under_the_number_of_a_listed_person_is_certain() -> None:
    shop = Subject(
        PartyKind.individual_business, ("虚构便利店",), number=f"339901********{NUMBER[-4:]}", number_index="索引"
    )
    for index, strength in (("索引", Strength.certain), ("另一索引", Strength.none)):
        listed = Subject(
            PartyKind.natural_person, ("测试甲",), number=f"339901********{NUMBER[-4:]}", number_index=index
        )
        match = compare(shop, listed)
        assert match.strength is strength
        assert compare(listed, shop).strength is strength
    assert compare(replace(shop, kind=PartyKind.organisation), replace(listed, number_index="索引")).is_match is False
    assert compare(shop, replace(listed, number_index="索引")).because_zh == (
        f"个体工商户登记的身份证号码相同（339901********{NUMBER[-4:]}）：虚构便利店／测试甲"
    )


def test_equal_numbers_are_certain_even_when_the_names_differ() -> None:
    match = matched(NUMBER, NUMBER, names=("测试甲", "虚构乙"))
    assert match.strength is Strength.certain
    assert match.field is Field.number
    assert match.because_zh == f"身份证号码相同（339901********{NUMBER[-4:]}）；名称记载不同：测试甲／虚构乙"
    assert NUMBER not in match.because_zh + match.because_en


def test_different_numbers_rule_out_namesakes() -> None:
    match = matched(NUMBER, OTHER)
    assert match.strength is Strength.none
    assert match.because_en == "The numbers differ, so they are two parties: 张伟 / 张伟"


def test_fifteen_and_eighteen_digits_of_one_person_are_one_number() -> None:
    old = NUMBER[:6] + NUMBER[8:17]
    assert canonical_number(old) == NUMBER
    assert matched(old, NUMBER).strength is Strength.certain
    assert matched(old, OTHER).strength is Strength.none


@pytest.mark.parametrize(
    "written",
    [f" {NUMBER[:6]}-{NUMBER[6:]} ", NUMBER.lower(), NUMBER.translate({c: c + 0xFEE0 for c in range(48, 58)})],
)
def test_a_number_in_full_width_or_with_spaces_is_the_same_number(written: str) -> None:
    assert matched(NUMBER, written).strength is Strength.certain


@pytest.mark.parametrize(
    "masked",
    [
        f"339901********{NUMBER[-4:]}",
        f"3399011990＊＊＊＊{NUMBER[-4:]}",
        f"339901XXXXXXXX{NUMBER[-4:]}",
        f"339901****{NUMBER[-4:]}",
        "33990119900101****",
        f"339901******{NUMBER[14:17]}",
    ],
    ids=["6+4", "10+4 full width", "X", "shortened mask", "last four hidden", "15 digits"],
)
def test_a_masked_number_that_agrees_makes_an_equal_name_probable(masked: str) -> None:
    match = matched(NUMBER, masked)
    assert match.strength is Strength.probable
    assert "号码可见的" in match.because_zh


@pytest.mark.parametrize("masked", ["339902********" + NUMBER[-4:], "339901********0000", "33990119910101****"])
def test_a_masked_number_that_disagrees_rules_an_equal_name_out(masked: str) -> None:
    assert matched(NUMBER, masked).strength is Strength.none


def test_a_masked_number_alone_does_not_make_another_name_match() -> None:
    assert matched(NUMBER, f"339901********{NUMBER[-4:]}", names=("张伟", "李强")).strength is Strength.none


@pytest.mark.parametrize("masked_name", ["张**", "张某某", "张某", "**", "***", "XXX"])
def test_a_name_all_but_hidden_is_possible_only_with_an_agreeing_number(masked_name: str) -> None:
    masked = f"339901********{NUMBER[-4:]}"
    assert matched(NUMBER, masked, names=("张小三", masked_name)).strength is Strength.possible
    assert matched(None, None, names=("张小三", masked_name)).strength is Strength.none
    assert matched(OTHER, masked, names=("张小三", masked_name)).strength is Strength.none


def test_a_wrong_check_digit_neither_proves_nor_rules_out() -> None:
    wrong = NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")
    match = matched(NUMBER, wrong)
    assert match.strength is Strength.possible
    assert "号码校验位有误，未据以排除" in match.because_zh
    equal = matched(wrong, wrong, names=("测试甲", "虚构乙"))
    assert equal.strength is Strength.possible
    assert equal.because_zh == "名称记载不同：测试甲／虚构乙；号码记载相同，但校验位有误"


def test_passports_that_differ_say_nothing_and_equal_ones_are_certain() -> None:
    assert matched("E12345678", "E87654321").strength is Strength.possible
    assert matched("E12345678", "e1234 5678").strength is Strength.certain


def test_two_digests_decide_without_either_number() -> None:
    masked = f"339901********{NUMBER[-4:]}"
    one = person("张伟", masked, number_index="aa")
    assert compare(one, person("测试甲", masked, number_index="aa")).strength is Strength.certain
    assert compare(one, person("张伟", masked, number_index="bb")).strength is Strength.none


def test_digests_of_documents_that_are_renewed_decide_only_where_they_are_equal() -> None:
    one = person("张伟", "********", number_index="aa", is_number_for_life=False)
    same = person("测试甲", "********", number_index="aa", is_number_for_life=False)
    other = person("张伟", "********", number_index="bb", is_number_for_life=False)
    assert compare(one, same).because_zh == "证件号码相同（********）；名称记载不同：张伟／测试甲"
    assert compare(one, same).strength is Strength.certain
    assert compare(one, other).strength is Strength.possible
    resident = person("张伟", None, number_index="bb")
    assert compare(one, resident).strength is Strength.possible
    assert compare(resident, person("张伟", None, number_index="cc")).strength is Strength.none


def test_a_credit_code_contains_the_old_organisation_code() -> None:
    body = "12345678"
    total = sum(int(d) * w for d, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    code = credit(f"91339901{body}{'0123456789X'[(11 - total % 11) % 11]}")
    match = compare(company("测试甲有限公司", code), company("虚构乙有限公司", f"{code[8:16]}-{code[16]}"))
    assert match.strength is Strength.certain
    assert match.because_en.startswith("Organisation codes are equal")


def test_a_masked_credit_code_supports_or_rules_out() -> None:
    name = "测试甲贸易有限公司"
    assert compare(company(name, CODE), company(name, CODE[:8] + "*" * 6 + CODE[-4:])).is_match
    assert not compare(company(name, CODE), company(name, CODE[:8] + "*" * 6 + "0000")).is_match


def test_a_person_is_never_an_organisation_with_a_code_or_an_organisations_name() -> None:
    assert compare(person("张伟", None), company("张伟", CODE)).field is Field.kind
    assert compare(person("张伟", None), company("张伟贸易有限公司", None)).field is Field.kind


def test_the_number_stays_out_of_the_subjects_representation() -> None:
    assert NUMBER not in repr(person("张伟", NUMBER))


def stored(shown: str, index: str, **more: Any) -> Subject:
    """Return a person whose number is stored: its digest and its mask."""
    return person("陈志强", shown, number_index=index, **more)


@pytest.mark.parametrize(
    ("a", "b", "strength"),
    [
        (("A******(*)", "1"), ("A******(*)", "2"), Strength.none),
        (("A******(*)", "1"), ("WX******(*)", "2"), Strength.none),
        (("A******(*)", "1"), ("A******(*)", "1"), Strength.certain),
        (("*******(*)", "1"), ("*******(*)", "2"), Strength.none),
        (("*******(*)", "1"), ("*******(*)", "1"), Strength.certain),
    ],
)
def test_stored_numbers_of_two_hong_kong_or_two_macau_cards_decide(
    a: tuple[str, str], b: tuple[str, str], strength: Strength
) -> None:
    assert compare(stored(*a), stored(*b)).strength is strength


@pytest.mark.parametrize(
    "other",
    [
        stored("*******(*)", "2"),  # a card of Macau: one person may hold both
        stored("********", "2", is_number_for_life=False),  # a passport
        stored("339901********1234", "2"),
        person("陈志强", None),
        person("陈志强", "A******(*)"),  # as a publisher prints it: no digest, and nobody checked it
    ],
)
def test_stored_number_of_a_hong_kong_card_proves_nothing_beside_another_document(other: Subject) -> None:
    assert compare(stored("A******(*)", "1"), other).strength is Strength.possible


def test_two_stored_passports_prove_nothing() -> None:
    passports = [stored("********", index, is_number_for_life=False) for index in "12"]
    assert compare(*passports).strength is Strength.possible


@pytest.mark.parametrize(
    ("a", "b", "strength"),
    [
        ("A220456789", "H120987659", Strength.none),
        ("A220456789", "A220456789", Strength.certain),
        ("A220456789", "A220456780", Strength.possible),  # a wrong check digit
        ("A220456789", "K345678(1)", Strength.possible),  # one person may hold a card of Hong Kong too
        ("K345678(1)", "P345***(1)", Strength.none),  # another letter
        ("K345678(1)", "K349***(1)", Strength.none),
        ("K345678(1)", "K345***(4)", Strength.none),
        ("K345678(1)", "K345***(1)", Strength.probable),
        ("WX123456(9)", "WX12****(8)", Strength.none),
        ("5123456(7)", "5128***(7)", Strength.none),
        ("5123456(7)", "5123***(7)", Strength.probable),
        ("K345678(1)", "339901********1234", Strength.possible),
        ("5/123456/7", "5123456(7)", Strength.certain),  # Macau writes strokes too
        ("5/123456/7", "5123456(8)", Strength.none),
        ("5/123456/7", "7/306615/0", Strength.none),
        ("5/1234**/7", "5123456(7)", Strength.probable),
        ("5/1239**/7", "5123456(7)", Strength.none),
    ],
)
def test_cards_for_life_decide_whole_and_by_the_digits_and_letters_seen(a: str, b: str, strength: Strength) -> None:
    assert matched(a, b).strength is strength
    assert matched(b, a).strength is strength


@pytest.mark.parametrize(
    ("remark", "strength"),
    [
        ("（身份证尾号{}）", Strength.none),
        ("（身份证号后四位：{}）", Strength.none),
        ("（证件号码末四位{}）", Strength.none),
        ("（尾号{}）", Strength.none),
        (f"（身份证号：{NUMBER[:14]}{{}}）", Strength.none),
        ("（后四位：{}）", Strength.none),
        ("（手机尾号{}）", Strength.possible),
        ("（卡尾号{}）", Strength.possible),
    ],
)
def test_the_end_of_an_identity_number_told_beside_a_name_rules_out_another(remark: str, strength: Strength) -> None:
    other = "0001" if NUMBER[-4:] != "0001" else "0002"
    assert compare(person("张伟" + remark.format(other), None), person("张伟", NUMBER)).strength is strength
    assert compare(person("张伟", NUMBER), person("张伟" + remark.format(other), None)).strength is strength
    assert compare(person("张伟" + remark.format(NUMBER[-4:]), None), person("张伟", NUMBER)).is_match
