"""The seven days of the supervisor's rules (监管规定的七日公告): checks beside the floor, never merged with it.

金规〔2024〕17号 金融资产管理公司不良资产业务管理办法, in force from 2024-11-11, and 金规〔2025〕16号 地方资产管理公司
监督管理暂行办法. Both were read second-hand, so they warn and never block. Whether the seven are natural or working
days was not read: both readings are counted, each with its own end. From what they run was not read either: they are
counted from the publication, whose day is left out.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from notices.codes import Coded
from notices.dates import dated, dated_zh
from notices.law.issuers import NATIONAL_AMCS, IssuerKind
from notices.legal_source import LegalSource, SourceKind
from notices.windows.window import NoticeWindow, WindowRule, WindowUnit, count_window
from notices.working_days.calendar import CalendarYearMissing, WorkingCalendar

BUSINESS_MEASURES = LegalSource(
    document="金融资产管理公司不良资产业务管理办法",
    number="金规〔2024〕17号",
    in_force_from=date(2024, 11, 11),
    kind=SourceKind.second_hand,
    english="Jin Gui [2024] No. 17",
)
LOCAL_MEASURES = LegalSource(
    document="地方资产管理公司监督管理暂行办法",
    number="金规〔2025〕16号",
    in_force_from=date(2025, 7, 16),  # the date of the press report; the date in force was not read
    kind=SourceKind.second_hand,
    english="Jin Gui [2025] No. 16",
)
LARGE = Decimal(50_000_000)
"""Above this book value in yuan the second-hand texts ask for more."""


class Demand(Coded):
    """What a rule asks for besides its seven days (其他要求)."""

    newspaper_or_platform = (
        "newspaper_or_platform",
        "超过5000万元的，还应在报纸或者交易平台公告",
        "above 50 million yuan also in a newspaper or on a trading platform",
    )
    provincial = (
        "provincial",
        "超过5000万元的，报纸或者交易平台应为省级",
        "above 50 million yuan the newspaper or platform is of province level",
    )
    lone_bidder = (
        "lone_bidder",
        "仅有一名意向受让人的，另发补充公告3日",
        "with a lone bidder a supplementary notice of 3 days",
    )
    public_bidding = (
        "public_bidding",
        "超过5000万元的，应公开竞价处置",
        "above 50 million yuan by public bidding",
    )


FOR_LARGE_ASSETS = frozenset({Demand.newspaper_or_platform, Demand.provincial, Demand.public_bidding})
"""What is asked only above ``LARGE``."""


@dataclass(frozen=True, slots=True)
class SupervisoryRule:
    """One second-hand rule: whom it binds, its days of notice, and what else it asks."""

    code: str
    bound: tuple[IssuerKind, ...]
    days: int
    demands: tuple[Demand, ...]
    source: LegalSource
    zh: str
    en: str

    def demands_for(self, book_value: Decimal) -> tuple[Demand, ...]:
        """Return what the rule asks at a book value in yuan."""
        return tuple(each for each in self.demands if book_value > LARGE or each not in FOR_LARGE_ASSETS)


RULES = (
    SupervisoryRule(
        code="2024-17",
        bound=NATIONAL_AMCS,
        days=7,
        demands=(Demand.newspaper_or_platform, Demand.provincial, Demand.lone_bidder),
        source=BUSINESS_MEASURES,
        zh="处置前至少7日在公司网站公告",
        en="on the company website at least 7 days before the disposal",
    ),
    SupervisoryRule(
        code="2025-16",
        bound=(IssuerKind.local_amc,),
        days=7,
        demands=(Demand.public_bidding,),
        source=LOCAL_MEASURES,
        zh="转让资产公告7日（施行日期未核对，自2025年7月16日报道之日起比照）",
        en="public notice of asset sales for 7 days (its day in force was not read: compared with from the day of the "
        "press report, 2025-07-16)",
    ),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of the days, and the window it gives; None where its year has no calendar."""

    unit: WindowUnit
    window: NoticeWindow | None

    @property
    def ends_on(self) -> date | None:
        """Return the last of the days."""
        return self.window.ends_on if self.window else None

    @property
    def words(self) -> str:
        """Return the reading with its end in Chinese."""
        if self.window is None:
            return f"按{self.unit.zh}：年历未载入，无法计算"
        provisional = "（暂定）" if self.window.is_provisional else ""
        return f"按{self.unit.zh}：至{dated_zh(self.window.ends_on)}{provisional}"

    @property
    def words_en(self) -> str:
        """Return the reading with its end in English."""
        if self.window is None:
            return f"as {self.unit.en}: not countable, the calendar of a year is not loaded"
        provisional = " (provisional)" if self.window.is_provisional else ""
        return f"as {self.unit.en}: until {dated(self.window.ends_on)}{provisional}"


