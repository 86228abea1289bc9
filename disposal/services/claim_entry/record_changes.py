"""Write the difference between two pages of one claim to its records: changed, entered and removed rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.models.claims.assignment import AssignmentCreate
from disposal.models.claims.claim import Claim, ClaimCreate
from disposal.models.claims.co_debtor import CoDebtorCreate
from disposal.models.claims.collateral import Collateral, CollateralCreate
from disposal.models.claims.guarantee import GuaranteeCreate
from disposal.models.claims.litigation_status import LitigationStatusCreate
from disposal.models.claims.security_interest import SecurityInterest, SecurityInterestCreate
from disposal.models.claims.statement import ClaimStatementCreate
from disposal.models.parties.party import PartyCreate
from disposal.models.records.record import Payload
from disposal.services.claim_entry.entry import Entry, EntryStep, PartyPlan
from disposal.services.claim_entry.parties import spread
from disposal.services.claim_entry.read_page import read_typed
from disposal.services.claim_entry.row_order import reorder
from disposal.services.claim_entry.typed import Typed, TypedRow, rows_of
from disposal.services.claim_entry.writing import at_party, at_row, chosen_collateral, resolved, write_party, write_step
from disposal.services.claims.assignments import chain_of, change_assignment, remove_assignment
from disposal.services.claims.claims import change_claim
from disposal.services.claims.co_debtors import change_co_debtor, remove_co_debtor
from disposal.services.claims.collateral import change_collateral
from disposal.services.claims.guarantees import change_guarantee, remove_guarantee
from disposal.services.claims.litigation import change_litigation_status, remove_litigation_status
from disposal.services.claims.security_interests import change_security_interest, remove_security_interest
from disposal.services.claims.statements import change_statement, remove_statement
from disposal.services.parties.parties import change_party
from disposal.services.records.dates import today_in_china
from disposal.services.records.validation import InvalidRecord
from disposal.services.records.writing import found

_CHANGE: Mapping[type[Payload], Callable[..., Any]] = MappingProxyType({
    CoDebtorCreate: change_co_debtor,
    ClaimStatementCreate: change_statement,
    SecurityInterestCreate: change_security_interest,
    GuaranteeCreate: change_guarantee,
    LitigationStatusCreate: change_litigation_status,
})  # fmt: skip
_REMOVE: Mapping[str, Callable[..., None]] = MappingProxyType({
    "litigation": remove_litigation_status,
    "co_debtors": remove_co_debtor,
    "statements": remove_statement,
    "security": remove_security_interest,
    "guarantees": remove_guarantee,
})  # fmt: skip
_SECTION: Mapping[type[Payload], str] = MappingProxyType({
    CoDebtorCreate: "co_debtors",
    ClaimStatementCreate: "statements",
    CollateralCreate: "security",
    SecurityInterestCreate: "security",
    GuaranteeCreate: "guarantees",
    LitigationStatusCreate: "litigation",
})  # fmt: skip
_OWN_PARTY = {CoDebtorCreate: "party_id", GuaranteeCreate: "guarantor_id"}
"""Fields that a change cannot alter: with another party, the row is entered anew."""


def write_changes(session: Session, claim: Claim, saved: Typed, typed: Typed, *, reason: str) -> None:
    """Change the records of a claim from the page ``saved`` to the page ``typed``.

    Fields that both pages read alike are not touched. Raises: InvalidRecord at the fields of the page.
    """
    page = spread(typed, saved)
    read = read_typed(page)
    if read.problems:
        raise InvalidRecord(read.problems)
    _Change(session, claim, _ReadPage.of(saved), _ReadPage(page, read.entry), reason, today_in_china()).write()


@dataclass(frozen=True, slots=True)
class _ReadPage:
    """A page with what it says; rows are known by the ids of their records."""

    typed: Typed
    entry: Entry

    @classmethod
    def of(cls, typed: Typed) -> "_ReadPage":
        return cls(typed, read_typed(typed).entry)

    def rows(self, section: str) -> list[TypedRow]:
        return rows_of(self.typed, section)

    def step(self, kind: type[Payload], row: TypedRow | None) -> EntryStep | None:
        """Return the step of a kind at a row; of the claim itself without one."""
        return next((s for s in self.entry.steps if type(s.data) is kind and (row is None or s.row == row.key)), None)

    def party(self, party_id: UUID) -> PartyPlan | None:
        return next((plan for plan in self.entry.parties if plan.party_id == party_id), None)


@dataclass
class _Change:
    session: Session
    claim: Claim
    saved: _ReadPage
    page: _ReadPage
    reason: str
    today: date
    ids: dict[UUID, UUID] = field(default_factory=dict)

    def write(self) -> None:
        for plan in self.page.entry.parties:
            self.ids[plan.key] = self._party(plan)
        self._claim()
        for section in _REMOVE:
            self._remove(section)
        self._chain()
        for kind in (CoDebtorCreate, ClaimStatementCreate, CollateralCreate, SecurityInterestCreate, GuaranteeCreate,
                     LitigationStatusCreate):  # fmt: skip
            for row in self.page.rows(_SECTION[kind]):
                self._row(kind, row)
        reorder(self.session, self.claim.id, self.page.typed, reason=self.reason)

    def _party(self, plan: PartyPlan) -> UUID:
        before = self.saved.party(plan.party_id) if plan.party_id else None
        if before is None or plan.party_id is None:
            return write_party(self.session, plan, reason=self.reason).id
        altered = {name: value for name, value in plan.stated.items() if before.stated.get(name) != value}
        gone = before.stated.keys() - plan.stated.keys() - {"is_masked"}
        altered |= {name: PartyCreate.model_fields[name].get_default(call_default_factory=True) for name in gone}
        with at_party(plan):
            if "name" in altered:
                write_party(self.session, plan, reason=self.reason)
            elif altered:
                change_party(self.session, plan.party_id, altered, reason=self.reason)
        return plan.party_id

    def _claim(self) -> None:
        before, after = self.saved.step(ClaimCreate, None), self.page.step(ClaimCreate, None)
        if after is not None:
            self.ids[after.key] = self.claim.id
            with at_row(after):
                change_claim(self.session, self.claim.id, self._altered(before, after), reason=self.reason)

    def _remove(self, section: str) -> None:
        staying = {row.record_id for row in self.page.rows(section)}
        for row in self.saved.rows(section):
            if row.record_id and row.record_id not in staying:
                _REMOVE[section](self.session, UUID(row.record_id), reason=self.reason)

    def _row(self, kind: type[Payload], row: TypedRow) -> None:
        after = self.page.step(kind, row)
        if after is None:
            return
        before = next((each for each in self.saved.rows(_SECTION[kind]) if each.record_id == row.record_id), None)
        if not row.record_id or before is None:  # new, or removed by somebody else and wanted again
            self.ids[after.key] = self._made(kind, row, after)
            return
        altered = self._altered(self.saved.step(kind, before), after)
        if kind is CollateralCreate:
            self._collateral(row, after, altered)
        elif altered.keys() & {_OWN_PARTY.get(kind)}:
            self._replace(kind, row, after)
        elif altered:
            with at_row(after):
                _CHANGE[kind](self.session, UUID(row.record_id), altered, reason=self.reason)

    def _made(self, kind: type[Payload], row: TypedRow, after: EntryStep) -> UUID:
        """Enter a new row; a collateral that was chosen is used as it is."""
        if kind is CollateralCreate and (thing_id := row.text("collateral_id")):
            return chosen_collateral(self.session, after, thing_id).id
        return write_step(self.session, after, self.ids, today=self.today).id

    def _collateral(self, row: TypedRow, after: EntryStep, altered: dict[str, Any]) -> None:
        thing_id = found(self.session, SecurityInterest, UUID(row.record_id)).collateral_id
        self.ids[after.key] = thing_id
        owner = resolved(after.data, self.ids).owner_id  # type: ignore[attr-defined]
        if found(self.session, Collateral, thing_id).owner_id != owner:
            altered["owner_id"] = owner
        with at_row(after):
            change_collateral(self.session, thing_id, altered, reason=self.reason)

    def _replace(self, kind: type[Payload], row: TypedRow, after: EntryStep) -> None:
        """Enter a row anew in its place, because another party stands in it."""
        _REMOVE[_SECTION[kind]](self.session, UUID(row.record_id), reason=self.reason)
        write_step(self.session, after, self.ids, today=self.today)

    def _chain(self) -> None:
        """Change the links that stay; from the first that is gone or new, take the chain down and enter it again."""
        steps = [(row, self.page.step(AssignmentCreate, row)) for row in self.page.rows("chain")]
        wanted = [(row.record_id, step) for row, step in steps if step is not None]
        known = [str(link.id) for link in chain_of(self.session, self.claim.id)]
        alike = next((at for at, (record_id, _) in enumerate(wanted) if known[at : at + 1] != [record_id]), len(wanted))
        for record_id in reversed(known[alike:]):
            remove_assignment(self.session, UUID(record_id), reason=self.reason)
        before = {row.record_id: self.saved.step(AssignmentCreate, row) for row in self.saved.rows("chain")}
        for record_id, step in wanted[:alike]:
            if altered := self._altered(before.get(record_id), step):
                with at_row(step):
                    change_assignment(self.session, UUID(record_id), altered, reason=self.reason)
        for _, step in wanted[alike:]:
            write_step(self.session, step, self.ids, today=self.today)

    def _altered(self, before: EntryStep | None, after: EntryStep) -> dict[str, Any]:
        """Return the fields that the page says otherwise than before; ids of other records only where they differ."""
        held = dict(resolved(after.data, self.ids))
        was = dict(before.data) if before else {}
        parties = {plan.key: plan.party_id for plan in self.saved.entry.parties}
        was = {name: parties.get(value, value) if isinstance(value, UUID) else value for name, value in was.items()}
        left = {"claim_id", "issuer_id", "collateral_id", "ordinal", "owner_id"}
        return {name: value for name, value in held.items() if name not in left and was.get(name, ...) != value}
