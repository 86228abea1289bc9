"""Plan the claims of a workbook: amounts, transfer, litigation, and their place in the project."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from disposal.models.claims.assignment import Assignment, AssignmentCreate
from disposal.models.claims.claim import Claim, ClaimCreate
from disposal.models.claims.litigation_status import LitigationStatus, LitigationStatusCreate
from disposal.models.claims.statement import ClaimStatement, ClaimStatementCreate
from disposal.services.claims.printed_values import statement_values
from disposal.services.package_import.party_planning import PlannedParty
from disposal.services.package_import.planning import Planning
from disposal.services.package_workbook.cells import currency_of
from disposal.services.package_workbook.problems import PackageRow, place_of
from disposal.services.projects.loan_identity import plain
from disposal.services.records.dates import refuse_future
from disposal.services.records.validation import problems_of
from notices.completeness import Severity
from notices.completeness.totals import compare_total
from notices.content.amounts import COMPONENTS, Amount, ClaimAmounts
from notices.content.named_parties import plain_name

_OF_AMOUNTS = (*COMPONENTS, "total", "interest_includes", "floating_words")
UNKNOWN_DEBTOR = "debtor_unknown"
_OWN = {"key", "debtor", "currency"}


@dataclass(slots=True)
class PlannedClaim:
    """A claim of the workbook with its debtor and amounts."""

    id: UUID
    key: str
    row: PackageRow
    debtor: PlannedParty
    amounts: ClaimAmounts | None = None


@dataclass
class ClaimRowPlanning:
    """Plans the claims row by row. ``record_date`` is the project's, ``assignee`` the issuer's full name.

    ``unplanned`` are the keys of rows that could not be planned: what refers to them is not at fault.
    """

    planning: Planning
    debtors: dict[str, PlannedParty]
    record_date: date | None
    assignee: str
    claims: dict[str, PlannedClaim] = field(default_factory=dict)
    unplanned: set[str] = field(default_factory=set)
    contracts: dict[str, list[tuple[PlannedClaim, str]]] = field(default_factory=dict)

    def plan(self, row: PackageRow) -> None:
        """Plan the claim of a row; note what is wrong with it."""
        key, debtor = row.values.get("claim.key"), self._debtor(row)
        if key is not None:
            self.unplanned.add(key)
        currency = self._currency(row)
        if key is None or debtor is None or currency is None:
            return
        if key in self.claims:
            place = place_of(self.claims[key].row, "claim.key")
            words = (f"资产编号{key}已见于{place}；请更正其一", f"number {key} stands at {place} already; correct one")
            self.planning.refuse(row, "claim.key", "number_twice", words)
            return
        values = {name: value for name, value in row.of("claim").items() if name not in _OWN}
        values |= {"debtor_id": debtor.key, "currency": currency}
        data = self.planning.read(row, "claim", ClaimCreate, values)
        if data is None:
            return
        claim = PlannedClaim(self.planning.add(Claim, data, row), key, row, debtor)
        self.claims[key] = claim
        self.unplanned.discard(key)
        self._note_contracts(claim)
        self._statement(claim, currency)
        self._assignment(claim)
        self._litigation(claim)

    def check_totals(self, totals: PackageRow | None) -> None:
        """Hold the row of sums to the claims above it."""
        stated = {} if totals is None else totals.of("statement")
        owed = [claim.amounts for claim in self.claims.values() if claim.amounts]
        for name, amount in stated.items():
            if totals is None or not isinstance(amount, Amount) or len({each.currency for each in owed}) > 1:
                continue
            parts = list(_parts(owed, name))
            self._compare(totals, name, amount, parts)

    def _compare(self, row: PackageRow, name: str, total: Amount, parts: list[Amount]) -> None:
        """Hold a total to its parts by the rule of notices: what rounding explains only warns."""
        for told in compare_total(name, total, sum((part.exact for part in parts), Decimal(0)), parts):
            tell = self.planning.refuse if told.severity is Severity.blocker else self.planning.warn
            tell(row, f"statement.{name}", told.code, (told.zh, told.en))

    def _debtor(self, row: PackageRow) -> PlannedParty | None:
        name = row.values.get("claim.debtor")
        if name is None:
            return None
        debtor = self.debtors.get(plain_name(name))
        if debtor is None:
            words = (
                f"“{name}”不在“债务人”表中；请更正名称，或在该表补一行",
                f'"{name}" is not in the sheet 债务人; correct the name, or add it there',
            )
            self.planning.refuse(row, "claim.debtor", UNKNOWN_DEBTOR, words)
        return debtor

    def _currency(self, row: PackageRow) -> str | None:
        word = row.values.get("claim.currency", "CNY")
        code = currency_of(word)
        if code is None:
            words = (f"“{word}”不是可用的币种；请填人民币或代码，如 USD", f'"{word}" is no currency; write a code: USD')
            self.planning.refuse(row, "claim.currency", "unknown_currency", words)
        return code

    def _note_contracts(self, claim: PlannedClaim) -> None:
        """Refuse a contract number of another debtor's claim; warn where it is the same debtor's."""
        for number in claim.row.values.get("claim.contract_numbers", ()):
            others = self.contracts.setdefault(plain(number), [])
            for other, _ in others[:1]:
                place = place_of(other.row, "claim.contract_numbers")
                is_same = other.debtor is claim.debtor
                zh = f"合同编号{number}已见于{place}（{other.debtor.name}）；" + (
                    "请核对是否重复" if is_same else "请更正其一"
                )
                en = f"contract {number} stands at {place} already ({other.debtor.name}); " + (
                    "check for a duplicate" if is_same else "correct one of them"
                )
                tell = self.planning.warn if is_same else self.planning.refuse
                tell(claim.row, "claim.contract_numbers", "contract_twice", (zh, en))
            others.append((claim, number))

    def _statement(self, claim: PlannedClaim, currency: str) -> None:
        row = claim.row
        amounts = self._amounts(row, currency)
        day = row.values.get("statement.record_date", self.record_date)
        if day is None:
            words = (
                "未填写基准日；请填写，或在事实文件中给出 record_date",
                "no record date; give it here or in the facts",
            )
            self.planning.refuse(row, "statement.record_date", "record_date_missing", words)
        with self.planning.noting(row, "statement"):
            refuse_future(day, field="record_date", label="基准日", today=self.planning.today)
        if amounts is None or day is None or amounts.principal is None:
            return
        claim.amounts = amounts
        for told in (
            compare_total("total", amounts.total, amounts.computed_total, amounts.parts.values())
            if amounts.total
            else ()
        ):
            tell = self.planning.refuse if told.severity is Severity.blocker else self.planning.warn
            tell(row, "statement.total", told.code, (told.zh, told.en))
        values = {"claim_id": claim.id, "record_date": day, **statement_values(amounts)}
        data = self.planning.read(row, "statement", ClaimStatementCreate, values, stated_total="statement.total")
        if data is not None:
            self.planning.add(ClaimStatement, data, row)

    def _amounts(self, row: PackageRow, currency: str) -> ClaimAmounts | None:
        """Return the amounts of a row, in the currency of the claim where a cell names none of its own."""
        values: dict[str, Any] = {name: v for name, v in row.of("statement").items() if name in _OF_AMOUNTS}
        for name, value in values.items():
            if isinstance(value, Amount) and value.currency == "CNY" != currency:
                values[name] = value.model_copy(update={"currency": currency})
        try:
            return ClaimAmounts.model_validate(values)
        except ValidationError as error:
            for each in problems_of(error, ClaimAmounts):
                self.planning.refuse(row, f"statement.{each.path or 'principal'}", "invalid", (each.zh, each.en))
            return None

    def _assignment(self, claim: PlannedClaim) -> None:
        """Plan the transfer to the issuer, where its day or agreement is stated."""
        stated = claim.row.of("assignment")
        if not stated:
            return
        assignor = claim.row.values.get("claim.original_creditor")
        if assignor is None:
            words = (
                "填写了转让日或协议编号，请同时填写原债权人",
                "day or agreement of the transfer need the original creditor",
            )
            self.planning.refuse(claim.row, "claim.original_creditor", "assignor_missing", words)
            return
        with self.planning.noting(claim.row, "assignment"):
            refuse_future(stated.get("assigned_on"), field="assigned_on", label="转让日", today=self.planning.today)
        values = {"claim_id": claim.id, "assignor": assignor, "assignee": self.assignee, **stated}
        data = self.planning.read(claim.row, "assignment", AssignmentCreate, values, assignor="claim.original_creditor")
        if data is not None:
            self.planning.add(Assignment, data, claim.row, ordinal=1)

    def _litigation(self, claim: PlannedClaim) -> None:
        stated = claim.row.of("litigation")
        if not stated:
            return
        if "code" not in stated:
            words = ("填写了诉讼情况，请同时填写诉讼状态", "states a case, but not where it stands; fill in 诉讼状态")
            self.planning.refuse(claim.row, "litigation.code", "litigation_half", words)
            return
        with self.planning.noting(claim.row, "litigation"):
            refuse_future(stated.get("as_of"), field="as_of", label="状态日期", today=self.planning.today)
        values = {"claim_id": claim.id, "words": stated["code"].zh, **stated}
        data = self.planning.read(claim.row, "litigation", LitigationStatusCreate, values)
        if data is not None:
            self.planning.add(LitigationStatus, data, claim.row)


def _parts(owed: list[ClaimAmounts], name: str) -> Iterator[Amount]:
    """Yield what a sum of the column adds up: of the totals, each claim's own or else its parts."""
    for each in owed:
        if name != "total":
            yield from (amount for part, amount in each.parts.items() if part == name)
        elif each.total:
            yield each.total
        else:
            yield from each.parts.values()
