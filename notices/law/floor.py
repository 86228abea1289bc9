"""The statutory floor (法定公告期限): the latest publication before a review, the earliest review after one.

财金〔2008〕87号: "应在资产处置审核机构审核日至少20个工作日前刊登公告". Neither the day of publication (民法典
第二百零一条) nor the day of the meeting counts: N full working days lie between the two. Other readings count
one of these days and allow a later notice. A notice that is on time here is on time under all of them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from notices.dates import ONE_DAY, dated, dated_zh
from notices.errors import NoticesError
from notices.law.tiers import MediumRequirement, Tier, tier_for, unconfirmed_tiers
from notices.legal_source import CIVIL_CODE_201, FIRST_DAY_RULES, LegalSource, source_in_force
from notices.working_days.calendar import DayStatus, Provisional, WorkingCalendar

RULE = "公告发布当日与审核日均不计入，其间须满{days}个工作日（{law}）"
RULE_EN = (
    "neither the day of publication nor the day of the review counts: {days} full working days lie between them ({law})"
)


class InvalidFloorDate(NoticesError):
    """A review or publication date is an instant instead of a day."""

    code = "invalid_floor_date"

    def __init__(self, field: str, value: date, *, zh: str, en: str) -> None:
        super().__init__(zh=f"{field} = {value}：{zh}", en=f"{field} = {value}: {en}", field=field)


@dataclass(frozen=True, slots=True)
class FloorWarning:
    """An unconfirmed rule that may require more. It is shown but never blocks."""

    tier: Tier

    @property
    def source(self) -> LegalSource:
        """Return the legal source of the rule."""
        return self.tier.source

    @property
    def zh(self) -> str:
        """Return the warning in Chinese with the mark 〔未证实〕."""
        return f"仅供核对：{self.source.citation}（{self.tier.issuers.zh}）{self.tier.remark}"

    @property
    def en(self) -> str:
        """Return the warning in English with the mark [unconfirmed]."""
        return f"to be checked: {self.source.citation_en} ({self.tier.issuers.en}): {self.tier.remark_en}"

    @property
    def plain(self) -> str:
        """Return the warning in Chinese, with words instead of the mark."""
        return f"仅供核对：{self.source.name}（{self.tier.issuers.zh}）{self.tier.remark}（条文尚未与原文核对）"

    @property
    def plain_en(self) -> str:
        """Return the warning in English, with words instead of the mark."""
        source = self.source.english or self.source.name
        return (
            f"to be checked: {source} ({self.tier.issuers.en}): {self.tier.remark_en} "
            "(wording not yet compared with the original)"
        )


@dataclass(frozen=True, slots=True)
class Floor:
    """The latest lawful publication day for a review, with its rule and its days.

    ``days`` are all days from the latest publication to the review, both included. ``review_on`` is the given
    meeting date, or the earliest possible one if the publication was given.
    """

    book_value: Decimal
    tier: Tier
    review_on: date
    latest_publication_on: date
    days: tuple[DayStatus, ...]
    warnings: tuple[FloorWarning, ...] = ()
    provisional: Provisional | None = None

    @property
    def working_days(self) -> tuple[date, ...]:
        """Return the working days between publication and review, as many as the tier requires."""
        return tuple(day.date for day in self.days[1:-1] if day.is_working)

    @property
    def medium(self) -> MediumRequirement:
        """Return the medium that the tier requires."""
        return self.tier.medium

    @property
    def source(self) -> LegalSource:
        """Return the legal source of the floor."""
        return self.tier.source

    @property
    def counting_law(self) -> LegalSource:
        """Return the provision, in force at the review, by which the first day is not counted."""
        return source_in_force(FIRST_DAY_RULES, self.review_on) or CIVIL_CODE_201

    @property
    def is_provisional(self) -> bool:
        """Return whether a circular that is not loaded yet may move the floor."""
        return self.provisional is not None

    @property
    def rule(self) -> str:
        """Return how the days are counted, in Chinese."""
        return RULE.format(days=self.tier.notice_days, law=self.counting_law.citation)

    @property
    def rule_en(self) -> str:
        """Return how the days are counted, in English."""
        return RULE_EN.format(days=self.tier.notice_days, law=self.counting_law.citation_en)

    def was_early_enough(self, published_on: date) -> bool:
        """Return whether publication on this day is early enough; the latest lawful day is."""
        return published_on <= self.latest_publication_on

    def full_days_after(self, published_on: date) -> int:
        """Count the full working days from a publication to the review; valid from the latest lawful day on."""
        return sum(published_on < day for day in self.working_days)

    def verdict(self, published_on: date) -> tuple[str, str]:
        """Return in Chinese and English whether a notice published on this day was early enough."""
        review, latest = self.review_on, self.latest_publication_on
        if self.was_early_enough(published_on):
            return (
                f"{dated_zh(published_on)}刊登的公告符合法定期限：审核日{dated_zh(review)}，最迟应于{dated_zh(latest)}刊登",
                f"a notice published on {dated(published_on)} was early enough for a review on {dated(review)}; "
                f"the latest lawful day was {dated(latest)}",
            )
        actual, asked = self.full_days_after(published_on), self.tier.notice_days
        return (
            f"{dated_zh(published_on)}刊登的公告迟于法定期限：审核日{dated_zh(review)}，最迟应于{dated_zh(latest)}刊登；"
            f"须满{asked}个工作日，实有{actual}个工作日，缺{asked - actual}个",
            f"a notice published on {dated(published_on)} was too late for a review on {dated(review)}; the latest "
            f"lawful day was {dated(latest)}: {asked} full working days are asked, {actual} lay between them, "
            f"{asked - actual} too few",
        )

    def as_json(self) -> dict[str, Any]:
        """Return the floor as JSON values; amounts are strings."""
        return {
            "book_value": f"{self.book_value:f}",
            "tier": {
                "code": self.tier.code,
                "notice_days": self.tier.notice_days,
                "unit": self.tier.unit.value,
                "zh": self.tier.words,
                "en": self.tier.words_en,
            },
            "medium": {"code": self.medium.value, "zh": self.medium.zh, "en": self.medium.en},
            "review_on": self.review_on.isoformat(),
            "latest_publication_on": self.latest_publication_on.isoformat(),
            "working_days": [day.isoformat() for day in self.working_days],
            "rule": {"zh": self.rule, "en": self.rule_en},
            "source": self.source.citation,
            "source_kind": self.source.kind.value,
            "is_provisional": self.is_provisional,
            "provisional_because": self.provisional.because if self.provisional else "",
            "provisional_because_en": self.provisional.because_en if self.provisional else "",
            "warnings": [{"zh": w.zh, "en": w.en, "confirmed": w.source.confirmed} for w in self.warnings],
        }


def statutory_floor(
    book_value: Decimal, review_on: date, calendar: WorkingCalendar, *, allow_provisional: bool = False
) -> Floor:
    """Return the latest lawful publication for a review meeting.

    Raises:
        InvalidFloorDate: the review is an instant instead of a day.
        InvalidBookValue, NoTierInForce: no tier applies.
        CalendarYearMissing: a needed year is not loaded, and a provisional answer is not allowed or not possible.
    """
    _check_day("review_on", review_on)
    tier = tier_for(book_value, review_on)
    calendar.day(review_on, allow_provisional=allow_provisional)
    first = calendar.nth_working_day_before(review_on, tier.notice_days, allow_provisional=allow_provisional)
    return _floor(book_value, tier, published_on=first - ONE_DAY, review_on=review_on, calendar=calendar)


def earliest_review(
    book_value: Decimal, published_on: date, calendar: WorkingCalendar, *, allow_provisional: bool = False
) -> Floor:
    """Return the floor of the earliest day the review body may meet after a publication.

    That is the day after the last counted working day, even if it is a day off. Raises the same errors as
    ``statutory_floor``.
    """
    _check_day("published_on", published_on)
    tier = tier_for(book_value, published_on)
    first = published_on + ONE_DAY
    last = calendar.nth_working_day(first, tier.notice_days, allow_provisional=allow_provisional)
    return statutory_floor(book_value, last + ONE_DAY, calendar, allow_provisional=allow_provisional)


def _floor(book_value: Decimal, tier: Tier, *, published_on: date, review_on: date, calendar: WorkingCalendar) -> Floor:
    return Floor(
        book_value=book_value,
        tier=tier,
        review_on=review_on,
        latest_publication_on=published_on,
        days=tuple(calendar.days(published_on, review_on)),
        warnings=_warnings(book_value, review_on),
        provisional=calendar.provisional(published_on, review_on),
    )


def _warnings(book_value: Decimal, on: date) -> tuple[FloorWarning, ...]:
    return tuple(FloorWarning(row) for row in unconfirmed_tiers(book_value, on))


def _check_day(field: str, day: date) -> None:
    if isinstance(day, datetime):
        raise InvalidFloorDate(field, day, zh="须为日期，不含钟点", en="must be a day without an hour")
