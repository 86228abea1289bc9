"""A composed notice, ready for typesetting: its words are final."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

ParagraphRole = Literal["body", "heading", "condition", "contact", "list"]
ColumnAlign = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the notice; ``source`` is the field path that an error names."""

    role: ParagraphRole
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class AnnexColumn:
    """One column of the annex table."""

    title: str
    align: ColumnAlign
    width_mm: float


@dataclass(frozen=True, slots=True)
class AnnexSection:
    """One debtor below the annex table. ``facts`` are label and words; a line break in words starts a paragraph."""

    heading: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """The list of assets after the notice (附件). ``totals`` has one cell per column, or is empty.

    ``sections`` follow the table under their own title, where the annex is set as one section a debtor.
    """

    title: str
    columns: tuple[AnnexColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    note: str = ""
    sections_title: str = ""
    sections: tuple[AnnexSection, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeDocument:
    """A notice as printed.

    ``signature`` is the issuer's full name, in one or more lines. ``date_text`` is the date below it, such as
    2022年8月3日. ``facts`` are label and value pairs in the box below the notice (公告编号, 公告日期,
    公告期截止日 …); they are not part of the legal text. ``published_on`` is the date of the PDF file.
    """

    title: str
    number: str | None
    paragraphs: tuple[Paragraph, ...]
    annex: Annex | None
    signature: tuple[str, ...]
    date_text: str
    facts: tuple[tuple[str, str], ...]
    public_url: str | None
    published_on: date | None
    language: str = "zh-CN"
    author: str = ""
