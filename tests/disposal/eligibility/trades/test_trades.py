"""Whether two names tell one trade: by what words are about, what narrows them, and across languages by meaning."""

import pytest

from disposal.eligibility.trades.across import is_one_trade_across
from disposal.eligibility.trades.alike import is_one_trade, what_about
from disposal.eligibility.trades.company_words import units_of
from disposal.eligibility.trades.glosses import is_one_stem, senses, words_meant


@pytest.mark.parametrize(
    ("word", "about"), [("茶业", "茶"), ("制茶", "茶"), ("茶叶", "茶叶"), ("钨制品", "钨"), ("业", "业")]
)
def test_word_of_trade_is_about_what_is_left_without_its_frame(word: str, about: str) -> None:
    assert what_about(word) == about


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("茶业", "制茶", True),
        ("水泵", "泵业", True),
        ("渔业", "远洋渔业", True),  # narrower by a word of the language
        ("渔业", "旺斯渔业", False),  # by what is no word, so of the brand
        ("花卉", "花卉种植", True),  # how it is done
        ("电缆", "电缆材料", False),  # another thing
        ("液压机械", "液压设备", True),
        ("纺织", "纺织机械", False),
        ("食品", "生物食品", False),  # a usual word, by which sisters are told apart
        ("丝绸", "服装", False),
        ("钛业股份合作", "锆业股份合作", False),
        ("农业银行", "农业发展银行", False),  # a word that names another kind of entity
        ("煤业有限公司吉源煤矿", "煤矿", False),
    ],
)
def test_two_texts_behind_one_brand_tell_one_trade(one: str, other: str, *, is_same: bool) -> None:
    assert is_one_trade(one, other) is is_one_trade(other, one) is is_same


def test_neighbours_that_no_table_knows_are_one_word() -> None:
    assert units_of("椰子制品") == ("椰子", "制品")
    assert units_of("茶业") == ("茶业",)


def test_dictionary_tells_words_and_lacks_others() -> None:
    assert ("caviar",) in senses("鱼子酱")
    assert senses("鱼子酱鱼") == ()


@pytest.mark.parametrize(
    ("text", "english", "told"),
    [
        ("竹炭", ("bamboo", "charcoal"), {"bamboo", "charcoal"}),
        ("茶具", ("tea",), set()),  # a tea set, which is more
        ("织造", ("weaving",), {"weaving"}),
    ],
)
def test_english_words_that_a_chinese_text_means(text: str, english: tuple[str, ...], told: set[str]) -> None:
    assert words_meant(text, english) == told


def test_stems_are_one_but_for_a_short_ending() -> None:
    assert is_one_stem("weave", "weaving")
    assert not is_one_stem("transport", "transformer")


@pytest.mark.parametrize(
    ("chinese", "english", "is_same"),
    [
        (("轴承",), ("bearing",), True),
        (("鱼子酱",), ("caviar",), True),
        (("服装",), ("caviar",), False),
        (("板材",), ("wood", "panel"), True),  # one name says more, in front
        (("新能源", "科技"), ("new", "material", "technology"), False),
        (("毛绒", "玩具"), ("plush", "toys"), True),  # what no table knows, before what both tell
        (("汽车", "租赁"), ("auto", "parts"), False),
        (("玩具",), ("toys", "machinery"), False),  # another head
        (("财务",), ("toys",), False),
    ],
)
def test_trades_across_languages(chinese: tuple[str, ...], english: tuple[str, ...], *, is_same: bool) -> None:
    assert is_one_trade_across(chinese, "limited", english) is is_same
