"""Full numbers of invented people wherever they may have been left: in files as bytes, in tables, in PDFs."""

import re
from collections.abc import Iterable
from pathlib import Path

import pikepdf
from sqlalchemy import Engine, text

AREA = "999999"
"""The invented numbers are those of an area that does not exist; 18 digits, or 15 as before 1999."""
_FORMS = (
    re.compile(rb"9{6}[0-9]{9}(?:[0-9]{2}[0-9Xx])?"),
    re.compile(rb"9(?:\0 9){5}(?:\0[0-9]){9}(?:(?:\0[0-9]){2}\0[0-9Xx])?".replace(b" ", b"")),
    re.compile(rb"(?:39){6}(?:3[0-9]){9}(?:(?:3[0-9]){2}(?:3[0-9]|58|78))?"),
)


def numbers_in(data: bytes, *, planted: Iterable[str]) -> set[str]:
    """Return the planted numbers that stand in the bytes: as text, in UTF-16, or spelt in hexadecimal."""
    wanted = set(planted)
    plain, wide, hexadecimal = (form.findall(data) for form in _FORMS)
    found = {each.decode() for each in plain} | {each[::2].decode() for each in wide}
    found |= {bytes.fromhex(each.decode()).decode() for each in hexadecimal}
    return {number for number in wanted if any(number in each for each in found)}


def numbers_in_folder(folder: Path, *, planted: Iterable[str]) -> dict[str, set[str]]:
    """Return the planted numbers in every file below a folder, by the file's name."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    found = {str(path.relative_to(folder)): numbers_in(path.read_bytes(), planted=planted) for path in files}
    return {name: numbers for name, numbers in found.items() if numbers}


def numbers_in_tables(engine: Engine, *, planted: Iterable[str]) -> dict[str, set[str]]:
    """Return the planted numbers in every table, by its name: large values are packed on the disk and read here."""
    tables = "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public'"
    found: dict[str, set[str]] = {}
    with engine.connect() as connection:
        for table in connection.execute(text(tables)).scalars().all():
            rows = connection.execute(text(f"SELECT t::text FROM {table} t")).scalars()
            if numbers := numbers_in("\n".join(rows).encode(), planted=planted):
                found[table] = numbers
    return found


def numbers_in_pdf(pdf: Path, words: str, *, planted: Iterable[str]) -> set[str]:
    """Return the planted numbers in a PDF: in its bytes, in its streams unpacked, in the words read from it."""
    data = pdf.read_bytes() + words.encode()
    with pikepdf.open(pdf) as opened:
        streams = [each.read_bytes() for each in opened.objects if isinstance(each, pikepdf.Stream)]
    return numbers_in(b"\n".join([data, *streams]), planted=planted)
