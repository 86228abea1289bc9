"""Import the claims of a notice with their statement, chain of title, security, guarantees and litigation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from disposal.models.claims.assignment import Assignment, AssignmentCreate
from disposal.models.claims.claim import ClaimCreate
from disposal.models.claims.guarantee import GuaranteeCreate
from disposal.models.claims.litigation_status import LitigationStatusCreate
from disposal.models.claims.security_interest import SecurityInterestCreate
from disposal.models.claims.statement import ClaimStatementCreate
from disposal.money import MOST_DIGITS
from disposal.services.claims.consistency import check_chain, promise_of
from disposal.services.claims.printed_values import ceiling_values, statement_values
from disposal.services.intake.collateral import plan_collateral
from disposal.services.intake.ledger import Ledger
from disposal.services.records.dates import refuse_future
from notices.content.amounts import Amount
from notices.content.content import ClaimItem, DebtorItem
from notices.content.security import GuaranteeItem, LitigationStatusItem, Security

_CEILING = {"ceiling_amount": "ceiling.amount", "ceiling_limits": "ceiling.limits"}


@dataclass(frozen=True, slots=True)
class ClaimPlanning:
    """Plans the claims of one notice.

    ``parties`` are their keys by name, ``issuer_id`` is the issuer's key, ``record_date`` is the notice's own,
    ``attributes`` are those of collateral that the notice does not say, by the path of its security.
    """

    ledger: Ledger
    parties: Mapping[str, UUID]
    issuer_id: UUID
    record_date: date | None
    today: date
    attributes: Mapping[str, Mapping[str, Any]]
    things: dict[Any, list[UUID]] = field(default_factory=dict)

    def plan_item(self, item: DebtorItem, *, path: str) -> Iterator[tuple[UUID, ClaimItem]]:
        """Plan the claims on one debtor and yield the key of each."""
        self._check_chain(item, path=path)
        for at, said in enumerate(item.claims):
            here = f"{path}.claims.{at}"
            claim_id = self._claim(item, said, path=here)
            self._statement(claim_id, said, path=here)
            self._chain(claim_id, item, path=path)
            self._security(claim_id, said.security, path=f"{here}.security")
            self._guarantees(claim_id, said.guarantees, path=f"{here}.guarantees")
            for n, status in enumerate(said.litigation):
                place = f"{here}.litigation.{n}"
                self._status(claim_id, status, of=None, obligors=_obligors(item, said), path=place)
            self._litigation_of_item(claim_id, item, at, path=path)
            yield claim_id, said

    def _claim(self, item: DebtorItem, said: ClaimItem, *, path: str) -> UUID:
        values = {
            "debtor_id": self.parties[item.debtor.name],
            "issuer_id": self.issuer_id,
            "original_creditor": item.original_creditor,
            "name": said.name,
            "contract_numbers": list(said.contract_numbers),
            "currency": said.currency,
            "five_class": said.five_class,
            "unfinished_settlement": said.unfinished_settlement,
            "are_documents_originals": said.are_documents_originals,
            "details": said.details,
            "due_on": said.due_on,
            "is_personal_loan": said.is_personal_loan,
            "personal_loan_basis": said.personal_loan_basis,
        }
        item_path = path.partition(".claims.")[0]
        named = {"original_creditor": f"/{item_path}.original_creditor", "currency": "amounts.principal.currency"}
        return self.ledger.add(path, ClaimCreate, values, named=named)

    def _statement(self, claim_id: UUID, said: ClaimItem, *, path: str) -> None:
        with self.ledger.noting(path):
            refuse_future(said.record_date, field="record_date", label="基准日", today=self.today)
        record_date = said.record_date or self.record_date
        if said.amounts is None or said.amounts.principal is None:
            return  # what a disposal notice must state, and does not, is refused for the whole notice
        parts = {**said.amounts.parts, **({"total": said.amounts.total} if said.amounts.total else {})}
        if self._refused_sums({name: (f"{path}.amounts.{name}", amount) for name, amount in parts.items()}):
            return
        values = {
            "claim_id": claim_id,
            # Where no date is known, the plan of the whole notice says so, once; the amounts are still checked.
            "record_date": record_date or self.today,
            **statement_values(said.amounts),
            "conditional_amounts": said.conditional_amounts,
        }
        named = {name: f"amounts.{name}" for name in statement_values(said.amounts)}
        self.ledger.add(path, ClaimStatementCreate, values, named={**named, "stated_total": "amounts.total"})

    def _refused_sums(self, sums: Mapping[str, tuple[str, Amount]]) -> bool:
        """Refuse amounts that are too large for the register; the content takes more digits."""
        too_large = [path for path, amount in sums.values() if amount.exact.adjusted() >= MOST_DIGITS - 2]
        for path in too_large:
            self.ledger.refuse(
                path,
                zh=f"金额过大：小数点前至多{MOST_DIGITS - 2}位（元）；请核对数字与单位",
                en=f"is too large: at most {MOST_DIGITS - 2} digits of yuan; check digits and unit",
            )
        return bool(too_large)

    def _check_chain(self, item: DebtorItem, *, path: str) -> None:
        """Check the chain of title link by link, so that a refusal names the link; after the first, stop."""
        links: list[Assignment] = []
        known = len(self.ledger.problems)
        for at, link in enumerate(item.chain):
            values = {"claim_id": UUID(int=0), "ordinal": at + 1, **link.model_dump()}
            links.append(Assignment.model_validate(values))
            with self.ledger.noting(f"{path}.chain.{at}"):
                check_chain(links, today=self.today)
            if len(self.ledger.problems) > known:
                return

    def _chain(self, claim_id: UUID, item: DebtorItem, *, path: str) -> None:
        for at, link in enumerate(item.chain):
            if link.assignor != link.assignee:  # refused already
                values = {"claim_id": claim_id, **link.model_dump()}
                self.ledger.add(f"{path}.chain.{at}", AssignmentCreate, values)

    def _security(self, claim_id: UUID, security: tuple[Security, ...], *, path: str) -> None:
        used: dict[Any, int] = {}
        for at, said in enumerate(security):
            here = f"{path}.{at}"
            if said.ceiling and self._refused_sums({"": (f"{here}.ceiling.amount", said.ceiling.amount)}):
                continue
            key = (said.owner.name, said.collateral)
            used[key] = used.get(key, 0) + 1
            values = {
                "claim_id": claim_id,
                "collateral_id": self._thing(said, nth=used[key], path=here),
                **said.model_dump(exclude={"owner", "collateral", "ceiling"}),
                **ceiling_values(said.ceiling),
            }
            self.ledger.add(here, SecurityInterestCreate, values, named=_CEILING)

    def _thing(self, said: Security, *, nth: int, path: str) -> UUID:
        """Return the collateral with this description. Named twice in one claim, it is two things."""
        known = self.things.setdefault((said.owner.name, said.collateral), [])
        if len(known) < nth:
            owner_id = self.parties[said.owner.name]
            attributes = self.attributes.get(path) or {}
            known.append(plan_collateral(self.ledger, said.collateral, owner_id=owner_id, path=path, known=attributes))
        return known[nth - 1]

    def _guarantees(self, claim_id: UUID, guarantees: tuple[GuaranteeItem, ...], *, path: str) -> None:
        promised = set()
        for at, given in enumerate(guarantees):
            here = f"{path}.{at}"
            if given.ceiling and self._refused_sums({"": (f"{here}.ceiling.amount", given.ceiling.amount)}):
                continue
            self._refuse_stray_periods(given, path=here)
            common = {"claim_id": claim_id, "mode": given.mode, "period_words": given.period_words}
            for n, guarantor in enumerate(given.guarantors):
                place = f"{here}.guarantors.{n}"
                with self.ledger.noting(f"{here}.periods"):
                    asked_on = given.period_of(guarantor.name).asked_on
                    refuse_future(asked_on, field="asked_on", label="主张日", today=self.today)
                own = {"guarantor_id": self.parties[guarantor.name], **_period_values(given, guarantor.name)}
                values = {**common, **own, **ceiling_values(given.ceiling)}
                planned = len(self.ledger.steps)
                self.ledger.add(place, GuaranteeCreate, values, named={"guarantor_id": "name"})
                for step in self.ledger.steps[planned:]:
                    if isinstance(step.data, GuaranteeCreate) and (promise := promise_of(step.data)) not in promised:
                        promised.add(promise)
                    else:
                        self._refuse_guarantee(guarantor.name, path=place)

    def _refuse_stray_periods(self, given: GuaranteeItem, *, path: str) -> None:
        """Refuse a period of nobody, or a second one of the same guarantor: it would be lost without a word."""
        names = {guarantor.name for guarantor in given.guarantors}
        for at, period in enumerate(given.periods):
            if period.guarantor not in {None, *names} or period is not given.period_of(period.guarantor or ""):
                self.ledger.refuse(
                    f"{path}.periods.{at}.guarantor",
                    zh="不是本项保证的保证人，或已列过一次；每个保证人至多一项，留空指全部保证人",
                    en="is no guarantor of this guarantee, or stands already; one entry a guarantor, empty means all",
                )

    def _refuse_guarantee(self, guarantor: str, *, path: str) -> None:
        self.ledger.refuse(
            f"{path}.name",
            zh=f"{guarantor} 对该债权的同一保证已列出；请删去其一，或写明两者的不同",
            en=f"the same guarantee of {guarantor} for this claim stands already; delete one, or say how they differ",
        )

    def _litigation_of_item(self, claim_id: UUID, item: DebtorItem, at: int, *, path: str) -> None:
        """Plan the statuses of a debtor with its first claim; those of another party, with its first claim there."""
        for n, said in enumerate(item.litigation):
            holders = [k for k, claim in enumerate(item.claims) if said.party in _obligors(item, claim)]
            if at == (holders[0] if holders else 0):
                obligors = _obligors(item, item.claims[at])
                self._status(claim_id, said, of=item.debtor.name, obligors=obligors, path=f"{path}.litigation.{n}")

    def _status(
        self, claim_id: UUID, said: LitigationStatusItem, *, of: str | None, obligors: frozenset[str], path: str
    ) -> None:
        """Plan a status; one that names nobody holds for ``of``, else for the claim."""
        with self.ledger.noting(path):
            refuse_future(said.as_of, field="as_of", label="状态日期", today=self.today)
        name = said.party or of
        if name is not None and name not in obligors:
            self.ledger.refuse(
                f"{path}.party",
                zh=f"{name} 不是该债权的债务人、保证人或担保物所有人；请按公告中的名称填写",
                en=f"{name} is neither debtor, guarantor nor owner of collateral of this claim; "
                "give the name as the notice writes it",
            )
            return
        values = {
            "claim_id": claim_id,
            "party_id": self.parties[name] if name else None,
            **said.model_dump(exclude={"party"}),
        }
        self.ledger.add(path, LitigationStatusCreate, values)


def _period_values(given: GuaranteeItem, guarantor: str) -> dict[str, Any]:
    """Convert what is known of a guarantor's period to the fields of a guarantee."""
    period = given.period_of(guarantor)
    return {"period_ends_on": period.ends_on, "asked_on": period.asked_on, "asked_evidence": period.evidence}


def _obligors(item: DebtorItem, said: ClaimItem) -> frozenset[str]:
    """Return the names of the debtor, the guarantors and the owners of collateral of a claim."""
    owners = {interest.owner.name for interest in said.security}
    guarantors = {party.name for given in said.guarantees for party in given.guarantors}
    return frozenset({item.debtor.name} | owners | guarantors)
