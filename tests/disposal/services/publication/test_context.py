"""What production asks before it publishes: a public address by https, and clocks that agree."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from disposal.mode import Mode
from disposal.services.publication.context import (
    ClocksApart,
    PublicAddressUnfit,
    refuse_clocks_apart,
    refuse_unfit_address,
)
from disposal.services.publication.publication import draft_notice, publish_or_schedule
from tests.support.publishing import CONTEXT, PUBLISHED_ON, enter_project, publish


def settle(session: Session, mode: Mode) -> None:
    session.info["settings"] = session.info["settings"].model_copy(update={"mode": mode})


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8000", "https://127.0.0.1", "https://localhost", "https://[::1]:8443", "https://0.0.0.0",
     "https://a.localhost", "http://registry.example"],
)  # fmt: skip
def test_address_of_this_machine_or_without_https_is_refused_in_production_only(session: Session, address: str) -> None:
    context = replace(CONTEXT, public_base_url=address)
    settle(session, Mode.production)
    with pytest.raises(PublicAddressUnfit) as refused:
        refuse_unfit_address(session, context)
    assert refused.value.field == "DISPOSAL_PUBLIC_BASE_URL"
    assert address in refused.value.zh
    settle(session, Mode.training)
    refuse_unfit_address(session, context)


@pytest.mark.parametrize("address", ["https://registry.example", "https://registry.example:8443/amc"])
def test_address_of_the_public_is_taken_in_production(session: Session, address: str) -> None:
    settle(session, Mode.production)
    refuse_unfit_address(session, replace(CONTEXT, public_base_url=address))


def test_notice_with_such_an_address_is_neither_published_nor_scheduled(session: Session) -> None:
    draft = draft_notice(session, enter_project(session).id, published_on=PUBLISHED_ON)
    settle(session, Mode.production)
    unfit = replace(CONTEXT, public_base_url="http://127.0.0.1:8000")
    for act in (publish, publish_or_schedule):
        with pytest.raises(PublicAddressUnfit):
            act(session, draft.id, context=unfit)
    assert (draft.number, draft.state) == (None, "draft")


@pytest.mark.parametrize(("apart_s", "is_refused"), [(50, False), (-50, False), (70, True), (-70, True)])
def test_clock_turned_by_more_than_a_minute_publishes_nothing_in_production_only(
    session: Session, apart_s: int, is_refused: bool
) -> None:
    turned = replace(CONTEXT, clock=lambda: datetime.now(UTC) + timedelta(seconds=apart_s))
    settle(session, Mode.production)
    with pytest.raises(ClocksApart, match="70 s apart") if is_refused else nullcontext():
        refuse_clocks_apart(session, turned)
    settle(session, Mode.training)
    refuse_clocks_apart(session, turned)


def test_notice_is_neither_published_nor_scheduled_by_a_clock_that_was_turned(session: Session) -> None:
    draft = draft_notice(session, enter_project(session).id, published_on=PUBLISHED_ON)
    settle(session, Mode.production)
    turned = replace(
        CONTEXT, public_base_url="https://registry.example", clock=lambda: datetime(2022, 8, 1, tzinfo=UTC)
    )
    for act in (publish, publish_or_schedule):
        with pytest.raises(ClocksApart):
            act(session, draft.id, context=turned)
    assert (draft.number, draft.state) == (None, "draft")
