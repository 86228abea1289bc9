"""Placements and their scans: after publication only, known by their content, never changed."""

import hashlib
from datetime import date

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.errors import RecordRefused
from disposal.models.publication.placement import PlacementCreate
from disposal.models.publication.placement_scan import PlacementScan
from disposal.services.press.placements import placement_findings, placements_of, record_placement
from disposal.services.press.scans import LARGEST_SCAN, ScanRefused, scan_of, store_scan
from disposal.services.projects.projects import change_project
from disposal.services.publication.errors import AmendmentRefused
from disposal.services.publication.publication import draft_notice
from disposal.services.records.dates import today_in_china
from disposal.write_errors import AppendOnly
from notices.completeness import Severity
from notices.dates import ONE_DAY
from tests.support.calendars import UNTIL_2026
from tests.support.publishing import CONTEXT, PUBLISHED_ON, enter_project, publish, published_once

PDF = b"%PDF-1.7 invented"
STOOD = {"medium": "虚构日报", "kind": "newspaper_province", "published_on": PUBLISHED_ON}


def test_placement_is_recorded_after_publication_only(session: Session) -> None:
    project = enter_project(session)
    draft = draft_notice(session, project.id, published_on=PUBLISHED_ON)
    stood = {"medium": "虚构日报", "kind": "newspaper_province", "published_on": PUBLISHED_ON, "notice_id": draft.id}
    with pytest.raises(AmendmentRefused, match="not published yet"):
        record_placement(session, PlacementCreate.model_validate(stood))
    publish(session, draft.id, context=CONTEXT)
    record_placement(session, PlacementCreate.model_validate(stood | {"page": "第8版"}))
    assert [placement.page for placement in placements_of(session, draft)] == ["第8版"]
    with pytest.raises(AmendmentRefused, match="2022-08-02"):
        record_placement(session, PlacementCreate.model_validate(stood | {"published_on": date(2022, 8, 2)}))


@pytest.mark.filled(by=published_once)
def test_placement_of_a_day_to_come_is_refused_and_moves_no_end(session: Session) -> None:
    notice = published_once(session)
    today = today_in_china()
    record_placement(session, PlacementCreate.model_validate(STOOD | {"notice_id": notice.id, "published_on": today}))
    for day in (today + ONE_DAY, date(2099, 1, 1)):
        to_come = PlacementCreate.model_validate(STOOD | {"notice_id": notice.id, "published_on": day})
        with pytest.raises(RecordRefused, match="lies after today"):
            record_placement(session, to_come)
    assert [placement.published_on for placement in placements_of(session, notice)] == [today]


@pytest.mark.filled(by=published_once)
def test_placement_that_brings_the_notice_inside_its_floor_is_recorded_and_told(session: Session) -> None:
    notice = published_once(session)
    change_project(session, notice.project_id, {"book_value": "193474338.54", "province": "浙江省"}, reason="核定")
    paper = STOOD | {"notice_id": notice.id, "paper": "general", "province": "浙江省"}
    record_placement(session, PlacementCreate.model_validate(paper))
    assert placement_findings(session, notice, calendar=UNTIL_2026) == ()
    late = paper | {
        "published_on": date(2022, 8, 4),
        "medium": "虚构法制报",
        "paper": "specialised",
        "province": "江苏省",
    }
    record_placement(session, PlacementCreate.model_validate(late))
    codes = [finding.code for finding in placement_findings(session, notice, calendar=UNTIL_2026)]
    assert codes == ["paper_of_wrong_kind", "paper_of_another_place"]  # it does not fit, so it is not a required one
    record_placement(
        session,
        PlacementCreate.model_validate(late | {"medium": "虚构经济报", "paper": "economic", "province": "全国"}),
    )
    (told, *_) = placement_findings(session, notice, calendar=UNTIL_2026)
    assert (told.code, told.severity, told.field) == ("review_inside_floor", Severity.warning, "placements")
    assert "2022年8月4日（星期四）刊登的公告迟于法定期限" in told.zh


@pytest.mark.filled(by=published_once)
def test_scan_is_stored_as_it_came_with_its_digest(session: Session) -> None:
    notice = published_once(session)
    placed = record_placement(session, PlacementCreate.model_validate(STOOD | {"notice_id": notice.id}))
    stored = store_scan(session, placed, scan_of("folder/报纸.pdf", PDF))
    session.expunge(stored)
    found = session.exec(select(PlacementScan)).one()
    assert (found.file_name, found.media_type, found.data) == ("报纸.pdf", "application/pdf", PDF)
    assert found.sha256 == hashlib.sha256(PDF).hexdigest()
    with pytest.raises(AppendOnly), session.begin_nested():
        session.execute(text("UPDATE placement_scan SET file_name = 'x'"))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("报纸.pdf", b"<html>", "与扩展名不符"),
        ("报纸.png", b"%PDF-1.7", "与扩展名不符"),
        ("报纸.svg", b"<svg/>", "类型不受支持"),
        ("报纸", PDF, "类型不受支持"),
        ("报纸.pdf", PDF.ljust(LARGEST_SCAN + 1), "超过 50 MB"),
    ],
)
def test_file_that_is_no_scan_is_refused_with_what_to_do(name: str, data: bytes, words: str) -> None:
    with pytest.raises(ScanRefused) as refusal:
        scan_of(name, data)
    assert words in refusal.value.zh
    assert refusal.value.field == "scan"


def test_identity_number_in_the_name_of_a_scan_is_masked() -> None:
    assert scan_of("folder/999999198001011014回执.pdf", PDF).file_name == "999999********1014回执.pdf"


def test_scan_of_the_largest_size_is_taken() -> None:
    assert len(scan_of("报纸.JPG", b"\xff\xd8\xff".ljust(LARGEST_SCAN)).data) == LARGEST_SCAN
