"""Corrections (更正): each change that names a place is made there; all of them are told over the text."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from notices.composition.phrases import with_words
from notices.content.amounts import Amount
from notices.content.content import Change, ClaimItem, DebtorItem, NoticeContent
from notices.content.field_labels import label_of
from notices.errors import NoticesError
from notices.text import LINE_LENGTH

_EXAMPLE = "items.0.claims.0.amounts.principal"


class ChangeDoesNotFit(NoticesError):
    """A correction names an element that the notice does not have, or a value that is not valid there."""

    code = "change_does_not_fit"

    def __init__(self, *, path: str, value: str | None, field: str) -> None:
        """``value`` is what does not fit there; None if there is no such element."""
        if value is None:
            zh = f"原公告没有“{path}”这一路径；路径如 {_EXAMPLE}（第1户第1笔债权的本金），见原公告的 JSON"
            en = f'the notice has no element "{path}"; a path is like {_EXAMPLE} (the first debtor\'s first claim), '
            en += "as in the notice's JSON"
        else:
            zh = f"更正后内容“{value[:60]}”不能填入“{path}”；请按原公告 JSON 中该项的格式填写"
            en = f'"{value[:60]}" does not fit into "{path}"; write it in the form that the notice\'s JSON has there'
        super().__init__(zh=f"{zh}，或将路径留空。", en=f"{en}, or leave the path empty", field=field)


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
    except (LookupError, TypeError, ValueError) as error:
        raise ChangeDoesNotFit(path=path, value=None, field=f"{at}.path") from error
    _compare(change, holder[key], field=f"{at}.before")
    holder[key] = change.after
    try:
        return NoticeContent.model_validate(data)
    except (TypeError, ValueError, ValidationError) as error:
        raise ChangeDoesNotFit(path=path, value=change.after, field=f"{at}.path") from error


def forms_at(content: NoticeContent, path: str) -> tuple[str, ...]:
    """Return how the element at a path may be printed; empty if there is none, or it is a list or a table."""
    try:
        holder, key = _element(content.model_dump(mode="json"), path)
    except (LookupError, TypeError, ValueError):  # the path leads nowhere: the caller refuses it
        return ()
    return _printed_forms(holder[key])


def label_at(content: NoticeContent, path: str) -> str:
    """Return the Chinese label of the element at a path, with what it is of where there are several.

    ``items.1.claims.0.amounts.interest`` is 对虚构甲厂债权的利息 among several debtors and 利息 where there is one.
    A path that leads nowhere is its own label.
    """
    value: Any = content
    label, of = path, "资产包" if path.startswith("package.") else ""
    try:
        for part in path.split("."):
            if isinstance(value, tuple):
                of, value = _among(value, int(part), of=of, label=label), value[int(part)]
            else:
                label, value = label_of(type(value).__name__, part), getattr(value, part)
    except (AttributeError, LookupError, ValueError):  # the path leads nowhere: the caller refuses it
        return path
    return f"{of}{label}"[:LINE_LENGTH]


def _among(several: tuple[Any, ...], at: int, *, of: str, label: str) -> str:
    """Return words for one of several elements, which its label follows; ``of`` are those for what holds them."""
    one = several[at]
    if isinstance(one, ClaimItem):
        numbers = f"（合同编号：{'、'.join(one.contract_numbers)}）" if one.contract_numbers else f"（第{at + 1}笔）"
        which = numbers if len(several) > 1 else ""
        return f"对{of.removesuffix('的')}债权{which}的" if of else f"债权{which}的" if which else ""
    if len(several) == 1:
        return of
    if isinstance(one, DebtorItem):
        return f"{one.debtor.name}的"
    return f"{of}第{at + 1}项" if isinstance(one, str) else f"{of}第{at + 1}项{label}的"


def places_of(content: NoticeContent, said: str) -> tuple[str, ...]:
    """Return the paths of the elements that are printed like this."""
    return tuple(
        path for path, value in _elements(content.model_dump(mode="json"), "") if said in _printed_forms(value)
    )


def _elements(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield path and value of every element that is printed as one: a text, an amount, a party."""
    if isinstance(value, dict) and "value" not in value:
        for name, inner in value.items():
            yield from _elements(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _elements(inner, f"{path}.{at}")
    elif value is not None:
        yield path, value


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
