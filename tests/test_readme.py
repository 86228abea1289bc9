"""The README: each command of its shell blocks runs as it stands, in order; what it names is there."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from disposal.cli.main import app
from disposal.settings import Settings, reset_settings

TOP = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
SAYS_NO = re.compile(r"# .*(?:status 1|退出状态1)")


def examples(readme: str) -> list[str]:
    """Return the lines of all shell blocks, without those of a comment alone."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (TOP / readme).read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines() if line.strip() and not line.startswith("#")]


@pytest.fixture
def fresh(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield a folder with the project's templates, where the demo has been made and commands find its database."""
    (tmp_path / "templates").symlink_to(TOP / "templates")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISPOSAL_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", "5e" * 32)
    reset_settings()
    assert CliRunner().invoke(app, ["demo"]).exit_code == 0
    yield tmp_path
    reset_settings()


@pytest.fixture
def own(empty_settings: Settings) -> str:
    """Return the URL of another, empty database: the register of one's own."""
    return empty_settings.database_url.get_secret_value()


def run(line: str) -> Result:
    """Run one line as a shell would: words, comment, and where the output goes."""
    words = shlex.split(line, comments=True)
    target = Path(words[words.index(">") + 1]) if ">" in words else None
    if target is not None:
        words = words[: words.index(">")]
    assert words[0] == "disposal"
    done = CliRunner().invoke(app, words[1:])
    if target is not None:
        target.write_text(done.stdout, encoding="utf-8")
    return done


def test_both_readmes_show_the_same_commands_with_the_same_outcome() -> None:
    english, chinese = (
        [(shlex.split(line, comments=True), bool(SAYS_NO.search(line))) for line in examples(readme)]
        for readme in READMES
    )
    assert english == chinese


def test_every_command_of_the_readme_runs_as_it_stands(fresh: Path, own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line for line in examples(READMES[0]) if not line.startswith(("make ", "sudo "))]
    assert len(lines) >= 10
    for line in lines:
        if line.startswith("export DISPOSAL_DATA_DIR="):
            monkeypatch.setenv("DISPOSAL_DATABASE_URL", own)
            reset_settings()
        if line.startswith("export "):
            continue
        expected = 1 if SAYS_NO.search(line) else 0
        done = run(line)
        assert done.exit_code == expected, f"{line}\n{done.output}\n{done.exception!r}"


@pytest.mark.parametrize("readme", READMES)
def test_make_targets_and_files_the_readme_names_are_there(readme: str) -> None:
    text = (TOP / readme).read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", (TOP / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", text)) <= targets
    named = set(re.findall(r"`((?:disposal|notices|templates|tests)/[\w/.-]+)`", text))
    assert len(named) >= 10
    assert [name for name in sorted(named) if not (TOP / name).exists()] == []
