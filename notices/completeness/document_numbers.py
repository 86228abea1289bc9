"""Numbers of documents and cases: their form, the court in them, and days that contradict the year in them.

A year in a number is evidence, no fact: what contradicts it warns.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from notices.completeness.dates import last_said_on
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.content import DebtorItem
from notices.content.security import LitigationStatusItem
from notices.dates import dated, dated_zh
from notices.law.case_numbers import CaseNumber, case_numbers_in, case_year
from notices.law.courts import is_code_of
from notices.law.provisions import CASE_NUMBERS, CONSISTENT_RECORD

_YEAR = re.compile(r"(?<!\d)((?:19[89]|20[0-9])\d)(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))?(?!\d)")
_CHINESE_YEAR = re.compile(
    "(?:一九[八九]|二[〇○零O0][〇○零O0一二三四五六七八九])[〇○零O0一二三四五六七八九](?![〇○零O0一二三四五六七八九十])"
)
_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_OF_NO_COURT = re.compile("仲裁|公证")
"""Arbitration commissions and notaries number as they like: 法〔2015〕137号 is of courts."""
_MOST_YEARS_LATER = 1  # an agreement numbered in December is often carried out in January


def case_is_past(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if the year in a case number lies after the publication."""
    for path, _, case in _cases(subject):
        if case.year and case.year > last_said_on(subject.content).year:
            yield Shortcoming(
                Severity.warning,
                "case_to_come",
                path,
                f"案号“{case.written}”的年份晚于发布日期，请核对",
                f'the year of the case number "{case.written}" lies after the publication; check it',
                CONSISTENT_RECORD,
            )


def case_number_has_its_form(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a case number lacks year, court code, type, number or 号, or has the form of another time."""
    for path, status, case in _cases(subject):
        if not case.is_well_formed and not _OF_NO_COURT.search(f"{status.court or ''}{case.written}"):
            yield Shortcoming(
                Severity.warning,
                "case_number_malformed",
                path,
                f"案号“{case.written}”不合规范，应为（年份）法院代字+类型代字+编号+号，如（2021）浙01民初123号；"
                "2015年及以前为（年份）…字第…号，请核对",
                f'the case number "{case.written}" has not the form (year) court code, type, number, 号, such as '
                "（2021）浙01民初123号; until 2015 （year）…字第…号; check it",
                CASE_NUMBERS,
            )


def case_code_fits_the_court(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if the code in a case number is that of another court than the one named."""
    for path, status, case in _cases(subject):
        court = unicodedata.normalize("NFKC", status.court or "").strip()
        if court and case.code and is_code_of(case.code, court) is False:
            yield Shortcoming(
                Severity.warning,
                "case_of_another_court",
                path,
                f"案号“{case.written}”的法院代字“{case.code}”与所列法院“{status.court}”不符，请核对",
                f'the court code "{case.code}" of the case number "{case.written}" is not that of "{status.court}"; '
                "check them",
                CASE_NUMBERS,
            )


def years_in(number: str) -> list[int]:
    """Return the years in a document's number, such as 2019 in 借字2019第1号, XJ20190315 and （二〇一九）第1号."""
    plain = unicodedata.normalize("NFKC", number)
    plain = _CHINESE_YEAR.sub(lambda found: found[0].translate(_DIGITS), plain)
    return [int(found[1]) for found in _YEAR.finditer(plain)]


def days_agree_with_numbers(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a day lies before the year of its own document's number, or years after it."""
    for path, name, day, number in _days_with_numbers(subject):
        years = years_in(number)
        if years and not min(years) <= day.year <= max(years) + _MOST_YEARS_LATER:
            yield Shortcoming(
                Severity.warning,
                "day_contradicts_number",
                path,
                f"{name[0]}{dated_zh(day)}与其编号“{number}”所示年份不符，请核对",
                f'{name[1]} {dated(day)} does not fit the year in its number "{number}"; check them',
                CONSISTENT_RECORD,
            )


def status_is_not_before_its_case(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a litigation status is dated before the year of its own case number."""
    for i, item in enumerate(subject.content.items):
        for path, status in statuses_of(i, item):
            year = case_year(status.case_number) if status.case_number else None
            if year and status.as_of and status.as_of.year < year:
                yield Shortcoming(
                    Severity.warning,
                    "day_contradicts_number",
                    f"{path}.as_of",
                    f"诉讼状态日期{dated_zh(status.as_of)}早于案号“{status.case_number}”的年份，请核对",
                    f"the litigation status of {dated(status.as_of)} lies before the year of its case number "
                    f'"{status.case_number}"; check them',
                    CONSISTENT_RECORD,
                )


def statuses_of(at: int, item: DebtorItem) -> Iterator[tuple[str, LitigationStatusItem]]:
    """Yield path and status of the debtor's and of its claims' litigation, in the order of the notice."""
    yield from ((f"items.{at}.litigation.{k}", status) for k, status in enumerate(item.litigation))
    for j, claim in enumerate(item.claims):
        yield from ((f"items.{at}.claims.{j}.litigation.{k}", status) for k, status in enumerate(claim.litigation))


def _cases(subject: CheckedNotice) -> Iterator[tuple[str, LitigationStatusItem, CaseNumber]]:
    for i, item in enumerate(subject.content.items):
        for path, status in statuses_of(i, item):
            for case in case_numbers_in(status.case_number) if status.case_number else ():
                yield f"{path}.case_number", status, case


def _days_with_numbers(subject: CheckedNotice) -> Iterator[tuple[str, tuple[str, str], date, str]]:
    content = subject.content
    for i, item in enumerate(content.items):
        for k, link in enumerate(item.chain):
            if link.assigned_on and link.agreement_number:
                path = f"items.{i}.chain.{k}.assigned_on"
                yield path, ("转让日", "the assignment on"), link.assigned_on, link.agreement_number
    if content.number:
        yield "published_on", ("发布日期", "the publication on"), content.published_on, content.number
    if content.amends and content.amends.number:
        earlier = content.amends
        yield "amends.published_on", ("原公告日期", "the notice of"), earlier.published_on, str(earlier.number)
