"""Taking an import back: everything it made goes, what stood stays, and nothing that others rest on is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from disposal.models.claims.claim import Claim
from disposal.models.parties.party import Party, PartyCreate
from disposal.models.projects.disposal_project import DisposalProject
from disposal.models.projects.package_import import ImportState, PackageImport
from disposal.models.screening.bidder import Bidder
from disposal.services.claims.claims import change_claim
from disposal.services.package_import.errors import ImportNotUndone
from disposal.services.package_import.facts import PackageFacts
from disposal.services.package_import.package_import import PackageRequest, import_package, preview_package
from disposal.services.package_import.undoing import undo_import
from disposal.services.parties.parties import enter_party
from disposal.services.projects.projects import change_project
from disposal.services.records.audit_trail import entries, is_as_written
from disposal.services.records.validation import read
from tests.support.factories import add, make_issuer, make_notice
from tests.support.packages.workbook import FACTS, FIRST_ROW, column_of, package_workbook, saved

COUNTED = (
    "party", "claim", "claim_statement", "collateral", "security_interest", "guarantee", "litigation_status",
    "project_claim", "disposal_project", "issuer",
)  # fmt: skip


def sizes(session: Session) -> dict[str, int]:
    return {name: session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in COUNTED}


def imported(session: Session, folder: Path, *, address: str | None = None) -> PackageImport:
    make_issuer(session, "XGCS")
    book = package_workbook()
    book["债务人"].cell(FIRST_ROW, column_of(book, "债务人", "地址")).value = address
    return import_package(session, PackageRequest(saved(book, folder), PackageFacts.model_validate(FACTS)))


def test_undone_import_leaves_exactly_what_was_there(session: Session, tmp_path: Path) -> None:
    make_issuer(session, "XGCS")
    known = enter_party(session, read(PartyCreate, {"name": "虚构化纤1有限公司"}))
    before, facts = sizes(session), known.model_dump()
    row = imported(session, tmp_path, address="虚构省虚构市九号路1号")
    assert sizes(session)["claim"] == 95
    assert session.get_one(Party, known.id).address == "虚构省虚构市九号路1号"
    done = undo_import(session, row.id, reason="选错文件")
    assert sizes(session) == before
    assert session.get_one(Party, known.id).model_dump() == facts
    assert (done.state, done.project_id, done.undone_because) == (ImportState.undone, None, "选错文件")


def test_undone_import_leaves_its_history(session: Session, tmp_path: Path) -> None:
    row = imported(session, tmp_path)
    claim_id = session.exec(select(Claim.id)).first()
    undo_import(session, row.id, reason="选错文件")
    (made, gone) = entries(session, subject_id=claim_id)
    assert (made.event, made.reason, made.before) == ("claim.entered", "资产包导入：资产包.xlsx", None)
    assert (gone.event, gone.reason, gone.after) == ("claim.removed", "选错文件", None)
    assert made.after == gone.before
    assert is_as_written(made)
    assert is_as_written(gone)
    assert [each.event for each in entries(session, subject_id=row.id)] == ["package.imported", "package.import_undone"]


def test_package_that_was_taken_back_can_be_imported_again(session: Session, tmp_path: Path) -> None:
    row = imported(session, tmp_path)
    undo_import(session, row.id, reason="选错项目")
    again = imported(session, tmp_path)
    assert again.state is ImportState.imported
    with pytest.raises(ImportNotUndone, match="it is undone"):
        undo_import(session, row.id, reason="再次")


def draft(session: Session, project: DisposalProject) -> None:
    make_notice(session, project, title="虚构公告")


def changed_claim(session: Session, project: DisposalProject) -> None:
    claim = session.exec(select(Claim)).first()
    assert claim is not None
    change_claim(session, claim.id, {"details": "更正"}, reason="核对后更正")


def bidder_that_is_a_debtor(session: Session, project: DisposalProject) -> None:
    party = session.exec(select(Party)).first()
    assert party is not None
    other = DisposalProject.model_validate(
        {"issuer_id": project.issuer_id, "code": "另一项目", "name": "另一项目", "book_value": "1.00"}
    )
    add(session, other)
    add(session, Bidder.model_validate({"project_id": other.id, "party_id": party.id}))


@pytest.mark.parametrize(
    ("depends", "words"),
    [
        (draft, "已编制公告草稿《虚构公告》"),
        (changed_claim, "债权已由测试员更改"),
        (bidder_that_is_a_debtor, "另有1条意向受让人引用所导入的记录"),
    ],
)
def test_import_that_something_depends_on_is_not_undone(
    session: Session, tmp_path: Path, depends: Callable[[Session, DisposalProject], None], words: str
) -> None:
    row = imported(session, tmp_path)
    depends(session, session.get_one(DisposalProject, row.project_id))
    before = sizes(session)
    with pytest.raises(ImportNotUndone) as refused:
        undo_import(session, row.id, reason="选错文件")
    assert words in refused.value.zh
    assert sizes(session) == before


def test_project_that_was_changed_since_stays_without_the_claims(session: Session, tmp_path: Path) -> None:
    row = imported(session, tmp_path)
    change_project(session, row.project_id, {"city": "虚构市"}, reason="补充")  # type: ignore[arg-type]
    undo_import(session, row.id, reason="选错文件")
    assert session.get_one(DisposalProject, row.project_id).city == "虚构市"
    assert sizes(session)["project_claim"] == 0


def test_dry_run_of_a_package_on_record_names_who_is_matched(session: Session, tmp_path: Path) -> None:
    imported(session, tmp_path)
    facts = PackageFacts.model_validate({**FACTS, "project_code": "另一项目"})
    found = preview_package(session, PackageRequest(tmp_path / "资产包.xlsx", facts))
    assert len(found.matched) == 95 * 2  # each debtor and each company that guarantees; persons have no number
    assert {match.by for match in found.matched} == {"name"}
    assert found.counts["party"] == found.persons_without_number == 95
    assert {each.code for each in found.problems} == {"contract_on_record"}
    assert found.is_clear
