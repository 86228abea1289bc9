"""Password hashing: Argon2id over a keyed digest (pepper), two at once, so that the machine is not exhausted."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore
from typing import ClassVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from disposal.errors import DisposalError
from disposal.personal_data.secrets_key import Secrets

AT_ONCE, WAIT_SECONDS = 2, 10.0
_SLOTS = BoundedSemaphore(AT_ONCE)
_HASHER = PasswordHash((Argon2Hasher(memory_cost=19_456, time_cost=2, parallelism=1),))
"""The figures are those that OWASP's password storage page names for Argon2id."""


class SignInBusy(DisposalError):
    """Too many passwords are being looked at."""

    code: ClassVar[str] = "sign_in_busy"
    status: ClassVar[int] = 503

    def __init__(self) -> None:
        super().__init__(
            zh="此刻登录的人太多，本次没有处理；请过一分钟再试。",
            en="too many people are signing in at this moment, and this was not handled; try again in a minute",
        )


def hashed(keys: Secrets, password: str) -> str:
    """Return a password as it is stored. Raises: SignInBusy."""
    with _slot():
        return _HASHER.hash(_peppered(keys, password))


def is_right(keys: Secrets, password: str, stored: str | None) -> bool:
    """Return whether a password is the stored one. Without a stored one it takes as long. Raises: SignInBusy."""
    with _slot():
        fits = _HASHER.verify(_peppered(keys, password), stored or _of_nobody())
    return fits and stored is not None


def normalised(password: str) -> str:
    """Return a password in the form in which it is compared: keyboards write the same letter in several ways."""
    return unicodedata.normalize("NFC", password)


@cache
def _of_nobody() -> str:
    return _HASHER.hash("of nobody")


def _peppered(keys: Secrets, password: str) -> str:
    return keys.digest("pepper", normalised(password))


@contextmanager
def _slot() -> Iterator[None]:
    if not _SLOTS.acquire(timeout=WAIT_SECONDS):
        raise SignInBusy
    try:
        yield
    finally:
        _SLOTS.release()
