"""Parse a company name into place, brand, trade, group, legal form and branch.

企业名称登记管理规定 (国务院令第734号, in force from 2021-03-01) art. 6: an enterprise's name consists of administrative
division, brand (字号), trade or manner of business, and legal form; art. 17: within one registration authority the
brand may not equal that of another enterprise of the same trade. So place, brand and trade together identify a company;
the legal form does not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from disposal.eligibility.matching.characters import DOTS, clean, fold, has_han, lookalike_groups
from disposal.eligibility.matching.company_words import (
    form_at_end,
    group_words,
    last_word,
    may_end_a_form,
    numerals_in_han,
    whole_ending,
)
from disposal.eligibility.matching.english_name import place_of, read_english
from disposal.eligibility.matching.pinyin import readings
from disposal.eligibility.matching.places import (
    bare_place,
    combined,
    county_at_start,
    place_at_end,
    place_at_start,
    zone_at_start,
)
from disposal.eligibility.matching.slips import is_one_slip, mixture_of
from disposal.eligibility.vocabulary import tables

LONGEST = 200
"""Only the first 200 characters of a company name are read."""

_BRACKETS = str.maketrans("〔〕【】[]{}〈〉《》「」", "()()()()()()()")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_BRANCH_ENDS = "分公司|支公司|子公司|分行|支行|营业部|营业所|办事处|代表处|分厂|分店|分所|分院|分社|分理处|门店|项目部"
_SHOP_ENDS = "店|门市部|经营部|工厂|厂|仓库|车间|服务部|销售部|中心店|网点"
_BRANCHES = (
    re.compile(rf"^(.+?公司(?:\([^()]*\))?)(.*(?:{_BRANCH_ENDS}|{_SHOP_ENDS}))$"),
    re.compile(rf"^(.+?(?:银行|信用社|合作社|事务所|厂)(?:\([^()]*\))?)(.*(?:{_BRANCH_ENDS}))$"),
    re.compile(r"^(.{4,}?)((?:第[一二三四五六七八九十]+)?(?:分公司|支公司|分行|支行))$"),
)
_KIND_BEHIND = re.compile(r"\([^()]*(?:独资|控股|上市|合资|合作|投资|外商|国有|港澳|个体工商户|个人)[^()]*\)$")
_SEAT_BEHIND = re.compile(r"(?:公司|合伙企业|企业)\(([^()]*)\)$")
_TOWN_ABOVE = re.compile("^.{1,4}?(?:镇|街道|乡)(?=.{2})")
_OF_PARTNERS = frozenset(["shop", "factory", "firm"])
"""Forms that partners may give their business; what stands in brackets behind them is only its kind."""
LOCAL_FORMS = frozenset(["government", "village", "residents", "collective"])
_NOT_OF_A_NAME = re.compile(r"[\s,;:'\"`~!|/\\<>\-_]")
_SHORTEST_PLACE = 2
_TOWN_ENDS = ("镇", "街道", "乡")
_FORM_SLIPS = ("股份有限公司", "有限责任公司", "有限公司")
_FORM_TWICE = re.compile(r"((?:股份)?(?:有限)?(?:责任)?公司)\1+$")


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A parsed company name, ready for comparison.

    ``lead`` and ``tail`` are the places before and the trade behind the brand as written. ``concepts`` is the trade of
    an English name; ``is_latin`` says that it is one. ``has_seat_behind``: its place stands in brackets behind the
    form. ``mixture``: the characters of the whole name sorted, doubled ones once; names with a slip share it.
    """

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
    lead: str = field(default="")
    tail: str = field(default="")
    concepts: tuple[str, ...] = field(default=())
    is_latin: bool = field(default=False)
    has_seat_behind: bool = field(default=False)
    mixture: str = field(default="")
    town: str = field(default="")

    @property
    def letters(self) -> str:
        """Return the characters of the whole name, of a Latin one without its form and seat."""
        return self.full.partition(" (")[0].replace(" ", "")

    @property
    def is_local(self) -> bool:
        """Return whether the name is that of a local body: its brand is a town or village, and tells as much as one."""
        return self.form in LOCAL_FORMS

    @property
    def village(self) -> str:
        """Return the brand of a local body without the town above it: 澜东村 of 澜岳镇澜东村."""
        return _TOWN_ABOVE.sub("", self.brand) if self.is_local else self.brand


