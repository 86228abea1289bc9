"""A form as it was posted: all fields in their order, repeated ones too, and files; counted while they are read."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection
from dataclasses import dataclass
from typing import Annotated, BinaryIO, ClassVar

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from disposal.errors import DisposalError
from disposal.requests.readable_values import ValueUnreadable, refuse_unreadable
from notices.written.characters import visible

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

IN_MEMORY_BYTES = 2**20
"""What a report may hold: a file of at most 1 MiB is never spooled to disk."""
_PIECE = 64 * 2**10
_SPOOLED_KINDS = (("kind", "objection"), ("kind", "enquiry"))
"""Filings whose files may be spooled to disk. The form says its kind before its files."""


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


class ReportTooLarge(DisposalError):
    """More was posted than is kept in memory. The answer is that of any other refused filing."""

    code: ClassVar[str] = "report_too_large"
    status: ClassVar[int] = 422

    def __init__(self) -> None:
        super().__init__(
            zh="举报连同图片合计不超过 1 MB，本次没有存入；请缩小图片，或分次提交。",
            en="a report with its pictures holds up to 1 MB, and nothing was stored; make the pictures smaller, or "
            "send them one by one",
            field="files",
        )


class FormUnreadable(DisposalError):
    """What was posted is no form, or one with too many or too long fields."""

    code: ClassVar[str] = "form_unreadable"
    status: ClassVar[int] = 422

    def __init__(self, limits: FormLimits) -> None:
        super().__init__(
            zh=f"提交的内容读不出，没有存入。一次至多 {limits.fields:,} 个字段、{limits.files} 个文件，"
            f"每个字段至多 {limits.field_bytes // 1000} KB；请分次提交。",
            en=f"the form cannot be read, and nothing was stored. It holds up to {limits.fields:,} fields and "
            f"{limits.files} files, each field up to {limits.field_bytes // 1000} KB; post it in parts",
            field="form",
        )


@dataclass(frozen=True, slots=True)
class PostedFile:
    """An uploaded file. ``name`` is the last part of what the browser called it; nothing trusts it."""

    field: str
    name: str
    size: int
    content: BinaryIO


def typed_texts(items: Items, *, besides: Collection[str]) -> dict[str, str]:
    """Return the texts of fields by their names, but of some; several values of one field become one text.

    Signs that nobody sees, pasted from Word or a web page, are left out.
    """
    typed: dict[str, str] = {}
    for name, written in items:
        if name not in besides:
            value = visible(written)
            typed[name] = f"{typed[name]}、{value}" if typed.get(name) else value
    return typed


@dataclass(frozen=True, slots=True)
class TypedFields:
    """The fields of a form by flat names in their order; a field may be given several times."""

    items: Items = ()

    def value(self, name: str, default: str = "") -> str:
        """Return the first value of a field; the default where the field was not on the form."""
        return next((value for each, value in self.items if each == name), default)

    def values(self, name: str) -> tuple[str, ...]:
        """Return all values of a field."""
        return tuple(value for each, value in self.items if each == name)


@dataclass(frozen=True, slots=True)
class PostedForm(TypedFields):
    """The fields of a form, and its files."""

    files: tuple[PostedFile, ...] = ()

    def without(self, *names: str) -> Items:
        """Return the fields but these, such as the token and the name of the button."""
        return tuple(item for item in self.items if item[0] not in names)


async def read_form(request: Request, limits: FormLimits = LIMITS, *, is_door: bool = False) -> PostedForm:
    """Read the form of a request; at the door of filings, what may be a report is kept in memory.

    What anybody files loses signs that nobody sees, such as blanks without width.

    Raises: FormTooLarge, FormUnreadable, ReportTooLarge; ValueUnreadable, which names the field.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    parser: MultiPartParser | FormParser
    bounds = {"max_fields": limits.fields, "max_part_size": limits.field_bytes}
    if kind == _MULTIPART:
        stream = _counted(request, limits.total_bytes, keeps_in_memory=lambda: is_door and not _is_spooled(parser))
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
    if limits is OF_FILERS:  # what strangers paste from elsewhere holds signs that they cannot see, so cannot delete
        text = tuple((name, visible(value)) for name, value in text)
    try:
        refuse_unreadable(text)
    except ValueUnreadable:
        await parsed.close()
        raise
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


async def _counted(
    request: Request, most_bytes: int, *, keeps_in_memory: Callable[[], bool] = lambda: False
) -> AsyncGenerator[bytes, None]:
    """Yield what is posted, piece by piece; what is too much for memory is read to its end, but kept nowhere.

    Raises: FormTooLarge, once it is more than allowed; ReportTooLarge.
    """
    count, is_over = 0, False
    async for arrived in request.stream():
        for start in range(0, len(arrived), _PIECE):  # the parser has read one before the next is judged
            piece = arrived[start : start + _PIECE]
            count += len(piece)
            if count > most_bytes:
                raise FormTooLarge(most_bytes)
            is_over = is_over or (count > IN_MEMORY_BYTES and keeps_in_memory())
            if not is_over:
                yield piece
    if is_over:
        raise ReportTooLarge


def _is_spooled(parser: MultiPartParser | FormParser) -> bool:
    """Tell whether the form has said a kind whose files may be spooled to disk."""
    return isinstance(parser, MultiPartParser) and any(item in _SPOOLED_KINDS for item in parser.items)


def _file(field: str, upload: UploadFile) -> PostedFile:
    named = (upload.filename or "").replace("\\", "/").rpartition("/")[2]
    name = "".join(sign for sign in named if sign.isprintable())[-200:]
    return PostedFile(field, name, upload.size or 0, upload.file)
