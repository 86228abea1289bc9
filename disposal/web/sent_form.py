"""A form with files sent to the API: the token is looked at before a byte is read, the files are counted while read.

A route names it before its session, so that no transaction waits for a slow sender.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from fastapi import Depends, Request

from disposal.errors import DisposalError
from disposal.requests.readable_values import refuse_unreadable_json
from disposal.web.bearer import ApiActor
from disposal.web.idempotency import IdempotencyKey, OnceOnly, once_for
from disposal.web.posted_form import Posted, PostedForm

_PIECE = 1 << 20


class FormFieldUnreadable(DisposalError):
    """A field of the form should hold a JSON object and does not."""

    code: ClassVar[str] = "form_field_unreadable"
    status: ClassVar[int] = 422

    def __init__(self, field: str) -> None:
        super().__init__(
            zh=f"字段 {field} 应为 JSON 对象；请更正后重新发送。",
            en=f"the field {field} holds a JSON object; correct it and send the form again",
            field=field,
        )


@dataclass(frozen=True, slots=True)
class SentForm:
    """The fields and files of a form, and the call that it is part of."""

    form: PostedForm
    once: OnceOnly

    @property
    def values(self) -> dict[str, str]:
        """Return the fields that hold something, by name; of a repeated one the first."""
        return {name: text for name, text in reversed(self.form.items) if text.strip()}

    def object_in(self, name: str) -> dict[str, Any]:
        """Return the JSON object in a field, empty without the field. Raises: FormFieldUnreadable, ValueUnreadable."""
        text = self.form.value(name).strip()
        try:
            found = json.loads(text, parse_float=str) if text else {}
        except (ValueError, RecursionError):
            raise FormFieldUnreadable(name) from None
        if not isinstance(found, dict):
            raise FormFieldUnreadable(name)
        refuse_unreadable_json(found)
        return found

    def file_in(self, name: str) -> tuple[bytes, str]:
        """Return bytes and name of the file in a field; both empty without one."""
        file = next((each for each in self.form.files if each.field == name), None)
        return (file.content.read(), file.name) if file else (b"", "")


def sent_form(request: Request, actor: ApiActor, form: Posted, key: IdempotencyKey = None) -> SentForm:
    """Return a form of somebody with a token. Raises: TokenMissing, FormTooLarge, FormUnreadable, KeyUnreadable."""
    return SentForm(form, once_for(request, key, _digest_of(form) if key else ""))


def _digest_of(form: PostedForm) -> str:
    """Return one digest of all fields and files, whatever boundary parted them."""
    digest = hashlib.sha256(json.dumps(form.items).encode())
    for file in form.files:
        digest.update(json.dumps([file.field, file.name]).encode())
        while piece := file.content.read(_PIECE):
            digest.update(piece)
        file.content.seek(0)
    return digest.hexdigest()


Sent = Annotated[SentForm, Depends(sent_form)]
