"""Errors of the registry: 404 absent, 409 state conflict, 403 barred, 422 payload only.

Each subclass takes the facts, writes its own sentence and says what to do next. The shape is
that of ``notices.errors``, so that both storeys speak alike.
"""

from typing import ClassVar

from notices.errors import NoticesError


class DisposalError(NoticesError):
    """An error of the registry; every one of them is a subclass with its own code and status."""

    code: ClassVar[str] = "disposal_error"
    status: ClassVar[int] = 409
