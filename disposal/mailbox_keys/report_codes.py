"""The code of a report: 100 bits, shown once to the reporter, stored nowhere. It opens that report and no other.

It is 20 signs of Crockford's alphabet, which has no I, L, O and U.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from disposal.mailbox_keys.identity import AgeIdentity

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH, _GROUP, THREAD_BYTES = 20, 5, 16
_ALIKE = str.maketrans("ILO", "110")
_CODE = re.compile(f"[{_SIGNS}]{{{_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class ReportCode:
    """A code as it is shown: ``7H2K9-Q0XWT-…``."""

    text: str = field(repr=False)

    @property
    def thread(self) -> bytes:
        """Return the mark that all of the report's entries bear inside the mailbox."""
        return HKDF(SHA256(), THREAD_BYTES, salt=None, info=b"disposal report thread").derive(self.text.encode())

    @property
    def identity(self) -> AgeIdentity:
        """Return the report's own identity, which reads what belongs to it."""
        return AgeIdentity(HKDF(SHA256(), 32, salt=None, info=b"disposal report").derive(self.text.encode()))


def new_code() -> ReportCode:
    """Return a new code."""
    return ReportCode(_grouped("".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))))


def read_code(written: str) -> ReportCode | None:
    """Return a code as somebody typed it, or None if it is no code.

    Small letters, full-width signs, spaces and look-alikes pass.
    """
    plain = re.sub(r"[\s\-–—]", "", unicodedata.normalize("NFKC", written)).upper().translate(_ALIKE)
    return ReportCode(_grouped(plain)) if _CODE.fullmatch(plain) else None


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))
