"""Administrative divisions as they stand today, and the abolished ones led on to those that took them in.

The divisions, their codes (GB/T 2260) and years come from python-stdnum's table of resident ID areas; successors of
those without a namesake from ``data/division_successors.txt``. A bare name, without 省 市 县 区, means the highest
division that bears it: 河北 is the province and not 河北区 of 天津, 泰州 the city and not what was once a part of 扬州.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from disposal.eligibility.vocabulary import tables

_AREA = re.compile(r"^(\d{2}) province=\"(.+)\"|^ +(\d{4}) county=\"(.+)\"")
_YEARS = re.compile(r"^\[(\d*)-(\d*)\]")
_PEOPLES = (
    "维吾尔|哈萨克|柯尔克孜|塔吉克|蒙古|鄂伦春|各|朝鲜|达斡尔|鄂温克|布依|土家|哈尼|傈僳|拉祜|东乡|纳西|景颇|仫佬|布朗|撒拉|毛南|仡佬|锡伯|普米|裕固|保安|独龙|"
    "回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒"
)
_REGIONS = {
    "内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏", "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
}  # fmt: skip
_SUFFIX = re.compile(f"(?:(?:{_PEOPLES})族?)*自治[区州县旗]$|特别行政区$|地区$|新区$|[省市县区盟旗]$")
_MUNICIPALITIES = frozenset(["11", "12", "31", "50"])


@dataclass(frozen=True, slots=True)
class Division:
    """A division: its code without the zeros at the end, its name, and the codes that stand for it today."""

    code: str
    name: str
    now: frozenset[str]

    @property
    def level(self) -> int:
        """Return 1 for a province, 2 for a prefecture or city, 3 for a county or district."""
        return len(self.code) // 2

    @property
    def is_current(self) -> bool:
        """Return whether the division still exists under this code."""
        return self.now == {self.code}


@cache
def bare_name(name: str) -> str:
    """Return a division's name without 省, 市, 县, 区 and the like, if at least two characters are left."""
    if name in _REGIONS:
        return _REGIONS[name]
    bare = _SUFFIX.sub("", name)
    return bare if len(bare) >= 2 else name


@cache
def divisions() -> tuple[Division, ...]:
    """Return every division that is or was."""
    rows = tuple(_rows())
    current: dict[tuple[str, str], list[str]] = {}
    for code, name, ended in rows:
        if not ended:
            current.setdefault((code[:2], bare_name(name)), []).append(code)
    return tuple(Division(code, name, _today(code, name, ended, current)) for code, name, ended in rows)


def _today(code: str, name: str, ended: bool, current: dict[tuple[str, str], list[str]]) -> frozenset[str]:
    """Return today's codes of a division: itself, its highest namesake, its successors, or what held it."""
    if not ended:
        return frozenset({code})
    bare = bare_name(name)
    named = (
        _successors().get(code[:2] + name)
        or _successors().get(code[:2] + bare)
        or _successors().get(code[:2] + name[:-1])
    )
    if named:
        return named
    provinces = [code[:2], *{"51": ["50"], "44": ["46"]}.get(code[:2], [])]
    for province in provinces:
        if (province, bare) in current:
            found = current[province, bare]
            highest = min(map(len, found))
            return frozenset(each for each in found if len(each) == highest)
    return frozenset({code[:2]})


def _rows() -> Iterator[tuple[str, str, bool]]:
    """Yield code, name, and whether the division was abolished or renamed."""
    province = ""
    for line in (files("stdnum.cn") / "loc.dat").read_text("utf-8").splitlines():
        area = _AREA.match(line)
        if area is None:
            continue
        if area[1]:
            province = area[1]
            yield province, _usual(area[2]), False
            continue
        code = province + (area[3].removesuffix("00"))
        if area[3] == "0000" or (code == province + "01" and province in _MUNICIPALITIES):
            continue
        for written in area[4].split(","):
            years = _YEARS.match(written)
            yield code, _YEARS.sub("", written), bool(years and years[2])


def _usual(name: str) -> str:
    return name.replace("特別行政區", "特别行政区").replace("澳門", "澳门")


@cache
def _successors() -> dict[str, frozenset[str]]:
    return {old: frozenset(codes.split(",")) for old, codes in tables.lines("division_successors")}


@cache
def seats() -> dict[str, str]:
    """Return the name of every seat outside the mainland → its code; Latin names as letters without spaces."""
    return {name: code for code, *names in tables.lines("foreign_places") for name in names if name != "-"}
