"""Changing calls name the state that they change (If-Match), so that nobody overwrites what another has done meanwhile.

def change(session: ApiWriteSession, read_state: ReadState, …) -> Response:
found = claim_for_change(session, claim_id)         # locked
read_state.refuse_stale(as_json(found))
…
return JSONResponse(body, headers={"etag": etag_of(body)})
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from fastapi import Depends, Header, Request, Response
from fastapi.responses import JSONResponse

from disposal.errors import DisposalError
from disposal.web.responses import NEVER, tags_in


class PreconditionMissing(DisposalError):
    """A changing call does not say which state it changes."""

    code: ClassVar[str] = "precondition_missing"
    status: ClassVar[int] = 428

    def __init__(self) -> None:
        super().__init__(
            zh="请在请求头写 If-Match，值为读取该记录时所得的 ETag，以免覆盖他人的修改。",
            en="send If-Match with the ETag that reading this record returned, so that nobody's change is overwritten",
            field="if-match",
        )


class StateChanged(DisposalError):
    """The record is another than the one that was read."""

    code: ClassVar[str] = "state_changed"
    status: ClassVar[int] = 412

    def __init__(self) -> None:
        super().__init__(
            zh="该记录在读取之后已被更改，本次没有存入；请重新读取，核对后再提交。",
            en="the record was changed since it was read, and nothing was stored; read it again, then send the change",
            field="if-match",
        )


def etag_of(body: Any) -> str:
    """Return the entity tag of a record's JSON, in quotes."""
    written = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return f'"{hashlib.sha256(written.encode()).hexdigest()}"'


def state_answer(body: Mapping[str, Any]) -> Response:
    """Return a record as JSON with the ETag of its state, which a change must name."""
    return JSONResponse(body, headers={"etag": etag_of(body), "cache-control": NEVER})


def refuse_stale(request: Request, etag: str) -> None:
    """Refuse a change of a record whose tag is not ``etag`` any more. ``*`` matches any state.

    Raises: PreconditionMissing, StateChanged.
    """
    header = request.headers.get("if-match", "")
    if not header:
        raise PreconditionMissing
    if not tags_in(header) & {etag.strip('"'), "*"}:
        raise StateChanged


_TAG = '"3c24c3ed0b7e5f5b8a3f6d1c9e2a7b4d6f8091a2b3c4d5e6f708192a3e7fb3e1"'
StepFrom = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description="the ETag that reading the record returned, if the step is refused on another state; may be left "
        "out",
        examples=[_TAG],
    ),
]


@dataclass(frozen=True, slots=True)
class StateRead:
    """The state that the caller has read and means to change."""

    request: Request

    def refuse_stale(self, body: Any) -> None:
        """Refuse to change a record whose JSON is now ``body``, if it was another when it was read.

        Raises: PreconditionMissing, StateChanged.
        """
        refuse_stale(self.request, etag_of(body))


async def state_read(
    request: Request,
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description="the ETag that reading this record returned; the call is refused if it was changed since",
            examples=[_TAG],
        ),
    ] = None,
) -> StateRead:
    """Return the state that the caller names; the header itself is read when it is compared."""
    return StateRead(request)


ReadState = Annotated[StateRead, Depends(state_read)]
