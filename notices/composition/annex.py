"""The annex of a package (附件): one row per debtor and currency, sums in the unit of their parts, a row of totals."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from notices.composition.markup import phrase
from notices.composition.package_figures import (
    COSTS,
    INTEREST,
    PRINCIPAL,
    currency_order,
    parts_of,
    parts_of_totals,
    sums,
    totals,
    units,
)
from notices.composition.phrases import ANNEX_TITLE, date_zh, listed
from notices.composition.printed_units import YUAN, PrintedUnit
from notices.content.amounts import Amount, ClaimAmounts
from notices.content.content import ClaimItem, DebtorItem, NoticeContent
from notices.typesetting.document import Annex, AnnexColumn, ColumnAlign
from notices.written.amounts import CURRENCY_WORDS

NOTHING = "—"

_WIDTH_MM = 257.0  # A4 landscape between margins of 20 mm


@dataclass(frozen=True, slots=True)
class _Row:
    """One debtor's claims in one currency."""

    number: str
    item: DebtorItem
    claims: tuple[ClaimItem, ...]

    @property
    def owed(self) -> tuple[ClaimAmounts, ...]:
        """Return the amounts of each claim that states any."""
        return tuple(claim.amounts for claim in self.claims if claim.amounts)


Owed = Iterable[ClaimAmounts]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: title, relative width, cell text, alignment, and its text in the row of totals."""

    title: str
    weight: float
    cell: Callable[[_Row], str]
    align: ColumnAlign = "left"
    total: Callable[[Owed], str] | None = None


def annex_of(content: NoticeContent) -> Annex:
    """Return the annex table of a package. A debtor with claims in two currencies has one row for each."""
    rows = tuple(_rows(content.items))
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


def _rows(items: tuple[DebtorItem, ...]) -> Iterable[_Row]:
    for at, item in enumerate(items, start=1):
        ordered = sorted(item.claims, key=lambda claim: currency_order(claim.currency))
        for _, claims in groupby(ordered, key=lambda claim: claim.currency):
            yield _Row(str(item.number or at), item, tuple(claims))


def _columns(rows: tuple[_Row, ...]) -> list[_Column]:
    """Return the columns this package needs; empty columns are left out."""
    claims = [claim for row in rows for claim in row.claims]
    remarks = {id(row): _remarks(row) for row in rows}
    parts = {name for row in rows for owed in row.owed for name in owed.parts}
    owed = [each for row in rows for each in row.owed]
    columns = [
        _Column("序号", 1.0, lambda row: row.number, "center"),
        _Column("债务人", 3.2, lambda row: phrase("obligor", "named", row.item.debtor)),
    ]
    if any(row.item.original_creditor or row.item.chain for row in rows):
        columns.append(_Column("原债权人", 2.6, _creditor))
    if any(claim.contract_numbers for claim in claims):
        columns.append(_Column("合同编号", 2.6, lambda row: _each(row, lambda c: listed(c.contract_numbers))))
    columns.append(_money_column("本金", parts_of(owed, PRINCIPAL), lambda owed: sums(owed, PRINCIPAL)))
    if parts & set(INTEREST):
        columns.append(_money_column("利息", parts_of(owed, INTEREST), lambda owed: sums(owed, INTEREST)))
    if parts & set(COSTS):
        columns.append(_money_column("其他费用", parts_of(owed, COSTS), lambda owed: sums(owed, COSTS)))
    columns.append(_money_column("合计", parts_of_totals(owed), totals))
    columns.append(_Column("担保情况", 6.0, lambda row: _each(row, _security)))
    columns.append(_Column("诉讼状态", 2.4, _litigation))
    if any(remarks.values()):
        columns.append(_Column("备注", 3.0, lambda row: remarks[id(row)]))
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


def _each(row: _Row, say: Callable[[ClaimItem], str]) -> str:
    """Return the words of ``say`` for each claim, numbered if the debtor has several."""
    said = [say(claim) for claim in row.claims]
    if len(said) == 1 or not any(said):
        return said[0]
    return "；".join(f"（{at}）{words.rstrip('。') or NOTHING}" for at, words in enumerate(said, start=1))


def _creditor(row: _Row) -> str:
    said = (row.item.original_creditor or "", phrase("debtor", "chain", row.item))
    return "；".join(words.rstrip("。") for words in said if words)


def _security(claim: ClaimItem) -> str:
    return phrase("security", "secured", claim)


def _litigation(row: _Row) -> str:
    said = (
        phrase("obligor", "litigation", row.item.litigation),
        _each(row, lambda claim: phrase("obligor", "litigation", claim.litigation)),
    )
    return "；".join(words for words in said if words)


def _remarks(row: _Row) -> str:
    said = (_each(row, lambda claim: phrase("debtor", "remarks", claim)), row.item.details or "")
    return "；".join(words.rstrip("。") for words in said if words).replace("\n", "")
