"""`disposal notice diff`: what a later version of a published notice changed."""

import json
from datetime import date

import pytest
from sqlmodel import Session
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from disposal.services.publication.errors import NoticeUnknown, VersionUnknown
from tests.support.publishing import amend, publish_project

AMENDED, ONCE_PUBLISHED = "XGCS-2022-0001", "XGCS-2022-0004"


def three_versions(session: Session) -> None:
    """Publish a notice that is corrected, then extended: three versions; and one that stands as it was."""
    phone = {"path": "contacts.0.phones.0", "label": "电话", "before": "(0000)10000001", "after": "(0000)10000009"}
    longer = {"count": 10, "begins_on": date(2022, 8, 31)}  # Wed, the last day so far
    notice = publish_project(session)
    amend(session, notice, "correction", changes=[phone], reason="号码有误")
    amend(session, notice, "extension", published_on=date(2022, 8, 15), window=longer, reason="征集不足")
    publish_project(session, "乙")


pytestmark = [pytest.mark.filled(by=three_versions), pytest.mark.usefixtures("command_line")]


def diff(*words: str) -> Result:
    return CliRunner().invoke(app, ["notice", "diff", *words])


def paths(*words: str) -> list[str]:
    return [each["path"] for each in json.loads(diff(*words, "--json").stdout)["differences"]]


def test_newest_version_is_compared_with_the_one_before() -> None:
    done = diff(AMENDED)
    assert done.exit_code == 0
    assert done.stdout.startswith(f"{AMENDED} 第2版 → 第3版 · version 2 → 3\n")
    ends_on = (
        "公告期限 › 最后一日 · Window › ends on\n  - 2022年8月31日 · 31 Aug 2022\n  + 2022年9月15日 · 15 Sep 2022\n"
    )
    assert ends_on in done.stdout
    assert done.stdout.endswith("4处变更 · 4 difference(s)\n")
    assert paths(AMENDED) == ["window.wording", "window.ends_on", "window.ends_at", "revisions.1"]


def test_versions_named_are_compared_and_json_gives_plain_values() -> None:
    answer = json.loads(diff(AMENDED.lower(), "--from", "1", "--to", "2", "--json").stdout)
    assert (answer["number"], answer["from"], answer["to"]) == (AMENDED, 1, 2)
    assert answer["differences"][0] == {
        "path": "contacts.0.phones.0",
        "label": "联系方式1 › 电话1",
        "label_en": "Contact 1 › phone 1",
        "before": "(0000)10000001",
        "after": "(0000)10000009",
    }
    assert {"contacts.0.phones.0", "window.ends_on"} <= set(paths(AMENDED, "--from", "1"))
    assert paths(AMENDED, "--to", "2") == ["contacts.0.phones.0", "revisions"]


def test_notice_with_one_version_has_nothing_newer() -> None:
    done = diff(ONCE_PUBLISHED)
    assert (done.exit_code, done.stdout) == (0, f"{ONCE_PUBLISHED} 第1版之后没有新的版本 · no version after 1\n")
    assert paths(ONCE_PUBLISHED) == []


@pytest.mark.parametrize("words", [("--to", "4"), ("--from", "4"), ("--from", "3", "--to", "4")])
def test_version_that_is_not_there_is_refused_with_the_newest(words: tuple[str, ...]) -> None:
    refused = diff(AMENDED, *words).exception
    assert isinstance(refused, VersionUnknown)
    assert "没有第 4 版；最新为第 3 版" in refused.zh


def test_notice_that_is_not_there_is_refused() -> None:
    assert isinstance(diff("XGCS-2022-0099").exception, NoticeUnknown)


@pytest.mark.parametrize("words", [("--from", "2", "--to", "2"), ("--from", "3", "--to", "2"), ("--from", "0")])
def test_versions_in_the_wrong_order_are_wrong_usage(words: tuple[str, ...]) -> None:
    assert diff(AMENDED, *words).exit_code == 2
