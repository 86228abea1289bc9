"""Posts, ranks and units beside a person's name: which characters of a text are the name.

A post before or behind a name is told by the words of ``remark_words`` or by its last character (护士长, 检察员), a
unit by its last word (财务部, 某某公司). What is left must read as a name: a surname and one or two characters.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.transcriptions import listed
from disposal.eligibility.vocabulary.transliteration import has_listed_part
from notices.content.name_shapes import ORGANISATION, is_organisations_name, is_persons_name

_QUALIFIER = re.compile(
    "(?:高级|中级|初级|助理|正高级|首席|资深|执行|常务|代理?|退休|离任|挂职|实习|见习|主任|副|[一二三四正副]级|[正副][厅处科股局部]级|"
    "原任?|前任?|现任?|时任|曾任|兼任?|已)+$"
)
"""Each text is read in one way only (副高级 is 副 and 高级): else a long row of them would be read for hours."""
_BEFORE_A_POST = re.compile(
    "^(?:(?:我|本|该|原)?(?:公司|单位|企业)|原任?|现任?|时任|前任?|曾任|兼任?|已|副|高级|资深|首席|执行|[一二三四]级|[正副][厅处科股局部]级)+"
)
_HEADS = frozenset("长员师官")
"""The last character of most posts."""
_UNIT = re.compile(
    "(?:部|科|处|室|局|厅|所|院|厂|公司|银行|支行|分行|办|组|站|中心|学校|集团|委员会|大队|村|社区|街道|镇|乡)$"
)
_LEAST_WITH_POST, _LONGEST_WITH_POST = 4, 60
_LEAST_OF_UNIT = 3
_LENGTHS = (4, 3, 2)
_HAN_ONLY = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{5,20}")
_FIGURES = re.compile("[0-9A-Za-z#]+")
_JOINTS = "-—–―/、:："


@lru_cache(maxsize=2_000)
def without_posts(piece: str) -> str:
    """Return a name without an office, role or unit before or behind it, if what is left reads as a name.

    Each rest of a text is read once: the same is left by several posts, as 副主任科员 ends in 主任科员 and in 科员.
    """
    bare = re.sub(r"\s+", "", piece)
    if not _LEAST_WITH_POST <= len(bare) <= _LONGEST_WITH_POST:
        return piece
    told = _behind_posts(bare) or _before_post(bare)
    if not told and not is_persons_name(bare):
        told = _before_any_post(bare) or _behind_unit(bare) or _before_unit(bare) or _beside_unknown_words(bare)
    return told or piece


def _behind_posts(text: str) -> str:
    """Return the name behind one post or several; empty if there is none."""
    before = text
    while (rest := _without_post_before(before)) != before:
        before = rest
        if is_persons_name(before):
            return without_posts(before)
    return ""


def _without_post_before(text: str) -> str:
    """Return a text without the first post at its start, and what joins it to the next: 兼, 及, a stroke."""
    plain = _BEFORE_A_POST.sub("", text)
    word = next((word for word in words("post") if len(word) > 1 and plain.startswith(word)), "")
    return plain.removeprefix(word).lstrip("兼及暨、/:-") if word else text


def _before_post(text: str) -> str:
    """Return the name before a post; the longest word for a post counts."""
    for word in words("post"):
        rest = text.removesuffix(word).rstrip(_JOINTS)
        rest = rest if is_persons_name(rest) else rest.rstrip("兼暨及并")
        if rest == text:
            continue
        for name in (rest, _QUALIFIER.sub("", rest)):
            if not name.endswith("副") and is_persons_name(name) and (len(word) > 1 or len(name) > 2):
                return without_posts(name)
        inner = without_posts(rest) if len(word) > 1 else rest
        if inner != rest and is_persons_name(inner):
            return inner
    return ""


def _before_any_post(text: str) -> str:
    """Return the name before a post that only its last character tells."""
    lengths = _names_at_start(text) if text[-1] in _HEADS else iter(())
    return next((text[:length] for length in lengths if len(text) - length > 1), "")


def _beside_unknown_words(text: str) -> str:
    """Return the name at the end or the start of a text that no word explains: 种植大户甲乙丙, 甲乙丙联系不上.

    A name of three characters tells enough; what stands before it has at least two, what stands behind it three.
    """
    text = _FIGURES.sub("", text)
    if not _HAN_ONLY.fullmatch(text) or ORGANISATION.search(text) or has_listed_part(text):
        return ""
    for length in _LENGTHS[:2]:
        for name, rest, least in ((text[-length:], text[:-length], 2), (text[:length], text[length:], 3)):
            if len(rest) >= least and is_persons_name(name) and not listed(rest):
                return name
    return ""


def _behind_unit(text: str) -> str:
    """Return the name behind a unit, or behind a post that no word tells: 财务部何绣兰, 浙江分公司总经理何绣兰."""
    for length in _LENGTHS:
        name, before = text[-length:], text[:-length].rstrip(_JOINTS)
        if len(before) >= 2 and is_persons_name(name) and not is_persons_name(before) and _is_of_unit(before):
            return name
    return ""


def _is_of_unit(before: str) -> bool:
    if before[-1] in _HEADS or any(len(word) > 1 and before.endswith(word) for word in words("post")):
        return True
    return len(before) >= _LEAST_OF_UNIT and _UNIT.search(before) is not None


def _before_unit(text: str) -> str:
    """Return the name before an organisation, with or without a post in it: 何绣兰某某有限公司总经理."""
    for length in _names_at_start(text):
        rest = _without_post_behind(text[length:].lstrip(_JOINTS))
        if is_organisations_name(rest):
            return text[:length]
    return ""


def _without_post_behind(text: str) -> str:
    word = next((word for word in words("post") if len(word) > 1 and text.endswith(word)), "")
    return text.removesuffix(word)


def _names_at_start(text: str) -> Iterator[int]:
    return (length for length in _LENGTHS if len(text) > length and is_persons_name(text[:length]))


@cache
def words(place: str) -> tuple[str, ...]:
    """Return the words of a kind in ``remark_words``, longest first."""
    found = (word for at, *listed in tables.lines("remark_words") if at == place for word in listed)
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))
