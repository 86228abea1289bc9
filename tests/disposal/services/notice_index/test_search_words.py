"""What a search finds: one character, two, many; traditional and full-width forms; and what it refuses."""

from random import Random

import pytest

from disposal.services.notice_index.search_words import (
    LONGEST_SEARCH,
    MOST_BYTES,
    MOST_WORDS,
    SearchWithoutWords,
    runs,
    search_query,
)


def matches(search: str, *texts: str) -> bool:
    """Tell whether the lexemes a search asks for are among those of the texts."""
    return set(search_query(search).replace("'", "").split(" & ")) <= set(runs(texts))


@pytest.mark.parametrize(
    "search",
    ["华", "华成", "华成聚", "杭州华成聚合纤有限公司", "杭州 聚合纤", "杭州華成聚合纖有限公司", "  华成  "],
    ids=["one", "two", "three", "whole name", "two words", "traditional", "blanks around"],
)
def test_search_for_any_part_of_a_name_finds_it(search: str) -> None:
    assert matches(search, "杭州华成聚合纤有限公司")


@pytest.mark.parametrize("search", ["萧", "成华", "华聚合", "杭州 宁波"])
def test_search_for_what_does_not_stand_together_finds_nothing(search: str) -> None:
    assert not matches(search, "杭州华成聚合纤有限公司")


@pytest.mark.parametrize("search", ["hrzj-2022-0001", "ＨＲＺＪ２０２２", "2022-0001", "（2021）浙01执1号", "浙01执"])
def test_search_for_a_number_ignores_case_width_and_punctuation(search: str) -> None:
    assert matches(search, "HRZJ-2022-0001", "(2021)浙01执1号")


def test_search_for_a_date_asks_for_any_way_in_which_texts_write_it() -> None:
    for search in ("2022-08-03", "2022/8/3", "20220803", "2022年08月03日", "２０２２．８．３", "2022 年 8 月 3 日"):
        assert "('202' & '022' & '22年' & '2年8' & '年8月' & '8月3' & '月3日') | " in search_query(search)
    assert "'年8月') | " in search_query("2022-08 华成")
    assert search_query("2022-0001") == search_query("20220001")


@pytest.mark.parametrize(("search", "is_found"), [("87836713", True), ("878367", True), ("87836714", False)])
def test_number_is_not_found_where_only_its_parts_stand(search: str, is_found: bool) -> None:
    assert matches(search, "电话：0571-87836713", "36714元", "671元", "8783元") is is_found


def test_search_never_joins_two_texts() -> None:
    assert not matches("甲乙", "测试甲", "乙公司")


def test_search_finds_the_last_of_many_like_named_debtors() -> None:
    # 公司 stands here more often than PostgreSQL keeps positions of one lexeme (256).
    names = [f"虚构第{number}号制造有限公司" for number in range(1_000)]
    assert matches("虚构第999号制造有限公司", *names)


def test_index_of_a_huge_notice_is_bounded_and_keeps_what_comes_first() -> None:
    rare = Random(1).choices([chr(code) for code in range(0x20000, 0x2A000)], k=100_000)  # noqa: S311 - four bytes each
    found = runs(["测试头", *("".join(rare[at : at + 500]) for at in range(0, 100_000, 500))])
    assert "测试头" in found
    assert "".join(rare[-3:]) not in found
    assert sum(len(run.encode()) for run in found) <= MOST_BYTES


@pytest.mark.parametrize(
    "search",
    ["", "   ", "，。！", "'", "\x00", "字" * (LONGEST_SEARCH + 1), "字 " * (MOST_WORDS + 1)],
    ids=["nothing", "blanks", "punctuation", "quote", "NUL", "too long", "too many words"],
)
def test_search_without_words_is_refused_and_says_what_to_enter(search: str) -> None:
    with pytest.raises(SearchWithoutWords) as caught:
        search_query(search)
    assert "请输入" in caught.value.zh
    assert "enter" in caught.value.en


@pytest.mark.parametrize("search", ["a'b", "a\x00b", "a\\b", "x" * LONGEST_SEARCH, "字 " * MOST_WORDS])
def test_search_with_odd_characters_asks_for_plain_ones_only(search: str) -> None:
    assert all(character.isalnum() or character in "' &" for character in search_query(search))