@dataclass(frozen=True, slots=True)
class SupervisoryCheck:
    """A rule applied to one publication: the end of its days by both readings, and what else it asks."""

    rule: SupervisoryRule
    published_on: date
    readings: tuple[Reading, ...]
    demands: tuple[Demand, ...]

    @property
    def whom(self) -> str:
        """Return whom the rule binds, in Chinese."""
        return "、".join(kind.zh for kind in self.rule.bound)

    @property
    def whom_en(self) -> str:
        """Return whom the rule binds, in English."""
        return "; ".join(kind.en for kind in self.rule.bound)

    @property
    def ends(self) -> str:
        """Return in Chinese where the days end, by both readings."""
        readings = "；".join(each.words for each in self.readings)
        return f"自{dated_zh(self.published_on)}刊登次日起{self.rule.days}日，{readings}"

    @property
    def ends_en(self) -> str:
        """Return in English where the days end, by both readings."""
        readings = "; ".join(each.words_en for each in self.readings)
        return f"{self.rule.days} days from the day after the publication on {dated(self.published_on)}; {readings}"

    @property
    def plain(self) -> str:
        """Return the check in Chinese, with words instead of the mark 〔未证实〕."""
        rule = self.rule
        return f"仅供核对：{rule.source.name}（{self.whom}）{rule.zh}；{self.ends}（条文尚未与原文核对）"

    @property
    def plain_en(self) -> str:
        """Return the check in English, with words instead of the mark [unconfirmed]."""
        rule = self.rule
        return (
            f"to be checked: {rule.source.english} ({self.whom_en}): {rule.en}; {self.ends_en} "
            "(wording not yet compared with the original)"
        )

    def readings_reaching(self, day: date) -> tuple[Reading, ...]:
        """Return the readings by which the days are not over before this day."""
        return tuple(each for each in self.readings if each.ends_on is not None and day <= each.ends_on)

    def as_json(self) -> dict[str, Any]:
        """Return the check as JSON values."""
        return {
            "code": self.rule.code,
            "source": self.rule.source.citation,
            "confirmed": self.rule.source.confirmed,
            "issuer_kinds": [{"code": kind.value, "zh": kind.zh, "en": kind.en} for kind in self.rule.bound],
            "days": self.rule.days,
            "zh": self.rule.zh,
            "en": self.rule.en,
            "published_on": self.published_on.isoformat(),
            "readings": [
                {
                    "unit": each.unit.value,
                    "ends_on": each.ends_on.isoformat() if each.ends_on else None,
                    "is_provisional": each.window is None or each.window.is_provisional,
                    "zh": each.words,
                    "en": each.words_en,
                }
                for each in self.readings
            ],
            "demands": [{"code": each.value, "zh": each.zh, "en": each.en} for each in self.demands],
        }


def supervisory_checks(
    book_value: Decimal, published_on: date, calendar: WorkingCalendar, *, issuer_kind: IssuerKind | None = None
) -> tuple[SupervisoryCheck, ...]:
    """Return the checks of the rules in force on the day of publication that bind an issuer of this kind.

    For an issuer that does not say its kind, all of them: each check says whom it binds.
    """
    return tuple(
        SupervisoryCheck(
            rule,
            published_on,
            tuple(_reading(rule, unit, published_on, calendar) for unit in reversed(WindowUnit)),
            rule.demands_for(book_value),
        )
        for rule in RULES
        if rule.source.is_in_force(published_on) and (issuer_kind is None or issuer_kind in rule.bound)
    )


def _reading(rule: SupervisoryRule, unit: WindowUnit, published_on: date, calendar: WorkingCalendar) -> Reading:
    try:
        window = count_window(WindowRule(rule.days, unit), published_on, calendar, allow_provisional=True)
    except CalendarYearMissing:  # the reading says that the year is not known
        window = None
    return Reading(unit, window)
