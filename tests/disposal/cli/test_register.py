"""`disposal register check`: contradictions among records are told, project by project, and block nothing."""

import json

import pytest
from sqlmodel import Session
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from disposal.demo.case import enter_huarong_2022
from notices.errors import NoticesError
from tests.support.factories import make_claim, make_collateral, make_guarantee, make_project, make_security_interest


def contradicting(session: Session) -> None:
    """Enter the case of 2022, and a project whose guarantee lasts to Tue 2022-08-02 and whose certificate is taken."""
    enter_huarong_2022(session)
    claim = make_claim(session, name="甲")
    other = make_claim(session, name="乙", debtor_id=claim.debtor_id)
    thing = make_collateral(session, certificate_numbers=["虚构权证1号"])
    for each in (claim, other):
        make_security_interest(session, each, collateral_id=thing.id)
    make_guarantee(session, claim, period_ends_on="2022-08-02")
    make_project(session, claim)


pytestmark = [pytest.mark.filled(by=contradicting), pytest.mark.usefixtures("command_line")]


def checked(*words: str) -> Result:
    return CliRunner().invoke(app, ["register", "check", *words])


def answered(*words: str) -> dict[str, list[str]]:
    """Return the codes found, by project."""
    answer = json.loads(checked(*words, "--json").stdout)
    return {each["project"]: [found["code"] for found in each["findings"]] for each in answer["projects"]}


def test_every_project_is_checked_and_warnings_end_with_status_0() -> None:
    done = checked("--on", "2022-08-03")
    assert done.exit_code == 0
    assert "TEST-ZJ/P-1 测试纺织债权处置项目" in done.stdout
    assert "警告 warning [certificate_in_two_claims]" in done.stdout
    assert "权证虚构权证1号同时担保2项债权：测试纺织有限公司（甲）；测试纺织有限公司（乙）。" in done.stdout
    assert "《民法典》第六百九十三条" in done.stdout
    assert "HRZJ" not in done.stdout
    assert done.stdout.endswith("已检查2个项目：2项警告，0项提示\n2 project(s) checked: 2 warning(s), 0 note(s)\n")


def test_case_of_2022_contradicts_nothing() -> None:
    done = checked("HRZJ-HUACHENG")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "已检查1个项目：0项警告，0项提示")


@pytest.mark.parametrize(("day", "is_over"), [("2022-08-02", False), ("2022-08-03", True)], ids=["Tue last", "Wed"])
def test_day_asked_about_decides_whether_a_guarantee_period_is_over(day: str, is_over: bool) -> None:
    found = answered("TEST-ZJ/P-1", "--on", day)
    assert list(found) == ["TEST-ZJ/P-1"]
    assert ("guarantee_period_over" in found["TEST-ZJ/P-1"]) is is_over


def test_json_names_each_project_and_what_each_warning_is_about() -> None:
    answer = json.loads(checked("--on", "2022-08-03", "--json").stdout)
    assert (answer["on"], answer["warnings"], answer["notes"]) == ("2022-08-03", 2, 0)
    clean, other = answer["projects"]
    assert (clean["project"], clean["findings"]) == ("HRZJ/HRZJ-HUACHENG", [])
    first = other["findings"][0]
    assert (first["subject"], first["severity"], first["source"]) == ("虚构权证1号", "warning", "《登记规则》")


def test_unknown_project_is_refused_by_name() -> None:
    done = checked("P-9")
    assert isinstance(done.exception, NoticesError)
    assert "P-9" in done.exception.zh
