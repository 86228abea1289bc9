"""Texts of filings as readers see them: names of persons and numbers masked, visibly.

What nobody recognises as a name stays; whoever publishes a text reads it first.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from disposal.models.publication.notice import Notice
from disposal.services.filings.windows import offer_of
from disposal.services.publication.versions import newest_content, newest_masks
from notices.content.name_shapes import is_organisations_name, is_persons_name, looks_masked, masked_name
from notices.content.parties import Contact
from notices.privacy.written_data import Surroundings, data_in
from notices.resident_ids import mask_resident_ids

_FOLDED = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF20)
}
"""Full-width digits, letters and ＠ as plain ones; punctuation stays as it was typed."""
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_TELEPHONE = re.compile(
    r"(?<![0-9A-Za-z第-])(?:[（(]?0[1-9][0-9]{1,2}[)）]?[-\s]?[0-9]{3,4}[-\s]?[0-9]{4}|1[3-9][0-9]{9})(?![0-9A-Za-z])"
)
_CARD = re.compile(r"(?<![0-9A-Za-z-])[0-9](?:[ -]?[0-9]){15,18}(?![0-9A-Za-z])")
_HAN = "[㐀-䶿一-鿿]"
_SAID_AS_NAME = re.compile(rf"(?:我叫|名叫|姓名|联系人)(?:是|为)?[:：\s]*({_HAN}{{2,4}})")
_ADDRESSED = re.compile(rf"({_HAN}{{2,4}})(?=先生|女士|小姐)")
_CHARACTERS_OF_NAMES = (4, 3, 2)


@dataclass(frozen=True, slots=True)
class Masking:
    """What is masked in texts about one notice: full name → printed name. Its contacts stay."""

    names: Mapping[str, str]
    contacts: tuple[Contact, ...] = ()

    def of(self, text: str) -> str:
        """Return a text with persons and numbers masked."""
        masked = mask_resident_ids(folded := text.translate(_FOLDED))
        masked = _masked_data(masked, Surroundings(frozenset(self.names), self._telephones, emails=self._emails))
        for pattern in (_TELEPHONE, _CARD):
            masked = pattern.sub(self._masked_number, masked)
        masked = _EMAIL.sub(self._masked_email, masked)
        for name in sorted(self.names, key=len, reverse=True):
            masked = masked.replace(name, self.names[name])
        masked = _SAID_AS_NAME.sub(lambda found: self._named(found, from_start=True), masked)
        masked = _ADDRESSED.sub(lambda found: self._named(found, from_start=False), masked)
        return text if masked == folded else masked

    @property
    def _telephones(self) -> frozenset[str]:
        return frozenset(_digits(phone) for contact in self.contacts for phone in contact.phones)

    @property
    def _emails(self) -> frozenset[str]:
        return frozenset(contact.email.lower() for contact in self.contacts if contact.email)

    def _masked_number(self, found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found[0])
        return found[0] if _digits(digits) in self._telephones else f"{digits[:3]}****{digits[-4:]}"

    def _masked_email(self, found: re.Match[str]) -> str:
        return found[0] if found[0].lower() in self._emails else f"{found[0][0]}***@***"

    def _named(self, found: re.Match[str], *, from_start: bool) -> str:
        """Return the words found with the longest name in them masked, read from the start or from the end."""
        words, contacts = found[1], {contact.name for contact in self.contacts}
        for count in _CHARACTERS_OF_NAMES:
            name = words[:count] if from_start else words[-count:]
            if name in contacts:
                break
            if len(name) == count and is_persons_name(name) and not looks_masked(name):
                at = found[0].index(words) + (0 if from_start else len(words) - count)
                return found[0][:at] + masked_name(name) + found[0][at + count :]
        return found[0]


def masking_of(session: Session, notice: Notice, persons: Iterable[str | None] = ()) -> Masking:
    """Return how texts about a notice are masked; ``persons`` are whom the filing names, organisations among them."""
    offer = offer_of(session, notice)
    masks = {name: label for name, label in newest_masks(session, offer).items() if name != label and len(name) > 1}
    own = {name: shown_name(name) for name in persons if name and len(name) > 1}
    names = {**{name: label for name, label in own.items() if name != label}, **masks}
    return Masking(names, tuple(newest_content(session, offer).contacts))


def shown_name(name: str) -> str:
    """Return a name as readers see it: an organisation's in full, any other masked."""
    return name if is_organisations_name(name) or looks_masked(name) else masked_name(name)


def _masked_data(text: str, around: Surroundings) -> str:
    """Mask the personal data that the house finds in prose."""
    parts, at = [], 0
    for found in sorted(data_in(text, around), key=lambda each: each.start):
        if found.start >= at and "****" not in text[found.start : found.end]:
            parts += [text[at : found.start], found.shown]
            at = found.end
    return "".join((*parts, text[at:]))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text).removeprefix("86")
