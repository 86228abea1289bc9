"""Statutory holidays by rule: the days off before a year's circular names them.

全国年节及纪念日放假办法 第二条, as amended by State Council orders 644 (2013-12-11) and 795 (2024-11-10).
https://www.gov.cn/gongbao/2024/issue_11726/202411/content_6989774.html
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from notices.dates import ONE_DAY, is_weekend
from notices.legal_source import LegalSource, SourceKind

_REGULATION = "全国年节及纪念日放假办法"

ORDER_644 = LegalSource(
    document=_REGULATION,
    kind=SourceKind.statute,
    number="国务院令第644号",
    article="二",
    issued_on=date(2013, 12, 11),
    in_force_from=date(2014, 1, 1),
    in_force_until=date(2024, 12, 31),
    link="http://big5.www.gov.cn/gate/big5/www.gov.cn/zhuanti/2013-12/11/content_2610576.htm",
)
ORDER_795 = LegalSource(
    document=_REGULATION,
    kind=SourceKind.statute,
    number="国务院令第795号",
    article="二",
    issued_on=date(2024, 11, 10),
    in_force_from=date(2025, 1, 1),
    link="https://www.gov.cn/gongbao/2024/issue_11726/202411/content_6989774.html",
)


@dataclass(frozen=True, slots=True)
class Festival:
    """One holiday of the regulation: a fixed date, or an offset from a festival of the lunar calendar.

    ``anchor`` is the column of the festival table for a lunar festival, and empty for a fixed date.
    """

    name: str
    name_en: str
    source: LegalSource
    anchor: str = ""
    month: int = 0
    day: int = 0
    offset: int = 0


def _fixed(name: str, name_en: str, *days: tuple[int, int], source: LegalSource) -> tuple[Festival, ...]:
    return tuple(Festival(name, name_en, source, month=month, day=day) for month, day in days)


def _lunar(name: str, name_en: str, *, source: LegalSource, anchor: str, offsets: range) -> tuple[Festival, ...]:
    return tuple(Festival(name, name_en, source, anchor=anchor, offset=offset) for offset in offsets)


def _unchanged(source: LegalSource) -> tuple[Festival, ...]:
    """Return the holidays that are the same in both orders."""
    return (
        *_fixed("元旦", "New Year's Day", (1, 1), source=source),
        *_fixed("劳动节", "Labour Day", (5, 1), source=source),
        *_fixed("国庆节", "National Day", (10, 1), (10, 2), (10, 3), source=source),
        *_lunar("清明节", "Qingming Festival", source=source, anchor="qingming_on", offsets=range(1)),
        *_lunar("端午节", "Dragon Boat Festival", source=source, anchor="dragon_boat_on", offsets=range(1)),
        *_lunar("中秋节", "Mid-Autumn Festival", source=source, anchor="mid_autumn_on", offsets=range(1)),
    )


FESTIVALS: tuple[Festival, ...] = (
    *_unchanged(ORDER_644),
    *_lunar("春节", "Spring Festival", source=ORDER_644, anchor="spring_festival_on", offsets=range(3)),
    *_unchanged(ORDER_795),
    *_fixed("劳动节", "Labour Day", (5, 2), source=ORDER_795),
    # Lunar New Year's Eve and the first three days.
    *_lunar("春节", "Spring Festival", source=ORDER_795, anchor="spring_festival_on", offsets=range(-1, 3)),
)


def english_name(name: str) -> str:
    """Return the English name of a holiday or of several joined by 、; unknown names stay as they are."""
    known = {festival.name: festival.name_en for festival in FESTIVALS}
    return " and ".join(known.get(part, part) for part in name.split("、"))


@cache
def _lunar_dates() -> dict[int, dict[str, date]]:
    table = files("notices") / "calendars" / "cn_statutory" / "festivals.toml"
    rows = tomllib.loads(table.read_text(encoding="utf-8"))["years"]
    return {row["year"]: row for row in rows}


def has_festival_dates(year: int) -> bool:
    """Return whether the lunar festival dates of the year are known, so that a provisional answer is possible."""
    return year in _lunar_dates()


@cache
def statutory_holidays(year: int) -> Mapping[date, Festival]:
    """Return the statutory holidays of a year: fixed ones always, lunar ones only if their dates are known.

    If two fall on one day (国庆节 and 中秋节 in 2028), the first in ``FESTIVALS`` is used.
    """
    new_year = date(year, 1, 1)
    anchors = _lunar_dates().get(year, {})
    days: dict[date, Festival] = {}
    for festival in FESTIVALS:
        if not festival.source.is_in_force(new_year):
            continue
        if not festival.anchor:
            days.setdefault(date(year, festival.month, festival.day), festival)
        elif festival.anchor in anchors:
            days.setdefault(anchors[festival.anchor] + timedelta(days=festival.offset), festival)
    return MappingProxyType(days)


@cache
def days_made_up(year: int) -> Mapping[date, Festival]:
    """Return the working days on which statutory holidays that fall on a weekend are made up, with their holiday.

    全国年节及纪念日放假办法 第六条: 全体公民放假的假日，如果适逢周六、周日，应当在工作日补假。
    """
    statutory = statutory_holidays(year)
    days: dict[date, Festival] = {}
    for holiday in sorted(filter(is_weekend, statutory)):
        day = holiday
        while is_weekend(day) or day in statutory or day in days:
            day += ONE_DAY
        days[day] = statutory[holiday]
    return MappingProxyType(days)


def statutory_day_count(year: int) -> int:
    """Return how many days off a year the regulation gives, on whatever day they fall; 0 for a year before it."""
    return sum(festival.source.is_in_force(date(year, 1, 1)) for festival in FESTIVALS)
