"""What a supplement states of one claim, merged into it: amounts replaced and told, the rest added."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from notices.composition.filling import ContradictsNotice, filled, says
from notices.composition.markup import phrase
from notices.composition.phrases import date_zh, plain_name
from notices.content.amounts import ClaimAmounts, ConditionalAmounts
from notices.content.content import Change, ClaimItem
from notices.content.field_labels import label_of
from notices.content.security import Security
from notices.frozen import Frozen

P = TypeVar("P", bound=Frozen)

_WITH_RULES_OF_THEIR_OWN = ("record_date", "amounts", "conditional_amounts", "security")


class NotIdentified(Exception):
    """What is stated fits several parts of the notice, or none: it can only be told in its own words."""


@dataclass(frozen=True, slots=True)
class ClaimSupplement:
    """A claim as it stands and what is stated of it, with the record dates of notice and supplement.

    ``path`` is where it is stated in the supplement, ``place`` where the claim stands in the notice.
    """

    debtor: str
    stands: ClaimItem
    stated: ClaimItem
    path: str
    place: str
    stands_on: date | None
    stated_on: date | None

    def merged(self) -> tuple[ClaimItem, Change | None]:
        """Return the claim as supplemented, and the change of its amounts if they change.

        Raises:
            ContradictsNotice: it states another value in a field that a supplement can only complete.
            NotIdentified: a security that it states fits several of the claim.
        """
        claim = filled(self.stands, self.stated, path=self.path, without=_WITH_RULES_OF_THEIR_OWN)
        amounts, record_date = self._amounts()
        update = {
            "amounts": amounts,
            "record_date": record_date if record_date != self.stands_on else self.stands.record_date,
            "conditional_amounts": _merged_by(
                _same_condition,
                claim.conditional_amounts,
                self._conditions(record_date),
                path=f"{self.path}.conditional_amounts",
            ),
            "security": _merged_by(_same_security, claim.security, self.stated.security, path=f"{self.path}.security"),
        }
        merged = claim.model_copy(update=update)
        return (merged if merged != self.stands else self.stands), self._change(amounts, record_date)

    def _amounts(self) -> tuple[ClaimAmounts | None, date | None]:
        """Return the amounts with their record date.

        At the same date the parts stated replace those of the notice. Those of another date replace them all.
        """
        stands, stated = self.stands.amounts, self.stated.amounts
        is_another_day = None not in (self.stands_on, self.stated_on) and self.stands_on != self.stated_on
        if stated is None:
            if is_another_day and self.stated.record_date and not self.stated.conditional_amounts:
                raise ContradictsNotice(
                    path=f"{self.path}.record_date",
                    label=label_of("ClaimItem", "record_date"),
                    stands=str(self.stands_on),
                    said=str(self.stated_on),
                )
            return stands, self.stands_on or self.stated.record_date
        if stands is None or is_another_day:
            return stated, self.stated_on or self.stands_on
        if stands.currency != stated.currency and (stated.parts or stated.total):
            raise ContradictsNotice(
                path=f"{self.path}.amounts",
                label=label_of("Amount", "currency"),
                stands=stands.currency,
                said=stated.currency,
            )
        parts = {name: value for name in ClaimAmounts.model_fields if (value := getattr(stated, name)) is not None}
        return stands.model_copy(update=parts), self.stands_on or self.stated_on

    def _conditions(self, record_date: date | None) -> tuple[ConditionalAmounts, ...]:
        """Return the conditional amounts stated; they name their date if it is not that of the claim."""
        if self.stated_on in (None, record_date):
            return self.stated.conditional_amounts
        return tuple(
            other.model_copy(update={"as_of": other.as_of or self.stated_on})
            for other in self.stated.conditional_amounts
        )

    def _change(self, amounts: ClaimAmounts | None, record_date: date | None) -> Change | None:
        if amounts is None or (amounts == self.stands.amounts and record_date == self.stands_on):
            return None
        is_dated = record_date != self.stands_on
        return Change(
            path=f"{self.place}.amounts",
            label=f"对{self.debtor}的债权金额",
            before=_words(self.stands.amounts, self.stands_on if is_dated else None),
            after=_words(amounts, record_date if is_dated else None) or "",
        )


def same_claim(stands: tuple[ClaimItem, ...], stated: ClaimItem, *, is_only: bool) -> int | None:
    """Return the position of the claim that is spoken of, or None if a new claim is stated.

    ``is_only``: the supplement states one claim of this debtor.

    Raises:
        NotIdentified: it may be several of these claims, or none of them.
    """
    numbers = set(stated.contract_numbers)
    if numbers:
        hits = [at for at, claim in enumerate(stands) if numbers & set(claim.contract_numbers)]
        is_new = not hits and all(claim.contract_numbers for claim in stands)
        if is_new and stated.amounts and stated.amounts.principal:
            return None
    elif stated.name:
        hits = [at for at, claim in enumerate(stands) if claim.name == stated.name]
    else:
        hits = [0] if len(stands) == 1 and is_only else []
    if len(hits) != 1:
        raise NotIdentified
    return hits[0]


def _merged_by(
    same: Callable[[P, P], bool], stands: tuple[P, ...], stated: tuple[P, ...], *, path: str
) -> tuple[P, ...]:
    """Return the parts of a claim with those stated: one that is there already is filled, another appended."""
    parts = list(stands)
    for at, each in enumerate(stated):
        hits = [i for i, part in enumerate(parts) if same(part, each)]
        if not hits:
            parts.append(each)
        elif len(hits) == 1:
            parts[hits[0]] = filled(parts[hits[0]], each, path=f"{path}.{at}")
        elif not any(says(parts[i], each) for i in hits):
            raise NotIdentified
    return tuple(parts)


def _same_condition(one: ConditionalAmounts, other: ConditionalAmounts) -> bool:
    return one.condition == other.condition


def _same_security(one: Security, other: Security) -> bool:
    """Return whether two interests are in one thing of one owner, as far as both say where it is."""
    thing, same = one.collateral, other.collateral
    numbers = set(thing.certificate_numbers), set(same.certificate_numbers)
    return (
        (one.kind, plain_name(one.owner.name)) == (other.kind, plain_name(other.owner.name))
        and (thing.type, thing.description) == (same.type, same.description)
        and (None in (thing.place, same.place) or thing.place == same.place)
        and (not all(numbers) or bool(numbers[0] & numbers[1]))
    )


def _words(amounts: ClaimAmounts | None, record_date: date | None) -> str | None:
    if amounts is None:
        return None
    return (f"截至{date_zh(record_date)}，" if record_date else "") + phrase("amounts", "amounts", amounts)
