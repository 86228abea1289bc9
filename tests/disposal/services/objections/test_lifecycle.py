"""The table of steps: every state × every step is either permitted by a row or refused with reason and remedy."""

import pytest

from disposal.models.objections.codes import ObjectionState
from disposal.services.accounts.permission_table import permissions_by_verb
from disposal.services.objections.lifecycle import OBJECTION_STEPS, ObjectionStepRefused, objection_step


def test_every_state_and_step_is_permitted_or_refused_with_a_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    permitted, refused = 0, 0
    for state in ObjectionState:
        for step in OBJECTION_STEPS:
            if state in step.from_states:
                assert objection_step(step.verb, state=state, receipt="YY-XGCS-2022-0001") is step
                permitted += 1
                continue
            with pytest.raises(ObjectionStepRefused, match="; ") as told:
                objection_step(step.verb, state=state, receipt="YY-XGCS-2022-0001")
            assert f"“{state.zh}”，不能{step.zh}；" in told.value.zh
            refused += 1
    with capsys.disabled():
        print(f"objections: {permitted} steps permitted, {refused} refused")
    assert (permitted, refused) == (61, 148)


def test_every_verb_stands_once_and_its_event_has_a_right() -> None:
    assert len({step.verb for step in OBJECTION_STEPS}) == len(OBJECTION_STEPS)
    assert {step.event for step in OBJECTION_STEPS} <= set(permissions_by_verb())


def test_every_state_but_the_first_is_reached_and_closed_ones_are_left_by_no_step() -> None:
    assert {step.to_state for step in OBJECTION_STEPS} - {None} == set(ObjectionState)
    moving = [step for step in OBJECTION_STEPS if step.to_state is not None]
    assert all(state.is_open for step in moving for state in step.from_states)


@pytest.mark.parametrize("outcome", ["uphold", "uphold_partly", "dismiss", "confirm_refusal"])
def test_no_decision_of_two_persons_is_reached_without_a_proposal(outcome: str) -> None:
    step = next(each for each in OBJECTION_STEPS if each.verb == outcome)
    assert [state.value.endswith("_proposed") for state in step.from_states] == [True]
