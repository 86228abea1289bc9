"""When two claims are one loan: debtor, original creditor and contract number are the same. Pure; no session."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from notices.written.blanks import says_nothing
from notices.written.numbers import numbers_in

_LEGAL_FORM = re.compile("(?:股份有限|有限责任|股份|有限)公司")


@dataclass(frozen=True, slots=True)
class Loan:
    """What tells one loan from another, compared without spaces, brackets and width of characters.

    ``number`` is the debtor's credit code, or the keyed digest of a person's number. ``contracts`` are the contract
    numbers as written, by their plain form. ``sums`` are record date, currency and principal of each statement.
    """

    claim_id: UUID
    debtor: str
    number: str | None
    names: frozenset[str]
    creditor: str | None
    contracts: Mapping[str, str]
    sums: frozenset[tuple[date, str, Decimal]] = frozenset()


def plain(text: str) -> str:
    """Return letters and digits only: （2019）第001号 and (2019) 第 001 号 are one number; of / and 无 nothing."""
    return "" if says_nothing(text) else "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def plain_names(names: Iterable[str]) -> frozenset[str]:
    """Return names in their plain form; one without letters and digits is left out."""
    return frozenset(filter(None, map(plain, names)))


def plain_contracts(numbers: Iterable[str]) -> dict[str, str]:
    """Return each contract number as written by its plain form; those written as one are parted."""
    return {plain(number): number for written in numbers for number in numbers_in(written) if plain(number)}


def plain_creditor(name: str) -> str:
    """Return a creditor's name in its plain form, without its legal form, which is often left out of a branch's."""
    return _LEGAL_FORM.sub("", plain(name))


def spellings(name: str) -> set[str]:
    """Return how a name may stand in the register: as it is, in plain width, and with brackets of either width."""
    narrow = unicodedata.normalize("NFKC", name)
    return {name, narrow, narrow.replace("(", "（").replace(")", "）")}


def is_same_obligation(one: Loan, other: Loan) -> bool:
    """Return whether debtor and original creditor are the same; a creditor that one does not state may be the other's.

    Numbers decide where both are known; else one shared name, current or former.
    """
    if one.number and other.number:
        if one.number != other.number:
            return False
    elif one.names.isdisjoint(other.names):
        return False
    return one.creditor is None or other.creditor is None or one.creditor == other.creditor


def shared_contract(one: Loan, other: Loan) -> str | None:
    """Return the first contract number, as ``one`` writes it, for which both are one loan; or None."""
    if not is_same_obligation(one, other):
        return None
    return next((written for number, written in one.contracts.items() if number in other.contracts), None)


def shared_sum(one: Loan, other: Loan) -> tuple[date, str, Decimal] | None:
    """Return the principal at one record date that both owe, where one of them states no contract number."""
    if (one.contracts and other.contracts) or not is_same_obligation(one, other):
        return None
    return next((owed for owed in sorted(one.sums & other.sums) if owed[2] > 0), None)
