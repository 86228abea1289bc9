"""Types of fields that read what people write."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

from notices.written.dates import day_in
from notices.written.numbers import yes_or_no_in

Day = Annotated[date, BeforeValidator(day_in)]
"""A day, in any form that ``notices.written.dates`` reads."""

YesNo = Annotated[bool, BeforeValidator(yes_or_no_in)]
"""True or false; 是 and 否 are read too."""

NOT_CHECKED = "未核实"
Checked = Annotated[YesNo | None, BeforeValidator(lambda value: None if value == NOT_CHECKED else value)]
"""True or false, or None while nobody has checked it; 未核实 is read too."""
