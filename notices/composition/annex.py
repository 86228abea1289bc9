"""The annex of a package (附件): one row per debtor and currency, sums in the unit of their parts, a row of totals.

Where remarks are long, or the notice asks for it, each debtor has a section of its own below a short table.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from notices.codes import AnnexLayout
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
from notices.composition.annex_sections import SECTIONS_TITLE, sections_of
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

LONGEST_REMARK = 400
"""Characters of one debtor's remarks; above it, ``auto`` sets sections: two such rows fill a page."""
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
    """Return the annex of a package. A debtor with claims in two currencies has one row for each."""
    rows = tuple(rows_of(content.items))
    said = {id(row): remarks(row) for row in rows}
    is_sectioned = _is_sectioned(content, said.values())
    columns = _short_columns(rows) if is_sectioned else _columns(rows, said)
    owed = [amounts for row in rows for amounts in row.owed]
    width = _WIDTH_MM / sum(column.weight for column in columns)
    summed = tuple(column.total(owed) if column.total else "" for column in columns)
    return Annex(
        title=f"附件：{ANNEX_TITLE}",
        columns=tuple(AnnexColumn(c.title, c.align, round(c.weight * width, 1)) for c in columns),
        rows=tuple(tuple(column.cell(row) or NOTHING for column in columns) for row in rows),
        totals=("", "合计", *summed[2:]),
        note=f"基准日：{date_zh(content.record_date)}" if content.record_date else "",
        sections_title=SECTIONS_TITLE if is_sectioned else "",
        sections=sections_of(rows, in_words=content.amounts_in_words) if is_sectioned else (),
    )


def _is_sectioned(content: NoticeContent, remarked: Iterable[str]) -> bool:
    layout = content.package.annex_layout if content.package else AnnexLayout.auto
    if layout is AnnexLayout.auto:
        return any(len(words) > LONGEST_REMARK for words in remarked)
    return layout is AnnexLayout.sections


def _columns(rows: tuple[DebtorRow, ...], remarked: dict[int, str]) -> list[_Column]:
    """Return the columns this package needs; empty columns are left out."""
    claims = [claim for row in rows for claim in row.claims]
    columns = [
        _Column("序号", 1.0, lambda row: row.number, "center"),
        _Column("债务人", 3.2, lambda row: phrase("obligor", "named", row.item.debtor)),
    ]
    if any(row.item.original_creditor or row.item.chain for row in rows):
        columns.append(_Column("原债权人", 2.6, creditor))
    if any(claim.contract_numbers for claim in claims):
        columns.append(_Column("合同编号", 2.6, contracts))
    columns += _money_columns(rows)
    columns.append(_Column("担保情况", 6.0, security))
    columns.append(_Column("诉讼状态", 2.4, litigation))
    if any(remarked.values()):
        columns.append(_Column("备注", 3.0, lambda row: remarked[id(row)]))
    return columns


def _short_columns(rows: tuple[DebtorRow, ...]) -> list[_Column]:
    """Return the columns of the table above the sections: who owes how much."""
    return [
        _Column("序号", 1.0, lambda row: row.number, "center"),
        _Column("债务人", 5.0, lambda row: row.item.debtor.name),
        *_money_columns(rows),
    ]


def _money_columns(rows: tuple[DebtorRow, ...]) -> list[_Column]:
    """Return the columns of amounts; parts that no claim has are left out."""
    owed = [each for row in rows for each in row.owed]
    parts = {name for each in owed for name in each.parts}
    columns = [_money_column("本金", parts_of(owed, PRINCIPAL), lambda owed: sums(owed, PRINCIPAL))]
    if parts & set(INTEREST):
        columns.append(_money_column("利息", parts_of(owed, INTEREST), lambda owed: sums(owed, INTEREST)))
    if parts & set(COSTS):
        columns.append(_money_column("其他费用", parts_of(owed, COSTS), lambda owed: sums(owed, COSTS)))
    columns.append(_money_column("合计", parts_of_totals(owed), totals))
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
