"""Telephone numbers and e-mail addresses, as people write them: whether one can be reached by them."""

import re

from notices.written.characters import tidied
from notices.written.refusals import refusal

FEWEST_DIGITS = 5  # 12345 and 10086 are valid short numbers
_LABEL = r"[^\s@.,;:()<>\-，；：（）、/][^\s@.,;:()<>，；：（）、/]*(?<!-)"
_MAILBOX = re.compile(rf"(?!mailto:)[^\s@,;:()<>，；：（）、/]+(?<!\.)@(?:{_LABEL}\.)+[^\W\d_]{{2,}}", re.IGNORECASE)


def can_be_dialled(phone: str) -> bool:
    """Return whether a text has as many digits as a telephone number has at least."""
    return len(re.sub(r"\D", "", phone)) >= FEWEST_DIGITS


def can_be_written_to(email: str) -> bool:
    """Return whether a text is one whole e-mail address: not abc@, and not a word without @."""
    return _MAILBOX.fullmatch(email) is not None


def dialled_in(value: str) -> str:
    """Return a telephone number as it is written. Raises: PydanticCustomError, a ValueError, where it is none."""
    if not can_be_dialled(value):
        raise refusal("phone_not_dialled")
    return value


def written_to_in(value: str) -> str:
    """Return an e-mail address, its full-width letters made narrow.

    Raises: PydanticCustomError, a ValueError, where it is none.
    """
    address = tidied(value)
    if not can_be_written_to(address):
        raise refusal("email_incomplete")
    return address
