"""Invented lists for tests: sheets written row by row, opened lists, imports in one line."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from sqlmodel import Session
from stdnum.cn import ric

from disposal.models.lists.restricted_list import RestrictedList, RestrictedListCreate
from disposal.services.list_import.list_import import ImportRequest, ImportResult, Listeners, import_list
from disposal.services.lists.restricted_lists import open_list

HEADINGS = ("姓名", "身份证号", "工作单位", "职务")


def number_of(serial: int, *, born: str = "19900101") -> str:
    """Return an invented resident ID of an area that does not exist, its check digit right."""
    digits = f"999999{born}{serial:03d}"
    return digits + str(ric.calc_check_digit(digits + "0"))


def person(serial: int, **other: str) -> tuple[str, ...]:
    """Return the row of an invented person."""
    facts = {
        "name": f"测试{'甲乙丙丁戊己庚辛壬癸'[serial % 10]}{'子丑寅卯'[serial // 10 % 4]}",
        "number": number_of(serial),
    }
    facts |= {"employer": "虚构局", "position": "科员"} | other
    return tuple(facts.values())


def write_csv(
    path: Path, rows: Iterable[Sequence[str]], *, headings: Sequence[str] = HEADINGS, encoding: str = "utf-8"
) -> Path:
    """Write a list as CSV."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


def write_xlsx(path: Path, rows: Iterable[Sequence[Any]], *, headings: Sequence[Any] = HEADINGS) -> Path:
    """Write a list as a workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    book.save(path)
    return path


def make_list(session: Session, code: str = "staff", **fields: Any) -> RestrictedList:
    """Open a list of civil servants, unless told otherwise."""
    defaults = {"title": "测试名册", "title_en": "test roll", "limbs": ["civil_servant"], "owner": "测试处"}
    return open_list(session, RestrictedListCreate.model_validate({"code": code, **defaults, **fields}))


def bring_in(session: Session, path: Path, *, listeners: Listeners | None = None, **request: Any) -> ImportResult:
    """Import a file."""
    facts = {"list_code": "staff", "provenance": "测试来源", **request}
    return import_list(session, ImportRequest(path=path, **facts), listeners)
