"""Codes of courts in case numbers (法院代字), as far as they are sure: provinces, and cities of intermediate courts.

法〔2015〕137号 最高人民法院关于人民法院案件案号的若干规定, from 2016-01-01. Its annex of codes was not read: the table
holds the provinces, and cities whose two digits are those of GB/T 2260. Of a code that is not in it nothing is said.
"""

from notices.written.places import PROVINCES

_CITIES_IN_ORDER = {
    "浙": "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水",
    "苏": "南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁",
    "粤": "广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名",
    "闽": "福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德",
    "皖": "合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆",
    "鲁": "济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照",
    "辽": "沈阳 大连", "冀": "石家庄", "晋": "太原", "内": "呼和浩特", "吉": "长春", "黑": "哈尔滨", "赣": "南昌",
    "豫": "郑州", "鄂": "武汉", "湘": "长沙", "桂": "南宁", "琼": "海口", "川": "成都", "黔": "贵阳", "云": "昆明",
    "藏": "拉萨", "陕": "西安", "甘": "兰州", "青": "西宁", "宁": "银川", "新": "乌鲁木齐",
}  # fmt: skip

CITIES = {
    city: f"{province}{number:02}"
    for province, cities in _CITIES_IN_ORDER.items()
    for number, city in enumerate(cities.split(), start=1)
}
"""Code of the intermediate court by the city it bears: 杭州 is 浙01."""

SUPREME = "最高法"
_SUPREME_COURT = "最高人民法院"
_DIGITS = (("高级人民法院", (0,)), ("中级人民法院", (2,)), ("区人民法院", (4,)), ("县人民法院", (4,)))
"""How many digits the code of a court of this name has. A court of a city without districts is left out."""


def is_code_of(code: str, court: str) -> bool | None:
    """Return whether a code, such as 浙0106, fits the court named; None if the table does not tell."""
    if code == SUPREME or court.startswith(_SUPREME_COURT):
        return code == SUPREME and court.startswith(_SUPREME_COURT)
    province, digits = code[:1], code[1:]
    if province not in PROVINCES:
        return None
    place = _without_province(court)
    city = next((CITIES[name] for name in CITIES if place.startswith(name)), None)
    named = city[:1] if city else next((char for char, name in PROVINCES.items() if court.startswith(name)), None)
    if named and named != province:
        return False
    if city and digits and digits[:2] != city[1:] and not _is_special(digits):
        return False
    lengths = next((lengths for words, lengths in _DIGITS if court.endswith(words)), None)
    if lengths and len(digits) not in lengths:
        return False
    return True if named else None


def _without_province(court: str) -> str:
    for name in PROVINCES.values():
        if court.startswith(name):
            rest = court.removeprefix(name)
            return rest.removeprefix("省").removeprefix("壮族自治区").removeprefix("回族自治区").removeprefix("自治区")
    return court


def _is_special(digits: str) -> bool:
    """Return whether the code is of a special court (铁路、海事、知识产权、金融, from 71 on), not of a city's."""
    return digits[:2] >= "71"
