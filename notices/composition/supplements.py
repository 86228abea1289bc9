"""Supplements (补充): what one states of debtors, the package and the terms is merged into the notice.

A debtor is the same by its credit code, else by its name or a former name; a claim by a contract number, else by its
name, else as the only one of its debtor. What cannot be told apart so is recorded in the supplement's own words.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from notices.composition.claim_supplements import ClaimSupplement, NotIdentified, same_claim
from notices.composition.filling import ContradictsNotice, filled
from notices.composition.phrases import plain_name
from notices.content.amounts import Amount
from notices.content.content import Change, ClaimItem, DebtorItem, NoticeContent
from notices.content.field_labels import label_of
from notices.content.parties import Obligor
from notices.content.terms import PackageTerms
from notices.errors import NoticesError

_FIGURES = {
    "debtor_count": "户",
    "loan_count": "笔",
    "parcel_count": "宗",
    "total_principal": "",
    "total_interest": "",
    "total_costs": "",
    "total": "",
}
"""Figures of a package that a supplement replaces, with the word that follows a count."""


class DebtorNotInNotice(NoticesError):
    """A supplement states something of a debtor that the notice does not name, but not what a new debtor owes."""

    code = "debtor_not_in_notice"

    def __init__(self, *, debtor: str, field: str) -> None:
        super().__init__(
            zh=f"原公告中没有债务人“{debtor[:60]}”；请按原公告核对名称，新增的债务人须写明每笔债权的本金。",
            en=f'the notice names no debtor "{debtor[:60]}"; check the name, or state the principal of every claim '
            "if the debtor is new",
            field=field,
        )


@dataclass(slots=True)
class _Merging:
    """Debtors of a notice while those of a supplement are merged into them."""

    record_date: date | None
    stated_on: date | None
    items: list[DebtorItem]
    changes: list[Change] = field(default_factory=list)
    not_identified: list[int] = field(default_factory=list)

    def merge(self, stated: DebtorItem, *, at: int) -> None:
        """Merge the ``at``-th debtor of the supplement, or note that it cannot be identified."""
        path = f"items.{at}"
        try:
            place = self._place_of(stated)
            if place is None:
                self.items.append(self._added(stated, path=path))
            else:
                self.items[place] = self._supplemented(stated, place=place, path=path)
        except NotIdentified:  # told once for all of them at the end
            self.not_identified.append(at)

    def _place_of(self, stated: DebtorItem) -> int | None:
        """Return where the debtor stands, None if it is new. Raises: NotIdentified."""
        hits = [at for at, item in enumerate(self.items) if _is_same(item.debtor, stated.debtor)]
        if len(hits) > 1 and stated.original_creditor:
            hits = [at for at in hits if self.items[at].original_creditor == stated.original_creditor]
        if len(hits) > 1:
            numbers = {number for claim in stated.claims for number in claim.contract_numbers}
            hits = [at for at in hits if numbers & {n for c in self.items[at].claims for n in c.contract_numbers}]
        elif not hits and not stated.debtor.is_masked:
            return None
        if len(hits) != 1:
            raise NotIdentified
        return hits[0]

    def _supplemented(self, stated: DebtorItem, *, place: int, path: str) -> DebtorItem:
        item = self.items[place]
        claims, changes = list(item.claims), []
        for j, claim in enumerate(stated.claims):
            where = same_claim(item.claims, claim, is_only=len(stated.claims) == 1)
            if where is None:
                claims.append(self._dated(claim))
                continue
            stands = claims[where]
            claims[where], change = ClaimSupplement(
                debtor=item.debtor.name,
                stands=stands,
                stated=claim,
                path=f"{path}.claims.{j}",
                place=f"items.{place}.claims.{where}",
                stands_on=stands.record_date or self.record_date,
                stated_on=claim.record_date or self.stated_on,
            ).merged()
            changes += [change] if change else []
        names = {item.debtor.name, *item.debtor.former_names}
        without = ("name",) if stated.debtor.name in names else ()
        debtor = filled(item.debtor, stated.debtor, path=f"{path}.debtor", without=without)
        merged = filled(item, stated, path=path, without=("claims", "debtor", "number", "heading"))
        self.changes += changes
        return merged.model_copy(update={"claims": tuple(claims), "debtor": debtor})

    def _added(self, stated: DebtorItem, *, path: str) -> DebtorItem:
        """Return a new debtor, numbered after the last one. Raises: DebtorNotInNotice where it owes nothing stated."""
        if not stated.claims or not all(claim.amounts and claim.amounts.principal for claim in stated.claims):
            raise DebtorNotInNotice(debtor=stated.debtor.name, field=f"{path}.debtor")
        numbers = [item.number for item in self.items if item.number is not None]
        number = max(numbers) + 1 if numbers else None
        return stated.model_copy(
            update={"number": number, "claims": tuple(self._dated(claim) for claim in stated.claims)}
        )

    def _dated(self, claim: ClaimItem) -> ClaimItem:
        """Return a new claim with the record date of the supplement, if the notice has another one."""
        if claim.record_date or self.stated_on in (None, self.record_date):
            return claim
        return claim.model_copy(update={"record_date": self.stated_on})


@dataclass(frozen=True, slots=True)
class Supplemented:
    """A notice with a supplement merged into it.

    ``not_identified`` are the positions of debtors in the supplement that can only be told in its own words.
    """

    content: NoticeContent
    changes: tuple[Change, ...]
    not_identified: tuple[int, ...]


def supplemented(earlier: NoticeContent, supplement: NoticeContent) -> Supplemented:
    """Return the notice with the debtors, the package and the terms of the supplement.

    Raises:
        ContradictsNotice: the supplement states another value in a field that it can only complete.
        DebtorNotInNotice: it speaks of a debtor that the notice does not name and states no principal.
    """
    merging = _Merging(earlier.record_date, supplement.record_date, list(earlier.items))
    for at, item in enumerate(supplement.items):
        merging.merge(item, at=at)
    update: dict[str, Any] = {"items": tuple(merging.items)}
    changes = merging.changes
    if supplement.package:
        update["package"], replaced = _package(earlier.package, supplement.package)
        changes = [*changes, *replaced]
    if supplement.terms:
        stands = earlier.terms
        update["terms"] = filled(stands, supplement.terms, path="terms") if stands else supplement.terms
    return Supplemented(earlier.model_copy(update=update), tuple(changes), tuple(merging.not_identified))


def _package(stands: PackageTerms | None, stated: PackageTerms) -> tuple[PackageTerms, list[Change]]:
    """Return the package with the figures stated, and each figure that changes."""
    if stands is None:
        raise ContradictsNotice(path="package", label="资产包", stands="没有资产包", said=stated.name)
    package = filled(stands, stated, path="package", without=tuple(_FIGURES))
    update, changes = {}, []
    for name, unit in _FIGURES.items():
        before, after = getattr(stands, name), getattr(stated, name)
        if after is not None and after != before:
            update[name] = after
            label = f"资产包{label_of('PackageTerms', name)}"
            printed = _printed(after, unit) or ""
            changes.append(Change(path=f"package.{name}", label=label, before=_printed(before, unit), after=printed))
    return package.model_copy(update=update), changes


def _printed(figure: Amount | int | None, unit: str) -> str | None:
    if figure is None:
        return None
    return figure.printed if isinstance(figure, Amount) else f"{figure}{unit}"


def _is_same(one: Obligor, other: Obligor) -> bool:
    """Return whether two debtors are one. A masked name identifies nobody."""
    if one.credit_code and one.credit_code == other.credit_code:
        return True
    if one.is_masked or other.is_masked:
        return False
    names = [{plain_name(name) for name in (party.name, *party.former_names)} for party in (one, other)]
    return bool(names[0] & names[1])
