"""A claim on record as it is typed: every field as text, each row with the id of its record."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import func
from sqlmodel import Session, col, select

from disposal.models.claims.claim import Claim
from disposal.models.claims.guarantee import Guarantee
from disposal.models.claims.litigation_status import LitigationStatus
from disposal.models.claims.printed import PrintedForm
from disposal.models.claims.security_interest import SecurityInterest
from disposal.models.claims.statement import ClaimStatement
from disposal.models.parties.party import Party
from disposal.models.records.audit_entry import AuditEntry
from disposal.models.records.record import Record
from disposal.services.claim_entry.fields import DocumentsState, PrintedTotal, TypedField
from disposal.services.claim_entry.party_fields import BLOCK_OF
from disposal.services.claim_entry.sections import CURRENCIES, SECTION_OF, THIS_CLAIM, attribute_fields
from disposal.services.claim_entry.typed import ID, flat
from disposal.services.claims.loading import ClaimRecords, load_claims
from disposal.services.records.id_sets import among
from disposal.services.records.writing import found
from notices.codes import Coded, CollateralType
from notices.content.amounts import COMPONENTS
from notices.content.security import Condition


def typed_of(session: Session, claim_id: UUID) -> dict[str, str]:
    """Return a claim with all its records as a page shows it; numbers of persons are masked. Raises: RecordNotFound."""
    claim = found(session, Claim, claim_id)
    records = load_claims(session, [claim_id])
    shown = {
        "debtor": _party("debtor", records.debtor(claim)),
        "co_debtors": [
            {**_row(each, "co_debtors"), **_party("co_debtors", records.parties[each.party_id])}
            for each in records.co_debtors[claim.id]
        ],
        "chain": _chain(claim, records),
        "claim": _claim(claim),
        "contracts": _contracts(claim),
        "statements": [_statement(each) for each in records.statements[claim.id]],
        "security": [_security(each, records) for each in records.interests[claim.id]],
        "guarantees": [_guarantee(each, records) for each in records.guarantees[claim.id]],
        "litigation": [_litigation(each, records) for each in records.litigation[claim.id]],
        "other": _values(claim, SECTION_OF["other"].fields),
    }
    return {name: text for name, text in flat(shown).items() if text}


def position_of(session: Session, claim_id: UUID) -> int:
    """Return the newest audit entry of a claim and its records; a greater one means that something has changed."""
    records = load_claims(session, [claim_id])
    ids = {claim_id, *records.parties, *records.collateral}
    for rows in (records.statements, records.chains, records.interests, records.guarantees, records.litigation,
                 records.co_debtors):  # fmt: skip
        ids |= {row.id for row in rows[claim_id]}
    newest = session.exec(select(func.max(AuditEntry.id)).where(among(col(AuditEntry.subject_id), ids))).one()
    return newest or 0


def _party(section: str, party: Party) -> dict[str, str]:
    block = BLOCK_OF[section]
    return {
        **_values(party, _particulars(section), prefix=block.prefix),
        block.field("name"): party.name,
        block.field("party_id"): str(party.id),
        block.field("number"): party.credit_code or party.personal_number_masked or "",
        block.field("document"): party.identity_document.zh if party.identity_document else "",
    }


def _particulars(section: str) -> Iterable[TypedField]:
    block = BLOCK_OF[section]
    named = {block.field(name) for name in ("name", "party_id", "distinct", "number", "document")}
    return (each for each in block.fields if each.name not in named)


def _chain(claim: Claim, records: ClaimRecords) -> list[dict[str, str]]:
    links = [_row(link, "chain") for link in records.chains[claim.id]]
    return links or ([{"assignor": claim.original_creditor}] if claim.original_creditor else [])


def _claim(claim: Claim) -> dict[str, str]:
    state: DocumentsState | None = None
    if claim.are_documents_originals is not None:
        state = DocumentsState.originals if claim.are_documents_originals else DocumentsState.copies
    if claim.has_missing_documents:
        state = DocumentsState.incomplete
    words = {code: word for word, code in CURRENCIES.items()}
    shown = _values(claim, SECTION_OF["claim"].fields)
    return {**shown, "currency": words[claim.currency], "documents": state.zh if state else ""}


def _contracts(claim: Claim) -> list[dict[str, str]]:
    rows = [_values(each, SECTION_OF["contracts"].fields) for each in claim.contracts]
    return rows or [{"number": number} for number in claim.contract_numbers]


def _statement(statement: ClaimStatement) -> dict[str, str]:
    usual = PrintedForm(unit=statement.printed_unit, places=statement.printed_places)
    shown = _row(statement, "statements")
    for name in COMPONENTS:
        if (yuan := getattr(statement, name)) is not None:
            shown[name] = _in_form(yuan, statement.printed_forms.get(name, usual))
    if statement.stated_total is not None:
        shown["stated_total"] = _in_form(statement.stated_total, statement.printed_forms.get("total", usual))
    is_stated = statement.stated_total is not None and statement.prints_stated_total
    shown["printed_total"] = (PrintedTotal.stated if is_stated else PrintedTotal.sum).zh
    return shown


def _security(interest: SecurityInterest, records: ClaimRecords) -> dict[str, str]:
    thing = records.collateral[interest.collateral_id]
    attributes = {each.name: typed_text(thing.attributes.get(each.name)) for each in attribute_fields(thing.type_code)}
    fields = SECTION_OF["security"].fields
    of_thing = {"place", "description", "certificate_numbers", "co_owners", "conditions"}
    return {
        **_values(interest, (each for each in fields if each.name not in of_thing)),
        **_values(thing, (each for each in fields if each.name in of_thing)),
        **_ceiling(interest),
        **attributes,
        **_party("security", records.parties[thing.owner_id]),
        "collateral_details": thing.details or "",
        "type": CollateralType[thing.type_code].zh,
        "collateral_id": str(thing.id),
        ID: str(interest.id),
    }


def _guarantee(guarantee: Guarantee, records: ClaimRecords) -> dict[str, str]:
    party = _party("guarantees", records.parties[guarantee.guarantor_id])
    return {**_row(guarantee, "guarantees"), **_ceiling(guarantee), **party}


def _litigation(status: LitigationStatus, records: ClaimRecords) -> dict[str, str]:
    against = records.parties[status.party_id].name if status.party_id else THIS_CLAIM
    return {**_row(status, "litigation"), "against": against}


def _ceiling(held: SecurityInterest | Guarantee) -> dict[str, str]:
    if held.ceiling is None:
        return {}
    return {"ceiling": held.ceiling.amount.printed.removesuffix("元"), "ceiling_limits": held.ceiling.limits.zh}


def _row(record: Record, section: str) -> dict[str, str]:
    return {**_values(record, SECTION_OF[section].fields), ID: str(record.id)}


def _values(record: BaseModel, fields: Iterable[TypedField], *, prefix: str = "") -> dict[str, str]:
    """Return the fields of a record as texts; fields that it does not have are left out."""
    return {each.name: typed_text(getattr(record, each.name.removeprefix(prefix), None)) for each in fields}


def typed_text(value: Any) -> str:
    """Return a value as a person would type it: codes in Chinese, 是 or 否, days as 2022-08-03."""
    if value is None:
        return ""
    if isinstance(value, Coded):
        return value.zh
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return _in_form(value, PrintedForm())
    if isinstance(value, list | tuple):
        return _many(value)
    return str(value)


def _many(values: Iterable[Any]) -> str:
    found = list(values)
    if found and isinstance(found[0], Condition):
        return "\n".join(f"{each.code.zh}：{each.words}" for each in found)
    return "；".join(each.zh if isinstance(each, Coded) else str(each) for each in found)


def _in_form(yuan: Decimal, form: PrintedForm) -> str:
    shown = form.show(yuan)
    return f"{shown.digits}{shown.unit.zh}"
