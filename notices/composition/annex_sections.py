"""The sections of the annex: one a debtor, with the words for which a column of remarks is too narrow."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from notices.composition.annex_rows import (
    DebtorRow,
    contracts,
    creditor,
    litigation,
    of_each,
)
from notices.composition.markup import phrase
from notices.composition.phrases import profile_label, sentence
from notices.typesetting.document import AnnexSection

SECTIONS_TITLE = "各户债权具体情况"


def sections_of(rows: Sequence[DebtorRow], *, in_words: bool = False) -> tuple[AnnexSection, ...]:
    """Return the sections in the order of the debtors. A debtor with rows in two currencies has one section.

    ``in_words`` prints principal and total in capital numerals, too.
    """
    groups = (tuple(group) for _, group in groupby(rows, key=lambda row: id(row.item)))
    return tuple(_section(group, in_words=in_words) for group in groups)


def _section(rows: tuple[DebtorRow, ...], *, in_words: bool) -> AnnexSection:
    item = rows[0].item
    # A debtor's claims in another currency stand after the others, as in the table.
    whole = DebtorRow(rows[0].number, item, tuple(claim for row in rows for claim in row.claims))
    facts = tuple((label, sentence(_in_lines(words))) for label, words in _facts(whole, in_words=in_words) if words)
    return AnnexSection(heading=f"{whole.number}、{item.heading or item.debtor.name}", facts=facts)


def _facts(row: DebtorRow, *, in_words: bool) -> Iterator[tuple[str, str]]:
    """Yield label and words of each fact of a debtor, in printing order; empty words say that there is none."""
    item = row.item
    yield "债务人", item.debtor.name if item.heading not in {None, item.debtor.name} else ""
    profile = (phrase("obligor", "particulars", item.debtor), item.profile or "")
    yield profile_label(item), "。\n".join(words for words in profile if words)
    yield "原债权人", creditor(row)
    yield "合同编号", contracts(row)
    yield "债权金额", _of_each(row, "debtor", "owed_words", in_words)
    yield "担保情况", _of_each(row, "security", "secured")
    yield "诉讼状态", litigation(row)
    yield "资产特点", _numbered(item.highlights)
    further = (_of_each(row, "debtor", "further_remarks", in_words), item.details or "")
    yield "备注", "\n".join(words for words in further if words)
    yield "特别提示", item.reservation or ""


def _of_each(row: DebtorRow, part: str, macro: str, *more: bool) -> str:
    return of_each(row, lambda claim: phrase(part, macro, claim, *more), joint="；\n")


def _numbered(texts: tuple[str, ...]) -> str:
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"{at}.{sentence(words)}" for at, words in enumerate(texts, start=1))


def _in_lines(words: str) -> str:
    """Return words without tabs and empty lines."""
    lines = (line.replace("\t", " ").strip() for line in words.splitlines())
    return "\n".join(line for line in lines if line)
