"""What the annex says of each debtor: its claims in one currency, and the words beside their figures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from notices.composition.markup import phrase
from notices.composition.package_figures import currency_order
from notices.composition.phrases import listed, profile_label
from notices.content.amounts import ClaimAmounts
from notices.content.content import ClaimItem, DebtorItem

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class DebtorRow:
    """One debtor's claims in one currency. ``number`` is its 序号 as printed."""

    number: str
    item: DebtorItem
    claims: tuple[ClaimItem, ...]

    @property
    def owed(self) -> tuple[ClaimAmounts, ...]:
        """Return the amounts of each claim that states any."""
        return tuple(claim.amounts for claim in self.claims if claim.amounts)


def rows_of(items: tuple[DebtorItem, ...]) -> Iterator[DebtorRow]:
    """Yield the rows of the annex in order: one a debtor, or one a currency where a debtor owes in several."""
    for at, item in enumerate(items, start=1):
        ordered = sorted(item.claims, key=lambda claim: currency_order(claim.currency))
        for _, claims in groupby(ordered, key=lambda claim: claim.currency):
            yield DebtorRow(str(item.number or at), item, tuple(claims))


def of_each(row: DebtorRow, say: Callable[[ClaimItem], str], *, joint: str = "；") -> str:
    """Return the words of ``say`` for each claim, numbered and parted by ``joint`` if the debtor has several."""
    said = [say(claim) for claim in row.claims]
    if len(said) == 1 or not any(said):
        return said[0]
    return joint.join(f"（{at}）{words.rstrip('。') or NOTHING}" for at, words in enumerate(said, start=1))


def creditor(row: DebtorRow) -> str:
    """Return the original creditor and the chain of title."""
    said = (row.item.original_creditor or "", phrase("debtor", "chain", row.item))
    return "；".join(words.rstrip("。") for words in said if words)


def contracts(row: DebtorRow) -> str:
    """Return the contract numbers."""
    return of_each(row, lambda claim: listed(claim.contract_numbers))


def security(row: DebtorRow) -> str:
    """Return what secures the claims."""
    return of_each(row, lambda claim: phrase("security", "secured", claim))


def litigation(row: DebtorRow) -> str:
    """Return where the courts stand, for the debtor and for its claims."""
    said = (
        phrase("obligor", "litigation", row.item.litigation),
        of_each(row, lambda claim: phrase("obligor", "litigation", claim.litigation)),
    )
    return "；".join(words for words in said if words)


def descriptions(item: DebtorItem) -> Iterator[tuple[str, str]]:
    """Yield label and words of what describes a debtor beside its claims: 企业概况, 资产特点, 特别提示."""
    numbered = [f"{at}.{words.rstrip('。')}" for at, words in enumerate(item.highlights, start=1)]
    said = (
        (profile_label(item), item.profile or ""),
        ("资产特点", "；".join(numbered) if len(numbered) > 1 else "".join(item.highlights)),
        ("特别提示", item.reservation or ""),
    )
    return ((label, words) for label, words in said if words)


def remarks(row: DebtorRow) -> str:
    """Return the words of the column 备注, on one line."""
    said = (
        of_each(row, lambda claim: phrase("debtor", "remarks", claim)),
        row.item.details or "",
        *(f"{label}：{words}" for label, words in descriptions(row.item)),
    )
    return "；".join(words.rstrip("。") for words in said if words).replace("\n", "")
