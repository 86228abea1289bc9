"""The time a body may take: who sends it too slowly is cut off, so that nobody holds the server with a trickle.

And the answer to a body that ends before its end, which is the sender's fault, and nothing to log.

The head of a request has its own limit, which Granian keeps (``serving/server``).
"""

import asyncio
from typing import ClassVar

from fastapi import HTTPException
from starlette.types import Message, Receive

from disposal.errors import DisposalError

FIRST_S = 30.0
BYTES_A_SECOND = 16 * 2**10
"""A body has half a minute, and one second more for every 16 KiB of it that have come."""
TOO_SLOW = 408


class BodyTooSlow(DisposalError):
    """The body of a request came too slowly."""

    code: ClassVar[str] = "body_too_slow"
    status: ClassVar[int] = TOO_SLOW

    def __init__(self) -> None:
        super().__init__(
            zh="提交的内容传得太慢，已中断，没有存入。请检查网络后重新提交；文件较大的，请分开上传。",
            en="what was sent came too slowly and was cut off; nothing was stored. Check the network and send it "
            "again, large files one by one",
            field="body",
        )


class BodyBrokenOff(DisposalError):
    """The body of a request ended before its end: the sender has gone, or its pieces are not framed as HTTP says."""

    code: ClassVar[str] = "body_broken_off"
    status: ClassVar[int] = 400

    def __init__(self) -> None:
        super().__init__(
            zh="提交的内容没有传完就断开了，没有存入。请检查网络后重新提交。",
            en="what was sent broke off before its end, and nothing was stored. Check the network and send it again",
            field="body",
        )


def timed(receive: Receive) -> Receive:
    """Return ``receive`` that refuses a body which comes too slowly. Raises: HTTPException with ``TOO_SLOW``."""
    loop = asyncio.get_running_loop()
    until, is_whole = loop.time() + FIRST_S, False

    async def receive_timed() -> Message:
        nonlocal until, is_whole
        if is_whole:  # what is awaited now is only the end of the connection
            return await receive()
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError:
            raise HTTPException(TOO_SLOW) from None
        until += len(message.get("body", b"")) / BYTES_A_SECOND
        is_whole = not message.get("more_body", False)
        return message

    return receive_timed
