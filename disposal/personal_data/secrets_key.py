"""The key of the register's secrets: pepper of passwords, seal of second factors, tokens of forms.

It is the setting, or else the file ``secrets.key`` in the data directory. Each purpose has a key of its own, derived
from it (HKDF), so that one purpose says nothing of another.
"""

import hmac
import secrets
from hashlib import sha256
from typing import ClassVar, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from disposal.errors import DisposalError
from disposal.personal_data.encryption import key_bytes
from disposal.personal_data.keys import written_key
from disposal.settings import Settings

SECRETS_FILE = "secrets.key"
_SETTING = "DISPOSAL_SECRETS_KEY"
_NONCE_BYTES = 12


class SecretsKeyWrong(DisposalError):
    """The key has the wrong form, or is not the key that the register's passwords were stored with."""

    code: ClassVar[str] = "secrets_key_wrong"
    status: ClassVar[int] = 503

    def __init__(self, reason_zh: str, reason: str) -> None:
        super().__init__(
            zh=f"登录密钥有误（{reason_zh}）。请恢复数据目录中原来的 {SECRETS_FILE}，或以 {_SETTING} 给出原密钥。",
            en=f"The key of passwords and second factors is wrong ({reason}). Restore {SECRETS_FILE} to the data "
            f"directory, or give the key as {_SETTING}.",
            field=_SETTING,
        )


class Secrets:
    """Keys for each purpose, derived from one key of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self.mark = sha256(b"mark" + self.derived("mark")).hexdigest()[:8]

    @classmethod
    def of(cls, written: str) -> Self:
        """Return the keys for a key written as 64 hexadecimal digits. Raises: SecretsKeyWrong."""
        key = key_bytes(written)
        if key is None:
            raise SecretsKeyWrong("应为64位十六进制数字", "it is not 64 hexadecimal digits")
        return cls(key)

    def derived(self, purpose: str) -> bytes:
        """Return the key of one purpose."""
        return HKDF(SHA256(), 32, salt=None, info=b"disposal secret " + purpose.encode()).derive(self._key)

    def digest(self, purpose: str, text: str) -> str:
        """Return a keyed digest of a text: 64 hex digits that nobody can make or try out without the key."""
        return hmac.new(self.derived(purpose), text.encode(), sha256).hexdigest()

    def seal(self, purpose: str, plain: bytes, *, about: UUID) -> bytes:
        """Return bytes encrypted for one row: moved to another row they cannot be opened."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self.derived(purpose)).encrypt(nonce, plain, about.bytes)

    def unseal(self, purpose: str, sealed: bytes, *, about: UUID) -> bytes:
        """Return what was sealed. Raises: SecretsKeyWrong if key, row or bytes do not match."""
        nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return AESGCM(self.derived(purpose)).decrypt(nonce, rest, about.bytes)
        except InvalidTag:
            raise SecretsKeyWrong("不是封存时的密钥", "it is not the key that this was sealed with") from None


def open_secrets(settings: Settings) -> Secrets:
    """Return the keys of the setting or of the key file, which is made where there is none.

    Raises: SecretsKeyWrong.
    """
    return Secrets.of(written_key(settings.secrets_key, settings.data_dir / SECRETS_FILE))
