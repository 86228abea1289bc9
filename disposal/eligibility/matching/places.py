"""Places in company names: administrative divisions with or without 省 市 县 区, seats abroad, zones, as codes.

A bare name means the highest division that bears it; abolished divisions count as those that took them in.
"""

import re
from functools import cache

from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.divisions import bare_name, divisions, seats
from notices.content.name_shapes import ORGANISATION

_GENERIC = frozenset(tables.words("generic_places"))
_LONGEST = 12
_HAN = re.compile("[\u4e00-\u9fff]")
_TOWN = re.compile("[\u4e00-\u9fff]{2,3}?(?:镇|街道|乡)(?=[\u4e00-\u9fff]{4}|[\u4e00-\u9fff]{2}[^院所站社校学园会]$)")
_BELOW_TOWN = re.compile(
    "(?:[\u4e00-\u9fff]{1,4}?(?:村|社区|路|街|[一二三四五六七八九十]组)|[\u4e00-\u9fff]{0,4}?(?:工业区|工业园区|工业园))(?=[\u4e00-\u9fff]{3})"
)
"""A village, road or estate of a town."""
_AUTONOMOUS = re.compile("自治([州县旗])$")
_OWN_ZONE = re.compile(
    "[\u4e00-\u9fff]{2,3}?(?:新区|新片区|经济技术开发区|经济开发区|高新技术产业开发区|高技术产业开发区|高新区|科创园区|深港合作区|保税港区|开发区|产业集聚区|旅游度假区|综合保税区)"
    "(?=[\u4e00-\u9fff]{4})"
)
"""A zone by a name of its own: 南太湖新区."""
_CITY_LEVEL = 2


@cache
def _codes() -> dict[str, frozenset[str]]:
    """Bare name → today's codes of the highest divisions that have it: 33, 3301; whole name → of those so named."""
    bare: dict[str, dict[int, set[str]]] = {}
    whole: dict[str, set[str]] = {}
    for each in divisions():
        if each.name in _GENERIC or len(each.name) < 2:
            continue
        for name in _whole_names(each.name):
            whole.setdefault(name, set()).update(each.now)
        levels = bare.setdefault(bare_place(each.name), {})
        for code in each.now:
            levels.setdefault(len(code) if each.is_current else 9, set()).add(code)
    found = {name: frozenset(levels[min(levels)]) for name, levels in bare.items()}
    found |= {name: frozenset(codes) for name, codes in whole.items() if bare_place(name) != name or name not in found}
    return found | {name: frozenset({code}) for name, code in seats().items() if _HAN.match(name)}


def _whole_names(name: str) -> tuple[str, ...]:
    """Return the name of a division, and an autonomous one without its people: 德宏州, 长阳县."""
    kind = _AUTONOMOUS.search(name)
    return (name, bare_place(name) + kind[1]) if kind else (name,)


@cache
def _below() -> dict[str, frozenset[str]]:
    """Bare name → today's codes of all divisions that have or had it, for use after a parent: 杭州西湖."""
    found: dict[str, set[str]] = {}
    for each in divisions():
        if each.name not in _GENERIC:
            found.setdefault(bare_place(each.name), set()).update(each.now)
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def _written() -> dict[str, bool]:
    """Each way to write a place → whether it needs a parent before it, like a district without 区."""
    ways: dict[str, bool] = {}
    for each in divisions():
        if each.name in _GENERIC or len(each.name) < 2:
            continue
        bare = bare_place(each.name)
        is_free = (each.level <= _CITY_LEVEL or each.name.endswith("市")) and bare not in _brandlike()
        ways.update(dict.fromkeys(_whole_names(each.name), False))
        if len(bare) >= 2:
            ways[bare] = ways.get(bare, True) and not is_free
    return ways | {name: False for name in seats() if _HAN.match(name)}


@cache
def _brandlike() -> frozenset[str]:
    return frozenset(tables.words("brandlike_places"))


@cache
def bare_place(name: str) -> str:
    """Return a place's name without 省, 市, 县, 区 and the like, if at least two characters are left."""
    return bare_name(name)


