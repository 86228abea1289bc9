"""The notice of Wed 2022-08-03 as a story: read, checked, counted, composed, set."""

import re
import subprocess
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from notices.completeness import CompletenessFacts, check
from notices.composition.composition import compose
from notices.content.content import NoticeContent
from notices.content.counted_windows import resolve
from notices.kinds import kind_of
from notices.law.issuers import IssuerKind
from notices.reading import read_content
from notices.rendering.pdf import render_pdf
from tests.support.calendars import UNTIL_2026
from tests.support.notice_samples import flat, published, text_of

NAMED = IssuerKind.named_amc  # 中国华融
REAL = published("huarong-zhejiang-2022-08-03")


@pytest.fixture(scope="module")
def content() -> NoticeContent:
    return resolve(read_content(kind_of("disposal").sample), UNTIL_2026)


def test_text_of_2022_is_composed_to_the_character(content: NoticeContent) -> None:
    assert text_of(content) == REAL
    assert REAL.startswith("中国华融资产管理股份有限公司浙江省分公司资产处置公告我分公司")
    assert REAL.endswith("2022年8月3日")


def test_window_of_2022_ends_on_wed_2022_08_31_at_midnight(content: NoticeContent) -> None:
    assert content.window is not None
    assert content.window.ends_on == date(2022, 8, 31)  # Wed
    assert content.window.ends_at == datetime(2022, 8, 31, 16, tzinfo=UTC)  # 24:00 in Shanghai
    assert not content.window.is_provisional


def test_notice_of_2022_was_complete_and_early_enough(content: NoticeContent) -> None:
    facts = CompletenessFacts(book_value=Decimal("193474338.54"), review_meeting_on=date(2022, 9, 1), issuer_kind=NAMED)
    report = check(content, calendar=UNTIL_2026, facts=facts)
    assert report.is_publishable
    assert [finding.code for finding in report.warnings] == ["website_not_chosen"]


def test_pdf_of_2022_holds_every_amount_and_name_in_reading_order(content: NoticeContent, tmp_path: Path) -> None:
    path = tmp_path / "notice.pdf"
    path.write_bytes(render_pdf(compose(content), canonical_json=content.canonical_json()))
    text = flat(subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True).stdout)
    guarantors = [guarantor.name for guarantor in content.items[0].claims[0].guarantees[0].guarantors]
    contacts = [words for contact in content.contacts for words in (contact.name or "", *contact.phones)]
    assert (len(guarantors), len(contacts)) == (7, 4)
    at = 0
    for words in (*re.findall(r"\d+\.\d\d元|\d+万元|\d+(?:\.\d+)?平方米", REAL), *guarantors, *contacts):
        at = text.index(words, at)
