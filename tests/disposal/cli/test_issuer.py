"""`disposal issuer`: what each issuer is, and how that is changed."""

import json

import pytest
from typer.testing import CliRunner

from disposal.cli.main import app
from disposal.demo.case import enter_huarong_2022

pytestmark = [pytest.mark.filled(by=enter_huarong_2022), pytest.mark.usefixtures("command_line")]


def test_kind_of_an_issuer_is_listed_changed_and_audited() -> None:
    runner = CliRunner()
    assert "HRZJ  中国华融资产管理股份有限公司浙江省分公司  87号文列名的金融资产管理公司" in (
        runner.invoke(app, ["issuer", "list"]).stdout
    )
    change = ["--as", "合规甲", "issuer", "change", "HRZJ", "kind=其他全国性金融资产管理公司", "--reason", "演示"]
    assert json.loads(runner.invoke(app, [*change, "--json"]).stdout)["kind"] == "national_amc"
    assert "issuer.changed" in runner.invoke(app, ["audit", "show", "--last", "1"]).stdout
    assert "其他全国性金融资产管理公司" in runner.invoke(app, ["issuer", "list"]).stdout


def test_issuer_is_entered_once_and_a_wrong_code_is_refused() -> None:
    enter = ["issuer", "enter", "XGCS", "name=虚构资产管理股份有限公司", "branch=测试省分公司", "kind=地方资产管理公司"]
    runner = CliRunner()
    assert runner.invoke(app, enter).stdout.startswith(
        "发布人已录入 · entered: XGCS 虚构资产管理股份有限公司测试省分公司  地方"
    )
    for again, field in ((enter, "code"), ([*enter[:2], "小写", *enter[3:]], "code")):
        refused = runner.invoke(app, [*again, "--json"])
        assert refused.exit_code == 1
        assert field in refused.stdout
    assert runner.invoke(app, ["issuer", "list"]).stdout.count("虚构资产管理") == 1


@pytest.mark.parametrize(("code", "value", "field"), [("XX", "kind=bank", "code"), ("HRZJ", "kind=guess", "kind")])
def test_unknown_issuer_or_kind_is_refused(code: str, value: str, field: str) -> None:
    words = ["issuer", "change", code, value, "--reason", "演示", "--json"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["field"] == field
