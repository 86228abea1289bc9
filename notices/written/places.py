"""Places as people write them: provinces, cities and counties, with or without 省 市 县 区 (GB/T 2260)."""

import re
from functools import cache
from importlib.resources import files

_PROVINCE = re.compile(r"^[0-9]{2} province=\"([^\"]+)\"", re.MULTILINE)
_AREA = re.compile(r"(?:province|county)=\"([^\"]+)\"")
_YEARS = re.compile(r"^\[[\d-]*\]")
_SUFFIX = re.compile("(?:壮族|回族|维吾尔)?自治区$|自治[州县旗]$|特别行政区$|地区$|新区$|[省市县区州盟旗]$")
_LONGEST = 8
PROVINCES = {
    "京": "北京", "津": "天津", "冀": "河北", "晋": "山西", "内": "内蒙古", "辽": "辽宁", "吉": "吉林", "黑": "黑龙江",
    "沪": "上海", "苏": "江苏", "浙": "浙江", "皖": "安徽", "闽": "福建", "赣": "江西", "鲁": "山东", "豫": "河南",
    "鄂": "湖北", "湘": "湖南", "粤": "广东", "桂": "广西", "琼": "海南", "渝": "重庆", "川": "四川", "黔": "贵州",
    "云": "云南", "藏": "西藏", "陕": "陕西", "甘": "甘肃", "青": "青海", "宁": "宁夏", "新": "新疆",
}  # fmt: skip
"""Province by the character that stands for it."""
_SIMPLIFIED = str.maketrans("別門區", "别门区")


def is_place(name: str) -> bool:
    """Return whether a name is that of a province, city or county."""
    return name in _places()


def starts_with_place(name: str) -> bool:
    """Return whether a name begins with a place of two characters or more."""
    return any(name[:length] in _places() for length in range(2, _LONGEST))


def province_spellings(name: str) -> tuple[str, ...]:
    """Return the full and the short name of a province: 浙江省, 浙江. Empty for any other name.

    It may be given as one character, 浙, or with another ending, 广西自治区.
    """
    short = PROVINCES.get(name) or _SUFFIX.sub("", name.strip())
    return next((known for known in _provinces() if name in known or short == known[1]), ())


@cache
def _provinces() -> tuple[tuple[str, str], ...]:
    names = [name.translate(_SIMPLIFIED) for name in _PROVINCE.findall(_table())]
    return tuple((name, _SUFFIX.sub("", name)) for name in names)


@cache
def _places() -> frozenset[str]:
    names = {_YEARS.sub("", name) for area in _AREA.findall(_table()) for name in area.split(",")}
    return frozenset(name for name in names | {_SUFFIX.sub("", each) for each in names} | {"中国"} if len(name) > 1)


def _table() -> str:
    """Return the divisions that python-stdnum knows from resident IDs, renamed and abolished ones too."""
    return (files("stdnum.cn") / "loc.dat").read_text("utf-8")
