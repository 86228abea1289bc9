"""Case numbers read (案号): year, court code and form of 法〔2015〕137号, from 2016-01-01, and the form before it."""

import re
import unicodedata
from dataclasses import dataclass

_NEW_FORM_FROM = 2016
_SERIAL = r"\d+(?:[-至、]\d+)*号(?:之[0-9一二三四五六七八九十]+)?"
_PAPER = "《?(?:(?:民事|刑事|行政|执行)?(?:判决书|裁定书|调解书|决定书|通知书))?》?"
_NEW = re.compile(rf"(?!.*字第)\(\d{{4}}\)(?P<code>最高法|[㐀-鿿]\d*)(?:(?!第)[㐀-鿿]){{1,8}}{_SERIAL}{_PAPER}")
_OLD = re.compile(rf"\(\d{{4}}\)[㐀-鿿]{{1,12}}字第{_SERIAL}{_PAPER}")
_YEAR = re.compile(r"^\(?((?:19|20)\d\d)\)?")
_BRACKETS = str.maketrans("〔〕[]【】", "()()()")
_BETWEEN = re.compile(r"[、，,；;和及](?=\()")


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """One case number as written; ``year`` and ``code`` are None where it states none."""

    written: str
    year: int | None
    code: str | None
    is_well_formed: bool


def case_numbers_in(written: str) -> tuple[CaseNumber, ...]:
    """Read the case numbers in a field; several are parted by 、 before the bracket of the next."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", written)).translate(_BRACKETS)
    return tuple(_read(part) for part in _BETWEEN.split(plain))


def case_year(number: str) -> int | None:
    """Return the year of a case number; None if it states none."""
    return case_numbers_in(number)[0].year


def _read(part: str) -> CaseNumber:
    found, new = _YEAR.search(part), _NEW.fullmatch(part)
    year = int(found[1]) if found else None
    is_new = bool(new) and year is not None and year >= _NEW_FORM_FROM
    is_old = bool(_OLD.fullmatch(part)) and year is not None and year < _NEW_FORM_FROM
    return CaseNumber(part, year, new["code"] if new else None, is_new or is_old)
