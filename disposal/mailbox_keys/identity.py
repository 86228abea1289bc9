"""An identity: an age key that reads what is encrypted to it, and a key that signs, both made from one seed.

Officers, the recovery key and each report's own code have one. An age key is written in Bech32 (BIP 173).
"""

import re
import secrets
from collections.abc import Iterable
from hashlib import sha256
from typing import Self

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SEED_BYTES = 32
_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_FOUR_LETTERS = re.compile("(.{4})(?=.)")


class AgeIdentity:
    """What a seed opens and signs. It is never stored; the seed is, sealed."""

    def __init__(self, seed: bytes) -> None:
        self.seed = seed
        secret = _bech32("age-secret-key-", _derived(seed, b"age")).upper()
        self._age = pyrage.x25519.Identity.from_str(secret)
        self._signing = Ed25519PrivateKey.from_private_bytes(_derived(seed, b"signing"))
        self.recipient = str(self._age.to_public())
        self.verifier = self._signing.public_key().public_bytes_raw().hex()

    @classmethod
    def new(cls) -> Self:
        """Return a new identity."""
        return cls(secrets.token_bytes(SEED_BYTES))

    def sign(self, statement: bytes) -> bytes:
        """Return the signature of a statement."""
        return self._signing.sign(statement)

    def opened(self, encrypted: bytes) -> bytes | None:
        """Return what was encrypted to this identity among others, or None if it was not."""
        try:
            return bytes(pyrage.decrypt(encrypted, [self._age]))
        except pyrage.DecryptError:  # encrypted to others
            return None


def encrypt_to(recipients: Iterable[str], plain: bytes) -> bytes:
    """Return bytes encrypted so that each of the recipients can open them."""
    return bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(each) for each in sorted(set(recipients))]))


def is_signed(verifier: str, statement: bytes, signature: bytes) -> bool:
    """Tell whether the identity with that verifier signed a statement."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(verifier)).verify(signature, statement)
    except (InvalidSignature, ValueError):  # not signed so, or no signature at all: both are told alike
        return False
    return True


def fingerprint_of(recipients: Iterable[str]) -> str:
    """Return the fingerprint of recipients: 32 hex digits in groups of four, to be compared with those on paper."""
    digits = sha256("\n".join(sorted(set(recipients))).encode()).hexdigest()[:32]
    return _FOUR_LETTERS.sub(r"\1 ", digits)


def _derived(seed: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"disposal identity " + purpose).derive(seed)


def _bech32(prefix: str, data: bytes) -> str:
    """Return bytes in Bech32, in small letters."""
    bits = int.from_bytes(data) << (-len(data) * 8 % 5)
    count = (len(data) * 8 + 4) // 5
    values = [bits >> (5 * place) & 31 for place in reversed(range(count))]
    opening = [*(ord(sign) >> 5 for sign in prefix), 0, *(ord(sign) & 31 for sign in prefix)]
    check = _polymod([*opening, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> (5 * place) & 31 for place in reversed(range(6))]
    return prefix + "1" + "".join(_SIGNS[value] for value in values)


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            check ^= generator if top >> place & 1 else 0
    return check
