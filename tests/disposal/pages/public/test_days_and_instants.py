"""The day that a notice states and the instant of its registration stand apart, both named, wherever they are shown."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from disposal.models.publication.notice_version import NoticeVersion
from disposal.storage.database import Database
from notices.dates import SHANGHAI, dated_zh, instant_zh
from tests.support.printed import text_of
from tests.support.publishing import amend, publish_project
from tests.support.website import site_on

STATED, AMENDED_ON = "2022年8月3日（星期三）", "2022年8月10日（星期三）"


@pytest.fixture
def versions(database: Database) -> list[NoticeVersion]:
    with database.session("测试员") as session:
        notice = publish_project(session)
        amend(
            session, notice, "correction", published_on=date(2022, 8, 10), changes=[{"label": "备注", "after": "更正"}]
        )
        query = select(NoticeVersion).where(NoticeVersion.notice_id == notice.id).order_by("version_no")
        found = session.exec(query).all()
        session.expunge_all()
    return list(found)


@pytest.fixture
def site(database: Database, versions: list[NoticeVersion]) -> Iterator[TestClient]:
    with site_on(database) as made:
        yield made


def flat(html: str) -> str:
    return re.sub(r"\s+|<[^>]*>", "", html)


def registered(version: NoticeVersion) -> str:
    there = version.published_at.astimezone(SHANGHAI)
    return f"{dated_zh(there.date())}{there:%H:%M}"


def test_page_list_and_versions_name_the_day_and_the_instant(site: TestClient, versions: list[NoticeVersion]) -> None:
    first, second = versions
    page, listed = flat(site.get("/notices/XGCS-2022-0001").text), flat(site.get("/notices").text)
    for shown in (page, listed):
        assert f"公告日期{STATED}登记于{registered(first)}" in shown
    assert f"第1版公告日期{STATED}，登记于{registered(first)}" in page
    assert f"第2版公告日期{AMENDED_ON}，登记于{registered(second)}" in page
    english = site.get("/en/notices/XGCS-2022-0001").text
    assert "published on" in english
    assert "registered at" in english


def test_api_tells_both_of_notices_and_of_versions(site: TestClient, versions: list[NoticeVersion]) -> None:
    told = site.get("/api/v1/notices/XGCS-2022-0001").json()
    [row] = site.get("/api/v1/notices").json()["notices"]
    instants = [each["registered_at"] for each in reversed(told["versions"])]
    assert [each["published_on"] for each in told["versions"]] == ["2022-08-10", "2022-08-03"]
    assert [each["published_at"] for each in reversed(told["versions"])] == instants
    for notice in (told["notice"], row):
        assert (notice["published_on"], notice["registered_at"]) == ("2022-08-03", instants[0])


def test_box_of_the_pdf_tells_both(versions: list[NoticeVersion], tmp_path: Path) -> None:
    first, second = versions
    for version in (first, second):
        printed = re.sub(r"\s", "", text_of(version.pdf, tmp_path))
        assert f"公告日期{STATED}登记于{instant_zh(version.published_at)}" in printed
    assert "公告日期" in first.html
    assert "登记于" not in first.text
