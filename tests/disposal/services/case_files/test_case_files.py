"""The case file of an objection or a notice: in the order a judge asks, same bytes, audited, of one's own branch."""

import hashlib
import io
import re
import zipfile
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from disposal.acting import Actor, Channel, Refusal, Role
from disposal.models.objections.codes import ObjectionOutcome
from disposal.models.records.audit_entry import AuditEntry
from disposal.services.accounts.accounts import change_roles
from disposal.services.case_files.case_file import INDEX, CaseFile, CasePart, files_in, index_pdf, zipped
from disposal.services.case_files.drawing import case_of_notice, case_of_objection
from disposal.services.objections import deciding
from disposal.services.objections.handling import enter_reply
from disposal.services.objections.lookup import objection_called
from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import OURS, SECRET, THEIRS, desk_of, fill_two_issuers, ids_at
from tests.disposal.services.objections.objecting import on
from tests.support.printed import text_of
from tests.support.publishing import CONTEXT

pytestmark = [pytest.mark.filled(by=fill_two_issuers), pytest.mark.xdist_group("defences")]
LEGAL = "legal-officer"


def by(login: str) -> Actor:
    return Actor(login, channel=Channel.page)


def files_of(database: Database, receipt: str, login: str = LEGAL) -> dict[str, bytes]:
    with database.session(by(login)) as session:
        case = case_of_objection(session, receipt, context=CONTEXT)
        return dict(files_in(session, case, index_pdf(case)))


def receipt_at(database: Database, code: str = OURS) -> str:
    with database.session() as session:
        return ids_at(session, code)["receipt"]


def decide(session: Session, receipt: str) -> None:
    row, at = objection_called(session, receipt), on("2022-08-17 09:00").at
    deciding.accept(session, row, reason="属受理范围", at=at)
    deciding.propose(session, row, ObjectionOutcome.dismissed, reason="台账无误", at=at)


def settle(database: Database, receipt: str) -> None:
    """Decide an objection by two persons and send the reply."""
    with database.session(by(LEGAL)) as session:
        decide(session, receipt)
    with database.session(by("compliance-officer")) as session:
        row, at = objection_called(session, receipt), on("2022-08-18 09:00").at
        deciding.confirm(session, row, ObjectionOutcome.dismissed, comment="同意", at=at)
    with database.session(by(LEGAL)) as session:
        sent = {"method": "post", "number": "EMS0001", "sent_on": "2022-08-19", "received_on": "2022-08-21"}
        enter_reply(session, objection_called(session, receipt), sent, at=on("2022-08-22 09:00").at)


def test_files_stand_in_the_order_a_judge_asks_and_the_index_names_each_digest(
    database: Database, tmp_path: Path
) -> None:
    receipt = receipt_at(database)
    settle(database, receipt)
    files = files_of(database, receipt)
    names = list(files)
    assert [name[:2] for name in names] == [f"{number:02d}" for number in range(len(names))]
    order = (
        "目录", "公告审批单", "第1版", "文本", "内容", "刊登情况", "整版", "用印件", "公告期逐日", "收到与办理经过",
        "回执", "材料", "答复函", "授权文件与当日岗位", "情况说明",
    )  # fmt: skip
    assert len(names) == len(order)
    assert all(word in name for word, name in zip(order, names, strict=True))
    index = "".join(text_of(files[INDEX], tmp_path).split())
    for name in names[1:]:
        assert hashlib.sha256(files[name]).hexdigest() in index
    told = "".join(text_of(files[names[9]], tmp_path).split())
    assert all(words in told for words in ("2022年8月4日09:00:00", "台账无误", "复核确定", "EMS0001", "2022-08-21签收"))
    assert "国办发明电〔2021〕11号" in "".join(text_of(files[names[8]], tmp_path).split())


