"""Parse a company name into place, brand, trade, group, legal form and branch.

企业名称登记管理规定 (国务院令第734号, in force from 2021-03-01) art. 6: an enterprise's name consists of administrative
division, brand (字号), trade or manner of business, and legal form; art. 17: within one registration authority the
brand may not equal that of another enterprise of the same trade. So place, brand and trade together identify a company;
the legal form does not.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from disposal.eligibility.matching import tables
from disposal.eligibility.matching.characters import DOTS, clean, fold, has_han
from disposal.eligibility.matching.pinyin import readings
from disposal.eligibility.matching.places import bare_place, combined, place_at_end, place_at_start

LONGEST = 200
"""Only the first 200 characters of a company name are read."""

_BRACKETS = str.maketrans("〔〕【】[]{}〈〉《》「」", "()()()()()()()")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_GROUP_WORDS = ("集团", "控股", "企业")
_BRANCH_ENDS = "分公司|支公司|子公司|分行|支行|营业部|营业所|办事处|代表处|分厂|分店|分所|分院|分社|分理处|门店|项目部"
_BRANCHES = (
    re.compile(rf"^(.+?公司)(.*(?:{_BRANCH_ENDS}))$"),
    re.compile(rf"^(.+?(?:银行|信用社|合作社|事务所|厂))(.*(?:{_BRANCH_ENDS}))$"),
    re.compile(r"^(.{4,}?)((?:第[一二三四五六七八九十]+)?(?:分公司|支公司|分行|支行))$"),
)
_ARABIC = re.compile("[0-9]{1,2}(?![0-9])")
_DIGITS = "〇一二三四五六七八九"
_ENGLISH_FORMS = frozenset(tables.words("english_forms"))
_WORD = re.compile(r"[a-z0-9]+")
_NOT_OF_A_NAME = re.compile(r"[\s,;:'\"`~!|/\\<>\-_]")


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A parsed company name, ready for comparison."""

    written: str
    spelt: str
    full: str
    brand: str = field(default="")
    places: frozenset[str] = field(default=frozenset())
    trade: tuple[str, ...] = field(default=())
    group: frozenset[str] = field(default=frozenset())
    form: str = field(default="")
    branch: str = field(default="")
    syllables: tuple[frozenset[str], ...] = field(default=())


@dataclass(slots=True)
class _Parts:
    """The parts removed from a name so far, and the rest."""

    rest: str
    places: frozenset[str] = frozenset()
    place_name: str = ""
    trade: tuple[str, ...] = ()
    group: frozenset[str] = frozenset()


def read_company_name(written: str) -> CompanyName | None:
    """Parse a company name; None if the text has no letter."""
    text = clean(written[:LONGEST]).translate(_BRACKETS)
    if not has_han(text):
        return _read_english(text)
    spelt = "".join(c for c in text if c not in DOTS and not _NOT_OF_A_NAME.match(c)).casefold()
    name = _ARABIC.sub(lambda digits: _chinese_numeral(int(digits.group())), fold(spelt))
    for unusual, usual in tables.lines("word_spellings"):
        name = name.replace(unusual, usual)
    head, branch = _split_branch(name)
    parts = _Parts(head)
    _take_brackets(parts)
    form = _take_form(parts)
    _take_places(parts)
    _take_trade(parts)
    _leave_a_brand(parts)
    return CompanyName(
        text,
        spelt=spelt.replace("(", "").replace(")", ""),
        full=name.replace("(", "").replace(")", ""),
        brand=parts.rest,
        places=parts.places,
        trade=parts.trade,
        group=parts.group,
        form=form,
        branch=branch,
        syllables=tuple(readings(character) or frozenset({character}) for character in parts.rest),
    )


def _read_english(text: str) -> CompanyName | None:
    words = [word for word in _WORD.findall(text.casefold()) if word not in _ENGLISH_FORMS]
    if not words:
        return None
    return CompanyName(text, spelt=" ".join(_WORD.findall(text.casefold())), full=" ".join(words))


def _split_branch(name: str) -> tuple[str, str]:
    """Split a name into head company and branch: 浙江省分公司, 杭州西湖支行."""
    for pattern in _BRANCHES:
        found = pattern.match(name)
        if found:
            return found[1], found[2]
    return name, ""


def _take_brackets(parts: _Parts) -> None:
    """Remove places and 集团 in brackets; other words in brackets are kept without the brackets."""

    def without(bracket: re.Match[str]) -> str:
        inner = bracket[1]
        if inner in _GROUP_WORDS:
            parts.group |= {inner}
            return ""
        place, codes = place_at_start(inner, frozenset())
        if place and place == inner:
            parts.places = combined(parts.places, codes)
            return ""
        return bracket[0] if "合伙" in inner else inner

    parts.rest = _BRACKETED.sub(without, parts.rest)


def _take_form(parts: _Parts) -> str:
    """Remove the legal form from the end and return its class; the rest may be empty."""
    for word, form in _forms():
        if parts.rest.endswith(word):
            parts.rest = parts.rest.removesuffix(word)
            return form
    return ""


def _take_places(parts: _Parts) -> None:
    """Remove the places at the start, from province down to district, as long as a brand is left."""
    parents: frozenset[str] = frozenset()
    while True:
        place, codes = place_at_start(parts.rest, parents)
        is_written_out = bare_place(place) != place
        if not place or len(parts.rest) - len(place) < (1 if is_written_out else 2):
            break
        parts.rest, parts.place_name, parents = parts.rest.removeprefix(place), place, codes
    parts.places = combined(parts.places, parents)


def _take_trade(parts: _Parts) -> None:
    """Remove trade, group words and places at the end, as long as two characters are left."""
    words: list[str] = []
    while True:
        word = _last_word(parts.rest)
        if not word:
            place, codes = place_at_end(parts.rest)
            if not place or len(parts.rest) - len(place) < 2:
                break
            parts.rest, parts.places = parts.rest.removesuffix(place), combined(parts.places, codes)
            continue
        parts.rest = parts.rest.removesuffix(word)
        if word in _GROUP_WORDS:
            parts.group |= {word}
        else:
            words.insert(0, word)
    parts.trade = tuple(words)


def _last_word(rest: str) -> str:
    """Return the longest trade or group word at the end, unless exactly one character precedes it."""
    for length in range(min(_longest_trade(), len(rest)), 1, -1):
        word = rest[-length:]
        if (word in _trades() or word in _GROUP_WORDS) and len(rest) - length != 1:
            return word
    return ""


def _leave_a_brand(parts: _Parts) -> None:
    """Give a name of only place and trade a brand: its first trade word, or the place if there is one trade word."""
    if parts.rest:
        return
    if len(parts.trade) > 1 or not parts.place_name:
        parts.rest, parts.trade = "".join(parts.trade[:1]), parts.trade[1:]
    else:
        parts.rest = bare_place(parts.place_name)


def _chinese_numeral(number: int) -> str:
    """Return 2 as 二, 12 as 十二, 20 as 二十."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """Return the legal form words, longest first, each with its class."""
    found = [(word, form) for form, *words in tables.lines("legal_forms") for word in words]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def _trades() -> frozenset[str]:
    return frozenset(tables.words("trades"))


@cache
def _longest_trade() -> int:
    return max(map(len, _trades()))
