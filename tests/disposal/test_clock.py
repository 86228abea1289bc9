"""The clock that can be set: it runs on from its instant, every page says so, and production refuses it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from disposal.acting import Role
from disposal.clock import now
from disposal.models.publication.notice_version import NoticeVersion
from disposal.registry.opening import open_database
from disposal.services.approvals.deputyships import today_by_database
from disposal.services.records.dates import today_in_china
from disposal.settings import ClockSetInProduction, Settings, SettingsInvalid, get_settings, reset_settings
from disposal.storage.database import Database
from tests.support.accounts import in_production, open_account
from tests.support.website import HUARONG, instant, publish_huarong, site_on

SET = "2022-08-31T23:59:59+08:00"
MINUTE = timedelta(minutes=1)
PAGES = ["/", "/notices", f"/notices/{HUARONG}", "/calculator", "/api/docs", "/nothing", "/desk/sign-in", "/desk/reset"]


@pytest.fixture(autouse=True)
def _settings_anew() -> Iterator[None]:
    reset_settings()
    yield
    reset_settings()


def with_clock(settings: Settings) -> Settings:
    return Settings(**{**settings.model_dump(exclude={"now"}), "now": SET})


def test_clock_that_is_set_runs_on_from_its_instant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPOSAL_NOW", SET)
    first, second = now(), now()
    assert instant("2022-08-31 23:59:59") <= first < second < first + MINUTE
    assert get_settings().real(first) <= datetime.now(UTC)
    assert today_in_china().isoformat() in {"2022-08-31", "2022-09-01"}


def test_clock_that_is_set_moves_no_day_by_which_a_deputy_acts(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPOSAL_NOW", SET)
    reset_settings()
    assert today_by_database(session).year > now().year


@pytest.mark.parametrize("unset", [None, ""])
def test_clock_that_is_not_set_is_the_real_one(monkeypatch: pytest.MonkeyPatch, unset: str | None) -> None:
    monkeypatch.delenv("DISPOSAL_NOW", raising=False)
    if unset is not None:
        monkeypatch.setenv("DISPOSAL_NOW", unset)
    assert abs(now() - datetime.now(UTC)) < MINUTE


@pytest.mark.parametrize("wrong", ["2022-08-31T23:59:59", "yesterday"])
def test_clock_set_to_no_instant_is_refused_with_its_variable(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("DISPOSAL_NOW", wrong)
    with pytest.raises(SettingsInvalid, match="DISPOSAL_NOW is not valid"):
        get_settings()


def test_clock_is_refused_where_the_settings_say_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPOSAL_NOW", SET)
    monkeypatch.setenv("DISPOSAL_MODE", "production")
    with pytest.raises(ClockSetInProduction, match="Unset DISPOSAL_NOW") as caught:
        get_settings()
    assert "请取消设置 DISPOSAL_NOW" in caught.value.zh
    monkeypatch.setenv("DISPOSAL_MODE", "training")
    assert get_settings().now is not None


def test_clock_is_refused_by_a_register_in_production_whatever_the_settings_say(settings: Settings) -> None:
    with in_production(settings) as database:
        open_account(database, "guan", Role.administrator)
    with pytest.raises(ClockSetInProduction), open_database(with_clock(settings)):
        pass
    with open_database(settings):
        pass


@pytest.mark.filled(by=publish_huarong)
def test_every_page_public_and_of_staff_says_that_the_clock_is_set(database: Database, settings: Settings) -> None:
    with open_database(with_clock(settings), migrate=False) as training, site_on(training, "2022-08-31 23:59") as site:
        for page in PAGES:
            assert "培训时钟：本页按 <time" in site.get(page).text, page
            assert "2022年8月31日（星期三） 23:59" in site.get(page).text, page
        assert "Training clock: this page is as of" in site.get("/en/notices").text
    with site_on(database, "2022-08-31 23:59") as site:
        assert not [page for page in PAGES if "培训时钟" in site.get(page).text]


@pytest.mark.filled(by=publish_huarong)
def test_banner_on_the_page_of_a_notice_goes_on_with_the_clock(database: Database, settings: Settings) -> None:
    with open_database(with_clock(settings), migrate=False) as training, site_on(training, "2022-08-31 23:58") as site:
        assert "23:58</time>" in site.get(f"/notices/{HUARONG}").text
        site.clock.set("2022-08-31 23:59:59")  # type: ignore[attr-defined]
        assert "23:59</time>" in site.get(f"/notices/{HUARONG}").text
        site.clock.set("2022-09-01 00:00:00")  # type: ignore[attr-defined]
        assert "公告期届满" in site.get(f"/notices/{HUARONG}").text


def test_version_is_registered_at_the_time_of_the_clock(session: Session) -> None:
    publish_huarong(session)
    assert session.exec(select(NoticeVersion.published_at)).one() == instant("2022-08-03 12:00")
