"""Wrong usage is told in Chinese and English; no message of the command line exists in one language only."""

import ast
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import disposal.cli
from disposal.cli.main import app

CHINESE = re.compile(r"[\u4e00-\u9fff]")
COMMANDS = Path(disposal.cli.__path__[0])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("project enter x.toml", "缺少选项 --facts，请补上"),
        ("project enter", "缺少参数 FILE，请补上"),
        ("nosuch", "没有命令 nosuch"),
        ("window 2024-08-19 --wokring 3", "没有选项 --wokring；是否为 --working-days？"),
        ("notice list --last abc", "--last 的值：应为整数"),
        ("notice list extra", "多写了 extra，请删去"),
        ("notice list --last", "选项 --last 之后须写值"),
        ("window 2024-08-19", "--working-days 与 --natural-days 请选写一个"),
        ("window 2024-08-19 --working-days 3 --closes 25", "不是截止钟点"),
        ("notice schema zzz", "KIND: “zzz”不是可用的种类；应为以下之一：notice、facts、package-facts、dossier"),
        ("objection decide YY-1 zzz --reason x", "'DECISION': 'zzz'"),
    ],
)
def test_wrong_usage_is_told_in_both_languages(words: str, expected: str) -> None:
    done = CliRunner(env={"COLUMNS": "300"}).invoke(app, words.split())
    shown = " ".join(done.output.replace("│", " ").split())
    assert done.exit_code == 2
    assert expected in shown
    assert re.search("[a-z]{4,} [a-z]", shown.partition(expected)[2])


def test_every_refusal_of_a_value_has_both_languages() -> None:
    found = []
    for path in COMMANDS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "message":
                found.append((path.name, ast.unparse(node.value)))
    assert len(found) > 10
    assert [(name, said) for name, said in found if not CHINESE.search(said) and "{zh}" not in said] == []


@pytest.mark.parametrize(
    ("words", "frames"),
    [
        ("draft publish", ("用法 Usage: ", "写法见 ", "错误 Error")),
        (
            "window --help",
            ("用法 Usage: ", "参数 Arguments", "选项 Options", "[必填 required]", "[默认 default: 24:00]"),
        ),
        ("placement --help", ("用法 Usage: ", "命令 Commands", "显示本说明 · Show this message and exit.")),
    ],
)
def test_frames_of_help_and_of_wrong_usage_stand_in_both_languages_chinese_first(
    words: str, frames: tuple[str, ...]
) -> None:
    shown = CliRunner(env={"COLUMNS": "300"}).invoke(app, words.split()).output
    assert [each for each in frames if each not in shown] == []
