"""The key of the register's secrets: a file that only its owner reads, one key for each purpose."""

import stat
from pathlib import Path
from uuid import uuid4

import pytest

from disposal.personal_data.secrets_key import SECRETS_FILE, Secrets, SecretsKeyWrong, open_secrets
from disposal.settings import Settings


def test_key_file_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    first, again = (open_secrets(Settings(data_dir=tmp_path)) for _ in range(2))
    assert first.mark == again.mark
    assert stat.S_IMODE((tmp_path / SECRETS_FILE).stat().st_mode) == 0o600


def test_key_of_the_settings_goes_before_the_file_and_must_be_hexadecimal(tmp_path: Path) -> None:
    keys = open_secrets(Settings(data_dir=tmp_path, secrets_key="5a" * 32))  # type: ignore[arg-type]
    assert keys.mark == Secrets(b"\x5a" * 32).mark
    assert not (tmp_path / SECRETS_FILE).exists()
    with pytest.raises(SecretsKeyWrong, match="64 hexadecimal digits"):
        open_secrets(Settings(data_dir=tmp_path, secrets_key="5a"))  # type: ignore[arg-type]


def test_each_purpose_has_a_key_of_its_own_and_sealed_bytes_open_for_their_row_only() -> None:
    keys, row = Secrets(b"a" * 32), uuid4()
    assert keys.digest("pepper", "x") != keys.digest("reset", "x")
    sealed = keys.seal("totp", b"seed", about=row)
    assert keys.unseal("totp", sealed, about=row) == b"seed"
    for purpose, about, by in (("totp", uuid4(), keys), ("links", row, keys), ("totp", row, Secrets(b"b" * 32))):
        with pytest.raises(SecretsKeyWrong):
            by.unseal(purpose, sealed, about=about)
