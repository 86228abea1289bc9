"""The annex of a package (附件): one row per debtor and currency, sums in the unit of their parts, a row of totals."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from notices.composition.annex_rows import (
    NOTHING,
    DebtorRow,
    contracts,
    creditor,
    litigation,
    remarks,
    rows_of,
    security,
)
from notices.composition.markup import phrase
from notices.composition.package_figures import (
    COSTS,
    INTEREST,
    PRINCIPAL,
    parts_of,
    parts_of_totals,
    sums,
    totals,
    units,
)
from notices.composition.phrases import ANNEX_TITLE, date_zh
from notices.composition.printed_units import YUAN, PrintedUnit
from notices.content.amounts import Amount, ClaimAmounts
from notices.content.content import NoticeContent
from notices.typesetting.document import Annex, AnnexColumn, ColumnAlign
from notices.written.amounts import CURRENCY_WORDS

_WIDTH_MM = 257.0  # A4 landscape between margins of 20 mm


Owed = Iterable[ClaimAmounts]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: title, relative width, cell text, alignment, and its text in the row of totals."""

    title: str
    weight: float
    cell: Callable[[DebtorRow], str]
    align: ColumnAlign = "left"
    total: Callable[[Owed], str] | None = None


def annex_of(content: NoticeContent) -> Annex:
    """Return the annex table of a package. A debtor with claims in two currencies has one row for each."""
    rows = tuple(rows_of(content.items))
    columns = _columns(rows)
    owed = [amounts for row in rows for amounts in row.owed]
    width = _WIDTH_MM / sum(column.weight for column in columns)
    summed = tuple(column.total(owed) if column.total else "" for column in columns)
    return Annex(
        title=f"附件：{ANNEX_TITLE}",
        columns=tuple(AnnexColumn(c.title, c.align, round(c.weight * width, 1)) for c in columns),
        rows=tuple(tuple(column.cell(row) or NOTHING for column in columns) for row in rows),
        totals=("", "合计", *summed[2:]),
        note=f"基准日：{date_zh(content.record_date)}" if content.record_date else "",
    )


def _columns(rows: tuple[DebtorRow, ...]) -> list[_Column]:
    """Return the columns this package needs; empty columns are left out."""
    claims = [claim for row in rows for claim in row.claims]
    remarked = {id(row): remarks(row) for row in rows}
    parts = {name for row in rows for owed in row.owed for name in owed.parts}
    owed = [each for row in rows for each in row.owed]
    columns = [
        _Column("序号", 1.0, lambda row: row.number, "center"),
        _Column("债务人", 3.2, lambda row: phrase("obligor", "named", row.item.debtor)),
    ]
    if any(row.item.original_creditor or row.item.chain for row in rows):
        columns.append(_Column("原债权人", 2.6, creditor))
    if any(claim.contract_numbers for claim in claims):
        columns.append(_Column("合同编号", 2.6, contracts))
    columns.append(_money_column("本金", parts_of(owed, PRINCIPAL), lambda owed: sums(owed, PRINCIPAL)))
    if parts & set(INTEREST):
        columns.append(_money_column("利息", parts_of(owed, INTEREST), lambda owed: sums(owed, INTEREST)))
    if parts & set(COSTS):
        columns.append(_money_column("其他费用", parts_of(owed, COSTS), lambda owed: sums(owed, COSTS)))
    columns.append(_money_column("合计", parts_of_totals(owed), totals))
    columns.append(_Column("担保情况", 6.0, security))
    columns.append(_Column("诉讼状态", 2.4, litigation))
    if any(remarked.values()):
        columns.append(_Column("备注", 3.0, lambda row: remarked[id(row)]))
    return columns


def _money_column(name: str, parts: list[Amount], total: Callable[[Owed], dict[str, Decimal]]) -> _Column:
    """Return a column of sums in the unit of their parts, with thousands separators.

    Where all are yuan the title names the unit; where currencies differ each sum does.
    """
    printed_in = units(parts)
    is_yuan = set(printed_in) <= {"CNY"}

    def printed(owed: Owed) -> str:
        return "；".join(
            _figure(amount, currency, printed_in, with_unit=not is_yuan) for currency, amount in total(owed).items()
        )

    title = f"{name}（{printed_in.get('CNY', YUAN).unit.zh}元）" if is_yuan else name
    return _Column(title, 2.4, lambda row: printed(row.owed), "right", printed)


def _figure(amount: Decimal, currency: str, printed_in: dict[str, PrintedUnit], *, with_unit: bool) -> str:
    unit = printed_in.get(currency, YUAN)
    digits = unit.digits(amount, is_grouped=True)
    return f"{digits}{unit.unit.zh}{CURRENCY_WORDS[currency]}" if with_unit else digits
