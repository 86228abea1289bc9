"""What the pages of this room share: the menu around them, a session to read in, and a change tried for a form."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import UUID

from fastapi import Request, Response

from disposal.pages.desk.entry_form import EntryForm
from disposal.record_ids import record_id_in
from disposal.services.records.validation import InvalidRecord
from disposal.services.sign_in.sessions import SignedIn
from disposal.web.dependencies import register
from disposal.web.posted_form import Items
from notices.dates import SHANGHAI
from notices.errors import NoticesError
from notices.reading import Problem

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of a person who is signed in, with a session to read in."""

    request: Request
    acting: SignedIn
    session: Any


def today(request: Request) -> date:
    """Return the day in China."""
    return register(request).clock().astimezone(SHANGHAI).date()


def form_after(items: Items, error: NoticesError, *, field: str = "") -> EntryForm:
    """Return a form as it was typed, with the error at the field it names, or at ``field``."""
    if isinstance(error, InvalidRecord):
        return EntryForm(items, error.problems)
    told = Problem(path=field or error.field, value="", zh=error.zh.rstrip("。"), en=error.en.rstrip("."))
    return EntryForm(items, (told,))


def status_of(error: NoticesError | None) -> int:
    """Return the status of a page that shows an error."""
    return getattr(error, "status", 422) if error else 200


def id_in(text: str) -> UUID:
    """Return the id that a form holds; one that no record has where the text is none."""
    return record_id_in(text) or UUID(int=0)


def download(data: bytes, name: str, media_type: str) -> Response:
    """Return a file to be stored by the browser; nothing in it is run."""
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "content-security-policy": "sandbox",
    }
    return Response(data, media_type=media_type, headers=headers)
