"""Read a page as typed: the records it describes, or what is wrong and missing. Pure; no session."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from disposal.models.claims.assignment import AssignmentCreate
from disposal.models.claims.claim import ClaimCreate, LoanContract
from disposal.models.claims.co_debtor import CoDebtorCreate
from disposal.models.claims.collateral import CollateralCreate
from disposal.models.claims.guarantee import GuaranteeCreate
from disposal.models.claims.litigation_status import LitigationStatusCreate
from disposal.models.claims.printed import in_yuan
from disposal.models.claims.security_interest import SecurityInterestCreate
from disposal.models.claims.statement import ClaimStatementCreate
from disposal.models.records.record import new_id
from disposal.services.claim_entry.amounts import check_total, currency_of, statement_fields
from disposal.services.claim_entry.chain import check_chain_of_page
from disposal.services.claim_entry.entry import Entry, PageReader, ReadEntry
from disposal.services.claim_entry.fields import DocumentsState, Need, TypedField
from disposal.services.claim_entry.parties import PageParties
from disposal.services.claim_entry.sections import CURRENCIES, SECTION_OF, SECTIONS, THIS_CLAIM, attribute_fields
from disposal.services.claim_entry.typed import Typed, TypedRow, all_rows, row_of, rows_of
from disposal.services.claim_entry.values import Misread, read_value
from disposal.services.claims.printed_values import ceiling_values
from disposal.services.records.dates import today_in_china
from notices.content.amounts import Amount
from notices.content.security import Ceiling

_CEILING = {"ceiling_amount": "ceiling", "ceiling_limits": "ceiling_limits"}
_SECURITY = (
    "kind", "rank", "is_registered", "registration_number", "registered_on", "registered_holder", "contract_number",
    "secured_from", "secured_until", "share_words", "other_claims_words", "verbatim",
)  # fmt: skip
_COLLATERAL = ("place", "description", "certificate_numbers", "co_owners", "conditions")
_GUARANTEE = (
    "mode", "contract_number", "period_words", "period_begins_on", "period_ends_on", "asked_on", "asked_evidence",
    "verbatim",
)  # fmt: skip
_CHAIN = (
    "assignor", "assignee", "assigned_on", "agreement_number", "notified_by", "served_on", "service_evidence",
)  # fmt: skip
_CLAIM = (
    "name", "asset_number", "purchase_batch", "five_class", "last_demanded_on", "is_personal_loan",
    "personal_loan_basis",
)  # fmt: skip


def read_typed(typed: Typed, *, today: date | None = None) -> ReadEntry:
    """Read a page as typed; ``today`` (default: in China) is what 今天 means, and no day of a record lies after it."""
    reader = PageReader(today or today_in_china(), currency_of(typed))
    entry = _RecordPlanning(typed, reader, PageParties(reader)).read()
    wrong, needed = tuple(reader.found[Need.never]), tuple(reader.found[Need.record])
    return ReadEntry(entry, wrong, needed, tuple(reader.found[Need.notice]), _order_of(typed))


def _order_of(typed: Typed) -> tuple[str, ...]:
    """Return what stands before the fields of each section and row of the page, in order."""
    order: list[str] = []
    for section in SECTIONS:
        rows = rows_of(typed, section.name) if section.is_table else []
        order += [row.key for row in rows] or [f"{section.name}-0" if section.is_table else section.name]
    return tuple(order)


@dataclass(frozen=True, slots=True)
class _RecordPlanning:
    typed: Typed
    reader: PageReader
    parties: PageParties

    def read(self) -> Entry:
        """Read all sections in the order in which their records are entered."""
        for row in all_rows(self.typed):
            self.reader.check_needs(row)
        self.parties.read(self.typed)
        claim_id = self._claim()
        for row in rows_of(self.typed, "co_debtors"):
            values = self.reader.values(row, "role")
            self._add_of(row, CoDebtorCreate, {"claim_id": claim_id, **values}, party="party_id")
        self._chain(claim_id)
        self._statements(claim_id)
        for row in rows_of(self.typed, "security"):
            self._security(claim_id, row)
        for row in rows_of(self.typed, "guarantees"):
            values = {**self.reader.values(row, *_GUARANTEE), **self._ceiling(row)}
            self._add_of(row, GuaranteeCreate, {"claim_id": claim_id, **values}, party="guarantor_id")
        for row in rows_of(self.typed, "litigation"):
            self._litigation(claim_id, row)
        return Entry(self.parties.finished(), tuple(self.reader.steps))

    def _claim(self) -> UUID:
        row, other = row_of(self.typed, "claim"), row_of(self.typed, "other")
        chain, contracts = rows_of(self.typed, "chain"), self._contracts()
        if row.text("currency") not in CURRENCIES:
            words = "、".join(CURRENCIES)
            self.reader.refuse(row, "currency", zh=f"币种应为以下之一：{words}", en=f"currency must be one of {words}")
        documents = self.reader.value(row, "documents")
        due = {each.due_on for each in contracts}
        values = {
            **self.reader.values(row, *_CLAIM),
            "debtor_id": self._party_of(row_of(self.typed, "debtor")),
            "original_creditor": chain[0].text("assignor") if chain else None,
            "currency": self.reader.currency,
            "contract_numbers": list(dict.fromkeys(each.number for each in contracts if each.number)),
            "contracts": contracts,
            "due_on": next(iter(due)) if len(due) == 1 else None,
            "are_documents_originals": None if documents in (None, DocumentsState.incomplete)
            else documents is DocumentsState.originals,
            "has_missing_documents": None if documents is None else documents is DocumentsState.incomplete,
            "unfinished_settlement": other.text("unfinished_settlement") or None,
            "details": other.text("details") or None,
        }  # fmt: skip
        return self.reader.add(row, ClaimCreate, values, are_documents_originals="documents")

    def _contracts(self) -> tuple[LoanContract, ...]:
        rows = rows_of(self.typed, "contracts")
        if not any(row.text("number") for row in rows):
            first = rows[0] if rows else TypedRow(SECTION_OF["contracts"], "contracts-0", "合同", {}, "contracts")
            self.reader.refuse(first, "number", zh="填写合同编号", en="give the contract number", need=Need.notice)
        found = []
        for row in rows:
            values = self.reader.values(row, "number", "note_number", "signed_on", "amount", "due_on", "balance")
            sums = {name: in_yuan(value) for name, value in values.items() if isinstance(value, Amount)}
            found.append(self.reader.read(row, LoanContract, {**values, **sums}, named={}))
        return tuple(each for each in found if each is not None)

    def _chain(self, claim_id: UUID) -> None:
        rows = rows_of(self.typed, "chain")
        if not rows:
            place = TypedRow(SECTION_OF["chain"], "chain-0", "转让", {}, "chain")
            self.reader.refuse(place, "assignor", zh="填写转让方（原债权人）", en="give the original creditor",
                               need=Need.notice)  # fmt: skip
        links = [row for row in rows if row.text("assignee")]
        check_chain_of_page(self.reader, links)
        for row in rows:
            values = self.reader.values(row, *_CHAIN)
            if row in links:
                self.reader.add(row, AssignmentCreate, {"claim_id": claim_id, **values})

    def _statements(self, claim_id: UUID) -> None:
        rows = rows_of(self.typed, "statements")
        if not rows:
            empty = TypedRow(SECTION_OF["statements"], "statements-0", "金额第1行", {}, "statements, row 1")
            self.reader.check_needs(empty)
        for row in rows:
            values = statement_fields(self.reader, row)
            day = self.reader.value(row, "record_date")
            if day is not None and day > self.reader.today:
                self.reader.refuse(row, "record_date", zh="基准日晚于今天；请核对日期", en="lies after today; check it")
            check_total(self.reader, row, today=self.reader.today)
            if "principal" in values:
                known = {"claim_id": claim_id, "record_date": day or self.reader.today}
                self.reader.add(row, ClaimStatementCreate, {**known, **values}, printed_forms="principal")

    def _security(self, claim_id: UUID, row: TypedRow) -> None:
        kind = self.reader.value(row, "type")
        described = self.reader.values(row, *_COLLATERAL)
        values = {**self.reader.values(row, *_SECURITY), **self._ceiling(row)}
        if kind is None:
            return
        thing = {
            **described,
            "type_code": kind.value,
            "owner_id": self._party_of(row),
            "details": row.text("collateral_details") or None,
            "attributes": self._attributes(row, kind.value),
        }
        things = {"type_code": "type", "owner_id": "owner", "details": "collateral_details", "attributes": "type"}
        collateral_id = self.reader.add(row, CollateralCreate, thing, **things)
        known = {"claim_id": claim_id, "collateral_id": collateral_id}
        self.reader.add(row, SecurityInterestCreate, {**known, **values}, **_CEILING, collateral_id="type")

    def _attributes(self, row: TypedRow, type_code: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for asked in attribute_fields(type_code):
            value = self._attribute(row, asked)
            if value is not None:
                found[asked.name] = str(in_yuan(value)) if isinstance(value, Amount) else value
        return found

    def _attribute(self, row: TypedRow, asked: TypedField) -> Any:
        text = row.text(asked.name)
        if not text:
            return None
        try:
            return read_value(asked, text, today=self.reader.today)
        except Misread as error:
            self.reader.refuse(row, asked.name, zh=error.zh, en=error.en)
            return None

    def _litigation(self, claim_id: UUID, row: TypedRow) -> None:
        against = row.text("against")
        party = None if against in ("", THIS_CLAIM) else self.parties.named(against)
        if against not in ("", THIS_CLAIM) and party is None:
            self.reader.refuse(row, "against", zh=f"针对应为{THIS_CLAIM}，或上面已填写的一个主体的名称",
                               en="name this claim, or a party that stands above")  # fmt: skip
        values = self.reader.values(row, "code", "words", "court", "case_number", "procedure", "as_of")
        changed = self.reader.value(row, "is_applicant_changed")
        if {"code", "words"} <= values.keys():
            known: Mapping[str, Any] = {"claim_id": claim_id, "party_id": party, "is_applicant_changed": changed}
            self.reader.add(row, LitigationStatusCreate, {**known, **values}, party_id="against")

    def _ceiling(self, row: TypedRow) -> dict[str, Any]:
        found, limits = self.reader.value(row, "ceiling"), self.reader.value(row, "ceiling_limits")
        if found is not None and limits is not None:
            return ceiling_values(Ceiling(amount=found, limits=limits))
        if row.text("ceiling") and not row.text("ceiling_limits"):
            self.reader.refuse(row, "ceiling_limits", zh="选择最高额口径，或删去最高额", en="say what it limits")
        if row.text("ceiling_limits") and not row.text("ceiling"):
            self.reader.refuse(row, "ceiling", zh="填写最高额，或清空最高额口径", en="give the amount of the ceiling")
        return {}

    def _add_of(self, row: TypedRow, model: Any, values: dict[str, Any], *, party: str) -> None:
        """Plan a record of a party that the row names."""
        self.reader.add(row, model, {**values, party: self._party_of(row)}, **_CEILING, **{party: "name"})

    def _party_of(self, row: TypedRow) -> UUID:
        """Return the key of the party that a row names.

        Where the name is missing, which is a problem of its own, a key of nobody: so that all else is checked at once.
        """
        return self.parties.keys.get(row.key) or new_id()
