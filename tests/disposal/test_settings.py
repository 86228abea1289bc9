"""Settings: defaults that work at once, and variables that are read again when asked."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from disposal.settings import Settings, get_settings, reset_settings


def test_settings_without_any_variable_name_the_embedded_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    found = Settings()
    assert (found.data_dir, found.database_url, found.personal_number_key) == (tmp_path / "var", None, None)
    assert (found.host, found.port, found.public_base_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert list(tmp_path.iterdir()) == []


def test_settings_are_read_once_until_reset(monkeypatch: pytest.MonkeyPatch) -> None:
    reset_settings()
    monkeypatch.setenv("DISPOSAL_PORT", "9001")
    monkeypatch.setenv("DISPOSAL_DATABASE_URL", "")
    assert (get_settings().port, get_settings().database_url) == (9001, None)
    monkeypatch.setenv("DISPOSAL_PORT", "9002")
    assert get_settings().port == 9001
    reset_settings()
    assert get_settings().port == 9002
    reset_settings()


def test_settings_hide_their_secrets() -> None:
    shown = repr(Settings(database_url="postgresql://u:geheim@h/d", personal_number_key="5e" * 32))
    assert "geheim" not in shown
    assert "5e5e" not in shown


@pytest.mark.parametrize("port", ["0", "65536", "http"])
def test_settings_with_an_impossible_port_are_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("DISPOSAL_PORT", port)
    with pytest.raises(ValidationError, match="port"):
        Settings()
