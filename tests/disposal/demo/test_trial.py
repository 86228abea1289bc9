"""`disposal try`: an own branch beside the demonstration, a folder of its own, and nothing left when it is removed."""

import os
from pathlib import Path

import pytest

from disposal.demo.own_branch import CODE, make_own_branch
from disposal.demo.people import OWN_STAFF, PASSWORD, invented_users, make_people
from disposal.demo.trial import TrialInUse, remove_trial, trial_folder, trial_settings
from disposal.services.projects.issuers import issuer_with_code
from disposal.settings import reset_settings
from disposal.storage.database import Database
from disposal.storage.embedded import EmbeddedPostgres
from tests.support.website import desk_on


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the folder of the user's data; what the trial sets is undone afterwards."""
    for name in ("DATA_DIR", "MODE", "PORT", "PUBLIC_BASE_URL", "DATABASE_URL", "AS"):
        monkeypatch.setenv(f"DISPOSAL_{name}", os.environ.get(f"DISPOSAL_{name}", ""))
    for name in [name for name in os.environ if name.startswith("DISPOSAL_")]:
        monkeypatch.setenv(name, os.environ[name])
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    return tmp_path / "data"


def test_own_branch_is_made_once_and_is_empty_for_its_two_users(database: Database) -> None:
    make_people(database)
    for _ in range(2):
        make_own_branch(database)
    with database.session() as session:
        own = issuer_with_code(session, CODE)
        assert own is not None
        assert own.branch == "我的分公司"
        assert {login for login, _, _ in OWN_STAFF} <= {login for login, _, _ in invented_users(session)}
    with desk_on(database) as desk:
        shown = desk.get("/desk/sign-in").text
        assert all(f"{login}" in shown and name in shown for login, name, _ in OWN_STAFF)
        assert desk.sign_in("wo", PASSWORD).status_code == 303
        assert "HRZJ" not in desk.get("/desk/claims").text


def test_trial_lies_in_the_users_data_and_takes_no_setting_of_another_register(
    environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trial_folder() == environment / "disposal-registry" / "try"
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", "postgresql:///the_real_one")
    monkeypatch.setenv("DISPOSAL_AS", "somebody")
    try:
        settings = trial_settings(trial_folder(), port=8123)
    finally:
        reset_settings()
    assert (settings.data_dir, settings.database_url, settings.port) == (trial_folder(), None, 8123)
    assert settings.public_base_url == "http://127.0.0.1:8123"


def test_trial_of_root_does_not_open_roots_own_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert trial_folder() == Path("/var/lib/disposal-registry/try")


def test_removal_leaves_nothing_and_twice_is_once(environment: Path) -> None:
    folder = trial_folder()
    (folder / "cache" / "fontconfig").mkdir(parents=True)
    (folder / "secrets.key").write_text("5a" * 32)
    assert remove_trial(folder)
    assert list(environment.iterdir()) == []
    assert not remove_trial(folder)


def test_trial_that_is_served_is_not_removed(server: EmbeddedPostgres, tmp_path: Path) -> None:
    served = tmp_path / "try"
    served.symlink_to(server._home, target_is_directory=True)  # a link: were it removed, the server would stay
    with pytest.raises(TrialInUse) as refusal:
        remove_trial(served)
    assert "Ctrl-C" in refusal.value.zh
    assert served.exists()
