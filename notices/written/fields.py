"""Types of fields that read what people write."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from notices.text import Line
from notices.written.contacts import dialled_in, written_to_in
from notices.written.dates import day_in, first_day_in, last_day_in
from notices.written.hours import closing_hour_in
from notices.written.numbers import percent_in, whole_number_in, yes_or_no_in

Day = Annotated[date, BeforeValidator(day_in)]
"""A day, in any form that ``notices.written.dates`` reads."""

FirstDay = Annotated[date, BeforeValidator(first_day_in)]
"""The day from which something holds; a month is its first day."""

LastDay = Annotated[date | None, BeforeValidator(last_day_in)]
"""The last day on which something holds; a month is its last day, 长期 and 9999-12-31 are none."""

ClosingHour = Annotated[time | None, BeforeValidator(closing_hour_in)]
"""The hour at which a day closes; 24:00 is None."""

YesNo = Annotated[bool, BeforeValidator(yes_or_no_in)]
"""True or false; 是 and 否 are read too."""

Whole = Annotated[int, BeforeValidator(whole_number_in)]
"""A whole number; full-width digits and separators are read too."""

Percent = Annotated[Decimal, BeforeValidator(percent_in)]
"""A percentage, with or without %."""

Telephone = Annotated[Line, AfterValidator(dialled_in)]
"""A telephone number, as written; it has at least five digits."""

MailAddress = Annotated[Line, AfterValidator(written_to_in)]
"""One whole e-mail address."""

NOT_CHECKED = "未核实"
Checked = Annotated[YesNo | None, BeforeValidator(lambda value: None if value == NOT_CHECKED else value)]
"""True or false, or None while nobody has checked it; 未核实 is read too."""
