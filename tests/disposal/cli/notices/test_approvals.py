"""`disposal draft submit|approve|return`, `issuer steps`, `deputy` and `press`: two people on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from disposal.cli.main import app
from disposal.demo.case import FACTS, PUBLISHED_ON, enter_huarong_2022
from disposal.services.publication.publication import draft_notice
from disposal.services.records.dates import today_in_china
from disposal.settings import Settings
from disposal.storage.database import Database
from tests.disposal.services.four_eyes.approving import STAFF
from tests.support.accounts import make_account
from tests.support.running.kept import kept

PROJECT = FACTS.project_code
LATE = "演示：2022年8月3日已刊登"


@kept
def draft_of_2022(database: Database) -> None:
    """Enter the case of 2022 and the accounts of its issuer; chen drafts."""
    with database.session("首位管理员") as session:
        issuer = enter_huarong_2022(session).issuer_id
        for login, roles in STAFF.items():
            make_account(session, login, *roles, issuers=[issuer])
    with database.session("chen") as session:
        project = enter_huarong_2022(session)
        draft_notice(session, project.id, published_on=PUBLISHED_ON)


@pytest.fixture(autouse=True)
def _register(command_line: None, database: Database) -> None:
    draft_of_2022(database)


def run(login: str, *words: str, status: int = 0) -> Any:
    """Run a command as the system's user who bears the login, and return its JSON."""
    result = CliRunner().invoke(app, [*words, "--json"], env={"LOGNAME": login})
    assert result.exit_code == status, result.output
    return json.loads(result.stdout)


def test_draft_is_submitted_approved_and_published_by_two(settings: Settings) -> None:
    digest = run("chen", "draft", "submit", PROJECT)["sha256"]
    refusal = run("chen", "draft", "approve", PROJECT, "--sha256", digest, status=1)["error"]
    assert refusal["zh"] == "您参与了起草，须由他人审批：虚构wang，虚构zhao。"
    shown = run("wang", "draft", "show", PROJECT)
    assert (shown["state"], shown["submission"]["contributors"]) == ("submitted", ["首位管理员", "虚构chen"])
    assert "杭州华成聚合纤有限公司" in shown["text"]
    steps = run("wang", "draft", "approve", PROJECT, "--sha256", digest[:16], "--comment", "同意")["steps"]
    assert [(each["step"], each["approved_by"], each["comment"]) for each in steps] == [("审批", "虚构wang", "同意")]
    published = run("chen", "draft", "publish", PROJECT, "--entered-afterwards", LATE)
    assert published["number"] == "HRZJ-2022-0001"
    assert published["canonical_sha256"] != digest


def test_draft_is_not_published_unapproved() -> None:
    refusal = run("chen", "draft", "publish", PROJECT, "--entered-afterwards", LATE, status=1)["error"]
    assert refusal["code"] == "approval_missing"
    assert "disposal draft submit" in refusal["zh"]


def test_returned_draft_shows_reason_and_difference_after_the_next_submission() -> None:
    run("chen", "draft", "submit", PROJECT)
    returned = run("wang", "draft", "return", PROJECT, "--reason", "公告期", "--comment", "请核对截止日")
    assert returned == {"draft": returned["draft"], "reasons": ["window"], "comment": "请核对截止日", "by": "虚构wang"}
    assert run("chen", "draft", "show", PROJECT)["state"] == "draft"
    shown = CliRunner().invoke(app, ["draft", "show", PROJECT], env={"LOGNAME": "chen"}).stdout
    assert "退回 returned: 虚构wang，公告期；请核对截止日" in shown
    assert "首次提交 first submission" in shown


