"""Plan the security and the guarantees of a workbook, each for the claims it names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from disposal.collateral_types import BY_CODE
from disposal.models.claims.collateral import Collateral, CollateralCreate
from disposal.models.claims.guarantee import Guarantee, GuaranteeCreate
from disposal.models.claims.printed import PrintedForm, in_yuan
from disposal.models.claims.security_interest import SecurityInterest, SecurityInterestCreate
from disposal.services.claims.consistency import promise_of
from disposal.services.package_import.claim_planning import PlannedClaim
from disposal.services.package_import.party_planning import PartyPlanning
from disposal.services.package_import.planning import Planning
from disposal.services.package_workbook.problems import PackageRow
from disposal.services.records.dates import refuse_future
from notices.codes import SecurityKind
from notices.completeness.security_kinds import LAND, RIGHTS
from notices.content.amounts import Amount
from notices.content.named_parties import plain_name
from notices.content.security import Condition

_REFERENCES = {"claims", "debtor", "ceiling"}


@dataclass
class SecurityPlanning:
    """Plans rows of 担保物 and 保证人, once the claims and all parties are planned."""

    planning: Planning
    parties: PartyPlanning
    claims: dict[str, PlannedClaim]
    unplanned: set[str]
    things: dict[str, list[tuple[UUID, set[UUID], PackageRow]]] = field(default_factory=dict)
    certificates: dict[str, PackageRow] = field(default_factory=dict)
    promises: dict[tuple[object, ...], PackageRow] = field(default_factory=dict)
    ordinals: Counter[tuple[str, UUID]] = field(default_factory=Counter)

    def plan_security(self, row: PackageRow) -> None:
        """Plan a thing and what it secures."""
        owner, claims = self.parties.of(row, "owner"), self._claims(row, "interest")
        values = self._thing_values(row)
        if owner is None or values is None:
            return
        thing = self.planning.read(row, "collateral", CollateralCreate, {**values, "owner_id": owner.key})
        if not isinstance(thing, CollateralCreate) or not claims:
            return
        self._warn_of_misfit(row)
        collateral_id = self._thing(row, thing, {claim.id for claim in claims})
        stated = {name: value for name, value in row.of("interest").items() if name not in _REFERENCES}
        stated |= _ceiling(row.values.get("interest.ceiling"))
        for claim in claims:
            values = {"claim_id": claim.id, "collateral_id": collateral_id, **stated}
            data = self.planning.read(
                row, "interest", SecurityInterestCreate, values, ceiling_amount="interest.ceiling"
            )
            if data is None:
                return
            self.planning.add(SecurityInterest, data, row, ordinal=self._next("interest", claim.id))

    def _warn_of_misfit(self, row: PackageRow) -> None:
        """Warn of land that is pledged, which no notice may print, and of a right that is mortgaged."""
        kind, of = row.values.get("interest.kind", SecurityKind.mortgage), row.values["collateral.type_code"]
        if kind is SecurityKind.pledge and of in LAND:
            words = (f"{of.zh}只能抵押；公告前须更正", f"{of.en} can only be mortgaged; correct it before a notice")
            self.planning.warn(row, "interest.kind", "land_pledged", words)
        elif kind is SecurityKind.mortgage and of in RIGHTS:
            words = (f"{of.zh}应为质押，请核对", f"{of.en} is pledged, not mortgaged; check it")
            self.planning.warn(row, "interest.kind", "right_mortgaged", words)

    def plan_guarantee(self, row: PackageRow) -> None:
        """Plan a guarantor's promise for each claim."""
        guarantor, claims = self.parties.of(row, "guarantor"), self._claims(row, "guarantee")
        if guarantor is None:
            return
        with self.planning.noting(row, "guarantee"):
            asked_on = row.values.get("guarantee.asked_on")
            refuse_future(asked_on, field="asked_on", label="主张日", today=self.planning.today)
        stated = {name: value for name, value in row.of("guarantee").items() if name not in _REFERENCES}
        stated |= _ceiling(row.values.get("guarantee.ceiling"))
        for claim in claims:
            values = {"claim_id": claim.id, "guarantor_id": guarantor.key, **stated}
            data = self.planning.read(row, "guarantee", GuaranteeCreate, values, ceiling_amount="guarantee.ceiling")
            if not isinstance(data, GuaranteeCreate):
                return
            first = self.promises.setdefault((claim.id, *promise_of(data)), row)
            if first is not row:
                zh = f"对资产编号{claim.key}的同一保证已见于第{first.number}行；请删去其一，或填写另一份合同的编号"
                en = f"this guarantee for {claim.key} stands in row {first.number} already; delete one of them"
                self.planning.refuse(row, "guarantor.name", "guarantee_twice", (zh, en))
                return
            self.planning.add(Guarantee, data, row, ordinal=self._next("guarantee", claim.id))

    def _claims(self, row: PackageRow, record: str) -> list[PlannedClaim]:
        """Return the claims that a row names; refuse unknown ones, and those of another debtor than it names."""
        found = []
        for key in dict.fromkeys(row.values.get(f"{record}.claims", ())):
            claim = self.claims.get(key)
            if key in self.unplanned:
                continue
            if claim is None:
                words = (
                    f"资产编号“{key}”不在“债权”表中；请更正",
                    f'number "{key}" is not in the sheet 债权; correct it',
                )
                self.planning.refuse(row, f"{record}.claims", "claim_unknown", words)
            else:
                found.append(claim)
        name = row.values.get(f"{record}.debtor")
        for claim in found:
            if name is not None and plain_name(name) != plain_name(claim.debtor.name):
                zh = f"此处写的是“{name}”，资产编号{claim.key}的债务人是“{claim.debtor.name}”；请更正其一"
                en = f'names "{name}", but the debtor of {claim.key} is "{claim.debtor.name}"; correct one of them'
                self.planning.refuse(row, f"{record}.debtor", "names_another", (zh, en))
                break
        return found

    def _thing_values(self, row: PackageRow) -> dict[str, Any] | None:
        """Return the data of a thing; refuse what its type does not have, and a condition without its code."""
        values: dict[str, Any] = row.of("collateral")
        type_code = values.get("type_code")
        if type_code is None:
            return None
        values["type_code"] = type_code.value
        values["attributes"] = {name: _plain(value) for name, value in row.of("attributes").items()}
        for name in values["attributes"].keys() - BY_CODE[type_code.value].model_fields.keys():
            zh = f"“{type_code.zh}”没有这一项；请删去，或写在公告补充文字中"
            en = f"is nothing that {type_code.value} has; delete it, or write it in the further words"
            self.planning.refuse(row, f"attributes.{name}", "attribute_of_another_type", (zh, en))
            del values["attributes"][name]
        condition = row.of("condition")
        if "code" in condition:
            words = condition.get("words", condition["code"].zh)
            values["conditions"] = (Condition(code=condition["code"], words=words),)
        elif condition:
            words = ("填写了现状原文，请同时填写现状", "states a condition in words; choose its code too")
            self.planning.refuse(row, "condition.code", "condition_half", words)
        return values

    def _thing(self, row: PackageRow, data: CollateralCreate, claim_ids: Iterable[UUID]) -> UUID:
        """Return the collateral with this description; described twice for one claim, it is two things."""
        wanted, known = set(claim_ids), self.things.setdefault(data.model_dump_json(), [])
        for thing_id, secured, _ in known:
            if secured.isdisjoint(wanted):
                secured |= wanted
                return thing_id
        if known:
            zh = f"与第{known[0][2].number}行的担保物相同；请核对是否重复"
            self.planning.warn(
                row, "collateral.type_code", "collateral_twice", (zh, f"is row {known[0][2].number} again; check it")
            )
        for number in data.certificate_numbers:
            first = self.certificates.setdefault(number, row)
            if first is not row and not known:
                zh = f"权证号{number}已见于第{first.number}行，描述不同；同一物请写成相同的描述"
                en = f"certificate {number} stands in row {first.number}, described otherwise; describe one thing alike"
                self.planning.warn(row, "collateral.certificate_numbers", "certificate_twice", (zh, en))
        thing_id = self.planning.add(Collateral, data, row)
        known.append((thing_id, wanted, row))
        return thing_id

    def _next(self, kind: str, claim_id: UUID) -> int:
        self.ordinals[kind, claim_id] += 1
        return self.ordinals[kind, claim_id]


def _ceiling(amount: Amount | None) -> dict[str, Any]:
    """Return the fields of a ceiling; what it limits stands in its own column."""
    if amount is None:
        return {}
    return {
        "ceiling_amount": in_yuan(amount),
        "ceiling_unit": amount.unit,
        "ceiling_currency": amount.currency,
        "ceiling_form": PrintedForm.of(amount),
    }


def _plain(value: Any) -> Any:
    return str(in_yuan(value)) if isinstance(value, Amount) else value
