"""A whistle-blower reports by the public door of the 2022 notice: the discipline officer sees it and nobody else can.

``PICTURES=var/screenshots`` takes a picture of each page at both widths.
"""

from typing import Any

import pytest

from disposal.acting import Role
from disposal.storage.database import Database
from tests.acceptance.stories.open_window import FILINGS, PEOPLE, Window, fill
from tests.acceptance.stories.typist import Typist
from tests.disposal.services.reports.officers import (
    FIRST,
    SECOND,
    open_mailbox,
    pass_minutes,
    passphrases_of_two,
)
from tests.support.accounts import open_account

REPORTED, REPLIED = "承办人拒绝登记本公司的异议，并要求撤回。", "已收到，正在核实。"
REPORTS = "/desk/reports"
pytestmark = [
    pytest.mark.filled(by=fill), pytest.mark.xdist_group("served"), pytest.mark.timeout(400),
]  # fmt: skip


def report(reader: Typist) -> str:
    """Report on the public page, without a name; return the code."""
    reader.page.goto(FILINGS)
    reader.put("kind", "举报")
    reader.put("happened", REPORTED)
    reader.see("w18-report")
    reader.press("提交")
    reader.says("请抄下查询码")
    reader.see("w19-report-sent")
    return reader.page.locator(".report-code").inner_text()


def answer_report(officer: Typist, passphrase: str) -> None:
    """Unlock the mailbox, read the report and reply to it."""
    officer.sign_in(FIRST, REPORTS)
    officer.put("passphrase", passphrase)
    officer.see("w20-mailbox-locked")
    officer.press("解锁")
    officer.says(REPORTED[:12])
    officer.see("w21-reports")
    officer.press("打开")
    officer.put("words", REPLIED)
    officer.see("w22-report-read")
    officer.press("答复举报人")
    officer.says("正在写入")


def find_nothing(other: Typist, login: str) -> None:
    """Look for the report as somebody else: there is no such page, and no page that this person may open names one."""
    other.sign_in(login, "/desk")
    for path in ("/desk", "/desk/objections", "/desk/enquiries", "/desk/audit", "/desk/me"):
        other.page.goto(path)
        shown = other.page.content()
        assert REPORTED[:8] not in shown
        assert f'href="{REPORTS}"' not in shown
    answer = other.page.goto(REPORTS)
    assert answer is not None
    assert answer.status == 404


def test_report_is_seen_by_the_discipline_officer_and_by_nobody_else(window: Window, database: Database) -> None:
    for login in (FIRST, SECOND):
        open_account(database, login, Role.discipline_officer, by="guanli")
    site: Any = window
    passphrase = passphrases_of_two(database)[FIRST]
    open_mailbox(database, site)
    with window.person() as reporter:
        code = report(reporter)
    pass_minutes(database, site)
    with window.person() as officer:
        answer_report(officer, passphrase)
    for login in ("guanli", *PEOPLE):
        with window.person() as other:
            find_nothing(other, login)
    pass_minutes(database, site)
    with window.person() as reporter:
        reporter.page.goto(FILINGS)
        reporter.put("kind", "举报")
        reporter.put("code", code)
        reporter.press("凭查询码查看")
        reporter.says(REPLIED)
        reporter.see("w23-report-answered")
