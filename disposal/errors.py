"""Errors of the registry: 404 absent, 409 state conflict, 403 barred, 422 payload only.

Each subclass takes the facts, writes its own sentence and says what to do next. The form is that of ``notices.errors``,
so that both packages report errors in the same way.
"""

from typing import ClassVar

from notices.errors import NoticesError


class DisposalError(NoticesError):
    """Base class of the registry's errors. Each error is a subclass with its own code and status."""

    code: ClassVar[str] = "disposal_error"
    status: ClassVar[int] = 409


class RecordNotFound(DisposalError):
    """No record has that id or code."""

    code: ClassVar[str] = "record_not_found"
    status: ClassVar[int] = 404

    def __init__(self, *, label: tuple[str, str], key: object, field: str = "id") -> None:
        noun, noun_en = label
        shown = str(key)[:80]
        super().__init__(
            zh=f"没有编号为 {shown} 的{noun}。请核对编号，或先录入。",
            en=f"There is no {noun_en} {shown}. Check the id, or enter the {noun_en} first.",
            field=field,
        )


class RecordExists(DisposalError):
    """The record already exists, and there may be only one."""

    code: ClassVar[str] = "record_exists"

    def __init__(self, *, label: tuple[str, str], key: object, field: str) -> None:
        noun, noun_en = label
        shown = str(key)[:80]
        super().__init__(
            zh=f"{noun} {shown} 已经录入。请更改原记录，或换用其他值。",
            en=f"The {noun_en} {shown} has been entered already. Change that record, or use another value.",
            field=field,
        )


class RecordRefused(DisposalError):
    """A value contradicts the register's data. The sentences say which value and what to do."""

    code: ClassVar[str] = "record_refused"
    status: ClassVar[int] = 422