def test_approved_draft_is_shown_with_what_changed_it_since(settings: Settings) -> None:
    digest = run("chen", "draft", "submit", PROJECT)["sha256"]
    run("wang", "draft", "approve", PROJECT, "--sha256", digest)
    changed = ["issuer", "change", "HRZJ", "website=虚构.example", "--reason", "更正网址"]
    run("chen", *changed)
    void = run("chen", "draft", "show", PROJECT)["submission"]["void"]
    assert "公告发布人" in void["zh"]
    assert "website，虚构chen" in void["zh"]
    assert "虚构wang 的批准已失效" in void["zh"]
    run("chen", "draft", "submit", PROJECT)
    submission = run("zhao", "draft", "show", PROJECT)["submission"]
    assert submission["since"] == "第1次送审"
    assert [(each["path"], each["after"]) for each in submission["differences"]] == [("issuer.website", "虚构.example")]


def test_steps_are_set_by_the_administrator_and_shown() -> None:
    words = ["issuer", "steps", "HRZJ", "复核=legal_officer", "审批=审批人"]
    assert run("chen", *words, status=1)["error"]["code"] == "permission_refused"
    assert [each["role"] for each in run("guan", *words)["steps"]] == ["legal_officer", "approver"]
    assert "起草 › 复核（法务） › 审批（审批人） › 发布" in CliRunner().invoke(app, ["issuer", "steps", "HRZJ"]).stdout


def test_deputy_is_named_listed_and_ended() -> None:
    named = run("wang", "deputy", "add", "shen", "--issuer", "HRZJ", "--until", "2099-01-01", status=1)["error"]
    assert named["field"] == "ends_on"
    assert run("wang", "deputy", "list")["deputies"] == []
    row = run("wang", "deputy", "add", "shen", "--issuer", "HRZJ", "--until", today_in_china().isoformat())
    assert (row["principal"], row["deputy"]) == ("虚构wang", "虚构shen")
    assert run("wang", "deputy", "end", row["id"], "--reason", "已返岗")["ended_at"]


def test_submission_is_taken_back_by_its_drafter() -> None:
    run("chen", "draft", "submit", PROJECT)
    assert run("chen", "draft", "withdraw-submission", PROJECT)["state"] == "withdrawn"
    assert run("chen", "draft", "show", PROJECT)["state"] == "draft"


def test_draft_is_discarded_once_its_submission_is_taken_back_or_returned() -> None:
    words = ("draft", "discard", PROJECT, "--reason", "不再处置")
    run("chen", "draft", "submit", PROJECT)
    assert "请待审批，或先撤回" in run("chen", *words, status=1)["error"]["zh"]
    run("chen", "draft", "withdraw-submission", PROJECT)
    digest = run("chen", "draft", "submit", PROJECT)["sha256"]
    run("wang", "draft", "approve", PROJECT, "--sha256", digest)
    assert "先退回修改" in run("chen", *words, status=1)["error"]["zh"]
    run("wang", "draft", "return", PROJECT, "--reason", "公告期", "--comment", "不再处置")
    assert run("wang", *words, status=1)["error"]["code"] == "permission_refused"
    draft = run("chen", *words)["draft"]
    assert run("chen", "draft", "submit", draft, status=1)["error"]["code"] == "draft_discarded"
    assert run("chen", "draft", "list") == {"drafts": []}


def test_signed_sheet_is_entered_and_confirmed_by_two(tmp_path: Path) -> None:
    digest = run("chen", "draft", "submit", PROJECT)["sha256"]
    why = ("--reason", "领导在纸上签批")
    assert run("guan", "issuer", "change", "HRZJ", "allows_paper_approval=yes", *why)["allows_paper_approval"] is True
    code = run("shen", "draft", "show", PROJECT)["submission"]["sheet_code"]
    (scan := tmp_path / "审批单.pdf").write_bytes(b"%PDF-1.7\n%signed")
    typed = ("--code", code, "--sha256", f"{digest[:8]} {digest[8:16]}", "--scan", str(scan))
    signed = (*typed, "--signer", "wang", "--signed-on", today_in_china().isoformat())
    entered = run("shen", "draft", "sheet", "enter", PROJECT, *signed)
    assert (entered["state"], entered["signed_by"]) == ("waiting", "虚构wang")
    again = run("shen", "draft", "sheet", "confirm", PROJECT, "--sha256", digest[:16], status=1)["error"]
    assert again["code"] == "paper_needs_another"
    assert run("li", "draft", "sheet", "confirm", PROJECT, "--sha256", digest[:16])["state"] == "confirmed"
    step = run("chen", "draft", "show", PROJECT)["submission"]["steps"][0]
    assert (step["approved_by"], step["on_paper"]["signed_on"]) == ("虚构wang", today_in_china().isoformat())


