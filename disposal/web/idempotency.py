"""Calls may be repeated: with the header ``Idempotency-Key`` the second answer is the first one again."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar
from urllib.parse import quote, urlsplit

from fastapi import Depends, Header, Request, Response
from fastapi.responses import JSONResponse
from sqlmodel import Session

from disposal.errors import DisposalError
from disposal.services.accounts.idempotency import RepeatableCall, answered_once
from disposal.services.sign_in.attempts import network_of
from disposal.web.dependencies import register
from disposal.web.preconditions import StepFrom, etag_of, refuse_stale
from disposal.web.responses import NEVER

NO_CONTENT = 204
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
class Answer:
    """What a call answers beside its JSON. ``location``: an address with fields of the body; its path is told.

    ``is_state``: the body is what reading that address returns, so its ETag is that of the record. ``secret`` names
    the field that is stored sealed.
    """

    status: int = 200
    location: str = ""
    is_state: bool = False
    secret: str = ""

    def headers(self, body: dict[str, Any]) -> dict[str, str]:
        """Return the headers that go with a body."""
        found = {"cache-control": NEVER}
        if self.location:
            found["location"] = urlsplit(quote(self.location.format_map(body), safe=":/")).path
        return found | ({"etag": etag_of(body)} if self.is_state else {})


@dataclass(frozen=True, slots=True)
class OnceOnly:
    """The call in hand, if its sender gave it a key."""

    request: Request
    call: RepeatableCall | None

    def answer(
        self,
        session: Session,
        answer: Answer | int,
        make: Callable[[], dict[str, Any]],
        *,
        state: Callable[[], Any] | None = None,
    ) -> Response:
        """Return what ``make`` returns as JSON with this status, or the stored answer of an equal call.

        ``make`` changes something in ``session``; the answer is stored in the same transaction. ``state`` locks what
        is changed and returns its JSON: a call that names by If-Match what it has read is refused on another state.
        A repeated answer bears the header ``Idempotent-Replayed: true``.

        Raises: StateChanged, KeyReused.
        """
        said = Answer(answer) if isinstance(answer, int) else answer

        def made() -> tuple[int, dict[str, Any]]:
            if state is not None and self.request.headers.get("if-match"):
                refuse_stale(self.request, etag_of(state()))
            return said.status, make()

        if self.call is None:
            (status, body), is_repeated = made(), False
        else:
            at = register(self.request).clock()
            status, body, is_repeated = answered_once(session, self.call, made, at=at, secret=said.secret)
        headers = said.headers(body) | ({"idempotent-replayed": "true"} if is_repeated else {})
        if status == NO_CONTENT:
            return Response(status_code=status, headers=headers)
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
    network = network_of(request.client.host if request.client else "")
    return OnceOnly(request, RepeatableCall(request.method, request.url.path, key, body_sha256, network))


async def step_once(once: Annotated[OnceOnly, Depends(once_only)], if_match: StepFrom = None) -> OnceOnly:
    """Return the call, which may name the state that it goes on from; it is compared before the call does anything."""
    return once


Once = Annotated[OnceOnly, Depends(once_only)]
OnceFrom = Annotated[OnceOnly, Depends(step_once)]
"""A call that creates, and one that takes a step on a record that its sender has read."""
