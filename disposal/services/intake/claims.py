"""Taking over the claims of a notice: each with its statement, chain of title, security, guarantees, litigation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from disposal.errors import RecordRefused
from disposal.models import (
    AssignmentCreate,
    ClaimCreate,
    ClaimStatementCreate,
    Collateral,
    GuaranteeCreate,
    LitigationStatusCreate,
    Party,
    SecurityInterestCreate,
)
from disposal.models.claims.printed import PrintedForm, in_yuan
from disposal.services.claims.assignments import enter_assignment
from disposal.services.claims.claims import enter_claim
from disposal.services.claims.collateral import enter_collateral
from disposal.services.claims.guarantees import enter_guarantee
from disposal.services.claims.litigation import enter_litigation_status
from disposal.services.claims.security_interests import enter_security_interest
from disposal.services.claims.statements import enter_statement
from disposal.services.intake.collateral import collateral_in
from disposal.services.records.validation import below, read
from notices.composition.package_figures import stated_total
from notices.content.amounts import ClaimAmounts
from notices.content.content import ClaimItem, DebtorItem
from notices.content.security import Ceiling, LitigationStatusItem, Security

_MOST_PLACES = 6  # what printed_places holds; a finer form is kept part by part


@dataclass(frozen=True, slots=True)
class ClaimIntake:
    """Enters the claims of one notice.

    ``parties`` are they by name, ``record_date`` is the notice's own, ``attributes`` are those of collateral
    that the notice does not say, by the path of its security. Parties and things are kept at hand, so that
    the session need not read them again.
    """

    session: Session
    parties: dict[str, Party]
    record_date: date | None
    today: date | None
    attributes: Mapping[str, Mapping[str, Any]]
    things: dict[Any, list[Collateral]] = field(default_factory=dict)

    def enter_item(self, item: DebtorItem, *, path: str) -> Iterator[tuple[UUID, ClaimItem]]:
        """Enter the claims on one debtor and yield the id of each."""
        for at, said in enumerate(item.claims):
            with below(f"claims.{at}"):
                claim_id = self._enter(item, said)
                self._enter_security(claim_id, said.security, path=f"{path}.claims.{at}.security")
                self._enter_guarantees(claim_id, said)
                self._enter_litigation(claim_id, said.litigation, of=None)
            if at == 0:
                self._enter_litigation(claim_id, item.litigation, of=item.debtor.name)
            yield claim_id, said

    def _enter(self, item: DebtorItem, said: ClaimItem) -> UUID:
        values = {
            "debtor_id": self.parties[item.debtor.name].id,
            "original_creditor": item.original_creditor,
            "name": said.name,
            "contract_numbers": list(said.contract_numbers),
            "currency": said.currency,
            "five_class": said.five_class,
            "unfinished_settlement": said.unfinished_settlement,
            "are_documents_originals": said.are_documents_originals,
            "details": said.details,
        }
        claim_id = enter_claim(self.session, read(ClaimCreate, values)).id
        self._enter_statement(claim_id, said)
        for link in item.chain:
            values = {"claim_id": claim_id, **link.model_dump()}
            enter_assignment(self.session, read(AssignmentCreate, values), today=self.today)
        return claim_id

    def _enter_statement(self, claim_id: UUID, said: ClaimItem) -> None:
        record_date = said.record_date or self.record_date
        if record_date is None:
            raise RecordRefused(
                field="record_date",
                zh="公告未写明基准日；请在录入时另行提供 record_date。",
                en="The notice states no record date; give record_date along with it.",
            )
        if said.amounts is None:
            raise RecordRefused(
                field="amounts",
                zh="该笔债权没有写明金额；请填写 amounts。",
                en="This claim states no amounts; fill in amounts.",
            )
        values = {"claim_id": claim_id, "record_date": record_date, **statement_values(said.amounts)}
        values["conditional_amounts"] = said.conditional_amounts
        enter_statement(self.session, read(ClaimStatementCreate, values), today=self.today)

    def _enter_security(self, claim_id: UUID, security: tuple[Security, ...], *, path: str) -> None:
        used: dict[Any, int] = {}
        for at, said in enumerate(security):
            with below(f"security.{at}"):
                owner_id = self.parties[said.owner.name].id
                key = (owner_id, said.collateral)
                used[key] = used.get(key, 0) + 1
                values = {
                    "claim_id": claim_id,
                    "collateral_id": self._thing(key, nth=used[key], attributes=self.attributes.get(f"{path}.{at}")),
                    **said.model_dump(exclude={"owner", "collateral", "ceiling"}),
                    **ceiling_values(said.ceiling),
                }
                enter_security_interest(self.session, read(SecurityInterestCreate, values))

    def _thing(self, key: Any, *, nth: int, attributes: Mapping[str, Any] | None) -> UUID:
        """Return the collateral a notice describes in these words; named twice in one claim, it is two things."""
        owner_id, said = key
        known = self.things.setdefault(key, [])
        if len(known) < nth:
            with below("collateral"):
                data = collateral_in(said, owner_id=owner_id, known=attributes or {})
                known.append(enter_collateral(self.session, data))
        return known[nth - 1].id

    def _enter_guarantees(self, claim_id: UUID, said: ClaimItem) -> None:
        for at, given in enumerate(said.guarantees):
            for n, guarantor in enumerate(given.guarantors):
                values = {
                    "claim_id": claim_id,
                    "guarantor_id": self.parties[guarantor.name].id,
                    "mode": given.mode,
                    "period_words": given.period_words,
                    **ceiling_values(given.ceiling),
                }
                with below(f"guarantees.{at}.guarantors.{n}"):
                    enter_guarantee(self.session, read(GuaranteeCreate, values))

    def _enter_litigation(self, claim_id: UUID, statuses: tuple[LitigationStatusItem, ...], *, of: str | None) -> None:
        """Enter the statuses of a claim; those that name nobody hold for ``of``, else for the claim."""
        for at, said in enumerate(statuses):
            name = said.party or of
            with below(f"litigation.{at}"):
                if name is not None and name not in self.parties:
                    raise RecordRefused(
                        field="party",
                        zh=f"公告中没有名为 {name} 的当事人；请核对名称。",
                        en=f"The notice names no party {name}; check the name.",
                    )
                values = {
                    "claim_id": claim_id,
                    "party_id": self.parties[name].id if name else None,
                    **said.model_dump(exclude={"party"}),
                }
                enter_litigation_status(self.session, read(LitigationStatusCreate, values), today=self.today)


def statement_values(said: ClaimAmounts) -> dict[str, Any]:
    """Return printed amounts as the fields of a statement: yuan, and the form they are printed in."""
    amounts = {**said.parts, **({"total": said.total} if said.total else {})}
    forms = {name: PrintedForm.of(amount) for name, amount in amounts.items()}
    usual = next(iter(forms.values())).model_copy(update={"is_grouped": False})
    usual = usual.model_copy(update={"places": min(usual.places, _MOST_PLACES)})
    return {
        **{name: in_yuan(amount) for name, amount in said.parts.items()},
        "stated_total": None
        if stated_total(said) == said.computed_total
        else in_yuan(said.total)
        if said.total
        else None,
        "prints_total": said.total is not None,
        "printed_unit": usual.unit,
        "printed_places": usual.places,
        "printed_forms": {name: form for name, form in forms.items() if form != usual},
        "interest_includes": said.interest_includes,
        "litigation_costs_words": said.litigation_costs_words,
        "floating_words": said.floating_words,
    }


def ceiling_values(said: Ceiling | None) -> dict[str, Any]:
    """Return a printed ceiling as the fields of a security interest or guarantee."""
    if said is None:
        return {}
    return {
        "ceiling_amount": in_yuan(said.amount),
        "ceiling_unit": said.amount.unit,
        "ceiling_currency": said.amount.currency,
        "ceiling_form": PrintedForm.of(said.amount),
        "ceiling_limits": said.limits,
    }
