"""Places in company names: administrative divisions with or without 省 市 县 区, as division codes.

The divisions and codes (GB/T 2260, including renamed and abolished ones) come from python-stdnum's table of resident ID
areas.
"""

import re
from functools import cache
from importlib.resources import files

from disposal.eligibility.matching import tables

COUNTRY = "中国"
_COUNTRY_CODE = "cn"
_AREA = re.compile(r"^(\d{2}) province=\"(.+)\"|^ +(\d{4}) county=\"(.+)\"")
_YEARS = re.compile(r"^\[[\d-]*\]")
_PEOPLES = (
    "维吾尔|哈萨克|柯尔克孜|塔吉克|蒙古|鄂伦春|各|朝鲜|达斡尔|鄂温克|布依|土家|哈尼|傈僳|拉祜|东乡|纳西|景颇|仫佬|布朗|撒拉|毛南|仡佬|锡伯|普米|裕固|保安|独龙|"
    "回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒"
)
_SUFFIX = re.compile(f"(?:(?:{_PEOPLES})族?)*自治[区州县旗]$|特别行政区$|地区$|新区$|[省市县区盟旗]$")
_GENERIC = frozenset(tables.words("generic_places"))
_LONGEST = 12


@cache
def _codes() -> dict[str, frozenset[str]]:
    """Bare name → codes of all divisions that have or had it: 33, 3301, 330106."""
    found: dict[str, set[str]] = {COUNTRY: {_COUNTRY_CODE}}
    for code, name in _divisions():
        found.setdefault(bare_place(name), set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def _written() -> dict[str, bool]:
    """Each way to write a place → whether it needs a parent before it, like a district without 区."""
    ways: dict[str, bool] = {COUNTRY: False}
    brandlike = frozenset(tables.words("brandlike_places"))
    for code, name in _divisions():
        bare = bare_place(name)
        is_free = (len(code) < 6 or name.endswith("市")) and bare not in brandlike
        ways[name] = False
        if len(bare) >= 2:
            ways[bare] = ways.get(bare, True) and not is_free
    return ways


@cache
def _divisions() -> tuple[tuple[str, str], ...]:
    """Return code and name of every division in the table."""
    found = []
    province = ""
    for line in (files("stdnum.cn") / "loc.dat").read_text("utf-8").splitlines():
        area = _AREA.match(line)
        if area is None:
            continue
        if area[1]:
            province = area[1]
            found.append((province, area[2]))
        else:
            code = province + area[3].removesuffix("00")
            found += [(code, name) for name in _names(area[4]) if code != province + "00" and area[3] != "0000"]
    return tuple(found)


def _names(written: str) -> list[str]:
    names = (_YEARS.sub("", name) for name in written.split(","))
    return [name for name in names if name not in _GENERIC and len(name) >= 2]


@cache
def bare_place(name: str) -> str:
    """Return a place's name without 省, 市, 县, 区 and the like, if at least two characters are left."""
    bare = _SUFFIX.sub("", name)
    return bare if len(bare) >= 2 else name


def place_at_start(text: str, parents: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Return the longest place at the start of a text and its codes; with ``parents``, only places within them.

    A district or county without 区 or 县 counts only after its parent: 杭州西湖, but not 西湖 alone.
    """
    for length in range(min(_LONGEST, len(text)), 1, -1):
        name = text[:length]
        needs_parent = _written().get(name)
        if needs_parent is None or (needs_parent and not parents):
            continue
        codes = _codes()[bare_place(name)]
        below = frozenset(code for code in codes if is_within(code, parents)) if parents else codes
        if below:
            return name, below
    return "", frozenset()


def place_at_end(text: str) -> tuple[str, frozenset[str]]:
    """Return the longest place at the end of a text that needs no parent, and its codes."""
    for length in range(min(_LONGEST, len(text)), 1, -1):
        name = text[-length:]
        if _written().get(name) is False:
            return name, _codes()[bare_place(name)]
    return "", frozenset()


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
