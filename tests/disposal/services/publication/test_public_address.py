"""The address printed on a notice for good: in production it is the public's, by https."""

from dataclasses import replace

import pytest
from sqlmodel import Session

from disposal.mode import Mode
from disposal.services.publication.context import PublicAddressUnfit, refuse_unfit_address
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
