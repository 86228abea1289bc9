"""Open a sheet of any format; the first bytes select the reader."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from disposal.services.sheets.csv_files import open_csv
from disposal.services.sheets.errors import SheetEmpty, SheetFormatUnknown, SheetMissing
from disposal.services.sheets.excel_files import open_excel
from disposal.services.sheets.sheet import Sheet, SheetOptions

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = {b"%pdf": "PDF", b"<!do": "HTML", b"<htm": "HTML", b"<tab": "HTML", b"<?xm": "XML", b"{\\rt": "RTF"}


@contextmanager
def open_sheet(path: Path, options: SheetOptions) -> Iterator[Sheet]:
    """Yield the sheet of a CSV file or Excel workbook; its rows can be read once, inside the block.

    Raises: SheetMissing, SheetEmpty, SheetFormatUnknown, and what the reader of the format raises.
    """
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError as error:
        raise SheetMissing(path, error) from None
    if not start:
        raise SheetEmpty(path.name)
    foreign = _FOREIGN.get(start.lstrip(b"\xef\xbb\xbf \t\r\n")[:4].lower())
    if foreign is not None:
        raise SheetFormatUnknown(path.name, found=foreign)
    if start.startswith(_ZIP):
        yield open_excel(path, options, form="xlsx")
    elif start.startswith(_COMPOUND):
        yield open_excel(path, options, form="xls")
    else:
        with open_csv(path, options) as sheet:
            yield sheet
