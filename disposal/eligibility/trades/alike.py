"""Whether two Chinese texts behind one brand name one trade, though the words differ: 茶业, 制茶; 渔业, 远洋渔业.

Words are one if what they are about is (茶 of 茶业 and 制茶), or if what the shorter is about ends the longer: 水泵.
One text may say more: a word in front of a shared one that narrows it, or how the trade is done, behind it. Where each
says something that the other does not, where a word names another kind of entity, or where the word in front is one of
those that sisters are told apart by (生物食品), they are two.
"""

import re
from functools import lru_cache

from disposal.eligibility.trades.company_words import (
    expanded,
    group_words,
    is_known_trade,
    is_own_trade,
    is_usual_trade,
    is_weak_trade,
    units_of,
)
from disposal.eligibility.trades.glosses import senses

_AROUND = re.compile("^(?:制|造)(?=.)|(?<=.)(?:制品|用品|食品|制造|[业品材行造件])$")
_OF_FORM = "股份合作"
_MANNERS = frozenset(["种植", "养殖", "种养殖", "繁育", "食品", "服装", "织造"])
"""How a trade is done, or what comes of it: 花卉种植 is 花卉."""
_EQUIPMENT = frozenset(["机械", "设备", "装备", "机器"])
_LEAST_TELLING = 2
_MOST_BEFORE = 2


@lru_cache(maxsize=4096)
def is_one_trade(one: str, other: str) -> bool:
    """Return whether two texts behind one brand name one trade."""
    a, b = _telling(one), _telling(other)
    if "公司" in one + other:
        return False  # a branch or a works of a company
    left, right = _left(a, b), _left(b, a)
    if left and right:
        return len(left) == len(right) == 1 and {a[-1], b[-1]} <= _EQUIPMENT and {*left, *right} == {a[-1], b[-1]}
    more, longer = (left, a) if left else (right, b)
    shared = [word for word in longer if word not in more]
    if not any(_tells(word) for word in shared):
        return False
    return all(_may_be_left_out(word, longer, at_end=word == longer[-1]) for word in more)


def _telling(text: str) -> tuple[str, ...]:
    """Return the words of a text that tell trades apart; of equipment, whatever it is called, the word stays."""
    words = expanded(units_of(text.removesuffix(_OF_FORM)))
    staying = (word for word in words if word not in group_words())
    return tuple(word for word in staying if not is_weak_trade(word) or (word in _EQUIPMENT and word == words[-1]))


def _left(words: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    return [word for word in words if not any(_are_alike(word, other) for other in others)]


def _tells(word: str) -> bool:
    return not is_usual_trade(word) and not is_own_trade(word) and (len(word) >= _LEAST_TELLING or bool(senses(word)))


def _may_be_left_out(word: str, words: tuple[str, ...], *, at_end: bool) -> bool:
    if is_own_trade(word) or is_usual_trade(word):
        return False
    if at_end:
        return word in _MANNERS or (word in _EQUIPMENT and is_weak_trade(word))
    return len(word) >= _LEAST_TELLING and (is_known_trade(word) or bool(senses(word)))


@lru_cache(maxsize=8192)
def _are_alike(one: str, other: str) -> bool:
    """Return whether two words are about one thing, or the end of one is what the other is about."""
    if one == other:
        return True
    if is_own_trade(one) or is_own_trade(other):
        return False  # 农业银行, 农业发展银行
    if what_about(one) == what_about(other):
        return True
    short, long = sorted((what_about(one), what_about(other)), key=len)
    if len(long) > len(short) + _MOST_BEFORE:
        return False
    return long.endswith(short) and (len(short) >= _LEAST_TELLING or short != one)


def what_about(word: str) -> str:
    """Return what a word of trade is about, without the characters that say that it is one: 茶 of 茶业 and 制茶."""
    return _AROUND.sub("", word)
