"""Compare identity numbers: equal, different, or agreeing in the digits that a mask leaves visible.

GB 11643-1999: a person's resident ID of 15 digits (before 1999) and the one of 18 differ only in the century and the
check digit. GB 32100-2015: characters 9–17 of a credit code are the organisation code (GB 11714). Passports and other
documents get a new number on renewal, so two different numbers prove nothing.
"""

import re
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cached_property

from stdnum.cn import ric, uscc

from disposal.eligibility.matching.characters import MASK, clean, hide
from disposal.identifiers import mask_personal_number
from notices.written.identity_cards import (
    is_hong_kong_card,
    is_macau_card,
    is_masked_hong_kong_card,
    is_masked_macau_card,
    is_seen_hong_kong_card,
    is_seen_macau_card,
    is_taiwan_card,
)

_LEAST_VISIBLE = 4
_LEAST_RESIDENT = 15
_RUN_OF_X = re.compile("X{2,}")
_LONG_RUN_OF_X = re.compile("X{4,}")
_X_BEFORE_THE_END = re.compile("X(?=.*[^X])")
_RESIDENT = re.compile("[1-9][0-9]{16}[0-9X]")
_OLD_RESIDENT = re.compile("[1-9][0-9]{14}")
_CREDIT_CODE = re.compile("[0-9A-HJ-NPQRTUWXY]{18}")
_ORGANISATION_CODE = re.compile("[0-9A-Z]{8}[0-9X]")
_PUNCTUATION = re.compile(r"[\s\-–—./()]")
_LAST_DIGIT_APART = re.compile("[(/]")
_SEEN_DIGITS = re.compile("[0-9*]+[0-9X*]")


class NumberKind(StrEnum):
    """The kind of a number; a masked one counts as resident ID or credit code depending on its holder."""

    resident = "resident"
    credit = "credit"
    organisation = "organisation"
    hong_kong = "hong_kong"
    macau = "macau"
    taiwan = "taiwan"
    other = "other"


_OF_PEOPLE = frozenset([NumberKind.resident, NumberKind.hong_kong, NumberKind.macau, NumberKind.taiwan])
"""Of these a person may have one of each kind."""


class NumberRelation(Enum):
    """What two numbers prove about their holders."""

    same = "same"
    different = "different"
    agreeing = "agreeing"
    unknown = "unknown"


@dataclass(frozen=True)
class Number:
    """A number for comparison: upper case, without punctuation, hidden digits as ``*``, 15 digits converted to 18."""

    text: str = field(repr=False)
    kind: NumberKind
    is_valid: bool
    index: str | None = field(default=None, repr=False)

    @cached_property
    def is_masked(self) -> bool:
        """Return whether digits are hidden."""
        return MASK in self.text

    @cached_property
    def head(self) -> str:
        """Return the digits before the first hidden one."""
        return self.text.split(MASK, 1)[0]

    @cached_property
    def tail(self) -> str:
        """Return the digits after the last hidden one."""
        return self.text.rsplit(MASK, 1)[-1]

    @cached_property
    def last_four(self) -> str | None:
        """Return the last four digits, if all four are visible."""
        return self.tail[-4:] if len(self.tail) >= 4 else None

    @property
    def shown(self) -> str:
        """Return the number for use in a sentence; a personal number is masked."""
        if self.is_masked or self.kind in {NumberKind.credit, NumberKind.organisation}:
            return self.text
        return mask_personal_number(self.text)


@dataclass(frozen=True, slots=True)
class NumberComparison:
    """The relation of two numbers, and how many visible digits agree."""

    relation: NumberRelation
    agreed: int = 0
    is_doubtful: bool = False


UNKNOWN = NumberComparison(NumberRelation.unknown)
DIFFERENT = NumberComparison(NumberRelation.different)
SAME = NumberComparison(NumberRelation.same)


