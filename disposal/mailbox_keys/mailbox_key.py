"""The key of the mailbox: each slot is AES-256-GCM over content or noise, which look alike to all without the key.

It is the setting, or else the file ``mailbox.key`` in the data directory. What a reporter wrote is encrypted to the
officers inside; this key hides only which slots hold anything.
"""

import hmac
import secrets
from hashlib import sha256
from typing import ClassVar, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from disposal.errors import DisposalError
from disposal.personal_data.encryption import key_bytes
from disposal.personal_data.keys import written_key
from disposal.settings import Settings

MAILBOX_FILE = "mailbox.key"
SLOT_BYTES = 64 * 2**10
_NONCE_BYTES, _TAG_BYTES = 12, 16
PLAIN_BYTES = SLOT_BYTES - _NONCE_BYTES - _TAG_BYTES
"""What one slot holds before it is sealed."""
_SETTING = "DISPOSAL_MAILBOX_KEY"


class MailboxKeyWrong(DisposalError):
    """The key has the wrong form, or is not the key that the slots were sealed with."""

    code: ClassVar[str] = "mailbox_key_wrong"
    status: ClassVar[int] = 503

    def __init__(self, reason_zh: str, reason: str) -> None:
        super().__init__(
            zh=f"举报信箱密钥有误（{reason_zh}）。请恢复数据目录中原来的 {MAILBOX_FILE}，或以 {_SETTING} 给出原密钥。",
            en=f"The key of the mailbox is wrong ({reason}). Restore {MAILBOX_FILE} to the data directory, or give the "
            f"key as {_SETTING}.",
            field=_SETTING,
        )


class MailboxKey:
    """Seals and opens slots, and marks the first officer's key, with keys derived from one of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._slots = AESGCM(_derived(key, b"slots"))
        self._roots = _derived(key, b"first officer")

    @classmethod
    def of(cls, written: str) -> Self:
        """Return the key written as 64 hexadecimal digits. Raises: MailboxKeyWrong."""
        key = key_bytes(written)
        if key is None:
            raise MailboxKeyWrong("应为64位十六进制数字", "it is not 64 hexadecimal digits")
        return cls(key)

    def seal(self, slot: int, plain: bytes) -> bytes:
        """Return the bytes of a slot: always ``SLOT_BYTES`` of them, different each time."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._slots.encrypt(nonce, plain.ljust(PLAIN_BYTES, b"\0"), slot.to_bytes(4))

    def unseal(self, slot: int, sealed: bytes) -> bytes:
        """Return what was sealed for that slot, with its padding. Raises: MailboxKeyWrong."""
        try:
            return self._slots.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], slot.to_bytes(4))
        except InvalidTag:
            raise MailboxKeyWrong("不是封存时的密钥", "the slots were sealed with another key") from None

    def mark_of(self, statement: bytes) -> bytes:
        """Return the mark that a first officer's key bears in place of an earlier officer's signature."""
        return hmac.digest(self._roots, statement, sha256)


def open_mailbox_key(settings: Settings) -> MailboxKey:
    """Return the key of the setting or of the key file, which is made where there is none. Raises: MailboxKeyWrong."""
    return MailboxKey.of(written_key(settings.mailbox_key, settings.data_dir / MAILBOX_FILE))


def _derived(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"disposal mailbox " + purpose).derive(key)
