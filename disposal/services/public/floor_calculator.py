"""The calculator of the statutory floor: a query, and the latest lawful publication or the earliest review.

The second-hand rules of the supervisor are checks of their own beside the floor.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from disposal.services.public.queries import AskedYuan, Day, Query
from notices.law.floor import Floor, earliest_review, statutory_floor
from notices.law.issuers import Binding, IssuerKind
from notices.law.supervision import SupervisoryCheck, supervisory_checks
from notices.working_days.calendar import WorkingCalendar
from notices.written.fields import YesNo


class FloorQuery(Query):
    """The asset and one of the two dates. With both dates, the answer says whether the notice was early enough.

    ``published_on`` is the day of the latest required placement where a newspaper is required.
    """

    book_value: AskedYuan = Field(
        description="book value of the whole asset in yuan at the last interest-settlement day before the notice",
        examples=["193474338.54"],
    )
    review_on: Day | None = Field(None, description="day the review body meets", examples=["2022-09-01"])
    published_on: Day | None = Field(
        None,
        description="day of publication; where a newspaper is required, of the latest required placement",
        examples=["2022-08-03"],
    )
    issuer_kind: IssuerKind | None = Field(
        None,
        description="what the issuer is: 财金〔2008〕87号 binds named_amc and referred_company only",
        examples=["named_amc"],
    )
    provisional: YesNo = Field(
        False,
        description="answer from weekends and statutory holidays where a year's arrangement is not loaded",
        examples=[False],
    )

    @model_validator(mode="after")
    def _one_date(self) -> "FloorQuery":
        if self.review_on is None and self.published_on is None:
            raise PydanticCustomError("one_date_needed", "give at least one date", {"field": "review_on"})
        return self


@dataclass(frozen=True, slots=True)
class FloorAnswer:
    """The floor found; ``was_early_enough`` is the verdict on ``published_on``, if both dates were given.

    ``checks`` are those of the second-hand rules, from the publication asked about, else from the latest lawful one.
    """

    floor: Floor
    asked_review_on: date | None
    published_on: date | None
    was_early_enough: bool | None
    checks: tuple[SupervisoryCheck, ...]

    @property
    def is_late(self) -> bool:
        """Return whether the notice was too late for an issuer that the floor binds, or that does not say its kind."""
        return self.was_early_enough is False and self.floor.binding is not Binding.compared

    def as_json(self) -> dict[str, Any]:
        """Return the answer as JSON values; amounts are strings."""
        return {
            **self.floor.as_json(),
            "published_on": self.published_on.isoformat() if self.published_on else None,
            "was_early_enough": self.was_early_enough,
            "supervisory_checks": [check.as_json() for check in self.checks],
        }


def floor_for(query: FloorQuery, calendar: WorkingCalendar) -> FloorAnswer:
    """Return the latest lawful publication for a review date, or the earliest review for a publication date.

    Raises: InvalidBookValue, NoTierInForce, CalendarYearMissing.
    """
    value, review_on, published_on, kind = query.book_value, query.review_on, query.published_on, query.issuer_kind
    if review_on is not None:
        floor = statutory_floor(value, review_on, calendar, issuer_kind=kind, allow_provisional=query.provisional)
        verdict = None if published_on is None else floor.was_early_enough(published_on)
    elif published_on is not None:
        floor = earliest_review(value, published_on, calendar, issuer_kind=kind, allow_provisional=query.provisional)
        verdict = None
    else:
        raise ValueError("a FloorQuery must have at least one date")
    checks = supervisory_checks(value, published_on or floor.latest_publication_on, calendar, issuer_kind=kind)
    return FloorAnswer(floor, review_on, published_on, verdict, checks)
