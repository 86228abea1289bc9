"""Recovery shares: a seed is split into three, any two of which give it back, and one of which says nothing.

Shamir's scheme over the field of 256 elements: share number x of a byte s is s + r·x, with r drawn anew for each byte.
"""

import re
import secrets
from hashlib import sha256
from typing import ClassVar

from disposal.errors import DisposalError

SHARES = 3
_SHARE = re.compile(r"举报恢复-([1-3])-([0-9a-f]{64})-([0-9a-f]{8})")


class ShareUnreadable(DisposalError):
    """A share is misspelt, or the two are the same, or of different keys."""

    code: ClassVar[str] = "recovery_share_unreadable"
    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            zh="恢复份额读不出，或两份不是同一密钥的不同份额；请照纸上原样填写其中任意两份。",
            en="the recovery shares cannot be read, or are not two different shares of one key; type any two of them "
            "as they stand on paper",
            field="share",
        )


def split(seed: bytes) -> tuple[str, ...]:
    """Return the three shares of a seed as they are written on paper."""
    slopes = secrets.token_bytes(len(seed))
    mark = _mark(seed)
    return tuple(
        f"举报恢复-{number}-{_at(number, seed, slopes).hex()}-{mark}" for number in range(1, SHARES + 1)
    )  # fmt: skip


def join(one: str, other: str) -> bytes:
    """Return the seed of which these are two shares. Raises: ShareUnreadable."""
    first, second = _SHARE.fullmatch(one.strip()), _SHARE.fullmatch(other.strip())
    if first is None or second is None or first[1] == second[1] or first[3] != second[3]:
        raise ShareUnreadable
    x, y = int(first[1]), int(second[1])
    pairs = zip(bytes.fromhex(first[2]), bytes.fromhex(second[2]), strict=True)
    # The line through both points at 0: (y·a + x·b) / (x + y), where + is exclusive or.
    seed = bytes(_times(_times(y, a) ^ _times(x, b), _inverse(x ^ y)) for a, b in pairs)
    if _mark(seed) != first[3]:
        raise ShareUnreadable
    return seed


def _mark(seed: bytes) -> str:
    return sha256(b"disposal recovery mark" + seed).hexdigest()[:8]


def _at(number: int, seed: bytes, slopes: bytes) -> bytes:
    return bytes(value ^ _times(number, slope) for value, slope in zip(seed, slopes, strict=True))


def _times(one: int, other: int) -> int:
    """Multiply in the field of 256 elements, modulo x⁸ + x⁴ + x³ + x + 1."""
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one, other = (one << 1) ^ (0x11B if one & 0x80 else 0), other >> 1
    return product


def _inverse(value: int) -> int:
    return next(each for each in range(1, 256) if _times(value, each) == 1)
