"""Creating calls may be repeated: with the header ``Idempotency-Key`` the second answer is the first one again."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from fastapi import Depends, Header, Request, Response
from fastapi.responses import JSONResponse
from sqlmodel import Session

from disposal.errors import DisposalError
from disposal.services.accounts.idempotency import RepeatableCall, answered_once
from disposal.web.dependencies import register
from disposal.web.responses import NEVER

_KEY = re.compile(r"[!-~]{1,200}")


class KeyUnreadable(DisposalError):
    """The key has another form than the header may have."""

    code: ClassVar[str] = "idempotency_key_unreadable"
    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            zh="Idempotency-Key 应为1至200个可见的ASCII字符，如一个UUID。",
            en="Idempotency-Key has 1 to 200 visible ASCII characters, such as a UUID",
            field="idempotency-key",
        )


@dataclass(frozen=True, slots=True)
class OnceOnly:
    """The call in hand, if its sender gave it a key."""

    request: Request
    call: RepeatableCall | None

    def answer(self, session: Session, status: int, make: Callable[[], dict[str, Any]]) -> Response:
        """Return what ``make`` returns as JSON with this status, or the stored answer of an equal call.

        ``make`` creates something in ``session``; the answer is stored in the same transaction.
        A repeated answer bears the header ``Idempotent-Replayed: true``.
        """
        if self.call is None:
            return JSONResponse(make(), status_code=status, headers={"cache-control": NEVER})
        at = register(self.request).clock()
        status, body, is_repeated = answered_once(session, self.call, lambda: (status, make()), at=at)
        headers = {"cache-control": NEVER} | ({"idempotent-replayed": "true"} if is_repeated else {})
        return JSONResponse(body, status_code=status, headers=headers)


IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="the caller's own key: a repeated call within 24 hours is answered alike and creates nothing",
        examples=["7d9f3c1e-5a44-4a2b-9a3e-0d6b1f2c8e11"],
    ),
]


async def once_only(request: Request, key: IdempotencyKey = None) -> OnceOnly:
    """Return the call with its key. Raises: KeyUnreadable."""
    return once_for(request, key, hashlib.sha256(await request.body()).hexdigest() if key else "")


def once_for(request: Request, key: str | None, body_sha256: str) -> OnceOnly:
    """Return the call with its key, if it has one, and the digest of what was sent. Raises: KeyUnreadable."""
    if key is None:
        return OnceOnly(request, None)
    if not _KEY.fullmatch(key):
        raise KeyUnreadable
    return OnceOnly(request, RepeatableCall(request.method, request.url.path, key, body_sha256))


Once = Annotated[OnceOnly, Depends(once_only)]