def test_roles_are_those_of_the_day_and_same_input_gives_the_same_bytes(database: Database, tmp_path: Path) -> None:
    receipt = receipt_at(database)
    settle(database, receipt)
    before = files_of(database, receipt)
    with database.session(by("administrator")) as session:
        change_roles(session, LEGAL, roles=[Role.auditor], why=("调岗", on("2022-09-01 09:00").at))
    after = files_of(database, receipt, login="auditor")
    assert before == after
    name = next(each for each in after if "当日岗位" in each)
    assert "当时岗位：法务" in "".join(text_of(after[name], tmp_path).split())


def test_archive_holds_what_is_listed_and_nothing_of_another_branch(database: Database) -> None:
    receipt, theirs = receipt_at(database), receipt_at(database, THEIRS)
    with database.session() as session:
        ours_id, theirs_id = (ids_at(session, code)["notice_id"] for code in (OURS, THEIRS))
    with desk_of(database, LEGAL) as browser:
        for path, label in ((f"/desk/objections/{receipt}", receipt), (f"/desk/notices/{ours_id}", "XGCS-2022-0001")):
            assert "导出卷宗" in browser.get(path).text
            sent = browser.post(f"{path}/case-file")
            assert (sent.status_code, sent.headers["content-type"]) == (200, "application/zip")
            with zipfile.ZipFile(io.BytesIO(sent.content)) as archive:
                assert archive.testzip() is None
                names = archive.namelist()
            assert all(re.fullmatch(rf"..卷宗-{label}/\d\d-.+\.(pdf|txt|json)", each) for each in names)
            assert SECRET.encode() not in sent.content
        for path in (f"/desk/objections/{theirs}", f"/desk/notices/{theirs_id}"):
            browser.get("/desk/me")
            assert browser.post(f"{path}/case-file").status_code == 404


def test_export_stands_in_the_trail_and_needs_its_right(database: Database) -> None:
    receipt = receipt_at(database)
    with database.session(by(LEGAL)) as session:
        case_of_objection(session, receipt, context=CONTEXT)
        case_of_notice(session, "XGCS-2022-0001", context=CONTEXT)
    with database.session() as session:
        said = session.exec(select(AuditEntry.reason).where(col(AuditEntry.event).like("%.exported"))).all()
    assert said == [f"导出卷宗：异议{receipt}", "导出卷宗：公告XGCS-2022-0001，含异议1件"]
    with pytest.raises(Refusal), database.session(by("discipline-officer")) as session:
        case_of_objection(session, receipt, context=CONTEXT)


def test_what_there_is_not_is_said(database: Database, tmp_path: Path) -> None:
    files = files_of(database, receipt_at(database))
    assert not any("答复函" in name for name in files)
    index = "".join(text_of(files[INDEX], tmp_path).split())
    assert "已登记，没有答复函" in index
    assert "没有存入收到时间的凭证" in index


def test_archive_is_the_same_each_time(database: Database) -> None:
    receipt = receipt_at(database)

    def archived() -> bytes:
        with database.session(by(LEGAL)) as session:
            case: CaseFile = case_of_objection(session, receipt, context=CONTEXT)
            return b"".join(zipped(files_in(session, case, index_pdf(case)), case.name))

    assert archived() == archived()


def test_names_in_the_archive_lead_nowhere() -> None:
    titles = ("../../etc/passwd", "..\\..\\a", "a\x00b\r\nc", "\u202efdp", "长" * 300)
    parts = [CasePart(each, ".pdf", b"x") for each in titles]
    case = CaseFile("卷宗", "/../XGCS", "虚构法务", on("2022-08-15 10:00").at, parts)
    pieces = zipped(((name, b"x") for name in case.names()), case.name)
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        names = [Path(each) for each in archive.namelist()]
    assert {(len(each.parts), each.is_absolute()) for each in names} == {(2, False)}
    assert not set("".join(map(str, names))) & set("\\:\x00\r\n\u202e")
    assert max(len(each.name) for each in names) < 100
