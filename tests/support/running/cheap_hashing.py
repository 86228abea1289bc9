"""Passwords and passphrases that cost a test next to nothing; no setting does this, only a test can."""

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from disposal.mailbox_keys import passphrases
from disposal.services.accounts import password_hashing

DEAR = password_hashing._HASHER, passphrases._MEMORY_KIB
"""What they cost in production, as it was before a test made it cheaper."""


def hash_cheaply(patch: pytest.MonkeyPatch) -> None:
    """Hash with as little memory as Argon2id allows."""
    patch.setattr(password_hashing, "_HASHER", PasswordHash((Argon2Hasher(memory_cost=8, time_cost=1, parallelism=1),)))
    patch.setattr(passphrases, "_MEMORY_KIB", 8)


def hash_as_in_production(patch: pytest.MonkeyPatch) -> None:
    """Hash at the cost that people's passwords have."""
    patch.setattr(password_hashing, "_HASHER", DEAR[0])
    patch.setattr(passphrases, "_MEMORY_KIB", DEAR[1])
    password_hashing._of_nobody.cache_clear()