def read_number(
    written: str | None, *, is_person: bool, index: str | None = None, is_for_life: bool = True
) -> Number | None:
    """Parse a number for comparison; None if there is neither a number nor an index.

    A number that is not for life, such as a passport's, has the kind ``other``, whatever its form; a number written
    with the brackets of a Hong Kong or Macau identity card is for life. Only a valid one is stored under the mask of a
    card, so that such a mask with an index has its kind.
    """
    plain = clean(written or "").upper()
    text = _PUNCTUATION.sub("", plain)
    card = _identity_card(plain, is_for_life=is_for_life) if is_person and len(text) < _LEAST_RESIDENT else None
    if card is not None:
        seen = hide(text)
        return Number(seen, card, is_valid=MASK not in seen, index=index)
    card = _stored_card(written or "") if is_person and index is not None else None
    if card is not None:
        return Number(text, card, is_valid=False, index=index)
    text = _hide(text, is_person=is_person)
    if not text.strip(MASK) and index is None:
        return None
    if MASK in text or not text:
        kind = _masked_kind(text, is_person=is_person) if is_for_life else NumberKind.other
        return Number(text or MASK, kind, is_valid=False, index=index)
    kind, text = _kind_of(text, is_person=is_person) if is_for_life else (NumberKind.other, text)
    return Number(text, kind, is_valid=_is_valid(text, kind), index=index)


def canonical_number(written: str) -> str:
    """Return a person's full number in its indexed form: a resident ID of 15 digits is converted to 18."""
    number = read_number(written, is_person=True)
    return number.text if number else ""


def compare_numbers(a: Number | None, b: Number | None) -> NumberComparison:
    """Compare two numbers; a number with a wrong check digit never excludes a match."""
    if a is None or b is None:
        return UNKNOWN
    if a.index is not None and b.index is not None:
        if a.index == b.index:
            return SAME
        return DIFFERENT if a.kind is b.kind and a.kind is not NumberKind.other else UNKNOWN
    if a.is_masked or b.is_masked:
        return _compare_visible(a, b)
    if {a.kind, b.kind} == {NumberKind.credit, NumberKind.organisation}:
        return _compare_full(_organisation_code(a), _organisation_code(b))
    if a.kind is b.kind:
        return _compare_full(a, b)
    return SAME if a.text == b.text and NumberKind.other in {a.kind, b.kind} else UNKNOWN


def _compare_full(a: Number, b: Number) -> NumberComparison:
    are_valid = a.is_valid and b.is_valid
    if a.text == b.text:
        doubtful = NumberComparison(NumberRelation.agreeing, len(a.text), is_doubtful=True)
        return SAME if are_valid or a.kind is NumberKind.other else doubtful
    if a.kind is NumberKind.other or not are_valid:
        return NumberComparison(NumberRelation.unknown, is_doubtful=a.kind is not NumberKind.other)
    return DIFFERENT


def _compare_visible(a: Number, b: Number) -> NumberComparison:
    """Compare the digits visible in both, in every possible alignment."""
    counts = [_agreeing(one, other) for one, other in _alignments(a, b)]
    agreed = max((count for count in counts if count is not None), default=-1)
    if agreed >= _LEAST_VISIBLE:
        return NumberComparison(NumberRelation.agreeing, agreed)
    are_comparable = a.kind is b.kind or not {a.kind, b.kind} <= _OF_PEOPLE
    is_conflict = bool(counts) and agreed < 0 and are_comparable and NumberKind.other not in {a.kind, b.kind}
    return DIFFERENT if is_conflict else UNKNOWN


def _alignments(a: Number, b: Number) -> list[tuple[str, str]]:
    """Return the alignments: digit by digit if the lengths fit, otherwise the parts around the hidden digits."""
    found = [(one, other) for one in _forms(a) for other in _forms(b) if len(one) == len(other)]
    if len(a.text) == len(b.text) or a.kind is not b.kind or a.kind is NumberKind.other:
        return found
    head = min(len(a.head), len(b.head))
    tail = min(len(a.tail), len(b.tail))
    if a.is_masked and b.is_masked:  # numbers of 15 and 18 digits share only their first six digits
        return [(a.head[:6][:head], b.head[:6][:head])]
    return [*found, (a.head[:head] + a.tail[len(a.tail) - tail :], b.head[:head] + b.tail[len(b.tail) - tail :])]