def test_sheet_is_printed_without_a_further_word(tmp_path: Path) -> None:
    run("chen", "draft", "submit", PROJECT)
    out = tmp_path / "sheet.pdf"
    result = CliRunner().invoke(app, ["draft", "sheet", PROJECT, "--out", str(out)], env={"LOGNAME": "chen"})
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"%PDF")


def test_steps_in_parallel_readings_and_authorities_are_set_and_taken() -> None:
    wanted = (
        "会签=legal_officer+compliance_officer",
        "审批=approver",
        "总公司=approver/zhao:above_limit",
        "传阅=合规:read",
    )
    steps = run("guan", "issuer", "steps", "HRZJ", *wanted)["steps"]
    assert [each["stage"] for each in steps] == [1, 1, 2, 3, 4]
    limit = ("--document", "授权〔2026〕12号", "--limit", "10亿", "--until", "2099-12-31")
    assert run("guan", "issuer", "authority", "HRZJ", *limit)["limit_amount"] == "1000000000.00"
    digest = run("chen", "draft", "submit", PROJECT, "--urgency", "特急", "--to", "总经理室")["sha256"]
    for login in ("shen", "li", "wang"):
        shown = run(login, "draft", "approve", PROJECT, "--sha256", digest)
    assert (shown["state"], shown["urgency"], shown["presented_to"]) == ("approved", "very_urgent", "总经理室")
    assert [each["step"] for each in shown["steps"]] == ["会签", "会签", "审批"]
    assert run("shen", "draft", "read", PROJECT)["read_by"] == "虚构shen"
    authority = run("guan", "issuer", "authorities", "HRZJ")["authorities"][0]
    assert run("guan", "issuer", "end-authority", authority["id"], "--reason", "负责人调任")["ended_at"] is not None


def test_approved_notice_is_brought_to_the_paper(tmp_path: Path) -> None:
    digest = run("chen", "draft", "submit", PROJECT)["sha256"]
    run("wang", "draft", "approve", PROJECT, "--sha256", digest)
    (stamped := tmp_path / "用印件.pdf").write_bytes(b"%PDF-1.7 stamped")
    (picture := tmp_path / "小样.png").write_bytes(b"\x89PNG\r\n\x1a\n0")
    (words := tmp_path / "words.txt").write_text(run("chen", "draft", "show", PROJECT)["text"], "utf-8")
    sealed = ("seal=公司公章", "copies=2", "sealed_on=2022-8-2", "handled_by=陈静", "--scan", str(stamped))
    assert run("chen", "press", "seal", PROJECT, *sealed)["copies"] == 2
    space = ("medium=浙江日报", "kind=newspaper_province", "closes_on=2022-8-2", "planned_on=2022-8-3")
    booking = run("chen", "press", "book", PROJECT, *space)["id"]
    compared = run("chen", "press", "proof", booking, "--file", str(picture), "--words", str(words))
    assert compared["differences"] == []
    assert run("chen", "press", "confirm", booking)["state"] == "confirmed"
    shown = run("chen", "press", "show", PROJECT)
    assert [each["medium"] for each in shown["media"]] == ["浙江日报"]
    assert shown["not_booked"] == []
    assert run("chen", "press", "cancel", booking, "--reason", "报社版面已满")["state"] == "cancelled"