@dataclass(slots=True)
class _Parts:
    """The parts removed from a name so far, and the rest."""

    rest: str
    places: frozenset[str] = frozenset()
    place_name: str = ""
    trade: tuple[str, ...] = ()
    group: frozenset[str] = frozenset()
    lead: str = ""
    tail: str = ""
    town: str = ""


def read_company_names(written: str) -> Iterator[CompanyName]:
    """Yield the readings of a company name: two, where a county without 县 or a brand may stand at its start."""
    name = read_company_name(written)
    if name is None:
        return
    yield name
    if name.is_latin and not name.places and (other := _read_english(name.written, has_county=True)) and other.places:
        yield other
    is_bare = not name.is_latin and not name.lead and not name.places and len(name.brand) > _SHORTEST_PLACE
    if is_bare and county_at_start(name.brand)[0] and (read := read_company_name(written, has_county=True)):
        yield read


def read_company_name(written: str, *, has_county: bool = False) -> CompanyName | None:
    """Parse a company name; None if the text has no letter. ``has_county``: it begins with a county without 县."""
    text = clean(written[:LONGEST]).translate(_BRACKETS)
    if not has_han(text):
        return _read_english(text)
    spelt = "".join(c for c in text if c not in DOTS and not _NOT_OF_A_NAME.match(c)).casefold()
    name = numerals_in_han(fold(spelt))
    for unusual, usual in tables.lines("word_spellings"):
        if unusual in name:
            name = name.replace(unusual, usual)
    name = whole_ending(name)
    head, branch = _split_branch(name)
    parts = _Parts(head)
    form = _take_all(parts, has_county=has_county)
    plain = name if _KIND_BEHIND.search(name) is None else _KIND_BEHIND.sub("", name)
    full = plain.replace("(", "").replace(")", "")
    return CompanyName(
        text,
        spelt=spelt.replace("(", "").replace(")", ""),
        full=full,
        mixture=mixture_of(full),
        brand=parts.rest,
        places=parts.places,
        trade=parts.trade,
        group=parts.group,
        form=form,
        branch=branch,
        syllables=tuple(readings(character) or frozenset({character}) for character in parts.rest),
        lead=parts.lead,
        tail=parts.tail,
        town=parts.town,
        has_seat_behind=_has_seat_behind(head),
    )


def _has_seat_behind(head: str) -> bool:
    seat = _SEAT_BEHIND.search(head)
    return seat is not None and bool(
        place_of(seat[1]) if seat[1].isascii() else place_at_start(seat[1], frozenset())[1]
    )


def _take_all(parts: _Parts, *, has_county: bool) -> str:
    """Take the parts of a head company's name apart; return the class of its legal form."""
    parts.rest = _KIND_BEHIND.sub("", parts.rest)
    _take_brackets(parts)
    form = _take_form(parts)
    if has_county:
        parts.lead, parts.places = county_at_start(parts.rest)
        parts.rest, parts.place_name = parts.rest.removeprefix(parts.lead), parts.lead
    _take_places(parts, has_town=form not in LOCAL_FORMS)
    _take_trade(parts)
    _leave_a_brand(parts)
    if form == "village" and len(parts.rest) > _SHORTEST_PLACE:
        parts.rest = parts.rest.removesuffix("村")
    return form


def _read_english(text: str, *, has_county: bool = False) -> CompanyName | None:
    name = read_english(text, has_county=has_county)
    if name is None:
        return None
    return CompanyName(
        text,
        spelt=name.spelt,
        full=name.full,
        brand=name.brand,
        places=name.places,
        group=name.group,
        concepts=name.concepts,
        is_latin=True,
        mixture=mixture_of(name.full.partition(" (")[0].replace(" ", "")),
        has_seat_behind=bool(name.places) and text.endswith(")"),
    )


def _split_branch(name: str) -> tuple[str, str]:
    """Split a name into head company and branch: 浙江省分公司, 杭州西湖支行, 文三路店."""
    for pattern in _BRANCHES:
        found = pattern.match(name)
        if found:
            return found[1], found[2]
    return name, ""