def _forms(number: Number) -> tuple[str, ...]:
    """Return a number and, if it is full, the shorter number that it contains."""
    if number.is_masked:
        return (number.text,)
    if number.kind is NumberKind.resident and number.text[6:8] == "19":
        return number.text, number.text[:6] + number.text[8:17]
    if number.kind is NumberKind.credit:
        return number.text, number.text[8:17]
    return (number.text,)


def _agreeing(one: str, other: str) -> int | None:
    """Return how many visible digits agree, or None if two of them differ."""
    agreed = 0
    for digit, opposite in zip(one, other, strict=True):
        if MASK in (digit, opposite):
            continue
        if digit != opposite:
            return None
        agreed += 1
    return agreed


def _organisation_code(number: Number) -> Number:
    if number.kind is NumberKind.organisation:
        return number
    return Number(number.text[8:17], NumberKind.organisation, is_valid=number.is_valid)


def _hide(text: str, *, is_person: bool) -> str:
    """Replace every hidden digit by ``*``. A last X may be a check digit; in a credit code X is a normal character."""
    text = hide(text)
    if not is_person:
        return _LONG_RUN_OF_X.sub(lambda run: MASK * len(run.group()), text)
    if len(text) in {15, 18} or MASK in text:
        text = _RUN_OF_X.sub(lambda run: MASK * len(run.group()), text)
        return _X_BEFORE_THE_END.sub(MASK, text)
    return text


def _identity_card(text: str, *, is_for_life: bool) -> NumberKind | None:
    """Return the kind of a number of an identity card of Hong Kong, Macau or Taiwan, whole or with digits hidden.

    Without brackets only one for life counts. A number of Macau counts only with its last digit apart: eight digits
    may be anything.
    """
    text = text.replace(" ", "")
    is_apart = _LAST_DIGIT_APART.search(text) is not None
    if is_hong_kong_card(text) and (is_for_life or "(" in text):
        return NumberKind.hong_kong
    if is_for_life and is_taiwan_card(text):
        return NumberKind.taiwan
    seen = hide(text)
    if is_seen_hong_kong_card(seen) and (is_for_life or "(" in text):
        return NumberKind.hong_kong
    if is_seen_macau_card(seen):
        return NumberKind.macau
    return NumberKind.macau if is_apart and is_macau_card(text) else None


def _stored_card(shown: str) -> NumberKind | None:
    """Return the kind of card of a stored mask."""
    if is_masked_hong_kong_card(shown):
        return NumberKind.hong_kong
    return NumberKind.macau if is_masked_macau_card(shown) else None


def _masked_kind(text: str, *, is_person: bool) -> NumberKind:
    if is_person:
        is_resident = not text or len(text) in {15, 18} or text[:3].isdecimal()
        is_resident = is_resident or (len(text) < 18 and bool(_SEEN_DIGITS.fullmatch(text)))
        return NumberKind.resident if is_resident else NumberKind.other
    return {9: NumberKind.organisation, 15: NumberKind.other}.get(len(text), NumberKind.credit)


def _kind_of(text: str, *, is_person: bool) -> tuple[NumberKind, str]:
    if is_person:
        if _OLD_RESIDENT.fullmatch(text):
            long = f"{text[:6]}19{text[6:]}"
            return NumberKind.resident, long + ric.calc_check_digit(f"{long}0")
        return (NumberKind.resident if _RESIDENT.fullmatch(text) else NumberKind.other), text
    if _CREDIT_CODE.fullmatch(text):
        return NumberKind.credit, text
    return (NumberKind.organisation if _ORGANISATION_CODE.fullmatch(text) else NumberKind.other), text


def _is_valid(text: str, kind: NumberKind) -> bool:
    if kind is NumberKind.resident:
        return bool(ric.calc_check_digit(text) == text[-1])
    if kind is NumberKind.credit:
        return bool(uscc.calc_check_digit(text) == text[-1])
    if kind is NumberKind.organisation:
        return _organisation_check_digit(text) == text[-1]
    return True


def _organisation_check_digit(code: str) -> str:
    """Return the check digit of an organisation code: GB 11714-1997, weights 3 7 9 10 5 8 4 2, modulus 11."""
    total = sum(int(character, 36) * weight for character, weight in zip(code, (3, 7, 9, 10, 5, 8, 4, 2), strict=False))
    return "0123456789X"[(11 - total % 11) % 11]
