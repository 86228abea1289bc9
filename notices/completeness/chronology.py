"""Chronology: days in a notice do not contradict each other, the numbers beside them, or the calendar.

The year in a contract's or a case's number is evidence, no fact: what contradicts it warns.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from notices.completeness.dates import last_said_on
from notices.completeness.document_numbers import years_in
from notices.completeness.finding import CheckedNotice, Severity, Shortcoming
from notices.content.content import ClaimItem, DebtorItem
from notices.content.named_parties import parties_of
from notices.dates import dated, dated_zh
from notices.law.case_numbers import case_year
from notices.law.provisions import CONSISTENT_RECORD

# How spreadsheets and databases show an empty day: the zero of Excel (on Windows and on a Mac), of Unix, of DOS and of
# SQL Server, the first and the last day there is; of Unix west of Greenwich, of Windows' files, and a 1 held down.
_DEFAULTS = frozenset({
    date(1, 1, 1), date(1111, 11, 11), date(1601, 1, 1), date(1753, 1, 1), date(1899, 12, 30), date(1899, 12, 31),
    date(1900, 1, 1), date(1904, 1, 1), date(1969, 12, 31), date(1970, 1, 1), date(1980, 1, 1), date(9999, 12, 31),
})  # fmt: skip


def assignments_are_past(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block an assignment dated after the publication."""
    published_on = last_said_on(subject.content)
    for path, day, _ in _assignments(subject):
        if day > published_on:
            yield _found(
                Severity.blocker,
                "assignment_to_come",
                path,
                f"转让日{dated_zh(day)}晚于发布日期{dated_zh(published_on)}，请更正",
                f"the assignment on {dated(day)} lies after the publication on {dated(published_on)}; correct it",
            )


def assignments_are_in_order(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if a later link of the chain bears an earlier day."""
    for i, item in enumerate(subject.content.items):
        dated_links = [(k, link.assigned_on) for k, link in enumerate(item.chain) if link.assigned_on]
        for (_, before), (k, day) in pairwise(dated_links):
            if day < before:
                yield _found(
                    Severity.warning,
                    "assignments_out_of_order",
                    f"items.{i}.chain.{k}.assigned_on",
                    f"转让日{dated_zh(day)}早于前一手转让日{dated_zh(before)}，请核对",
                    f"the assignment on {dated(day)} lies before the earlier link of {dated(before)}; check them",
                )


def loan_comes_first(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn if an assignment, a record date or a lawsuit is older than the loan by the year in its contract number."""
    for i, item in enumerate(subject.content.items):
        for j, claim in enumerate(item.claims):
            year = _loan_year(claim)
            if year is None:
                continue
            for path, (zh, en), other in _days_after_the_loan(subject, (i, j), item):
                if other < year:
                    yield _found(
                        Severity.warning,
                        "older_than_the_loan",
                        path,
                        f"{zh}在{other}年，早于合同编号所示的{year}年（items.{i}.claims.{j}），请核对",
                        f"{en} is of {other}, the contract number says {year} (items.{i}.claims.{j}); check them",
                    )
            if year > last_said_on(subject.content).year:
                yield _found(
                    Severity.warning,
                    "contract_to_come",
                    f"items.{i}.claims.{j}.contract_numbers",
                    f"合同编号所示年份{year}年晚于发布日期，请核对",
                    f"the contract number says {year}, after the publication; check it",
                )


def parties_exist_before_they_act(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Block a founding day after the publication; warn if a debt is older than its debtor."""
    for path, party in parties_of(subject.content):
        if party.founded_on and party.founded_on > last_said_on(subject.content):
            yield _found(
                Severity.blocker,
                "founded_to_come",
                f"{path}.founded_on",
                f"“{party.name}”的成立日期{dated_zh(party.founded_on)}晚于发布日期，请更正",
                f'"{party.name}" is founded on {dated(party.founded_on)}, after the publication; correct it',
            )
    for path, day, item in (*_assignments(subject), *_record_dates(subject)):
        founded_on = item.debtor.founded_on
        if founded_on and day < founded_on:
            yield _found(
                Severity.warning,
                "older_than_the_debtor",
                path,
                f"{dated_zh(day)}早于债务人“{item.debtor.name}”的成立日期{dated_zh(founded_on)}，请核对",
                f'{dated(day)} lies before "{item.debtor.name}" was founded on {dated(founded_on)}; check them',
            )


def days_are_no_defaults(subject: CheckedNotice) -> Iterator[Shortcoming]:
    """Warn of a day that an empty cell turns into, such as 1970-01-01 and 1900-01-01."""
    for path, day in _days_in(subject.content, ""):
        if day in _DEFAULTS:
            yield _found(
                Severity.warning,
                "day_looks_like_a_default",
                path,
                f"日期{dated_zh(day)}像是空白单元格转换而来，请核对",
                f"{dated(day)} looks like an empty cell that became a date; check it",
            )


def _assignments(subject: CheckedNotice) -> Iterator[tuple[str, date, DebtorItem]]:
    for i, item in enumerate(subject.content.items):
        for k, link in enumerate(item.chain):
            if link.assigned_on:
                yield f"items.{i}.chain.{k}.assigned_on", link.assigned_on, item


def _record_dates(subject: CheckedNotice) -> Iterator[tuple[str, date, DebtorItem]]:
    for i, item in enumerate(subject.content.items):
        for j, claim in enumerate(item.claims):
            day = claim.record_date or subject.content.record_date
            if day:
                yield f"items.{i}.claims.{j}.record_date" if claim.record_date else "record_date", day, item


def _loan_year(claim: ClaimItem) -> int | None:
    """Return the earliest year that stands in a contract number of the claim."""
    return min((year for number in claim.contract_numbers for year in years_in(number)), default=None)


def _days_after_the_loan(
    subject: CheckedNotice, at: tuple[int, int], item: DebtorItem
) -> Iterator[tuple[str, tuple[str, str], int]]:
    """Yield path, name and year of what can only follow the loan: assignments, record date, lawsuits."""
    i, j = at
    claim = item.claims[j]
    for k, link in enumerate(item.chain):
        if link.assigned_on:
            yield f"items.{i}.chain.{k}.assigned_on", ("转让日", "the assignment"), link.assigned_on.year
    day = claim.record_date or subject.content.record_date
    if day:
        path = f"items.{i}.claims.{j}.record_date" if claim.record_date else "record_date"
        yield path, ("基准日", "the record date"), day.year
    for k, status in enumerate(claim.litigation):
        path, year = f"items.{i}.claims.{j}.litigation.{k}", case_year(status.case_number or "")
        if status.as_of:
            yield f"{path}.as_of", ("诉讼状态日期", "the litigation status"), status.as_of.year
        if year:
            yield f"{path}.case_number", ("案号年份", "the case number"), year


def _days_in(value: Any, path: str) -> Iterator[tuple[str, date]]:
    """Yield path and day of every day in a value."""
    if type(value) is date:
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _days_in(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, tuple):
        for at, each in enumerate(value):
            yield from _days_in(each, f"{path}.{at}")


def _found(severity: Severity, code: str, path: str, zh: str, en: str) -> Shortcoming:
    return Shortcoming(severity, code, path, zh, en, CONSISTENT_RECORD)
