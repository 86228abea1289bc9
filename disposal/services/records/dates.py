"""Today in China, and dates that may not be in the future."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlmodel import Session

from disposal.clock import now
from disposal.errors import RecordRefused
from notices.dates import SHANGHAI


def today_in_china() -> date:
    """Return today's date in Asia/Shanghai."""
    return now().astimezone(SHANGHAI).date()


def database_now(session: Session) -> datetime:
    """Return the instant by the clock of the database: no process can turn it back."""
    found: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return found


def refuse_future(day: date | None, *, field: str, label: str, today: date | None = None) -> None:
    """Refuse a day after ``today`` (default: today in China). Today itself is accepted.

    Raises: RecordRefused.
    """
    latest = today or today_in_china()
    if day is not None and day > latest:
        raise RecordRefused(
            field=field,
            zh=f"{label} {day} 晚于今天（{latest}）；请核对日期。",
            en=f"{field} {day} lies after today ({latest}); check the date.",
        )


def years_between(earlier: date, later: date) -> int:
    """Return the whole years between two days; negative if ``later`` is the earlier one."""
    is_short = (later.month, later.day) < (earlier.month, earlier.day)
    return later.year - earlier.year - is_short
