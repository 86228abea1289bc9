"""Totals: a printed total equals the sum of its printed parts.

Half a unit of the last printed digit is allowed for each rounded part and for the total itself, and warns. A larger
difference blocks. Parts to the cent are exact: a difference of 0.01 warns, more blocks. A difference is told in the
total's own unit.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.composition.package_figures import COSTS, INTEREST, PRINCIPAL, part, stated_total
from notices.composition.phrases import figures_in
from notices.composition.printed_units import YUAN, PrintedUnit
from notices.content.amounts import Amount, ClaimAmounts, MoneyUnit
from notices.content.content import NoticeContent
from notices.law.provisions import CONSISTENT_RECORD
from notices.written.amounts import CURRENCY_WORDS
from notices.written.characters import half_width

CENT = Decimal("0.01")
_DEBTORS_SAID = re.compile(r"(?:等|共计?|合计)\s?([0-9]{1,5}|[一二两三四五六七八九十百零]{1,6})\s?户")


def claim_totals_add_up(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Check the total of each claim against its parts, in own and conditional amounts."""
    for path, owed in _all_amounts(subject.content):
        principal = owed.principal
        if owed.total is None or principal is None:  # an amendment may state one part alone
            continue
        if set(owed.parts) == {"principal"} and owed.total.exact > principal.exact:
            yield Shortcoming(
                Severity.warning,
                "parts_missing",
                f"{path}.total",
                f"合计{owed.total.printed}大于唯一列出的本金{principal.printed}，请补列利息等其他部分",
                f"the total {owed.total.printed} exceeds the principal, the only part given; add the others",
                CONSISTENT_RECORD,
            )
            continue
        yield from compare_total(f"{path}.total", owed.total, owed.computed_total, owed.parts.values())


