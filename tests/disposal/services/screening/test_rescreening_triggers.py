"""Every row of the triggers names fields that its record has, and a query that the database understands."""

from typing import Any

import pytest
from sqlmodel import Session

from disposal.models.records.record import new_id
from disposal.services.screening.rescreening_triggers import RESCREENING_TRIGGERS, RescreeningTrigger


@pytest.mark.parametrize("trigger", RESCREENING_TRIGGERS, ids=lambda each: each.record.__name__)
def test_trigger_names_fields_of_its_record_and_selects_nobody_where_nobody_is_screened(
    session: Session, trigger: RescreeningTrigger[Any]
) -> None:
    assert trigger.fields <= set(trigger.record.model_fields)
    assert all(trigger.cause)
    row = trigger.record(**{name: new_id() for name in trigger.record.model_fields if name.endswith("_id")})
    assert session.execute(trigger.affected(row)).all() == []


def test_trigger_with_fields_waits_for_a_change_of_one_of_them() -> None:
    trigger = next(each for each in RESCREENING_TRIGGERS if each.fields == {"debtor_id"})
    claim, other = trigger.record(), RESCREENING_TRIGGERS[0].record()
    assert trigger.matches(claim, {"debtor_id", "name"})
    assert not trigger.matches(claim, {"name"})
    assert not trigger.matches(claim, ())
    assert not trigger.matches(other, {"debtor_id"})
