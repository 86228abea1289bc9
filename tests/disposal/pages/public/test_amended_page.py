"""The page of an amended notice: the strip and the text say alike what has been changed, and what has not."""

import re
from typing import Any

import pytest

from disposal.services.public.notice import is_text_as_published
from disposal.storage.database import Database
from tests.support.publishing import amend, publish_project
from tests.support.website import site_on

UNPLACED = {"label": "债权本金", "before": "1000000.00元", "after": "1000001.00元"}
PLACED = {"path": "contacts.0.phones.0", "label": "联系电话", "before": "(0000)10000001", "after": "(0000)10000009"}
OLD = {"title": "虚构公告", "number": "X-1", "published_on": "2022-08-10"}


def page_of(database: Database, *changes: dict[str, Any], language: str = "") -> str:
    """Publish a notice with a correction, and return its page without tags and blanks."""
    with database.session("测试员") as session:
        amend(session, publish_project(session), "correction", changes=list(changes))
    with site_on(database) as site:
        page = site.get(f"{language}/notices/XGCS-2022-0001").text
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", page))


def test_correction_without_place_is_shown_over_the_text_which_is_called_unchanged(database: Database) -> None:
    page = page_of(database, UNPLACED)
    strip = "本页为第2版，正文之上载有2022年8月10日发布的更正公告（XGCS-2022-0002）的内容，正文未作改动；原文见第1版。"
    told = "债权本金：原为“1000000.00元”，现更正为“1000001.00元”。其他公告要素不变。以下为原文，更正内容见上。"
    assert page.index(strip) < page.index(told) < page.index("本金1000000.00元")


def test_correction_with_a_place_is_shown_as_merged(database: Database) -> None:
    page = page_of(database, PLACED)
    assert "本页为第2版，已按2022年8月10日发布的更正公告（XGCS-2022-0002）修订；原文见第1版。" in page
    assert "联系电话：原为“(0000)10000001”，现更正为“(0000)10000009”。" in page
    assert "正文未作改动" not in page


def test_english_page_says_that_the_text_is_as_first_published(database: Database) -> None:
    page = page_of(database, UNPLACED, language="/en")
    assert "version2,thetextasfirstpublishedunderthecorrectionof10Aug2022(XGCS-2022-0002)" in page


@pytest.mark.parametrize(
    ("revisions", "is_unchanged"),
    [
        (None, False),
        ([OLD], False),
        ([OLD | {"kind": "correction"}], True),
        ([OLD | {"kind": "correction", "is_merged": True}], False),
        ([OLD | {"kind": "correction"}, OLD | {"kind": "extension", "is_merged": True}], False),
    ],
    ids=["first version", "of an earlier release", "beside the text", "merged", "one merged"],
)
def test_text_is_called_unchanged_only_where_every_revision_says_so(revisions: Any, is_unchanged: bool) -> None:
    assert is_text_as_published(revisions) is is_unchanged
