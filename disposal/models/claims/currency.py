"""The currencies of amounts."""

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from notices.written.amounts import CURRENCY_WORDS


def _known(code: str) -> str:
    if code not in CURRENCY_WORDS:
        known = ", ".join(CURRENCY_WORDS)
        raise PydanticCustomError("unknown_currency", "unknown currency; use one of {known}", {"known": known})
    return code


Currency = Annotated[str, AfterValidator(_known)]
"""ISO 4217 code of a currency that notices can print."""