def county_at_start(text: str) -> tuple[str, frozenset[str]]:
    """Return the county or district at the start of a text that is written without 区 or 县, and its codes: 仙居."""
    name = next((text[:length] for length in (3, 2) if _written().get(text[:length])), "")
    return (name, _below()[name]) if name and name not in _brandlike() else ("", frozenset())


def place_at_start(text: str, parents: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Return the longest place at the start of a text and its codes; with ``parents``, only places within them.

    A district or county without 区 or 县 counts only after its parent: 杭州西湖, but not 西湖 alone.
    """
    for length in range(min(_LONGEST, len(text)), 1, -1):
        name = text[:length]
        needs_parent = _written().get(name)
        if needs_parent is None or (needs_parent and not parents):
            continue
        codes = _codes()[name] | (_below().get(name, frozenset()) if parents else frozenset())
        below = frozenset(code for code in codes if is_within(code, parents)) if parents else codes
        below = below or _once_within(name, parents)
        if below:
            return name, below
    return "", frozenset()


def _once_within(name: str, parents: frozenset[str]) -> frozenset[str]:
    """Return today's codes of a division that once lay within the parents: 四川省万县市 is 万州区 of 重庆."""
    return frozenset(code for old, now in _by_name().get(name, ()) if is_within(old, parents) for code in now)


@cache
def _by_name() -> dict[str, list[tuple[str, frozenset[str]]]]:
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for each in divisions():
        found.setdefault(each.name, []).append((each.code, each.now))
    return found


def place_at_end(text: str) -> tuple[str, frozenset[str]]:
    """Return the longest place at the end of a text that needs no parent, and its codes."""
    for length in range(min(_LONGEST, len(text)), 1, -1):
        name = text[-length:]
        if _written().get(name) is False:
            return name, _codes()[name]
    return "", frozenset()


def zone_at_start(text: str, *, has_town: bool = True) -> str:
    """Return a development zone, park, town or street at the start of a text that follows a place; empty if none.

    A zone may bear a name of its own (张江高科技园区) if it is a known one; else the name is a brand (恒达科技园).
    """
    zones = list[str]()
    for own in ("", *_zones("own").get(text[:1], ())):
        if text.startswith(own):
            rest = text[len(own) :]
            kind = next((kind for kind in _zones("kind").get(rest[:1], ()) if rest.startswith(kind)), "")
            if kind and len(rest) - len(kind) > 1:
                zones.append(own + kind)
    if zones:
        return max(zones, key=len)
    own_zone = _OWN_ZONE.match(text)
    if own_zone:
        return own_zone[0]
    town = _TOWN.match(text) if has_town else None
    return town[0] if town and not ORGANISATION.search(town[0]) else ""


def own_zone_at_start(text: str) -> bool:
    """Return whether a text begins with a new district by a name of its own, which tells the place alone: 贵安新区."""
    return any(text.startswith(f"{own}新区") for own in _zones("own").get(text[:1], ()))


def village_at_start(text: str) -> str:
    """Return the villages, roads and estates at the start of a text that follows a town; empty if there is none."""
    found = _BELOW_TOWN.match(text)
    return found[0] + village_at_start(text[found.end() :]) if found and not ORGANISATION.search(found[0]) else ""


def is_within(code: str, parents: frozenset[str]) -> bool:
    """Return whether a division is one of the others or lies within one."""
    return any(code.startswith(parent) for parent in parents)


def are_compatible(a: frozenset[str], b: frozenset[str]) -> bool:
    """Return whether two places may be the same: equal, or one within the other."""
    return any(is_within(code, b) for code in a) or any(is_within(code, a) for code in b)


def combined(a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
    """Combine two mentions of a place: the narrower if one lies within the other, otherwise both."""
    inner = {code for code in a if is_within(code, b)} | {code for code in b if is_within(code, a)}
    return frozenset(inner) or a | b


@cache
def _zones(kind: str) -> dict[str, tuple[str, ...]]:
    """Return first character → the words that begin with it, longest first."""
    words = sorted(
        (word for at, *words in tables.lines("zones") if at == kind for word in words), key=len, reverse=True
    )
    return {first: tuple(word for word in words if word[0] == first) for first in {word[0] for word in words}}
