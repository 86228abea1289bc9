"""The papers of an approval, read back: 送审稿 without number and QR code, 公告审批单 with the digest to sign for."""

import re
from pathlib import Path

import pytest

from disposal.acting import Role
from disposal.errors import RecordRefused
from disposal.services.approvals.steps import WantedStep, set_steps
from disposal.services.four_eyes.papers import approval_sheet, submission_pdf
from disposal.storage.database import Database
from tests.disposal.services.four_eyes.approving import NOON, by, drafted, sign, staffed, submission_of, submitted
from tests.support.printed import text_of, without_space


def test_submitted_pdf_is_marked_and_bears_no_number(database: Database, tmp_path: Path) -> None:
    staffed(database)
    notice_id = submitted(database)
    with database.session(by("wang"), is_read_only=True) as session:
        text = text_of(submission_pdf(session, notice_id), tmp_path)
        digest = submission_of(session, notice_id).sha256
    assert "送审稿" in text
    assert "编号待发布时生成" in text
    assert digest in without_space(text)
    assert "虚构甲制造有限公司" in without_space(text)
    assert "公告编号：" not in text
    assert "扫码查看公告网页" not in text


def test_sheet_bears_the_digest_the_steps_and_who_approved(database: Database, tmp_path: Path) -> None:
    staffed(database)
    notice_id = submitted(database)
    with database.session(by("wang")) as session:
        blank = text_of(approval_sheet(session, notice_id, context=NOON), tmp_path)
        sign(session, notice_id)
        signed = text_of(approval_sheet(session, notice_id, context=NOON), tmp_path)
        row = submission_of(session, notice_id)
    assert f"{row.sha256[:8]} {row.sha256[8:16]}" in blank
    assert f"单号：{str(notice_id)[-8:].upper()}-1" in blank
    assert "起草人虚构chen批准对象" in without_space(blank)
    assert "可签署虚构wang、虚构zhao" in without_space(blank)
    assert "可签署" not in signed
    assert "已在系统中批准" in signed


def test_sheet_of_members_who_sign_together_names_who_may_sign_at_each(database: Database, tmp_path: Path) -> None:
    issuer = staffed(database)
    with database.session(by("guan")) as session:
        set_steps(session, issuer, [WantedStep.of("会签", Role.legal_officer, Role.compliance_officer)])
    notice_id = submitted(database)
    with database.session(by("wang")) as session:
        text = without_space(text_of(approval_sheet(session, notice_id, context=NOON), tmp_path))
    assert re.search("会签（法务）.*可签署虚构li.*会签（合规）.*可签署虚构shen", text)


def test_draft_that_is_not_submitted_has_no_sheet(database: Database) -> None:
    staffed(database)
    notice_id = drafted(database)
    with pytest.raises(RecordRefused, match="submit it first"), database.session(by("chen")) as session:
        approval_sheet(session, notice_id, context=NOON)
