"""The elements of a published notice that a correction can name: words, path, and what stands there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from notices.composition.corrections import forms_at
from notices.content.amounts import Amount
from notices.content.content import DebtorItem, NoticeContent
from notices.content.field_labels import label_of
from notices.kinds.amendment_fields import CORRECTED_ELSEWHERE

MOST = 20
_LEFT_OUT = frozenset({*CORRECTED_ELSEWHERE, "other_elements_unchanged", "changes", "statements"})


@dataclass(frozen=True, slots=True)
class NoticeElement:
    """One element: its path in the content, where it stands in words, its own name, and how it is printed."""

    path: str
    place: str
    name: str
    printed: str

    @property
    def words(self) -> str:
        """Return place and name, by which a person chooses it."""
        return f"{self.place} · {self.name}" if self.place else self.name


def elements_of(content: NoticeContent) -> list[NoticeElement]:
    """Return every element of a notice that a correction may change, in the order of the notice."""
    found = (
        (path, places, forms)
        for path, places in _leaves(content, "", ())
        if not any(path == each or path.startswith(f"{each}.") for each in _LEFT_OUT)
        and (forms := forms_at(content, path))
    )
    return [NoticeElement(path, " · ".join(places[:-1]), places[-1], forms[0]) for path, places, forms in found]


def elements_with(content: NoticeContent, words: str) -> list[NoticeElement]:
    """Return at most twenty elements whose words or printed form have these words."""
    plain = words.strip()
    return [each for each in elements_of(content) if plain in each.words or plain in each.printed][:MOST]


def element_called(content: NoticeContent, text: str, path: str) -> NoticeElement | None:
    """Return the element at a path or, without one, that with exactly these words or alone with such words."""
    elements = elements_of(content)
    if path:
        return next((each for each in elements if each.path == path), None)
    exact = [each for each in elements if each.words == text]
    found = exact or [each for each in elements if text in each.words]
    return found[0] if len(found) == 1 else None


def _leaves(value: Any, path: str, places: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield path and words of every value that is printed as one."""
    if isinstance(value, BaseModel) and not isinstance(value, Amount):
        for name in type(value).model_fields:
            inner, below = getattr(value, name), f"{path}.{name}" if path else name
            yield from _leaves(inner, below, (*places, label_of(type(value).__name__, name)))
    elif isinstance(value, tuple | list):
        for at, inner in enumerate(value):
            yield from _leaves(inner, f"{path}.{at}", (*places[:-1], _nth(places[-1], inner, at, count=len(value))))
    elif value is not None and not isinstance(value, bool):
        yield path, places


def _nth(label: str, item: Any, at: int, *, count: int) -> str:
    """Return the words of one of several: a debtor by its name, others by their number."""
    if isinstance(item, DebtorItem):
        return item.debtor.name
    return f"{label}{at + 1}" if count > 1 else label
