"""Invented people and companies for lists of any size: names as frequent as real ones, numbers that cannot be real.

Everybody comes from a seed: the same serial is the same person at every size.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

from stdnum.cn import ric, uscc

from disposal.eligibility.vocabulary import tables
from disposal.eligibility.vocabulary.surnames import surname_shares

AREA = "99"
OFFICES = ["虚构市财政局", "虚构市税务局", "虚构省监管局", "虚构县法院", "虚构区公安分局", "虚构资产管理公司"]
POSITIONS = ["科员", "副科长", "科长", "副处长", "处长", ""]
PLACES = [
    "杭州",
    "宁波",
    "温州",
    "上海",
    "江苏",
    "南京",
    "广东",
    "深圳",
    "山东",
    "青岛",
    "四川",
    "成都",
    "湖北",
    "福建",
]
TRADES = ["纺织", "化工", "机械", "房地产", "贸易", "建材", "钢铁", "食品", "物流", "电子", "投资", "科技"]
FORMS = ["有限公司", "有限公司", "有限责任公司", "股份有限公司"]
_BRANDS = "华欣丰泰盛达鑫瑞恒隆宏远永昌金源东方海天星辰江河湖山林森木石玉珠宝福禄寿喜康宁安平和顺诚信德义仁礼智勇"
_BRAND_LENGTHS = [2, 2, 3, 3, 4]
_COMPANY_EVERY = 5
_FIRST_BIRTH, _BIRTHS = date(1950, 1, 1), 18_000
_ONE_CHARACTER = 0.15


@cache
def _surnames() -> tuple[list[str], list[float]]:
    shares = surname_shares()
    return list(shares), list(accumulate(shares.values()))


@cache
def _characters() -> tuple[list[str], list[float]]:
    shares: dict[str, float] = {}
    for percent, *listed in tables.lines("given_characters"):
        for character in "".join(listed):
            shares.setdefault(character, float(percent))
    return list(shares), list(accumulate(shares.values()))


def _chance(serial: int) -> random.Random:
    return random.Random(serial * 2_654_435_761 % 2**32)  # noqa: S311 - a seeded sample, no secret


def name_of(serial: int) -> str:
    """Return the name of one person."""
    chance = _chance(serial)
    surname = chance.choices(_surnames()[0], cum_weights=_surnames()[1])[0]
    length = 1 if chance.random() < _ONE_CHARACTER else 2
    return surname + "".join(chance.choices(_characters()[0], cum_weights=_characters()[1], k=length))


def number_of(serial: int) -> str:
    """Return the resident ID of one person, its check digit right, its area one that does not exist."""
    born_on = _FIRST_BIRTH + timedelta(days=serial * 7919 % _BIRTHS)
    digits = f"{AREA}{serial // 1000 % 10_000:04d}{born_on:%Y%m%d}{serial % 1000:03d}"
    return digits + str(ric.calc_check_digit(digits + "0"))


def company_of(serial: int) -> str:
    """Return the name of one company."""
    chance = _chance(serial)
    brand = "".join(chance.choices(_BRANDS, k=chance.choice(_BRAND_LENGTHS)))
    return chance.choice(PLACES) + brand + chance.choice(TRADES) + chance.choice(FORMS)


def code_of(serial: int) -> str:
    """Return the credit code of one company, its check digit right, its district one that does not exist."""
    digits = f"91990000MA{serial % 10**7:07d}"
    return digits + str(uscc.calc_check_digit(digits))


def masked(number: str) -> str:
    """Return a number as the courts print it, month and day hidden."""
    return f"{number[:10]}****{number[14:]}"


def rows(serials: range, *, is_public: bool = False) -> Iterator[str]:
    """Yield the lines of a list; a public one hides digits, and every fifth of its entries is a company."""
    for serial in serials:
        office, position = OFFICES[serial % len(OFFICES)], POSITIONS[serial % len(POSITIONS)]
        if is_public and serial % _COMPANY_EVERY == 0:
            yield f"{company_of(serial)},{code_of(serial)},,,2020-01-01"
            continue
        number = number_of(serial)
        yield f"{name_of(serial)},{masked(number) if is_public else number},{office},{position},2020-01-01"


def write_csv(path: Path, lines: Iterator[str]) -> None:
    """Write a list as CSV."""
    with path.open("w", encoding="utf-8") as file:
        file.write("姓名,证件号码,工作单位,职务,任职日期\n")
        file.writelines(f"{line}\n" for line in lines)
