"""Take the parts of a name off one by one: brackets, form, places, trade; what is left is the brand."""

import re
from dataclasses import dataclass

from disposal.eligibility.likeness.slips import is_one_slip
from disposal.eligibility.matching.characters import lookalike_groups
from disposal.eligibility.matching.english_name import place_of
from disposal.eligibility.matching.places import (
    bare_place,
    combined,
    county_at_start,
    own_zone_at_start,
    place_at_end,
    place_at_start,
    village_at_start,
    zone_at_start,
)
from disposal.eligibility.trades.company_words import (
    expanded,
    form_at_end,
    group_words,
    is_weak_trade,
    last_word,
    may_end_a_form,
)
from disposal.eligibility.vocabulary.pinyin import readings

KIND_BEHIND = re.compile(r"\([^()]*(?:独资|控股|上市|合资|合作|投资|外商|国有|港澳|个体工商户|个人)[^()]*\)$")
LOCAL_FORMS = frozenset(["government", "village", "residents", "collective"])
SHORTEST_PLACE = 2
_BRACKETED = re.compile(r"\(([^()]*)\)")
_OF_PARTNERS = frozenset(["shop", "factory", "firm"])
"""Forms that partners may give their business; what stands in brackets behind them is only its kind."""
_OF_OWNERS = frozenset(["kindergarten", "school", "hospital"])
"""Institutions that a company may run under their name: 某某幼儿园有限公司."""
_COMPANIES = frozenset(["limited", "shares", "company"])
_TOWN_ENDS = ("镇", "街道", "乡")
_TOWNS = ("镇", "街道")
"""Those that a name may begin with; 侗乡 and 水乡 are brands."""
_FORM_SLIPS = ("股份有限公司", "有限责任公司", "有限公司")
_FORM_TWICE = re.compile(r"((?:股份)?(?:有限)?(?:责任)?公司)\1+$")


@dataclass(slots=True)
class Parts:
    """The parts removed from a name so far, and the rest."""

    rest: str
    places: frozenset[str] = frozenset()
    place_name: str = ""
    trade: tuple[str, ...] = ()
    group: frozenset[str] = frozenset()
    lead: str = ""
    tail: str = ""
    town: str = ""


def take_all(parts: Parts, *, has_county: bool) -> str:
    """Take the parts of a head company's name apart; return the class of its legal form."""
    parts.rest = KIND_BEHIND.sub("", parts.rest)
    _take_brackets(parts)
    form = _take_form(parts)
    if has_county:
        parts.lead, parts.places = county_at_start(parts.rest)
        parts.rest, parts.place_name = parts.rest.removeprefix(parts.lead), parts.lead
    _take_places(parts, has_town=form not in LOCAL_FORMS)
    _take_trade(parts)
    _leave_a_brand(parts)
    if form == "village" and len(parts.rest) > SHORTEST_PLACE:
        parts.rest = parts.rest.removesuffix("村")
    return form


def _take_brackets(parts: Parts) -> None:
    """Remove places and 集团 in brackets; other words in brackets are kept without the brackets."""

    def without(bracket: re.Match[str]) -> str:
        inner = bracket[1]
        if inner in group_words():
            parts.group |= {inner}
            return ""
        place, codes = (inner, place_of(inner)) if inner.isascii() else place_at_start(inner, frozenset())
        place, codes = (place, codes) if codes else county_at_start(inner)
        if codes and place and place == inner:
            parts.places = combined(parts.places, codes)
            return ""
        return bracket[0] if "合伙" in inner else inner

    parts.rest = _BRACKETED.sub(without, parts.rest)


def _take_form(parts: Parts) -> str:
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
                if end[1:] == usual[1:] and not _are_alike(end[:1], usual[0]):
                    continue  # 件限公司: the character before belongs to the trade
                if len(parts.rest) >= length + 2 and is_one_slip(end, usual):
                    parts.rest = parts.rest[:-length]
                    return "shares" if usual.startswith("股份") else "limited"
    parts.rest = parts.rest.removesuffix(found[0])
    if found[1] in _COMPANIES and parts.rest.endswith("厂") and last_word(parts.rest[:-1]):
        parts.rest = parts.rest[:-1]  # 制衣厂有限公司
    inner = form_at_end(parts.rest)
    is_within = inner[1] in (_OF_PARTNERS if found[0].startswith("(") else _OF_OWNERS if found[1] in _COMPANIES else ())
    if is_within:
        parts.rest = parts.rest.removesuffix(inner[0])
        return inner[1]
    return found[1]


def _reads_as_shares(pair: str) -> bool:
    """Return whether two characters are 股份 but for one that sounds or looks alike: 股分, 谷份."""
    alike = [_are_alike(one, other) for one, other in zip(pair, "股份", strict=False)]
    return len(alike) == len("股份") and all(alike) and (pair[0] == "股" or pair[1] == "份")


def _are_alike(one: str, other: str) -> bool:
    return one == other or bool(readings(one) & readings(other) or lookalike_groups(one) & lookalike_groups(other))


def _take_places(parts: Parts, *, has_town: bool) -> None:
    """Remove the places at the start, from province down to district, and a zone, as long as a brand is left."""
    parents = parts.places if parts.lead else frozenset[str]()
    while True:
        place, codes = place_at_start(parts.rest, parents)
        is_written_out = bare_place(place) != place or place.endswith("县")
        if not place or len(parts.rest) - len(place) < (1 if is_written_out else 2):
            break
        if place[-1] in "市县" and parts.rest[len(place) :].startswith("立") and len(place) > SHORTEST_PLACE:
            place = place[:-1]  # 台州市立医院 is of 台州
        parts.rest, parts.place_name, parents = parts.rest.removeprefix(place), place, codes
        parts.lead += place
    if parts.lead:
        zone = zone_at_start(parts.rest, has_town=has_town)
        parts.rest = parts.rest.removeprefix(zone)
        if zone and not zone.endswith(_TOWN_ENDS):
            parts.rest = parts.rest.removeprefix(zone_at_start(parts.rest, has_town=False))
        parts.town = zone if zone.endswith(_TOWN_ENDS) else ""
        if parts.town:
            parts.rest = parts.rest.removeprefix(village_at_start(parts.rest))
    elif has_town and (town := zone_at_start(parts.rest)).endswith(_TOWNS) and not county_at_start(town)[0]:
        parts.rest, parts.town = parts.rest.removeprefix(town), town
    elif own_zone_at_start(parts.rest):
        parts.rest = parts.rest.removeprefix(zone_at_start(parts.rest, has_town=False))
    parts.places = combined(parts.places, parents)


def _take_trade(parts: Parts) -> None:
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


def _leave_a_brand(parts: Parts) -> None:
    """Give a name of only place and trade a brand: its first trade word, or the place if there is one trade word."""
    if parts.rest:
        return
    parts.trade = expanded(parts.trade)
    if sum(not is_weak_trade(word) for word in parts.trade) > 1 or not parts.place_name:
        parts.rest, parts.trade = "".join(parts.trade[:1]), parts.trade[1:]
    else:
        parts.rest = bare_place(parts.place_name)
        parts.lead = ""
