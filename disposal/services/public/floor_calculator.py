"""The calculator of the statutory floor: a query, and the latest lawful publication or the earliest review."""

from dataclasses import dataclass
from datetime import date

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from disposal.services.public.queries import AskedYuan, Day, Query
from notices.law.floor import Floor, earliest_review, statutory_floor
from notices.working_days.calendar import WorkingCalendar


class FloorQuery(Query):
    """The asset and one of the two dates. With both dates, the answer says whether the notice was early enough."""

    book_value: AskedYuan = Field(
        description="book value of the whole asset in yuan at the last interest-settlement day before the notice",
        examples=["193474338.54"],
    )
    review_on: Day | None = Field(None, description="day the review body meets", examples=["2022-09-01"])
    published_on: Day | None = Field(None, description="day of publication", examples=["2022-08-03"])
    provisional: bool = Field(
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
    """The floor found; ``was_early_enough`` is the verdict on ``published_on``, if both dates were given."""

    floor: Floor
    asked_review_on: date | None
    published_on: date | None
    was_early_enough: bool | None


def floor_for(query: FloorQuery, calendar: WorkingCalendar) -> FloorAnswer:
    """Return the latest lawful publication for a review date, or the earliest review for a publication date.

    Raises: InvalidBookValue, NoTierInForce, CalendarYearMissing.
    """
    value, review_on, published_on = query.book_value, query.review_on, query.published_on
    if review_on is not None:
        floor = statutory_floor(value, review_on, calendar, allow_provisional=query.provisional)
        verdict = None if published_on is None else floor.was_early_enough(published_on)
    elif published_on is not None:
        floor = earliest_review(value, published_on, calendar, allow_provisional=query.provisional)
        verdict = None
    else:
        raise ValueError("a FloorQuery must have at least one date")
    return FloorAnswer(floor, review_on, published_on, verdict)
