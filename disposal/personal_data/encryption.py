"""Encryption of personal numbers: AES-256-GCM to store them, a keyed digest (HMAC-SHA256) to find them.

A stored number is: version (1 byte), key mark (4), nonce (12), ciphertext with tag. The party's id is the associated
data, so a ciphertext moved to another row cannot be decrypted.
"""

import hmac
import re
import secrets
from hashlib import sha256
from typing import ClassVar, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from disposal.errors import DisposalError

KEY_FILE = "personal-number.key"
_VERSION = b"\x01"
_KEY_TEXT = re.compile(r"[0-9a-fA-F]{64}")
_SETTING = "DISPOSAL_PERSONAL_NUMBER_KEY"


def key_bytes(written: str) -> bytes | None:
    """Return the 32 bytes of a key written as 64 hexadecimal digits; None where it is not."""
    digits = written.strip()
    return bytes.fromhex(digits) if _KEY_TEXT.fullmatch(digits) else None


class PersonalNumberKeyMissing(DisposalError):
    """There is no key, although the database has encrypted numbers."""

    code: ClassVar[str] = "personal_number_key_missing"
    status: ClassVar[int] = 503

    def __init__(self, reason_zh: str, reason: str) -> None:
        super().__init__(
            zh=f"缺少身份证号加密密钥（{reason_zh}）。请恢复密钥文件 {KEY_FILE}，或设置 {_SETTING}。",
            en=f"The key that encrypts personal numbers is missing ({reason}). "
            f"Restore the file {KEY_FILE} to the data directory, or set {_SETTING}.",
            field=_SETTING,
        )


class PersonalNumberKeyWrong(DisposalError):
    """The key has the wrong form, or is not the key of the stored numbers."""

    code: ClassVar[str] = "personal_number_key_wrong"
    status: ClassVar[int] = 503

    def __init__(self, reason_zh: str, reason: str) -> None:
        super().__init__(
            zh=f"身份证号加密密钥有误（{reason_zh}）。请使用加密时的密钥：64 位十六进制数字。",
            en=f"The key that encrypts personal numbers is wrong ({reason}). "
            "Use the key they were encrypted with: 64 hexadecimal digits.",
            field=_SETTING,
        )


class PersonalNumbers:
    """Encrypts, decrypts and indexes personal numbers with one key of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(_derive(key, b"encrypt"))
        self._index_key = _derive(key, b"index")
        self.key_mark = sha256(b"mark" + _derive(key, b"mark")).digest()[:4]

    @classmethod
    def of(cls, written: str) -> Self:
        """Return the vault for a key written as 64 hexadecimal digits.

        Raises: PersonalNumberKeyWrong.
        """
        key = key_bytes(written)
        if key is None:
            raise PersonalNumberKeyWrong("不是64位十六进制数字", "it is not 64 hexadecimal digits")
        return cls(key)

    def encrypt(self, number: str, *, party_id: UUID) -> bytes:
        """Return the number encrypted for the row of one party. Equal numbers give different bytes."""
        nonce = secrets.token_bytes(12)
        return _VERSION + self.key_mark + nonce + self._cipher.encrypt(nonce, number.encode(), party_id.bytes)

    def columns(self, number: str, *, party_id: UUID, shown: str | None) -> dict[str, str | bytes | None]:
        """Return the values of the three columns that store the number in a party's row."""
        return {
            "personal_number_encrypted": self.encrypt(number, party_id=party_id),
            "personal_number_index": self.index(number),
            "personal_number_masked": shown,
        }

    def decrypt(self, stored: bytes, *, party_id: UUID) -> str:
        """Return the number that was encrypted for that party.

        Raises: PersonalNumberKeyWrong if key, row or bytes do not match the encryption.
        """
        mark, nonce, sealed = stored[1:5], stored[5:17], stored[17:]
        if stored[:1] != _VERSION or mark != self.key_mark:
            raise PersonalNumberKeyWrong("此号码以另一密钥加密", "this number was encrypted with another key")
        try:
            return self._cipher.decrypt(nonce, sealed, party_id.bytes).decode()
        except InvalidTag:
            raise PersonalNumberKeyWrong(
                "此号码被改动，或属于另一主体", "this number was altered, or belongs to another party"
            ) from None

    def seal(self, data: bytes, *, owner_id: UUID) -> bytes:
        """Return bytes encrypted for the row that holds them for a while. A change of the key does not renew them."""
        nonce = secrets.token_bytes(12)
        return _VERSION + self.key_mark + nonce + self._cipher.encrypt(nonce, data, owner_id.bytes)

    def unseal(self, stored: bytes, *, owner_id: UUID) -> bytes:
        """Return the bytes that were sealed for that row. Raises: PersonalNumberKeyWrong."""
        if stored[:1] != _VERSION or stored[1:5] != self.key_mark:
            raise PersonalNumberKeyWrong("此项以另一密钥加密", "this was encrypted with another key")
        try:
            return self._cipher.decrypt(stored[5:17], stored[17:], owner_id.bytes)
        except InvalidTag:
            raise PersonalNumberKeyWrong(
                "此项被改动，或属于另一行", "this was altered, or belongs to another row"
            ) from None

    def index(self, number: str) -> str:
        """Return the digest that finds the number: 64 hex digits, useless without the key."""
        return hmac.new(self._index_key, number.encode(), sha256).hexdigest()


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"disposal personal number " + purpose).derive(key)
