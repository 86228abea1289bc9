"""Errors of 用印与登报."""

from typing import ClassVar

from disposal.errors import DisposalError


class PressRefused(DisposalError):
    """A step of 用印与登报 is not due yet, or does not fit what is approved."""

    code: ClassVar[str] = "press_refused"