def package_totals_add_up(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Check package totals against the sums of the claims and against each other."""
    pack = subject.content.package
    if pack is None:
        return
    # An amendment states the totals of the whole package and only some of its claims: these cannot be compared.
    owed = list(subject.content.owed) if subject.kind.offers_assets else []
    rows = (
        ("total_principal", pack.total_principal, PRINCIPAL),
        ("total_interest", pack.total_interest, INTEREST),
        ("total_costs", pack.total_costs, COSTS),
    )
    yield from _of_other_currencies((*rows, ("total", pack.total, ())), owed)
    stated = [total for _, total, _ in rows if total]
    if pack.total and pack.total_principal and pack.total_interest:
        # Of costs that only the list states, the text prints the sum.
        costs = (part(one, COSTS) for one in owed if pack.total_costs is None and one.currency == pack.total.currency)
        computed = sum((t.exact for t in stated), sum(costs, Decimal(0)))
        yield from compare_total("package.total", pack.total, computed, stated)
    for name, total, names in rows:
        if total and _is_comparable(total, owed):
            parts = [amount for one in owed for given, amount in one.parts.items() if given in names]
            yield from compare_total(
                f"package.{name}", total, sum((part(one, names) for one in owed), Decimal(0)), parts
            )
    if pack.total and _is_comparable(pack.total, owed):
        parts = [one.total for one in owed if one.total]
        parts += [amount for one in owed if not one.total for amount in one.parts.values()]
        yield from compare_total(
            "package.total", pack.total, sum((stated_total(one) for one in owed), Decimal(0)), parts
        )


def _of_other_currencies(
    rows: Iterable[tuple[str, Amount | None, tuple[str, ...]]], owed: list[ClaimAmounts]
) -> Iterator[Shortcoming]:
    """Warn of each printed total that cannot be compared, since claims of the list are in other currencies."""
    listed = [CURRENCY_WORDS[code] for code in sorted({one.currency for one in owed})]
    for name, total, _ in rows:
        if total and owed and not _is_comparable(total, owed):
            yield Shortcoming(
                Severity.warning,
                "total_not_compared",
                f"package.{name}",
                f"{total.printed}与清单债权的币种（{'、'.join(listed)}）不同，未能核对；请分币种列明，或写明折算汇率和日期",
                f"{total.printed} was not compared: the claims are in {', '.join(listed)}; state a total for each "
                "currency, or the rate and its day",
                CONSISTENT_RECORD,
            )


def words_count_the_debtors(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if the title or the name of the package says 等5户 and the list has another number of debtors."""
    pack, items = subject.content.package, subject.content.items
    if not items or not subject.kind.offers_assets:
        return
    listed = {len({item.debtor.name for item in items}), len(items)}
    for path, words in (("title", subject.content.title), ("package.name", pack.name if pack else None)):
        said = _DEBTORS_SAID.search(half_width(words or ""))
        if said and not figures_in(said[1].replace("两", "二")) & listed:
            yield Shortcoming(
                Severity.warning,
                "debtor_count_in_words_differs",
                path,
                f"“{said[0]}”与清单所列{len(items)}户不符，请核对",
                f'"{said[0]}" differs from the list, which has {len(items)} debtors; check it',
                CONSISTENT_RECORD,
            )


def package_counts_agree(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Check the printed numbers of debtors and loans against the list."""
    pack, items = subject.content.package, subject.content.items
    if pack is None or not items or not subject.kind.offers_assets:
        return
    debtors = {item.debtor.name for item in items}
    if pack.debtor_count and pack.debtor_count not in {len(debtors), len(items)}:
        yield Shortcoming(
            Severity.blocker,
            "debtor_count_differs",
            "package.debtor_count",
            f"写明{pack.debtor_count}户，清单实有{len(debtors)}户，请核对",
            f"says {pack.debtor_count} debtors, the list has {len(debtors)}; check it",
            CONSISTENT_RECORD,
        )
    claims = sum(len(item.claims) for item in items)
    if pack.loan_count and pack.loan_count != claims:
        yield Shortcoming(
            Severity.warning,
            "loan_count_differs",
            "package.loan_count",
            f"写明{pack.loan_count}笔，清单实有{claims}笔，请核对",
            f"says {pack.loan_count} loans, the list has {claims} claims; check it",
            CONSISTENT_RECORD,
        )


def compare_total(path: str, total: Amount, computed: Decimal, parts: Iterable[Amount]) -> Iterator[Shortcoming]:
    """Compare a printed total with the exact sum of its parts; a difference that rounding explains only warns."""
    difference = abs(total.exact - computed)
    if not difference:
        return
    is_rounding = difference <= rounding_allowance(total, parts)
    unit = PrintedUnit(unit=total.unit, places=0) if total.unit is not MoneyUnit.yuan else YUAN
    by, summed = unit.money(difference, total.currency), unit.money(computed, total.currency)
    yield Shortcoming(
        Severity.warning if is_rounding else Severity.blocker,
        "total_rounded" if is_rounding else "total_differs",
        path,
        f"合计{total.printed}与各项之和{summed}相差{by}" + ("，似为舍入所致，请核对" if is_rounding else "，请更正"),
        f"the total {total.printed} and the sum {summed} differ by {by}"
        + (", perhaps by rounding; check it" if is_rounding else "; correct it"),
        CONSISTENT_RECORD,
    )


def rounding_allowance(total: Amount, parts: Iterable[Amount]) -> Decimal:
    """Return the difference that rounding can explain: half a unit of the last printed digit of each rounded amount.

    Amounts to the cent are exact, and so is a part of zero in any number of digits. Where no amount is rounded, 0.01.
    """
    rounded = [amount for amount in (total, *(part for part in parts if part.exact)) if amount.last_digit > CENT]
    return max(sum((amount.last_digit / 2 for amount in rounded), Decimal(0)), CENT)


def _is_comparable(total: Amount, owed: list[ClaimAmounts]) -> bool:
    return bool(owed) and {one.currency for one in owed} == {total.currency}


def _all_amounts(content: NoticeContent) -> Iterator[tuple[str, ClaimAmounts]]:
    for i, item in enumerate(content.items):
        for j, claim in enumerate(item.claims):
            path = f"items.{i}.claims.{j}"
            if claim.amounts:
                yield f"{path}.amounts", claim.amounts
            for k, other in enumerate(claim.conditional_amounts):
                yield f"{path}.conditional_amounts.{k}.amounts", other.amounts
