"""One field of the claim page: its words, what may be typed in it, and when it is needed."""

from dataclasses import dataclass, replace
from enum import StrEnum

from notices.codes import Coded


class Need(StrEnum):
    """When a field must be filled: for 完成录入, before a notice, or never."""

    record = "record"
    notice = "notice"
    never = ""


class FieldKind(StrEnum):
    """What is typed in a field."""

    line = "line"
    prose = "prose"
    lines = "lines"  # several, parted by ； 、 or line breaks
    amount = "amount"
    day = "day"
    choice = "choice"
    choices = "choices"
    tri = "tri"  # 是, 否, or not known
    check = "check"  # ticked or not
    figure = "figure"
    whole = "whole"
    number = "number"  # 统一社会信用代码 or 证件号码
    conditions = "conditions"
    hidden = "hidden"


class DocumentsState(Coded):
    """In what state the papers of a claim are (材料)."""

    originals = "originals", "原件"
    copies = "copies", "复印件", "", "复印"
    incomplete = "incomplete", "部分缺失", "", "缺失、不全"


class PrintedTotal(Coded):
    """Which total a notice prints (公告印)."""

    sum = "sum", "合计"
    stated = "stated", "材料所载合计", "", "所载合计"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedField:
    """A field by its name. ``words`` are the choices on screen; ``default`` is what an untouched field holds.

    ``is_rare`` fields stand under 更多. ``unit`` stands behind the field and may be typed too.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.line
    need: Need = Need.never
    hint: str = ""
    codes: type[Coded] | None = None
    words: tuple[str, ...] = ()
    default: str = ""
    unit: str = ""
    is_rare: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the words a person may choose from."""
        return self.words or tuple(code.zh for code in self.codes or ())

    def at(self, prefix: str, *, label: str = "") -> "TypedField":
        """Return the field under a prefixed name, with a label before its own."""
        return replace(self, name=f"{prefix}{self.name}", label=f"{label}{self.label}")


def line(name: str, label: str, **more: object) -> TypedField:
    """Return a field of one line of text."""
    return TypedField(name=name, label=label, **more)  # type: ignore[arg-type]


def amount(name: str, label: str, **more: object) -> TypedField:
    """Return a field of an amount."""
    return TypedField(name=name, label=label, kind=FieldKind.amount, **more)  # type: ignore[arg-type]


def day(name: str, label: str, **more: object) -> TypedField:
    """Return a field of a day."""
    return TypedField(name=name, label=label, kind=FieldKind.day, **more)  # type: ignore[arg-type]


def choice(name: str, label: str, codes: type[Coded], **more: object) -> TypedField:
    """Return a field of one code."""
    return TypedField(name=name, label=label, kind=FieldKind.choice, codes=codes, **more)  # type: ignore[arg-type]


def tri(name: str, label: str, *, unknown: str, **more: object) -> TypedField:
    """Return a field of 是, 否, or the word for what is not known."""
    words = (unknown, "是", "否")
    return TypedField(name=name, label=label, kind=FieldKind.tri, words=words, default=unknown, **more)  # type: ignore[arg-type]


def of_kind(kind: FieldKind, name: str, label: str, **more: object) -> TypedField:
    """Return a field of another kind."""
    return TypedField(name=name, label=label, kind=kind, **more)  # type: ignore[arg-type]
