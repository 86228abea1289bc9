"""Characters, readings and commonness: what the tables promise."""

import pytest

from disposal.eligibility.matching.characters import clean, fold, is_han
from disposal.eligibility.matching.commonness import commonness
from disposal.eligibility.matching.person_name import read_person_name
from disposal.eligibility.matching.places import bare_place, place_at_start
from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.pinyin import readings, surname_readings
from disposal.eligibility.vocabulary.surnames import is_surname


def test_folding_keeps_the_length_of_every_character() -> None:
    every = "".join(chr(code) for code in range(0x3400, 0x9FFF) if is_han(chr(code)))
    assert len(fold(every)) == len(every)


def test_every_variant_is_folded_to_a_character_that_stays() -> None:
    for variant, standard in tables.words("variants"):
        assert fold(variant) == standard
        assert fold(standard) == standard


@pytest.mark.parametrize("character", "喆堃淼甦祐邨肖付闫邱")
def test_a_character_the_2013_table_made_standard_is_not_folded(character: str) -> None:
    assert fold(character) == character


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ａ１（中国）", "A1(中国)"),
        ("张\u200b三", "张三"),
        ("⼈", "人"),
        ("葛\U000e0100", "葛"),
        (" 张　 三 ", "张 三"),
    ],
)
def test_a_text_is_cleaned(written: str, expected: str) -> None:
    assert clean(written) == expected


UNSEEN = "\u3164\u115f\u1160\uffa0\u2800\u034f\u17b4\u2065\ufe00\ufe0f\U000e0061\ufff9\u0301\u20dd\x00"


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_nobody_sees_is_cleaned_off_wherever_it_stands(unseen: str) -> None:
    for written in (f"{unseen}王芳", f"王{unseen}芳", f"王芳{unseen}", f"王芳 {unseen}", f"王芳{unseen * 40}"):
        assert clean(written) == "王芳"
    assert clean("Lu\u0308 Lì") == "Lü Lì"


def test_every_radical_is_folded_to_a_character() -> None:
    radicals = [chr(code) for code in (*range(0x2E80, 0x2E9A), *range(0x2E9B, 0x2EF4), *range(0x2F00, 0x2FD6))]
    assert [radical for radical in radicals if not is_han(clean(radical))] == []
    assert clean("⺩小明⽂⻓") == "王小明文长"


def test_a_surname_adds_its_reading_to_all_others() -> None:
    assert {"shan", "dan", "chan"} <= surname_readings("单")[0]
    assert surname_readings("尉迟")[0] >= {"yu", "wei"}
    assert "lv" in readings("吕")


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("张伟", 100_000, 900_000),
        ("王秀英", 50_000, 900_000),
        ("李桐", 500, 50_000),
        ("单晓明", 50, 9_000),
        ("尉迟霁瑄", 0, 9),
    ],
)
def test_the_estimate_of_bearers_is_right_to_an_order_of_magnitude(name: str, least: int, most: int) -> None:
    read = read_person_name(name)
    assert read is not None
    found = commonness(read)
    assert found is not None
    assert least <= found.bearers <= most


def test_a_masked_or_latin_name_has_no_estimate() -> None:
    for written in ("张*三", "Zhang San"):
        name = read_person_name(written)
        assert name is not None
        assert commonness(name) is None


@pytest.mark.parametrize(
    ("place", "bare"),
    [
        ("广西壮族自治区", "广西"),
        ("延边朝鲜族自治州", "延边"),
        ("景宁畲族自治县", "景宁"),
        ("浦东新区", "浦东"),
        ("丘县", "丘县"),
    ],
)
def test_a_place_is_bared_of_its_rank(place: str, bare: str) -> None:
    assert bare_place(place) == bare


def test_a_district_without_its_rank_counts_below_its_city_only() -> None:
    assert place_at_start("西湖测达", frozenset())[0] == ""
    assert place_at_start("西湖测达", frozenset({"3301"}))[0] == "西湖"
    assert place_at_start("西湖测达", frozenset({"3302"}))[0] == ""


def test_every_slip_for_a_surname_is_no_surname_and_stays_as_it_is_when_folded() -> None:
    for word in tables.words("slips_for_surnames"):
        assert is_surname(word[0]), word
        assert not any(map(is_surname, word[1:])), word
        assert fold(word[1:]) == word[1:]


def test_no_slip_is_a_character_that_names_usually_have() -> None:
    usual = {character for _, *words in tables.lines("given_characters") for character in "".join(words)}
    slips = {slip for word in tables.words("slips_anywhere") for slip in word[1:]}
    assert not slips & usual
    assert fold("".join(sorted(slips))) == "".join(sorted(slips))
