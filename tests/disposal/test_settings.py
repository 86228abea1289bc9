"""Settings: defaults that work at once, and variables that are read again when asked."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from disposal.settings import Settings, SettingsInvalid, get_settings, reset_settings


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


@pytest.mark.parametrize("url", ["javascript:alert(1)", "registry.example", "ftp://registry.example"])
def test_public_address_that_is_no_web_address_is_refused_with_its_variable(url: str) -> None:
    with pytest.raises(ValueError, match="DISPOSAL_PUBLIC_BASE_URL is printed on notices"):
        Settings(public_base_url=url)


def test_public_address_loses_its_last_slash() -> None:
    assert Settings(public_base_url="https://registry.example/").public_base_url == "https://registry.example"


def test_variable_that_does_not_fit_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPOSAL_PORT", "eighty")
    reset_settings()
    with pytest.raises(SettingsInvalid, match=r"DISPOSAL_PORT is not valid: .*unset it for the default"):
        get_settings()
    reset_settings()


@pytest.mark.parametrize(
    "url", ["http://sso.example", "sso.example", "javascript:alert(1)", "http://localhost.evil.example"]
)
def test_identity_provider_over_an_open_connection_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="DISPOSAL_OIDC_ISSUER is the address of the identity provider"):
        Settings(oidc_issuer=url)


def test_identity_provider_is_there_once_issuer_and_client_are_set() -> None:
    assert not Settings(oidc_issuer="https://sso.example/realms/a").has_provider
    found = Settings(oidc_issuer="https://sso.example/realms/a", oidc_client_id="zhaiquan", oidc_factor="mfa, urn:two,")
    assert (found.has_provider, found.oidc_factors) == (True, frozenset({"mfa", "urn:two"}))
    assert "geheim" not in repr(Settings(oidc_client_secret="geheim"))  # noqa: S106 - an invented one


def test_notices_print_the_port_that_is_served_unless_an_address_is_given() -> None:
    assert Settings(port=8101).public_base_url == "http://127.0.0.1:8101"
    assert Settings(port=8101, public_base_url="https://registry.example").public_base_url == "https://registry.example"
