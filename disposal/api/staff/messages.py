"""Messages (消息): what others did to what the token's account began, and that it was read."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from fastapi import Query as InQuery
from pydantic import BaseModel, Field

from disposal.api.examples import posted
from disposal.api.staff.answers import CREATES, ID, READS, staff_router
from disposal.api.staff.rows import WordsOfCell
from disposal.services.public.queries import Query
from disposal.services.worklist.messages import (
    count_unread,
    mark_all_read,
    mark_read,
    message_page,
)
from disposal.web.bearer import ApiSession, ApiWriteSession
from disposal.web.idempotency import Once
from notices.written.fields import YesNo

router: APIRouter = staff_router("/messages", "messages")
_MOST = 2**63 - 1
MESSAGE: dict[str, Any] = {
    "id": 1481, "at": "2022-08-03T09:00:00+08:00", "who": "李敏",
    "what": {"zh": "您提交的公告被退回修改", "en": "your notice was returned to be changed"},
    "about": {"zh": "HRZJ-HUACHENG 华成公司债权", "en": "HRZJ-HUACHENG 华成公司债权"},
    "why": {"zh": "金额：请核对本金", "en": "amount: 请核对本金"},
    "path": f"/desk/notices/{ID}/approve", "is_read": False,
}  # fmt: skip
MessageId = Annotated[int, Path(ge=1, le=_MOST, description="number of the message", examples=[1481])]


class MessagesWanted(Query):
    """Which page of the messages."""

    before: Annotated[int, Field(ge=1, le=_MOST)] | None = Field(
        None, description="`older` of the page before: messages before this one", examples=[1480]
    )
    unread: YesNo = Field(False, description="only those not read", examples=[False])


class MessageBody(BaseModel):
    """What happened to something of yours. ``path`` is the page of the desk that shows it."""

    id: int
    at: str
    who: str
    what: WordsOfCell
    about: WordsOfCell = Field(description="what the record is called")
    why: WordsOfCell = Field(description="the reason that was given; empty where there is none")
    path: str
    is_read: bool


class MessagesBody(BaseModel):
    """Messages, newest first; pass ``older`` as ``before`` for the page that follows."""

    messages: list[MessageBody]
    older: int | None
    unread: int = Field(description="how many of all are not read; counting stops at 100")


class UnreadBody(BaseModel):
    """How many messages are not read; counting stops at 100."""

    unread: int


class MessagesRead(BaseModel, extra="forbid"):
    """The newest message that was shown: what has come since stays unread."""

    through: int = Field(ge=1, le=_MOST, examples=[1481])


@router.get(
    "",
    response_model=MessagesBody,
    response_description="a page of messages",
    responses=posted(200, {"messages": [MESSAGE], "older": None, "unread": 1}) | READS,
)
def list_messages(session: ApiSession, asked: Annotated[MessagesWanted, InQuery()]) -> Any:
    """List what others did to what you began: returned, approved, published, confirmed, declined; newest first."""
    page = message_page(session, before=asked.before, unread_only=asked.unread)
    return {"messages": [each.as_json() for each in page.messages], "older": page.older, "unread": page.unread}


@router.post(
    "/{message_id}/read",
    response_model=UnreadBody,
    response_description="how many are left",
    responses=posted(200, {"unread": 0}) | CREATES,
)
def read_message(session: ApiWriteSession, once: Once, message_id: MessageId) -> Response:
    """Mark one message as read."""

    def marked() -> dict[str, Any]:
        mark_read(session, message_id)
        return {"unread": count_unread(session)}

    return once.answer(session, 200, marked)


@router.post(
    "/read",
    response_model=UnreadBody,
    response_description="how many are left: those that came since",
    responses=posted(200, {"unread": 0}) | CREATES,
)
def read_messages(session: ApiWriteSession, once: Once, body: MessagesRead) -> Response:
    """Mark all messages as read, up to the newest that was shown."""

    def marked() -> dict[str, Any]:
        mark_all_read(session, through=body.through)
        return {"unread": count_unread(session)}

    return once.answer(session, 200, marked)
