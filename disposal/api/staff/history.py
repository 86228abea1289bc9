"""The history of a record (变更记录) as JSON."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Query as InQuery
from pydantic import BaseModel, Field

from disposal.api.staff.answers import ID
from disposal.services.public.queries import Query
from disposal.services.staff_records.history import record_history
from disposal.web.bearer import ApiSession

HISTORY: dict[str, Any] = {
    "id": ID,
    "title": "虚构甲制造有限公司",
    "entries": [
        {
            "id": 1481, "at": "2022-08-03T09:00:00+08:00", "who": "陈静", "channel": "接口", "what": "更改债权",
            "why": "核对原件后更正", "changes": [{"field": "五级分类", "before": "次级", "after": "可疑"}],
        }
    ],
    "older": None,
}  # fmt: skip


class HistoryWanted(Query):
    """Which page of a history, in which language."""

    before: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = Field(
        None, description="`older` of the page before: entries before this one", examples=[1480]
    )
    language: Literal["zh", "en"] = Field("zh", description="language of the words", examples=["zh"])


WantedHistory = Annotated[HistoryWanted, InQuery()]


class FieldChangeBody(BaseModel):
    """A field before and after, in words; null where it held nothing."""

    field: str
    before: str | None
    after: str | None


class HistoryEntryBody(BaseModel):
    """One act."""

    id: int
    at: str
    who: str
    channel: str
    what: str
    why: str
    changes: list[FieldChangeBody]


class HistoryBody(BaseModel):
    """The newest entries of a record; pass ``older`` as ``before`` for the page that follows."""

    id: str
    title: str = Field(description="what the record is called")
    entries: list[HistoryEntryBody]
    older: int | None


def history_body(session: ApiSession, code: str, record_id: UUID, asked: HistoryWanted) -> dict[str, Any]:
    """Return a page of the history of a record as JSON values."""
    found = record_history(session, code, record_id, before=asked.before, language=asked.language)
    return {
        "id": str(found.id),
        "title": found.title,
        "entries": [
            {
                "id": entry.id,
                "at": entry.at.isoformat(timespec="seconds"),
                "who": entry.who,
                "channel": entry.channel,
                "what": entry.what,
                "why": entry.why,
                "changes": [{"field": c.field, "before": c.before, "after": c.after} for c in entry.changes],
            }
            for entry in found.entries
        ],
        "older": found.older,
    }
