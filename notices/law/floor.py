"""The statutory floor (法定公告期限): the latest publication before a review, the earliest review after one.

财金〔2008〕87号: "应在资产处置审核机构审核日至少20个工作日前刊登公告". The distance runs backwards from the
review to the placement, where a newspaper is required to the latest required one. Which days at its ends count is a
convention with a name: see ``BOTH_ENDS_LEFT_OUT``. For an issuer that the measures do not bind, the floor is only
compared with.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from notices.codes import Coded
from notices.dates import ONE_DAY, dated, dated_zh
from notices.errors import NoticesError
from notices.law.issuers import Binding, IssuerKind, applicability
from notices.law.tiers import MediumRequirement, Tier, tier_for
from notices.legal_source import CIVIL_CODE_201, FIRST_DAY_RULES, LegalSource, source_in_force
from notices.working_days.calendar import DayStatus, Provisional, WorkingCalendar

RULE = "刊登当日与审核日均不计入，其间须满{days}个工作日（{law}）"
RULE_EN = (
    "neither the day of placement nor the day of the review counts: {days} full working days lie between them ({law})"
)
COUNTED_FROM = (
    "自刊登日倒推；须登报的，以最后一次必需的刊登为准",
    "from the placement; where a newspaper is required, from the latest required placement",
)


@dataclass(frozen=True, slots=True)
class FloorConvention:
    """A convention by which the ends of the floor are counted (首尾日口径), and the reason for it."""

    code: str
    zh: str
    en: str
    reason: str
    reason_en: str

    def as_json(self) -> dict[str, str]:
        """Return the convention as JSON values."""
        return {
            "code": self.code,
            "zh": self.zh,
            "en": self.en,
            "reason_zh": self.reason,
            "reason_en": self.reason_en,
        }


BOTH_ENDS_LEFT_OUT = FloorConvention(
    code="both_ends_left_out",
    zh="刊登日、审核日均不计入",
    en="placement day and review day both left out",
    reason="财金〔2008〕87号未写明首尾两日是否计入；期间开始的当日依法不计，审核日不在“审核日前”之内。"
    "计入其中一日的算法只会允许更晚刊登，按本口径及时的公告按任何算法都及时",
    reason_en="Cai Jin [2008] No. 87 does not say whether the days at the ends count; the day a period begins on is "
    'not counted by law, and the review day is not "before the review". A reading that counts one of them allows only '
    "a later notice, so a notice on time by this convention is on time by all",
)
"""The convention in use: N full working days lie between placement and review."""


class InvalidFloorDate(NoticesError):
    """A review or publication date is an instant instead of a day."""

    code = "invalid_floor_date"

    def __init__(self, field: str, value: date, *, zh: str, en: str) -> None:
        super().__init__(zh=f"{field} = {value}：{zh}", en=f"{field} = {value}: {en}", field=field)


@dataclass(frozen=True, slots=True)
class Floor:
    """The latest lawful publication day for a review, with its rule and its days.

    ``days`` are all days from the latest publication to the review, both included. ``review_on`` is the given
    meeting date, or the earliest possible one if the publication was given. ``issuer_kind`` None is an issuer that
    does not say what it is: then, as for one that is not bound, the floor is only compared with.
    """

    book_value: Decimal
    tier: Tier
    review_on: date
    latest_publication_on: date
    days: tuple[DayStatus, ...]
    issuer_kind: IssuerKind | None = None
    provisional: Provisional | None = None
    convention: FloorConvention = BOTH_ENDS_LEFT_OUT

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
        """Return the legal source of the floor; unconfirmed where it does not bind the issuer."""
        return self.tier.source_for(self.issuer_kind)

    @property
    def binding(self) -> Binding:
        """Return whether the floor binds the issuer or is only compared with."""
        return self.tier.binding(self.issuer_kind)

    @property
    def applies(self) -> str:
        """Return in Chinese whether the floor binds the issuer."""
        return applicability(self.binding, self.issuer_kind)[0]

    @property
    def applies_en(self) -> str:
        """Return in English whether the floor binds the issuer."""
        return applicability(self.binding, self.issuer_kind)[1]

    @property
    def counted_from(self) -> str:
        """Return in Chinese from which placement the days run."""
        return COUNTED_FROM[0]

    @property
    def counted_from_en(self) -> str:
        """Return in English from which placement the days run."""
        return COUNTED_FROM[1]

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
        is_bound = self.binding is Binding.binds
        period, lawful = ("法定期限", "latest lawful day") if is_bound else ("参照期限", "latest day to compare with")
        if self.was_early_enough(published_on):
            return (
                f"{dated_zh(published_on)}刊登的公告符合{period}：审核日{dated_zh(review)}，最迟应于{dated_zh(latest)}刊登",
                f"a notice published on {dated(published_on)} was early enough for a review on {dated(review)}; "
                f"the {lawful} was {dated(latest)}",
            )
        actual, asked = self.full_days_after(published_on), self.tier.notice_days
        return (
            f"{dated_zh(published_on)}刊登的公告迟于{period}：审核日{dated_zh(review)}，最迟应于{dated_zh(latest)}刊登；"
            f"须满{asked}个工作日，实有{actual}个工作日，缺{asked - actual}个",
            f"a notice published on {dated(published_on)} was too late for a review on {dated(review)}; the {lawful} "
            f"was {dated(latest)}: {asked} full working days are asked, {actual} lay between them, "
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
            "medium": _coded(self.medium),
            "issuer_kind": _coded(self.issuer_kind) if self.issuer_kind else None,
            "binding": _coded(self.binding),
            "applies": {"zh": self.applies, "en": self.applies_en},
            "review_on": self.review_on.isoformat(),
            "latest_publication_on": self.latest_publication_on.isoformat(),
            "working_days": [day.isoformat() for day in self.working_days],
            "rule": {"zh": self.rule, "en": self.rule_en},
            "convention": self.convention.as_json(),
            "counted_from": {"zh": self.counted_from, "en": self.counted_from_en},
            "source": self.source.citation,
            "confirmed": self.source.confirmed,
            "source_kind": self.source.kind.value,
            "is_provisional": self.is_provisional,
            "provisional_because": self.provisional.because if self.provisional else "",
            "provisional_because_en": self.provisional.because_en if self.provisional else "",
        }


def statutory_floor(
    book_value: Decimal,
    review_on: date,
    calendar: WorkingCalendar,
    *,
    issuer_kind: IssuerKind | None = None,
    allow_provisional: bool = False,
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
    latest = first - ONE_DAY
    return Floor(
        book_value=book_value,
        tier=tier,
        review_on=review_on,
        latest_publication_on=latest,
        days=tuple(calendar.days(latest, review_on)),
        issuer_kind=issuer_kind,
        provisional=calendar.provisional(latest, review_on),
    )


def earliest_review(
    book_value: Decimal,
    published_on: date,
    calendar: WorkingCalendar,
    *,
    issuer_kind: IssuerKind | None = None,
    allow_provisional: bool = False,
) -> Floor:
    """Return the floor of the earliest day the review body may meet after a publication.

    That is the day after the last counted working day, even if it is a day off. Raises the same errors as
    ``statutory_floor``.
    """
    _check_day("published_on", published_on)
    tier = tier_for(book_value, published_on)
    first = published_on + ONE_DAY
    last = calendar.nth_working_day(first, tier.notice_days, allow_provisional=allow_provisional)
    return statutory_floor(
        book_value, last + ONE_DAY, calendar, issuer_kind=issuer_kind, allow_provisional=allow_provisional
    )


def _coded(code: Coded) -> dict[str, str]:
    return {"code": code.value, "zh": code.zh, "en": code.en}


def _check_day(field: str, day: date) -> None:
    if isinstance(day, datetime):
        raise InvalidFloorDate(field, day, zh="须为日期，不含钟点", en="must be a day without an hour")
