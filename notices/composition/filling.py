"""Fill what a notice left open with what a supplement states; refuse what contradicts it.

财金〔2008〕87号第十四条: a supplement adds to what was announced and does not change it.
"""

from typing import Any, TypeVar

from notices.content.amounts import Amount
from notices.content.field_labels import label_of
from notices.errors import NoticesError
from notices.frozen import Frozen

F = TypeVar("F", bound=Frozen)
T = TypeVar("T")

_JOINED = {"details", "profile", "reservation"}
"""Prose that grows: further words stand after the earlier ones."""


class ContradictsNotice(NoticesError):
    """An amendment states something else than the notice it speaks of, in a field that it may only complete."""

    code = "contradicts_notice"

    def __init__(self, *, path: str, label: str, stands: str, said: str) -> None:
        super().__init__(
            zh=f"{path}（{label}）写明“{said[:60]}”，而原公告为“{stands[:60]}”；此处只能补充，不能改变："
            "请删去该项，改用更正公告写明“原为…现更正为…”。",
            en=f'{path} says "{said[:60]}", but the notice says "{stands[:60]}"; here an amendment completes and '
            "does not change: leave it out, and publish a correction that names both",
            field=path,
        )


def filled(earlier: F, stated: F, *, path: str, without: tuple[str, ...] = ()) -> F:
    """Return ``earlier`` with what ``stated`` adds: open fields filled, lists appended; a default states nothing.

    ``path`` is where ``stated`` stands in the amendment; fields in ``without`` are left as they are.

    Raises:
        ContradictsNotice: both state a field, and differently.
    """
    update = {
        name: value
        for name, field in type(stated).model_fields.items()
        if name not in without and getattr(stated, name) != field.get_default(call_default_factory=True)
        if (value := _joined(earlier, stated, name, path=f"{path}.{name}" if path else name))
        is not getattr(earlier, name)
    }
    return earlier.model_copy(update=update) if update else earlier


def appended(earlier: tuple[T, ...], stated: tuple[T, ...]) -> tuple[T, ...]:
    """Return the earlier values followed by those of ``stated`` that they do not say already."""
    new = [each for each in stated if not any(says(stands, each) for stands in earlier)]
    return (*earlier, *dict.fromkeys(new)) if new else earlier


def says(earlier: Any, stated: Any) -> bool:
    """Return whether ``stated`` adds nothing to ``earlier``."""
    if earlier == stated or not isinstance(stated, Frozen) or isinstance(stated, Amount):
        return bool(earlier == stated)
    try:
        return filled(earlier, stated, path="") is earlier
    except ContradictsNotice:  # it says something else
        return False


def _joined(earlier: Frozen, stated: Frozen, name: str, *, path: str) -> Any:
    """Return a field as both state it together; the very value of ``earlier`` if nothing is added."""
    stands, value = getattr(earlier, name), getattr(stated, name)
    if stands == value:
        return stands
    if stands == type(earlier).model_fields[name].get_default(call_default_factory=True):
        return value
    if isinstance(value, tuple):
        return appended(stands, value)
    if isinstance(value, Frozen) and not isinstance(value, Amount):
        return filled(stands, value, path=path)
    if name in _JOINED:
        return stands if value in stands else f"{stands.removesuffix('。')}。{value}"
    raise ContradictsNotice(
        path=path, label=label_of(type(stated).__name__, name), stands=_printed(stands), said=_printed(value)
    )


def _printed(value: Any) -> str:
    return value.printed if isinstance(value, Amount) else str(getattr(value, "zh", value))
