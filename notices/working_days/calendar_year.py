"""One year's holiday arrangement from the State Council's circulars (节假日安排), checked on construction.

国务院办公厅关于…年部分节假日安排的通知; 全国年节及纪念日放假办法 第二条、第六条.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field, model_validator

from notices.dates import ONE_DAY, dated, dated_zh, is_weekend
from notices.errors import NoticesError
from notices.frozen import Frozen
from notices.text import Line
from notices.working_days.festivals import english_name, statutory_day_count, statutory_holidays

_NUMBER = re.compile(r"国(办)?发(明电)?〔\d{4}〕\d{1,4}号")
_LINK = re.compile(r"https?://([a-z0-9-]+\.)*gov\.cn/\S+")
_LONGEST_HOLIDAY = timedelta(days=31)

CalendarDate = Annotated[date, Field(strict=True)]

FIRST_YEAR, LAST_YEAR = 2008, 2100
"""Years whose arrangement may be loaded."""


class InvalidCalendarFile(NoticesError):
    """A calendar file has an invalid value: the field, the value, and what to write instead."""

    code = "invalid_calendar_file"

    def __init__(self, *, field: str, value: object, zh: str, en: str) -> None:
        self.value = str(value)[:80]
        where = field or "文件"
        super().__init__(
            zh=f"日历文件有误：{where} = {self.value}：{zh}",
            en=f"calendar file: {field or 'file'} = {self.value}: {en}",
            field=field,
        )


class Circular(Frozen):
    """A circular of the State Council on holidays: number, date of signature, title, page on gov.cn."""

    number: Line
    issued_on: CalendarDate
    title: Line
    link: Line | None = None


class Holiday(Frozen):
    """One continuous run of days off (放假), both ends included, and the weekend days worked for it (调休上班).

    ``circular`` is the number of its circular; it may be empty if there is only one.
    """

    name: Line
    first_on: CalendarDate
    last_on: CalendarDate
    make_up: tuple[CalendarDate, ...] = Field((), max_length=10)
    circular: Line | None = None
    name_en: Line | None = None

    @property
    def english(self) -> str:
        """Return the English name, or the Chinese name if none is known."""
        return self.name_en or english_name(self.name)

    def days_off(self) -> Iterator[date]:
        """Yield the days off in order."""
        day = self.first_on
        while day <= self.last_on:
            yield day
            day += ONE_DAY


class CalendarYear(Frozen):
    """The days off and the make-up working days that the circulars for one year name.

    A New Year arrangement may include days in December of the year before. Construction raises
    ``InvalidCalendarFile`` for values that no circular can have.
    """

    year: int = Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)
    circulars: tuple[Circular, ...] = Field(min_length=1, max_length=5)
    holidays: tuple[Holiday, ...] = Field(min_length=1, max_length=30)

    def circular_of(self, holiday: Holiday) -> Circular:
        """Return the circular of a holiday."""
        return next((c for c in self.circulars if c.number == holiday.circular), self.circulars[0])

    @property
    def warning(self) -> tuple[str, str] | None:
        """Return the doubt, in both languages, whether days off or make-up days are missing; None if they balance.

        The working days off, less those made up, are the statutory days: in 2016 to 2026 but for the extra holidays of
        2015-09 and 2020-01, which a second circular gave. 全国年节及纪念日放假办法 第二条、第六条.
        """
        off = sum(not is_weekend(day) for holiday in self.holidays for day in holiday.days_off())
        made_up = sum(len(holiday.make_up) for holiday in self.holidays)
        lawful = statutory_day_count(self.year)
        if lawful in (0, off - made_up):
            return None
        return (
            f"{self.year}年工作日放假{off}天，调休上班{made_up}天，相减为{off - made_up}天，而法定节假日为{lawful}天；"
            "请核对是否漏列调休上班日或放假日（另有通知增加假期的除外）",
            f"in {self.year} {off} working days are off and {made_up} weekend days are worked, {off - made_up} in all, "
            f"but the statutory holidays are {lawful} days; check that no make-up day or day off is missing (unless a "
            "further circular gives extra days)",
        )

    @model_validator(mode="after")
    def _can_be(self) -> "CalendarYear":
        for index, circular in enumerate(self.circulars):
            _check_circular(circular, f"circulars.{index}", self.year)
        for index, holiday in enumerate(self.holidays):
            self._check_reference(holiday, f"holidays.{index}.circular")
            _check_run(holiday, f"holidays.{index}", self.year)
        _check_each_day_once(self)
        _check_statutory(self)
        return self

    def _check_reference(self, holiday: Holiday, field: str) -> None:
        numbers = [circular.number for circular in self.circulars]
        if len(set(numbers)) < len(numbers):
            raise InvalidCalendarFile(
                field="circulars", value=numbers, zh="文号重复，请只保留一份", en="a number stands twice; keep one"
            )
        if (holiday.circular is None and len(numbers) > 1) or (holiday.circular and holiday.circular not in numbers):
            raise InvalidCalendarFile(
                field=field,
                value=holiday.circular or "",
                zh=f"请写明所依据通知的文号，应为其一：{'、'.join(numbers)}",
                en=f"write the number of the circular it rests on, one of {', '.join(numbers)}",
            )


def _check_circular(circular: Circular, field: str, year: int) -> None:
    if not _NUMBER.fullmatch(circular.number):
        raise InvalidCalendarFile(
            field=f"{field}.number",
            value=circular.number,
            zh="不是国务院文号，请按“国办发明电〔2025〕7号”的格式填写",
            en="not a State Council number; write it like 国办发明电〔2025〕7号",
        )
    if circular.issued_on.year not in {year - 1, year}:
        raise InvalidCalendarFile(
            field=f"{field}.issued_on",
            value=circular.issued_on,
            zh=f"{year}年的通知应在上一年或当年印发，请核对日期",
            en=f"a circular for {year} is signed in that year or the year before; check the date",
        )
    if circular.link is not None and not _LINK.fullmatch(circular.link):
        raise InvalidCalendarFile(
            field=f"{field}.link",
            value=circular.link,
            zh="不是政府网站的网页，请填写 gov.cn 的网址或删去此行",
            en="not a page of a government site; give the address on gov.cn or leave the line out",
        )


def _check_run(holiday: Holiday, field: str, year: int) -> None:
    if holiday.last_on < holiday.first_on:
        raise InvalidCalendarFile(
            field=f"{field}.last_on",
            value=dated(holiday.last_on),
            zh=f"早于 first_on（{dated_zh(holiday.first_on)}），请更正",
            en=f"before first_on, {dated(holiday.first_on)}; correct one of them",
        )
    if holiday.last_on - holiday.first_on >= _LONGEST_HOLIDAY:
        raise InvalidCalendarFile(
            field=f"{field}.last_on",
            value=dated(holiday.last_on),
            zh="假期超过31天，请核对起止日期",
            en="a holiday of more than 31 days; check both ends",
        )
    for name, day in (("first_on", holiday.first_on), ("last_on", holiday.last_on), *_make_up_fields(holiday)):
        if not date(year - 1, 12, 1) <= day <= date(year, 12, 31):
            raise InvalidCalendarFile(
                field=f"{field}.{name}",
                value=dated(day),
                zh=f"不属于{year}年（含上年12月），请放入该日所属年份的文件",
                en=f"not in {year} or the December before; put it in the file of its own year",
            )
    for name, day in _make_up_fields(holiday):
        if not is_weekend(day):
            raise InvalidCalendarFile(
                field=f"{field}.{name}",
                value=dated(day),
                zh="调休上班日只能是星期六或星期日，请核对日期",
                en="a make-up working day is a Saturday or Sunday; check the date",
            )


def _make_up_fields(holiday: Holiday) -> list[tuple[str, date]]:
    return [(f"make_up.{index}", day) for index, day in enumerate(holiday.make_up)]


def _check_each_day_once(year: CalendarYear) -> None:
    seen: dict[date, str] = {}
    for index, holiday in enumerate(year.holidays):
        off = [(f"holidays.{index}", day) for day in holiday.days_off()]
        worked = [(f"holidays.{index}.{name}", day) for name, day in _make_up_fields(holiday)]
        for field, day in off + worked:
            if day in seen:
                raise InvalidCalendarFile(
                    field=field,
                    value=dated(day),
                    zh=f"与 {seen[day]} 重复，同一天只能写一次",
                    en=f"also named by {seen[day]}; a day can stand only once",
                )
            seen[day] = field


def _check_statutory(year: CalendarYear) -> None:
    off = {day for holiday in year.holidays for day in holiday.days_off()}
    worked = {day for holiday in year.holidays for day in holiday.make_up}
    for day, festival in statutory_holidays(year.year).items():
        if day in worked or (day not in off and not is_weekend(day)):
            raise InvalidCalendarFile(
                field="holidays",
                value=dated(day),
                zh=f"是法定节假日{festival.name}，文件却未列为放假，请对照{festival.source.citation}补上",
                en=f"is the statutory holiday {festival.name_en}, yet the file has it as a working day; add it",
            )
