"""Changing calls name the state that they change (If-Match), so that nobody overwrites what another has done meanwhile.

found = claim_for_change(session, claim_id)         # locked
refuse_stale(request, etag_of(as_json(found)))
…
return JSONResponse(body, headers={"etag": etag_of(body)})
"""

import hashlib
import json
from typing import Any, ClassVar

from fastapi import Request

from disposal.errors import DisposalError
from disposal.web.responses import tags_in


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


def refuse_stale(request: Request, etag: str) -> None:
    """Refuse a change of a record whose tag is not ``etag`` any more. ``*`` matches any state.

    Raises: PreconditionMissing, StateChanged.
    """
    header = request.headers.get("if-match", "")
    if not header:
        raise PreconditionMissing
    if not tags_in(header) & {etag.strip('"'), "*"}:
        raise StateChanged
