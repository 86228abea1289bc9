"""The consolidated content of a notice: its content after a later notice has amended it.

财金〔2008〕87号 art. 14: announced content changes only by a new notice. The earlier version stays as published.
The consolidated content is a separate version and lists its amendments.
"""

from typing import Any

from pydantic import ValidationError

from notices.composition.phrases import date_zh, window_words, with_words
from notices.content.amounts import Amount
from notices.content.content import AmendedNotice, Change, NoticeContent
from notices.content.terms import WindowTerms
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


def consolidate(earlier: NoticeContent, amendment: NoticeContent, *, title: str) -> NoticeContent:
    """Return the content of ``earlier`` as amended by ``amendment``, which is published under ``title``.

    Changes that name a path are applied. The last day of an extension becomes the last day of the window.
    The statements of a supplement are appended. ``revisions`` lists every amendment.

    Raises:
        ChangeDoesNotFit: a change names an element that does not exist, or a value that is not valid there.
        BeforeDiffers: the value before a change differs from the published one.
    """
    content = _with_changes(earlier, amendment)
    revision = AmendedNotice(title=title, number=amendment.number, published_on=amendment.published_on)
    update: dict[str, Any] = {"revisions": (*earlier.revisions, revision)}
    if amendment.kind == "extension" and content.window:
        update["window"] = _extended(content.window, amendment)
    if amendment.kind == "supplement":
        update["statements"] = (*content.statements, *amendment.statements)
    return content.model_copy(update=update)


def _extended(window: WindowTerms, amendment: NoticeContent) -> WindowTerms:
    later = amendment.window
    if later is None or later.ends_on is None:
        return window
    words = f"{window_words(window)}，经延期公告延长至{date_zh(later.ends_on)}"
    end = {"ends_on": later.ends_on, "ends_at": later.ends_at, "is_provisional": later.is_provisional}
    return window.model_copy(update={"wording": words, **end})


def _with_changes(earlier: NoticeContent, amendment: NoticeContent) -> NoticeContent:
    data = earlier.as_json()
    is_changed = False
    for position, change in enumerate(amendment.changes):
        if change.path is None:
            continue
        field = f"changes.{position}.path"
        try:
            holder, key = _element(data, change.path)
            _compare(change, holder[key], field=f"changes.{position}.before")
            holder[key] = change.after
            data = NoticeContent.model_validate(data).as_json()
        except (LookupError, TypeError, ValueError, ValidationError) as error:
            raise ChangeDoesNotFit(path=change.path, value=change.after, field=field) from error
        is_changed = True
    return NoticeContent.model_validate(data) if is_changed else earlier


def _element(data: Any, path: str) -> tuple[Any, Any]:
    """Return container and key of an existing element; raise LookupError, TypeError or ValueError if absent."""
    *way, last = path.split(".")
    for name in way:
        data = data[int(name)] if isinstance(data, list) else data[name]
    key: Any = int(last) if isinstance(data, list) else last
    data[key]
    return data, key


def _compare(change: Change, stands: Any, *, field: str) -> None:
    """Check the ``before`` value of a change against the published one; lists and tables are skipped."""
    forms = _printed_forms(stands)
    if change.before is not None and forms and change.before not in forms:
        raise BeforeDiffers(path=str(change.path), said=change.before, stands=forms[0], field=field)


def _printed_forms(value: Any) -> tuple[str, ...]:
    """Return how a notice may print a value: an amount with and without unit, a party by its name."""
    if isinstance(value, dict) and "value" in value:
        amount = Amount.model_validate(value)
        return amount.printed, amount.digits, with_words(amount, in_words=True)
    if isinstance(value, dict) and "name" in value:
        return (value["name"],)
    return () if isinstance(value, dict | list | bool) else (str(value),)
