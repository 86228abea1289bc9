"""A notice as plain text: what a newspaper is sent and what a hash can be taken of."""

from notices.rendering.document import Annex, NoticeDocument


def render_text(document: NoticeDocument) -> str:
    """Return title, paragraphs, signature and date, then the annex, a row a line with its cells parted by tabs."""
    lines = [document.title, "", *(paragraph.text for paragraph in document.paragraphs), ""]
    lines += [*document.signature, document.date_text]
    if document.annex:
        lines += ["", *_table(document.annex)]
    return "\n".join(lines) + "\n"


def _table(annex: Annex) -> list[str]:
    rows = [tuple(column.title for column in annex.columns), *annex.rows]
    if annex.totals:
        rows.append(annex.totals)
    return [annex.title, *("\t".join(row) for row in rows), *([annex.note] if annex.note else [])]