def _take_brackets(parts: _Parts) -> None:
    """Remove places and 集团 in brackets; other words in brackets are kept without the brackets."""

    def without(bracket: re.Match[str]) -> str:
        inner = bracket[1]
        if inner in group_words():
            parts.group |= {inner}
            return ""
        place, codes = (inner, place_of(inner)) if inner.isascii() else place_at_start(inner, frozenset())
        if codes and place and place == inner:
            parts.places = combined(parts.places, codes)
            return ""
        return bracket[0] if "合伙" in inner else inner

    parts.rest = _BRACKETED.sub(without, parts.rest)


def _take_form(parts: _Parts) -> str:
    """Remove the legal form from the end and return its class; the rest may be empty. One slip in it is allowed."""
    parts.rest = _FORM_TWICE.sub(r"\1", parts.rest)
    found = form_at_end(parts.rest)
    if len(found[0]) == 1 and last_word(parts.rest):
        return ""  # 酒店 and 宾馆 are trades
    if found[0] == _FORM_SLIPS[-1] and _reads_as_shares(parts.rest[-6:-4]):
        parts.rest = parts.rest[:-6]
        return "shares"
    if len(found[0]) < len(_FORM_SLIPS[-1]) and may_end_a_form(parts.rest):
        for usual in _FORM_SLIPS:
            for length in (len(usual) + 1, len(usual), len(usual) - 1):
                end = parts.rest[-length:]
                if len(parts.rest) >= length + 2 and is_one_slip(end, usual):
                    parts.rest = parts.rest[:-length]
                    return "shares" if usual.startswith("股份") else "limited"
    parts.rest = parts.rest.removesuffix(found[0])
    inner = form_at_end(parts.rest) if found[0].startswith("(") else ("", "")
    if inner[1] in _OF_PARTNERS:
        parts.rest = parts.rest.removesuffix(inner[0])
        return inner[1]
    return found[1]


def _reads_as_shares(pair: str) -> bool:
    """Return whether two characters are 股份 but for one that sounds or looks alike: 股分, 谷份."""
    alike = [
        one == other or bool(readings(one) & readings(other) or lookalike_groups(one) & lookalike_groups(other))
        for one, other in zip(pair, "股份", strict=False)
    ]
    return len(alike) == len("股份") and all(alike) and (pair[0] == "股" or pair[1] == "份")


def _take_places(parts: _Parts, *, has_town: bool) -> None:
    """Remove the places at the start, from province down to district, and a zone, as long as a brand is left."""
    parents = parts.places if parts.lead else frozenset[str]()
    while True:
        place, codes = place_at_start(parts.rest, parents)
        is_written_out = bare_place(place) != place
        if not place or len(parts.rest) - len(place) < (1 if is_written_out else 2):
            break
        parts.rest, parts.place_name, parents = parts.rest.removeprefix(place), place, codes
        parts.lead += place
    if parts.lead:
        zone = zone_at_start(parts.rest, has_town=has_town)
        parts.rest = parts.rest.removeprefix(zone)
        parts.town = zone if zone.endswith(_TOWN_ENDS) else ""
    parts.places = combined(parts.places, parents)


def _take_trade(parts: _Parts) -> None:
    """Remove trade, group words and places at the end, as long as a brand is left."""
    words: list[str] = []
    while True:
        word = last_word(parts.rest, has_place=bool(parts.lead))
        if not word:
            place, codes = place_at_end(parts.rest)
            if not place or len(parts.rest) - len(place) < 2:
                break
            parts.rest, parts.places = parts.rest.removesuffix(place), combined(parts.places, codes)
            continue
        parts.rest = parts.rest.removesuffix(word)
        parts.tail = word + parts.tail
        if word in group_words():
            parts.group |= {word}
        else:
            words.insert(0, word)
    parts.trade = tuple(words)


def _leave_a_brand(parts: _Parts) -> None:
    """Give a name of only place and trade a brand: its first trade word, or the place if there is one trade word."""
    if parts.rest:
        return
    if len(parts.trade) > 1 or not parts.place_name:
        parts.rest, parts.trade = "".join(parts.trade[:1]), parts.trade[1:]
    else:
        parts.rest = bare_place(parts.place_name)
        parts.lead = ""
