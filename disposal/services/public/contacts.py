"""Contacts of a published notice for intents, objections and complaints."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from notices.codes import ContactRole
from notices.content.parties import Contact

PARTS = ("contacts", "supervisor", "requires_written_intent", "accepts_enquiries")
"""The content fields that hold it. A content omits fields that have their default."""

_NUMBER = re.compile(r"(\+?[\d()（）\s-]{5,20})(?:转(\d{1,6}))?")
_IN_CHINA = re.compile(r"0\d{9,11}|1\d{10}")


@dataclass(frozen=True, slots=True)
class PhoneView:
    """A phone number as printed, and its ``tel:`` address; None if the text is not one plain number."""

    printed: str
    address: str | None


@dataclass(frozen=True, slots=True)
class ContactView:
    """One contact of the notice."""

    name: str
    phones: tuple[PhoneView, ...]
    email: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class PublicContacts:
    """Who receives intents and objections, who handles complaints, and whether intents must be in writing."""

    deal: tuple[ContactView, ...]
    hotlines: tuple[ContactView, ...]
    supervisor: str | None
    is_intent_written: bool
    is_open_to_objections: bool


def contacts_of(content: Mapping[str, Any]) -> PublicContacts | None:
    """Return the contacts in these content fields, or None if there is no contact for the deal."""
    named = [Contact.model_validate(contact) for contact in content["contacts"] or ()]
    deal = tuple(_view(contact) for contact in named if contact.role is ContactRole.deal)
    if not deal:
        return None
    return PublicContacts(
        deal=deal,
        hotlines=tuple(_view(contact) for contact in named if contact.role is ContactRole.discipline),
        supervisor=content["supervisor"],
        is_intent_written=content["requires_written_intent"] is not False,
        is_open_to_objections=content["accepts_enquiries"] is not False,
    )


def dialled(phone: str) -> str | None:
    """Return the ``tel:`` address of a printed phone number: tel:+8657187836713 for (0571)87836713 (RFC 3966)."""
    found = _NUMBER.fullmatch(phone.strip())
    if found is None:
        return None
    digits = re.sub(r"[^\d+]", "", found[1])
    number = f"+86{digits.removeprefix('0')}" if _IN_CHINA.fullmatch(digits) else digits
    return f"tel:{number}" + (f";ext={found[2]}" if found[2] else "")


def _view(contact: Contact) -> ContactView:
    place = contact.address and contact.address + (f"（邮编：{contact.postcode}）" if contact.postcode else "")
    return ContactView(
        name=(contact.department or "") + (contact.name or ""),
        phones=tuple(PhoneView(phone, dialled(phone)) for phone in contact.phones),
        email=contact.email,
        address=place,
    )
