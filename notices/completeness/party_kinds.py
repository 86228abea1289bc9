"""Kinds of party: what a party is said to be fits its name, so that screening compares it as what it is."""

from collections.abc import Iterator

from notices.codes import PartyKind
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.name_shapes import COMPANY, is_organisations_name, is_persons_name
from notices.content.named_parties import parties_of, plain_name
from notices.content.parties import Obligor
from notices.law.provisions import CONSISTENT_RECORD

_OF_COMPANIES = ("credit_code", "company_type", "registered_capital", "legal_representative", "business_scope")


def kind_fits_the_name(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a company is entered as a person, a person as a company, or a company as a shop."""
    for path, party in parties_of(subject.content):
        should = _looks_like(party)
        if should is not None:
            yield Shortcoming(
                Severity.warning,
                "kind_misstated",
                f"{path}.kind",
                f"“{party.name}”录为{party.kind.zh}，但其名称或所列事项像是{should.zh}，请核对 kind",
                f'"{party.name}" is entered as {party.kind.en}, but looks like {should.en}; check its kind',
                CONSISTENT_RECORD,
            )


def _looks_like(party: Obligor) -> PartyKind | None:
    """Return the kind that a party looks like, where it differs from the stated one."""
    name = plain_name(party.name)
    match party.kind:
        case PartyKind.natural_person:
            has_firm_facts = any(getattr(party, fact) for fact in _OF_COMPANIES) or bool(party.shareholders)
            return PartyKind.organisation if is_organisations_name(name) or has_firm_facts else None
        case PartyKind.individual_business:
            return PartyKind.organisation if COMPANY.search(name) else None
        case _:
            return PartyKind.natural_person if is_persons_name(name) and not party.credit_code else None
