"""A rendered PDF as poppler and pikepdf read it."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from notices.rendering.pdf import render_pdf
from notices.typesetting.document import NoticeDocument
from tests.support.documents import CANONICAL


@cache
def pdf_of(document: NoticeDocument) -> bytes:
    return render_pdf(document, canonical_json=CANONICAL)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def tag_names(pdf: bytes) -> list[str]:
    document = opened(pdf)
    return [name for name, _ in tags_of(document.Root.StructTreeRoot)]


def text_of(pdf: bytes, folder: Path, *options: str) -> str:
    path = folder / "notice.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, check=True, encoding="utf-8")
    return done.stdout


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    return text_of(pdf, folder, "-layout").split("\f")[:-1]


def without_space(text: str) -> str:
    return re.sub(r"\s", "", text)


def tags_of(element: Any) -> Iterator[tuple[str, Any]]:
    """Yield every structure element under ``element`` in reading order, with its name."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid["/S"]), kid
            yield from tags_of(kid)


def marked_ids(page: pikepdf.Page) -> list[int]:
    """Return the numbers of the tagged content on a page, in drawing order."""
    instructions = pikepdf.parse_content_stream(page)
    return [int(i.operands[1]["/MCID"]) for i in instructions if str(i.operator) == "BDC" and "/MCID" in i.operands[1]]
