"""Contacts: the public can reach the issuer, and another department receives reports of interference.

财金〔2008〕87号第十七条 (the company's own audit and discipline departments receive reports). That enquiries need
somebody to call is the registry's own rule.
"""

import re
from collections.abc import Iterator

from notices.codes import ContactRole
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.parties import Contact
from notices.law.provisions import DISCIPLINE_CHANNEL, REGISTER_RULE
from notices.written.contacts import FEWEST_DIGITS, can_be_dialled, can_be_written_to

SHORTEST_NUMBER = 7
_LETTERS, _EXTENSION = re.compile("[A-Za-z]+"), re.compile("ext\\.?", re.IGNORECASE)
_BETWEEN = re.compile("[,;，；、\\s]+")


def has_deal_contact(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Require a reachable contact for enquiries and objections."""
    if subject.kind.offers_assets and not any(_is_reachable(c) for _, c in _of(subject, ContactRole.deal)):
        yield Shortcoming(
            Severity.blocker,
            "no_deal_contact",
            "contacts",
            "没有受理征询和异议的联系方式，请填写 role 为 deal 的联系人及电话",
            "nobody can be reached for enquiries; add a contact with role deal and a phone number",
            REGISTER_RULE,
        )


def has_discipline_channel(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Require a channel for reports of interference; note if its department is not named."""
    if not subject.kind.offers_assets:
        return
    channels = [(at, contact) for at, contact in _of(subject, ContactRole.discipline) if _is_reachable(contact)]
    if not channels:
        yield Shortcoming(
            Severity.blocker,
            "no_discipline_channel",
            "contacts",
            "没有受理排斥、阻挠征询或异议的举报电话，请填写 role 为 discipline 的联系人及电话",
            "has no channel for reports of interference; add a contact with role discipline and a phone number",
            DISCIPLINE_CHANNEL,
        )
    for at, contact in channels:
        if not contact.department:
            yield Shortcoming(
                Severity.note,
                "discipline_department_unnamed",
                f"contacts.{at}.department",
                "举报电话未写明所属部门；按规定应由本公司审计、纪检部门受理",
                "the hotline names no department; reports go to the company's own audit and discipline departments",
                DISCIPLINE_CHANNEL,
            )


def keeps_channels_apart(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Require the hotline and the deal contact to differ: number, email and person."""
    deals = [contact for _, contact in _of(subject, ContactRole.deal)]
    for at, hotline in _of(subject, ContactRole.discipline):
        shared = [p for p in hotline.phones for deal in deals for other in deal.phones if _is_same_number(p, other)]
        if hotline.email and hotline.email.lower() in {deal.email.lower() for deal in deals if deal.email}:
            shared.append(hotline.email)
        if shared:
            yield Shortcoming(
                Severity.blocker,
                "hotline_is_deal_contact",
                f"contacts.{at}.phones",
                f"举报电话 {shared[0]} 与业务联系方式相同，举报应由另外的部门受理；请更换",
                f"the hotline {shared[0]} is the deal contact's own; reports go to another department, replace it",
                DISCIPLINE_CHANNEL,
            )
        elif hotline.name and hotline.name in {deal.name for deal in deals}:
            yield Shortcoming(
                Severity.warning,
                "hotline_person_is_deal_contact",
                f"contacts.{at}.name",
                f"举报受理人“{hotline.name}”与业务联系人同名，请确认不是同一人",
                f"the hotline's \"{hotline.name}\" bears the deal contact's name; make sure they are two people",
                DISCIPLINE_CHANNEL,
            )


def phones_can_be_dialled(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn about a phone number with too few digits, or with a letter among them."""
    for at, contact in enumerate(subject.content.contacts):
        for position, phone in enumerate(contact.phones):
            if not can_be_dialled(phone):
                yield Shortcoming(
                    Severity.warning,
                    "phone_not_dialled",
                    f"contacts.{at}.phones.{position}",
                    f"“{phone}”不足{FEWEST_DIGITS}位数字，不像电话号码，请核对",
                    f'"{phone}" has fewer than {FEWEST_DIGITS} digits and looks like no phone number; check it',
                    REGISTER_RULE,
                )
            elif letters := _LETTERS.findall(_EXTENSION.sub("", phone)):
                yield Shortcoming(
                    Severity.warning,
                    "phone_with_letters",
                    f"contacts.{at}.phones.{position}",
                    f"“{phone}”中有字母{'、'.join(letters)}，不像电话号码，请核对",
                    f'"{phone}" holds {", ".join(letters)} and looks like no phone number; check it',
                    REGISTER_RULE,
                )


def emails_can_be_written_to(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn about an e-mail address that is none: abc@, or without @."""
    for at, contact in enumerate(subject.content.contacts):
        addresses = _BETWEEN.split(contact.email) if contact.email else []
        for address in addresses:
            if not can_be_written_to(address):
                yield Shortcoming(
                    Severity.warning,
                    "email_incomplete",
                    f"contacts.{at}.email",
                    f"“{address}”不是完整的电子邮箱地址，请核对",
                    f'"{address}" is no whole e-mail address; check it',
                    REGISTER_RULE,
                )


def _of(subject: CheckedNotice, role: ContactRole) -> list[tuple[int, Contact]]:
    return [(at, contact) for at, contact in enumerate(subject.content.contacts) if contact.role is role]


def _is_reachable(contact: Contact) -> bool:
    return bool(contact.phones or contact.email or contact.address)


def _is_same_number(first: str, second: str) -> bool:
    """Return whether two printed numbers are the same; one of them may omit the area code."""
    short, long = sorted((_dialled(first), _dialled(second)), key=len)
    return short == long or (len(short) >= SHORTEST_NUMBER and long.endswith(short))


def _dialled(phone: str) -> str:
    return re.sub(r"\D", "", phone).removeprefix("86")
