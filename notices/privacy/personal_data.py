"""Personal data in the texts of a content: one set of rules for check, render, entry and publication."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from notices.codes import PartyKind
from notices.content.content import NoticeContent
from notices.content.field_search import texts
from notices.content.name_shapes import looks_masked
from notices.content.named_parties import parties_of
from notices.privacy.persons import persons_of
from notices.privacy.written_data import PersonalDatum, Surroundings, WrittenDatum, data_in
from notices.resident_ids import resident_ids_in
from notices.written.characters import half_width

_ABOUT_THE_ISSUER = re.compile(r"^(contacts|issuer|placements|schema_version|kind|number)\b")
OF_OTHER_THINGS = re.compile(r"(numbers\.[0-9]+|number|code|url|path)$")
"""Contract, case and certificate numbers: long figures are no telephones there, unless they are said to be."""
_SAYS_WHAT_IT_IS = re.compile("身份证|护照|通行证|证件号|电话|手机|出生|住址|住所|联系方式|邮箱|@|微信|QQ|车牌|岁")
_OF_THE_ASSET = (
    (re.compile(r"collateral\.place$"), PersonalDatum.address),
    (re.compile(r"\bcollateral\."), PersonalDatum.plate),
)
"""87号 wants what is sold and its place; both stay as printed, whoever owns it."""
_SHORTEST = 6
_MORE_THAN_A_NAME = re.compile("[0-9０-９（(：:、，,；;]")
_A_LONG_NUMBER = re.compile(r"[0-9](?:[\s-]?[0-9]){7}")
"""Eight digits: no company bears them in its name, a number of a document or a telephone has as many."""


@dataclass(frozen=True, slots=True)
class FoundDatum:
    """One personal datum in a field of a content; ``shown`` is its masked form."""

    path: str
    datum: PersonalDatum
    shown: str


def personal_data_in(content: NoticeContent) -> Iterator[FoundDatum]:
    """Yield the personal data in the texts of a content, except complete resident IDs (``notices.resident_ids``)."""
    names = frozenset(person.name for person in persons_of(content))
    phones = (re.sub(r"\D", "", said).removeprefix("86") for contact in content.contacts for said in contact.phones)
    emails = frozenset(contact.email.lower() for contact in content.contacts if contact.email)
    of_issuer = Surroundings(names, frozenset(phones), emails=emails)
    of_debtors = replace(of_issuer, is_of_issuer=False)
    for path, text in texts(content):
        if (
            _ABOUT_THE_ISSUER.match(path)
            or (OF_OTHER_THINGS.search(path) and not _SAYS_WHAT_IT_IS.search(text))
            or len(text) < _SHORTEST
        ):
            continue
        around = of_debtors if path.startswith("items.") else of_issuer
        told = {each.datum: each for each in data_in(text, around) if not _is_told_already(text, each)}
        for field, datum in _OF_THE_ASSET:
            if field.search(path):
                told.pop(datum, None)
        yield from (FoundDatum(path, each.datum, each.shown) for each in told.values())


def names_with_more(content: NoticeContent) -> Iterator[tuple[str, str]]:
    """Yield path and name of parties whose name field holds more than a name: it cannot be masked as one.

    Whatever kind a party is entered as, a long number in its name is a person's document or telephone.
    """
    for path, party in parties_of(content):
        is_full = party.kind is PartyKind.natural_person and not looks_masked(party.name)
        has_more = is_full and _MORE_THAN_A_NAME.search(party.name)
        if has_more or _A_LONG_NUMBER.search(half_width(party.name)):
            yield f"{path}.name", party.name


def _is_told_already(text: str, found: WrittenDatum) -> bool:
    """Return whether a number is a complete resident ID, which has an error of its own."""
    return found.datum is PersonalDatum.number and any(resident_ids_in(text[found.start : found.end]))
