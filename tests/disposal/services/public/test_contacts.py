"""Whom a published notice names, and how a phone as printed is dialled."""

from typing import Any

import pytest

from disposal.services.public.contacts import PARTS, PublicContacts, contacts_of, dialled

DEAL = {"role": "deal", "name": "测试甲", "phones": ["(0000)10000001"], "address": "虚构路1号", "postcode": "310000"}


def said(**content: Any) -> PublicContacts | None:
    """Return the contacts of a content that says this and leaves out the rest."""
    return contacts_of(dict.fromkeys(PARTS) | content)


@pytest.mark.parametrize(
    ("printed", "address"),
    [
        ("(0571)87836713", "tel:+8657187836713"),
        ("（010）6655 0000", "tel:+861066550000"),
        ("0543-6680138", "tel:+865436680138"),
        ("13800000000", "tel:+8613800000000"),
        ("+86 571 87836713", "tel:+8657187836713"),
        ("400-000-0000", "tel:4000000000"),
        ("0571-87836713转802", "tel:+8657187836713;ext=802"),
        ("12378", "tel:12378"),
        ("0571-87836713/14", None),
        ("0571-8783****", None),
    ],
)
def test_phone_is_dialled_where_it_is_one_plain_number(printed: str, address: str | None) -> None:
    assert dialled(printed) == address


def test_content_that_leaves_out_what_is_usual_asks_for_writing_and_takes_objections() -> None:
    contacts = said(contacts=[DEAL])
    assert contacts is not None
    assert (contacts.is_intent_written, contacts.is_open_to_objections) == (True, True)
    assert contacts.deal[0].address == "虚构路1号（邮编：310000）"


def test_content_that_says_otherwise_is_believed() -> None:
    contacts = said(contacts=[DEAL], requires_written_intent=False, accepts_enquiries=False)
    assert contacts is not None
    assert (contacts.is_intent_written, contacts.is_open_to_objections) == (False, False)


def test_content_without_a_deal_contact_names_nobody_to_turn_to() -> None:
    assert said(contacts=[DEAL | {"role": "discipline"}]) is None
    assert said() is None
