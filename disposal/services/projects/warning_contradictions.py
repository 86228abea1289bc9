"""Contradictions between records of several claims and projects: pure checks over frozen facts; they only warn.

A notice contains only its own claims; only the register knows that another claim has the same number. No law is cited.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from disposal.services.projects.warning_facts import ClaimFact, PartyFact, RegisterWarning
from notices.codes import PartyKind
from notices.completeness import Severity
from notices.completeness.identities import plain_number
from notices.content.named_parties import plain_name
from notices.law.provisions import CONSISTENT_RECORD
from notices.written.blanks import says_nothing


def contract_in_two_claims(claims: Sequence[ClaimFact], today: date) -> Iterator[RegisterWarning]:
    """Warn if a contract number is on two claims with the same debtor or the same original creditor.

    Two banks may use the same number for contracts with different debtors; that is no contradiction.
    """
    places: dict[str, list[ClaimFact]] = {}
    for claim in claims:
        stated = (number for number in claim.contract_numbers if not says_nothing(number))
        for number in dict.fromkeys(plain_number(each) for each in stated):
            places.setdefault(number, []).append(claim)
    for number, found in sorted(places.items()):
        alike = [each for each in found if any(_may_be_one(each, other) for other in found)]
        if len(alike) > 1:
            labels = "；".join(dict.fromkeys(claim.label for claim in alike))
            yield _warn(
                "contract_in_two_claims",
                number,
                zh=f"合同编号{number}列于{len(alike)}项债权：{labels}。请核对是否为同一债权。",
                en=f"Contract number {number} stands on {len(alike)} claims: {labels.replace('；', '; ')}. "
                "Check whether they are one.",
            )


def certificate_of_two_owners(claims: Sequence[ClaimFact], today: date) -> Iterator[RegisterWarning]:
    """Warn if a certificate number has two owners, unless the shares of co-owners are stated."""
    owners: dict[str, dict[UUID, str]] = {}
    for claim in claims:
        for security in claim.security:
            for number in () if security.has_share else security.certificates:
                if says_nothing(number):
                    continue
                owners.setdefault(plain_number(number), {})[security.owner.id] = security.owner.name
    for number, found in sorted(owners.items()):
        if len(found) > 1:
            names = list(found.values())
            yield _warn(
                "certificate_of_two_owners",
                number,
                zh=f"权证{number}列于{len(found)}个所有人名下：{'；'.join(names)}。请核对；共有的请填写份额。",
                en=f"Certificate {number} stands with {len(found)} owners: {'; '.join(names)}. Check it; of co-owners "
                "state the shares.",
            )


def one_name_of_two_parties(claims: Sequence[ClaimFact], today: date) -> Iterator[RegisterWarning]:
    """Warn if two party records share a current or former company name; natural persons may share a name."""
    parties = {party.id: party for claim in claims for party in _parties(claim)}
    bearers: dict[str, dict[UUID, PartyFact]] = {}
    for party in parties.values():
        has_own_name = not party.is_masked and party.kind is not PartyKind.natural_person
        for name in (party.name, *party.former_names) if has_own_name else ():
            bearers.setdefault(plain_name(name), {})[party.id] = party
    for name, found in sorted(bearers.items()):
        if len(found) > 1:
            names = list(dict.fromkeys(party.name for party in found.values()))
            yield _warn(
                "name_of_two_parties",
                name,
                zh=f"“{name}”是{len(found)}个当事人的名称或曾用名：{'；'.join(names)}。如为同一主体，请合并。",
                en=f'"{name}" is the name or former name of {len(found)} parties: {"; ".join(names)}. '
                "If they are one, merge them.",
            )


def _may_be_one(first: ClaimFact, second: ClaimFact) -> bool:
    if first.id == second.id:
        return False
    is_one_creditor = bool(first.creditor) and plain_name(first.creditor) == plain_name(second.creditor)
    return first.debtor.id == second.debtor.id or is_one_creditor


def _parties(claim: ClaimFact) -> Iterator[PartyFact]:
    yield claim.debtor
    yield from (given.guarantor for given in claim.guarantees)
    yield from (security.owner for security in claim.security)


def _warn(code: str, subject: str, *, zh: str, en: str) -> RegisterWarning:
    return RegisterWarning(code, Severity.warning, subject, zh, en, CONSISTENT_RECORD)
