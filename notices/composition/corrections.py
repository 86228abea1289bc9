"""Corrections (更正): each change that names a place is made there; all of them are told over the text."""

from typing import Any

from pydantic import ValidationError

from notices.composition.phrases import with_words
from notices.content.amounts import Amount
from notices.content.content import Change, NoticeContent
from notices.errors import NoticesError


class ChangeDoesNotFit(NoticesError):
    """A correction names an element that the notice does not have, or a value that is not valid there."""

    code = "change_does_not_fit"

    def __init__(self, *, path: str, value: str, field: str) -> None:
        shown = value[:60]
        super().__init__(
            zh=f"更正路径“{path}”或更正后内容“{shown}”与原公告不符；请按原公告 JSON 中的路径和格式填写，或将路径留空。",
            en=f'no such element "{path}" in the notice, or "{shown}" does not fit there; copy the path and the form '
            "of the value from the notice's JSON, or leave the path empty",
            field=field,
        )


class BeforeDiffers(NoticesError):
    """A correction states a value before the change that differs from the published one."""

    code = "before_differs"

    def __init__(self, *, path: str, said: str, stands: str, field: str) -> None:
        super().__init__(
            zh=f"更正称“{path}”原为“{said[:60]}”，而原公告为“{stands[:60]}”；请按原公告填写更正前内容。",
            en=f'the correction says "{path}" was "{said[:60]}", but the notice says "{stands[:60]}"; copy what was '
            "published",
            field=field,
        )


def corrected(earlier: NoticeContent, changes: tuple[Change, ...]) -> NoticeContent:
    """Return the content with every change made that names a path.

    Raises:
        ChangeDoesNotFit: a change names an element that does not exist, or a value that is not valid there.
        BeforeDiffers: the value before a change differs from the published one.
    """
    content = earlier
    for position, change in enumerate(changes):
        if change.path is not None:
            content = _with_change(content, change, path=change.path, at=f"changes.{position}")
    return content


def _with_change(content: NoticeContent, change: Change, *, path: str, at: str) -> NoticeContent:
    """Return the content with one change made. A field that the notice leaves open can be named as well."""
    data = content.model_dump(mode="json")
    try:
        holder, key = _element(data, path)
        _compare(change, holder[key], field=f"{at}.before")
        holder[key] = change.after
        return NoticeContent.model_validate(data)
    except (LookupError, TypeError, ValueError, ValidationError) as error:
        raise ChangeDoesNotFit(path=path, value=change.after, field=f"{at}.path") from error


def _element(data: Any, path: str) -> tuple[Any, Any]:
    """Return container and key of an existing element; raise LookupError, TypeError or ValueError if absent."""
    *way, last = path.split(".")
    for name in way:
        data = data[_key(data, name)]
    key = _key(data, last)
    data[key]
    return data, key


def _key(data: Any, name: str) -> Any:
    """Return a part of a path as key of a table, or as position in a list, which is not counted from the end."""
    if isinstance(data, list) and not name.isdecimal():
        raise LookupError(name)
    return int(name) if isinstance(data, list) else name


def _compare(change: Change, stands: Any, *, field: str) -> None:
    """Check the ``before`` value of a change against the published one; lists and tables are skipped."""
    forms = _printed_forms(stands)
    if change.before is not None and forms and change.before not in forms:
        raise BeforeDiffers(path=str(change.path), said=change.before, stands=forms[0], field=field)


def _printed_forms(value: Any) -> tuple[str, ...]:
    """Return how a notice may print a value: an amount with and without unit, a party by its name."""
    if value is None:
        return ("",)
    if isinstance(value, dict) and "value" in value:
        amount = Amount.model_validate(value)
        return amount.printed, amount.digits, with_words(amount, in_words=True)
    if isinstance(value, dict) and "name" in value:
        return (value["name"],)
    return () if isinstance(value, dict | list | bool) else (str(value),)
