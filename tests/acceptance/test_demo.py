"""`disposal demo` as a newcomer runs it: a notice published, two bidders screened, their papers written."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import func, select
from typer.testing import CliRunner

from disposal.cli.main import app
from disposal.models.screening.screening import Screening
from disposal.registry.opening import open_database
from disposal.settings import Settings, reset_settings
from tests.support.notice_samples import flat, published


@pytest.fixture
def out(settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    assert settings.database_url is not None
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("DISPOSAL_PERSONAL_NUMBER_KEY", "5e" * 32)
    reset_settings()
    yield tmp_path / "demo"
    reset_settings()


def told(out: Path) -> str:
    done = CliRunner().invoke(app, ["demo", "--out", str(out)])
    assert done.exit_code == 0, done.output
    return done.stdout


def screenings(settings: Settings) -> int:
    with open_database(settings) as database, database.session() as session:
        return int(session.exec(select(func.count()).select_from(Screening)).one())


def test_demo_publishes_the_notice_and_screens_two_bidders_and_twice_is_once(out: Path, settings: Settings) -> None:
    first = told(out)
    assert "2022-08-03 → 2022-08-31, 20 working days" in first
    assert "虚构启明投资有限公司: 未发现限制情形 clear" in first
    assert "虚构隔山投资有限公司: 不得购买 barred" in first
    assert "虚构资管员工 —60%→ 虚构山前管理有限公司 —50%→ 虚构隔山投资有限公司，合计30%，属于本公告不得购买的" in first
    assert flat((out / "notice.txt").read_text("utf-8")) == published("huarong-zhejiang-2022-08-03")
    made = {name: (out / f"opinion-{name}.pdf").read_bytes() for name in (1, 2)}
    read = subprocess.run(["pdftotext", "-layout", out / "opinion-2.pdf", "-"], capture_output=True, check=True)
    assert "不得购买" in read.stdout.decode()
    count = screenings(settings)
    assert told(out).partition("[4/8]")[2] == first.partition("[4/8]")[2]
    assert screenings(settings) == count
    assert (out / "opinion-2.pdf").read_bytes() == made[2]
