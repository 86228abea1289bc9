"""Errors of the web besides the register's own: unknown address, wrong method, internal error; and the shape of all.

The shape is that of problem details (RFC 9457): the standard's members, and ours under ``error``.
"""

from typing import Any, ClassVar

from disposal.errors import DisposalError
from notices.errors import NoticesError

PROBLEM_JSON = "application/problem+json"

READING = "GET, HEAD"
"""The methods of an address that is only read."""


class AddressUnknown(DisposalError):
    """Nothing is served at this address."""

    code: ClassVar[str] = "address_unknown"
    status: ClassVar[int] = 404

    def __init__(self) -> None:
        super().__init__(
            zh="没有这个网页；请核对网址，或从公告检索页查找。",
            en="there is nothing at this address; check it, or look for the notice in the list",
        )


class BodyUnreadable(DisposalError):
    """What was sent is no JSON that can be read: too deep, or with a number of thousands of digits."""

    code: ClassVar[str] = "body_unreadable"
    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            zh="请求内容不是可读的 JSON（层数过多，或数字过长）；请更正后重新发送。",
            en="the body is no JSON that can be read (too deep, or with too long a number); correct it, then send it",
            field="body",
        )


class MethodRefused(DisposalError):
    """The address exists, but it takes other methods."""

    code: ClassVar[str] = "method_refused"
    status: ClassVar[int] = 405

    def __init__(self, allowed: str) -> None:
        zh, en = ("只供读取", "is only read") if allowed == READING else ("不接受此方法", "does not take this")
        super().__init__(
            zh=f"该网址{zh}；请使用 {allowed.replace(', ', ' 或 ')}。",
            en=f"this address {en}; use {allowed.replace(', ', ' or ')}",
        )


class Unexpected(DisposalError):
    """An internal error. It is logged."""

    code: ClassVar[str] = "unexpected"
    status: ClassVar[int] = 500

    def __init__(self) -> None:
        super().__init__(
            zh="系统出现未预期的错误，已记入日志；请稍后重试，如仍出错请将网址告知登记系统管理员。",
            en="something went wrong on our side and was logged; try again later, and if it persists "
            "send this address to the registry's administrator",
        )


def problem_of(error: NoticesError) -> dict[str, Any]:
    """Return the problem details of an error; ``type`` names its code, which is stable."""
    return {
        "type": f"urn:disposal:error:{error.code}",
        "title": error.code.replace("_", " "),
        "status": error.status,
        "detail": error.en,
        "error": error.as_json(),
    }
