"""Counts and totals of a package: printed if given, else computed exactly."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from notices.composition.phrases import capital_words, with_words
from notices.composition.printed_units import YUAN, PrintedUnit, unit_of
from notices.content.amounts import Amount, ClaimAmounts
from notices.content.content import NoticeContent
from notices.content.terms import PackageTerms
from notices.kinds import kind_of

PRINCIPAL = ("principal",)
INTEREST = ("interest", "penalty_interest", "compound_interest", "doubled_interest")
COSTS = ("damages", "advanced_costs", "litigation_costs", "other_costs")
TOTAL_LABELS = {
    "total_principal": "债权本金合计",
    "total_interest": "利息合计",
    "total_costs": "其他费用合计",
    "total": "债权总额合计",
}
"""The totals of a package by their field in ``PackageTerms``, in printing order."""
_IN_WORDS = {"total_principal", "total"}  # printed in capital numerals too, as the principal and total of a claim are


@dataclass(frozen=True, slots=True)
class PackageFigures:
    """Counts and totals of a package. ``totals`` are label and printed amount, in printing order."""

    debtor_count: int | None
    totals: tuple[tuple[str, str], ...]


def figures_of(content: NoticeContent) -> PackageFigures | None:
    """Return the figures of the package, or None if the notice offers no package."""
    pack = content.package
    if pack is None:
        return None
    offers = kind_of(content.kind).offers_assets
    owed = content.owed if offers else ()  # an amendment prints the figures it states
    said = content.amounts_in_words
    found = (
        (TOTAL_LABELS[name], _printed(given, computed, printed_in, in_words=said and name in _IN_WORDS))
        for name, given, computed, printed_in in total_rows(pack, owed)
    )
    return PackageFigures(
        debtor_count=pack.debtor_count or (len(content.items) if offers else 0) or None,
        totals=tuple((label, printed) for label, printed in found if printed),
    )


def total_rows(
    pack: PackageTerms | None, owed: Sequence[ClaimAmounts]
) -> Iterator[tuple[str, Amount | None, dict[str, Decimal], dict[str, PrintedUnit]]]:
    """Yield for each total of ``TOTAL_LABELS`` its name, the amount stated, the exact sums and their units."""
    for name, parts in zip(TOTAL_LABELS, (PRINCIPAL, INTEREST, COSTS), strict=False):
        yield name, getattr(pack, name, None), sums(owed, parts), units(parts_of(owed, parts))
    yield "total", pack.total if pack else None, totals(owed), units(parts_of_totals(owed))


def overall(content: NoticeContent) -> tuple[tuple[str, str], ...]:
    """Return label and exact sum over several claims sold one by one; empty for a package or one claim."""
    owed = content.owed
    if content.package or len(owed) < 2:
        return ()
    rows = (
        ("债权本金合计", sums(owed, PRINCIPAL), units(parts_of(owed, PRINCIPAL))),
        ("债权总额合计", totals(owed), units(parts_of_totals(owed))),
    )
    said = content.amounts_in_words
    return tuple((label, _printed(None, computed, printed_in, in_words=said)) for label, computed, printed_in in rows)


def part(owed: ClaimAmounts, names: tuple[str, ...]) -> Decimal:
    """Return the exact sum of the named parts of one claim."""
    return sum((amount.exact for name, amount in owed.parts.items() if name in names), Decimal(0))


def stated_total(owed: ClaimAmounts) -> Decimal:
    """Return the total of one claim: printed if given, else the sum of its parts."""
    return owed.total.exact if owed.total else owed.computed_total


def sums(owed: Iterable[ClaimAmounts], names: tuple[str, ...]) -> dict[str, Decimal]:
    """Return the exact sum of the named parts by currency; currencies without such parts are left out."""
    answer: dict[str, Decimal] = {}
    for amounts in owed:
        parts = amounts.parts
        found = [parts[name].exact for name in names if name in parts]
        if found:
            answer[amounts.currency] = answer.get(amounts.currency, Decimal(0)) + sum(found)
    return _yuan_first(answer)


def totals(owed: Iterable[ClaimAmounts]) -> dict[str, Decimal]:
    """Return the exact sum of the claims' totals by currency."""
    answer: dict[str, Decimal] = {}
    for amounts in owed:
        answer[amounts.currency] = answer.get(amounts.currency, Decimal(0)) + stated_total(amounts)
    return _yuan_first(answer)


def parts_of(owed: Iterable[ClaimAmounts], names: tuple[str, ...]) -> list[Amount]:
    """Return the named parts of the claims as printed."""
    return [amount for amounts in owed for name, amount in amounts.parts.items() if name in names]


def parts_of_totals(owed: Iterable[ClaimAmounts]) -> list[Amount]:
    """Return what a total of the claims adds up: the total of each claim where it is printed, else its parts."""
    return [
        amount for amounts in owed for amount in ([amounts.total] if amounts.total else list(amounts.parts.values()))
    ]


def units(parts: Iterable[Amount]) -> dict[str, PrintedUnit]:
    """Return by currency the unit that a sum of these parts is printed in."""
    found: dict[str, list[Amount]] = {}
    for amount in parts:
        found.setdefault(amount.currency, []).append(amount)
    return {currency: unit_of(amounts) for currency, amounts in found.items()}


def currency_order(currency: str) -> tuple[bool, str]:
    """Return the sort key that puts yuan first, then other currencies by code."""
    return currency != "CNY", currency


def _yuan_first(found: dict[str, Decimal]) -> dict[str, Decimal]:
    return {currency: found[currency] for currency in sorted(found, key=currency_order)}


def _printed(
    given: Amount | None, computed: dict[str, Decimal], printed_in: dict[str, PrintedUnit], *, in_words: bool
) -> str:
    if given:
        return with_words(given, in_words)
    words = capital_words if in_words else _no_words
    return "、".join(
        printed_in.get(currency, YUAN).money(amount, currency) + words(amount, currency)
        for currency, amount in computed.items()
    )


def _no_words(_amount: Decimal, _currency: str) -> str:
    return ""
