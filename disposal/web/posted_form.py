"""A form as it was posted: all fields in their order, repeated ones too, and files; counted while they are read."""

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from typing import Annotated, BinaryIO, ClassVar

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from disposal.errors import DisposalError

Items = tuple[tuple[str, str], ...]
_MULTIPART, _URLENCODED = "multipart/form-data", "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class FormLimits:
    """How much a form may hold."""

    fields: int = 20_000
    field_bytes: int = 200_000
    text_bytes: int = 4 * 2**20
    files: int = 10
    total_bytes: int = 52 * 2**20
    """Files and text: one file of 50 MiB, the most that staff may upload."""


LIMITS = FormLimits()
OF_STRANGERS = FormLimits(fields=50, field_bytes=20_000, text_bytes=64 * 2**10, files=0, total_bytes=64 * 2**10)
"""What somebody who is not signed in may post: the forms of the sign-in hold no more."""
OF_FILERS = FormLimits(fields=60, field_bytes=100_000, text_bytes=512 * 2**10, files=6, total_bytes=51 * 2**20)
"""What anybody may file on a public page: text, and five files of 10 MiB."""

OF_REPORTERS = FormLimits(fields=20, field_bytes=100_000, text_bytes=2**20, files=3, total_bytes=2**20)
"""What the form of reports takes. It is read whole into memory: a file of less than 1 MiB is never spooled to disk."""


class FormTooLarge(DisposalError):
    """More was posted than a form may hold."""

    code: ClassVar[str] = "form_too_large"
    status: ClassVar[int] = 413

    def __init__(self, bytes_allowed: int) -> None:
        size = bytes_allowed // 2**20
        super().__init__(
            zh=f"一次提交不超过 {size} MiB，本次没有存入。请将文件分开上传，或缩小后再传。",
            en=f"one form holds up to {size} MiB, and nothing was stored; upload the files one by one, or smaller ones",
            field="form",
        )


class FormUnreadable(DisposalError):
    """What was posted is no form, or one with too many or too long fields."""

    code: ClassVar[str] = "form_unreadable"
    status: ClassVar[int] = 422

    def __init__(self, limits: FormLimits) -> None:
        super().__init__(
            zh=f"提交的内容读不出，没有存入。一次至多 {limits.fields:,} 个字段、{limits.files} 个文件，"
            f"每个字段至多 {limits.field_bytes // 1000} KB，且不含空字符；请分次提交。",
            en=f"the form cannot be read, and nothing was stored. It holds up to {limits.fields:,} fields and "
            f"{limits.files} files, each field up to {limits.field_bytes // 1000} KB and no NUL; post it in parts",
            field="form",
        )


@dataclass(frozen=True, slots=True)
class PostedFile:
    """An uploaded file. ``name`` is the last part of what the browser called it; nothing trusts it."""

    field: str
    name: str
    size: int
    content: BinaryIO


@dataclass(frozen=True, slots=True)
class PostedForm:
    """The fields of a form in their order, and its files."""

    items: Items = ()
    files: tuple[PostedFile, ...] = ()

    def value(self, name: str, default: str = "") -> str:
        """Return the first value of a field."""
        return next((value for each, value in self.items if each == name), default)

    def values(self, name: str) -> tuple[str, ...]:
        """Return all values of a field."""
        return tuple(value for each, value in self.items if each == name)

    def without(self, *names: str) -> Items:
        """Return the fields but these, such as the token and the name of the button."""
        return tuple(item for item in self.items if item[0] not in names)


async def read_form(request: Request, limits: FormLimits = LIMITS) -> PostedForm:
    """Read the form of a request.

    Raises: FormTooLarge, FormUnreadable.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    parser: MultiPartParser | FormParser
    bounds = {"max_fields": limits.fields, "max_part_size": limits.field_bytes}
    if kind == _MULTIPART:
        stream = _counted(request, limits.total_bytes)
        parser = MultiPartParser(request.headers, stream, max_files=limits.files, **bounds)
    elif kind == _URLENCODED:
        parser = FormParser(request.headers, _counted(request, limits.text_bytes), **bounds)
    else:
        raise FormUnreadable(limits)
    try:
        parsed = await parser.parse()
    except MultiPartException:
        raise FormUnreadable(limits) from None
    items = parsed.multi_items()
    text = tuple((name, value.replace("\r\n", "\n")) for name, value in items if isinstance(value, str))
    if any("\0" in part for pair in text for part in pair):
        await parsed.close()
        raise FormUnreadable(limits)
    return PostedForm(text, tuple(_file(name, value) for name, value in items if isinstance(value, UploadFile)))


async def posted_form(request: Request) -> AsyncIterator[PostedForm]:
    """Yield the form of a request; its files are closed afterwards."""
    form = await read_form(request)
    try:
        yield form
    finally:
        for file in form.files:
            file.content.close()


async def strangers_form(request: Request) -> PostedForm:
    """Return the form of somebody who is not signed in."""
    return await read_form(request, OF_STRANGERS)


async def filers_form(request: Request) -> AsyncIterator[PostedForm]:
    """Yield the form that somebody files on a public page; its files are closed afterwards."""
    form = await read_form(request, OF_FILERS)
    try:
        yield form
    finally:
        for file in form.files:
            file.content.close()


Posted = Annotated[PostedForm, Depends(posted_form)]


async def _counted(request: Request, most_bytes: int) -> AsyncGenerator[bytes, None]:
    """Yield what is posted, piece by piece. Raises: FormTooLarge, once it is more than allowed."""
    count = 0
    async for piece in request.stream():
        count += len(piece)
        if count > most_bytes:
            raise FormTooLarge(most_bytes)
        yield piece


def _file(field: str, upload: UploadFile) -> PostedFile:
    named = (upload.filename or "").replace("\\", "/").rpartition("/")[2]
    name = "".join(sign for sign in named if sign.isprintable())[-200:]
    return PostedFile(field, name, upload.size or 0, upload.file)
