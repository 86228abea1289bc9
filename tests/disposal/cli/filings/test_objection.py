"""`disposal objection`: log, list, show, decide by two, print the reply, enter a rule."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from disposal.acting import TokenScope
from disposal.cli.main import app
from disposal.storage.database import Database
from tests.acceptance.defences.two_issuers import PDF, bearing
from tests.disposal.services.objections.objecting import NUMBER, fill_published

pytestmark = [pytest.mark.filled(by=fill_published), pytest.mark.usefixtures("command_line")]


def run(*words: str, login: str = "fawu") -> Result:
    return CliRunner().invoke(app, ["--as", login, "objection", *words])


def logged() -> str:
    made = run("log", NUMBER, "channel=电话", "objector=虚构异议人", "ground=金额有误", "words=本金有误", "--json")
    assert made.exit_code == 0, made.stdout
    answer = json.loads(made.stdout)
    assert (answer["is_in_time"], answer["ground"], answer["channel"]) == (False, "amount", "telephone")
    return str(answer["receipt"])


def test_objection_is_logged_listed_decided_by_two_and_answered(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    receipt = logged()
    assert f"{receipt}  {NUMBER}" in run("list", "--notice", NUMBER).stdout
    assert "逾期 late" in run("show", receipt).stdout
    assert run("decide", receipt, "受理", "--reason", "属受理范围").exit_code == 0
    assert run("decide", receipt, "不成立", "--reason", "台账无误").exit_code == 0
    alone = run("decide", receipt, "不成立", "--reason", "同意", "--json", login="hegui")
    assert json.loads(alone.stdout)["error"]["code"] == "another_person_needed"  # the same user of the system
    token = bearing(database, "hegui", *TokenScope)["authorization"].removeprefix("Bearer ")
    monkeypatch.setenv("DISPOSAL_TOKEN", token)
    done = CliRunner().invoke(app, ["objection", "decide", receipt, "不成立", "--reason", "同意", "--json"])
    assert json.loads(done.stdout)["state"] == "dismissed"
    letter = tmp_path / "答复函.pdf"
    assert CliRunner().invoke(app, ["objection", "letter", receipt, "--out", str(letter)]).exit_code == 0
    assert letter.read_bytes().startswith(b"%PDF-")


def test_list_asks_for_a_state_by_code_or_chinese_word_and_refuses_another_word_naming_all() -> None:
    receipt = logged()
    assert receipt in run("list", "--state", "已登记").stdout
    assert receipt not in run("list", "--state", "upheld").stdout
    refused = CliRunner(env={"COLUMNS": "900"}).invoke(app, ["objection", "list", "--state", "zzz"])
    assert refused.exit_code == 2
    for words in ("'--state'", "'zzz'", "received 已登记", "partly_upheld 部分成立", "不是可用的代码"):
        assert words in refused.output


def test_rule_is_the_administrators_and_never_reaches_back() -> None:
    told = run("rule", "XGCS", "in_force_from=2022-08-01", "postmark_counts=是", "--json", login="guan")
    assert json.loads(told.stdout)["error"]["field"] == "in_force_from"
    assert run("rule", "XGCS", "in_force_from=2099-01-01", "answer_working_days=15", login="guan").exit_code == 0
    refused = run("rule", "XGCS", "in_force_from=2099-02-01", "--json")
    assert json.loads(refused.stdout)["error"]["code"] == "permission_refused"


def test_clock_grouping_question_evidence_and_reply_are_verbs_too(tmp_path: Path) -> None:
    receipt, other = logged(), logged()
    envelope = tmp_path / "信封.pdf"
    envelope.write_bytes(PDF)
    for words in (
        ("pause", receipt, "--reason", "待补授权材料"),
        ("resume", receipt, "--reason", "已补"),
        ("ask", receipt, "请提供还款凭证", "--goes-on"),
        ("group", receipt, other, "--reason", "理由相同"),
        ("ungroup", other, "--reason", "理由不同"),
        ("add-file", receipt, str(envelope), "--proves-receipt"),
    ):
        done = run(*words)
        assert done.exit_code == 0, done.output
    shown = json.loads(run("show", receipt, "--json").stdout)
    assert [each["name"] for each in shown["files"]] == ["信封.pdf"]
    assert [each["words"] for each in shown["messages"]] == ["请提供还款凭证"]
    early = run("reply", receipt, "method=邮寄", "sent_on=2022-08-22", "--json")
    assert json.loads(early.stdout)["error"]["code"] == "objection_step_refused"


def test_time_case_link_receipt_and_withdrawal_are_verbs_too(tmp_path: Path) -> None:
    receipt, note = logged(), tmp_path / "通话记录.pdf"
    note.write_bytes(PDF)
    for words in (
        ("received-at", receipt, "2022-8-31 14:05", "--reason", "先到总公司"),
        ("check-time", receipt, "--decline", "--reason", "没有凭证"),
        ("case", receipt, "（2022）虚0101民初1号", "--reason", "应诉"),
        ("link", receipt, "--reason", "遗失网址"),
        ("receipt", receipt, "--out", str(tmp_path / "回执.pdf")),
        ("add-file", receipt, str(note), "--proves-withdrawal"),
        ("decide", receipt, "撤回", "--reason", "来电撤回"),
    ):
        done = run(*words)
        if words[0] == "check-time":  # the same user of the system entered it
            assert done.exit_code == 1
            continue
        assert done.exit_code == 0, done.output
    refused = run("next-notice", receipt, "--json")
    assert json.loads(refused.stdout)["error"]["code"] == "objection_refused"


def test_case_file_is_written_into_a_new_folder_the_same_each_time(tmp_path: Path) -> None:
    receipt = logged()
    first, second = tmp_path / "卷宗", tmp_path / "再次" / "卷宗"
    done = run("file", receipt, "--out", str(first))
    assert done.exit_code == 0, done.output
    assert "  01-" in done.stdout
    assert run("file", receipt, "--out", str(second)).exit_code == 0
    names = sorted(path.name for path in first.iterdir())
    assert names[0] == "00-目录.pdf"
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)
    again = run("file", receipt, "--out", str(first), "--json")
    assert json.loads(again.stdout)["error"]["code"] == "folder_not_empty"
    of_notice = CliRunner().invoke(app, ["--as", "fawu", "notice", "file", NUMBER, "--out", str(tmp_path / "公告")])
    assert of_notice.exit_code == 0, of_notice.output
    assert any("情况说明" in path.name for path in (tmp_path / "公告").iterdir())
