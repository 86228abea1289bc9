"""The amounts of a page: what a statement stores and prints, and one arithmetic for every total."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from disposal.models.claims.printed import PrintedForm, in_yuan
from disposal.services.claim_entry.entry import PageReader
from disposal.services.claim_entry.fields import FieldKind, Need, PrintedTotal
from disposal.services.claim_entry.sections import CURRENCIES
from disposal.services.claim_entry.typed import Typed, TypedRow, all_rows, row_of, rows_of
from disposal.services.claim_entry.values import Misread, read_money
from disposal.services.claims.printed_values import statement_values
from disposal.services.records.dates import today_in_china
from notices.completeness.totals import rounding_allowance
from notices.content.amounts import COMPONENTS, MOST, Amount, ClaimAmounts, MoneyUnit
from notices.written.amounts import CURRENCY_WORDS
from notices.written.capitals import in_capitals


@dataclass(frozen=True, slots=True)
class AmountWords:
    """What stands under an amount: its digits in full, capital numerals (yuan only), and what a notice prints.

    ``printed`` is empty for an amount that no notice prints.
    """

    full: str
    capitals: str | None
    printed: str


@dataclass(frozen=True, slots=True)
class StatementTotal:
    """The total of one statement. ``unread`` parts are left out of it until they can be read.

    ``difference`` is 材料所载合计 less the sum, zero where nothing is stated. ``difference_words`` say it, and
    ``is_beyond_rounding`` that a notice that prints the stated total is refused.
    """

    key: str
    record_date: str
    sum: Decimal
    words: AmountWords
    unread: int = 0
    difference: Decimal = Decimal(0)
    difference_words: str = ""
    is_beyond_rounding: bool = False


def amount_words(amount: Amount) -> AmountWords:
    """Return what stands under an amount."""
    capitals = in_capitals(amount.exact) if amount.currency == "CNY" else None
    return AmountWords(f"{amount.exact:,.2f}", capitals, amount.printed)


def words_of_amounts(typed: Typed) -> dict[str, AmountWords]:
    """Return what stands under each amount of the page that can be read, by flat name."""
    currency = currency_of(typed)
    found: dict[str, AmountWords] = {}
    for row in all_rows(typed):
        for asked in row.section.fields:
            if asked.kind is FieldKind.amount and (text := row.text(asked.name)):
                try:
                    words = amount_words(read_money(asked, text, currency=currency))
                    found[row.path(asked.name)] = replace(words, printed=_printed_at(row, asked.name, words))
                except Misread:
                    continue  # its problem is told when the page is read
    return found


def _printed_at(row: TypedRow, name: str, words: AmountWords) -> str:
    """Return what a notice prints of an amount: as typed, in yuan where only yuan are kept, or nothing."""
    if row.section.name == "contracts":
        return ""
    if name == "stated_total" and row.text("printed_total") != PrintedTotal.stated.zh:
        return ""
    if row.section.name == "security" and name != "ceiling":
        return f"{words.full.replace(',', '')}元"
    return words.printed


def totals(typed: Typed) -> tuple[StatementTotal, ...]:
    """Return the total of each statement of the page, as far as its parts can be read."""
    reader = PageReader(today_in_china(), currency_of(typed))
    return tuple(_total(reader, row) for row in rows_of(typed, "statements"))


def currency_of(typed: Typed) -> str:
    """Return the code of the claim's currency; yuan where the word on the page is not known."""
    return CURRENCIES.get(row_of(typed, "claim").text("currency"), "CNY")


def statement_fields(reader: PageReader, row: TypedRow) -> dict[str, Any]:
    """Return the fields of a statement from its row, amounts with their printed forms."""
    parts = parts_of(reader, row)
    stated: Amount | None = reader.value(row, "stated_total")
    chosen = reader.value(row, "printed_total")
    values: dict[str, Any] = {
        "interest_includes": row.text("interest_includes") or None,
        "litigation_costs_words": row.text("litigation_costs_words") or None,
        "floating_words": row.text("floating_words") or None,
        "total_difference_words": row.text("total_difference_words") or None,
        "stated_total": in_yuan(stated) if stated else None,
        "prints_stated_total": chosen is PrintedTotal.stated,
    }
    if not parts:
        return values
    values = {**statement_values(ClaimAmounts.model_validate(parts)), **values, "prints_total": True}
    if stated and values["prints_stated_total"]:
        values["printed_forms"] = {**values["printed_forms"], "total": PrintedForm.of(stated)}
    elif any(part.unit is not MoneyUnit.yuan for part in parts.values()):  # the sum of rounded parts is printed exactly
        values["printed_forms"] = {**values["printed_forms"], "total": _form_of_sum(parts)}
    return values


def parts_of(reader: PageReader, row: TypedRow) -> dict[str, Amount]:
    """Return the parts of a statement that can be read, by component; none where no amount can hold their sum."""
    parts: dict[str, Amount] = reader.values(row, *COMPONENTS)
    if sum(part.exact for part in parts.values()) < MOST:
        return parts
    reader.refuse(
        row,
        next(iter(parts)),
        zh="各项之和达到10的18次方元，超出可登记的范围；请核对金额和单位（元、万元、亿元）",
        en="the parts add up to 10 to the 18th or more, which no amount holds; check the figures and their units",
    )
    return {}


def _total(reader: PageReader, row: TypedRow) -> StatementTotal:
    parts = parts_of(reader, row)
    unread = sum(bool(row.text(name)) for name in COMPONENTS) - len(parts)
    stated: Amount | None = reader.value(row, "stated_total")
    computed = sum((part.exact for part in parts.values()), Decimal("0.00"))
    words = amount_words(Amount(value=_cents(computed), currency=reader.currency))
    if parts and not stated:
        words = AmountWords(words.full, words.capitals, _printed_sum(reader, parts))
    difference = stated.exact - computed if stated else Decimal(0)
    return StatementTotal(
        row.key,
        row.text("record_date"),
        _cents(computed),
        words,
        unread,
        difference,
        _difference_words(difference, reader.currency),
        stated is not None and abs(difference) > rounding_allowance(stated, parts.values()),
    )


def _printed_sum(reader: PageReader, parts: Mapping[str, Amount]) -> str:
    computed = sum((part.exact for part in parts.values()), Decimal(0))
    return _form_of_sum(parts).show(computed).model_copy(update={"currency": reader.currency}).printed


def _form_of_sum(parts: Mapping[str, Amount]) -> PrintedForm:
    """Return how a sum is printed: in 万元 where all parts are, else in yuan, for nobody reads 1,246.86789万元."""
    units = {part.unit for part in parts.values()}
    if len(units) > 1:
        return PrintedForm(places=2, is_grouped=any(part.is_grouped for part in parts.values()))
    unit = units.pop()
    return PrintedForm(unit=unit, places=2 if unit is MoneyUnit.yuan else 0)


def _difference_words(difference: Decimal, currency: str) -> str:
    if not difference:
        return ""
    than = "多" if difference > 0 else "少"
    return f"材料所载合计比各项之和{than}{abs(difference):,.2f}{CURRENCY_WORDS[currency]}"


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


def check_total(reader: PageReader, row: TypedRow, *, today: date) -> None:
    """Note what is to be said before a notice where the stated total is not the sum."""
    total = _total(PageReader(today, reader.currency), row)
    if total.difference and not row.text("total_difference_words"):
        reader.refuse(
            row,
            "total_difference_words",
            zh=f"填写差额说明：{total.difference_words}",
            en="say why the stated total and the sum differ",
            need=Need.notice,
        )
