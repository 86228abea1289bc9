"""A kind of notice: a frozen value with its labels, required fields and template."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from notices.legal_source import LegalSource
from notices.typesetting.resources import templates_root

if TYPE_CHECKING:
    from notices.content.content import NoticeContent

FIELD_LABELS = {
    "amends": ("所涉原公告", "the notice it speaks of"),
    "amends.window_ends_on": ("原公告期最后一日", "the last day of the earlier window"),
    "changes": ("更正内容", "the changes"),
    "window": ("公告期限", "the window"),
    "window.begins_on": ("延长期起算的日期（原公告期最后一日）", "the day the extension is counted from"),
    "reason": ("撤销原因", "the reason"),
    "outcome": ("处置结果", "the outcome"),
}
"""Labels of the fields that kinds require, in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice (公告种类).

    ``title`` composes the title if the content gives none. ``required`` are the field paths that a notice of this
    kind must have. ``offers_assets``: it must have the contents of a disposal notice. ``amends``: it refers to an
    earlier notice. ``opens_window``: it promises a window. ``also``: other names a content can use for it.
    """

    code: str
    label_zh: str
    label_en: str
    source: LegalSource
    title: Callable[["NoticeContent"], str]
    required: tuple[str, ...] = ()
    offers_assets: bool = False
    amends: bool = False
    opens_window: bool = False
    also: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        """Return the path of the text template below ``templates/notices``."""
        return f"{self.code}/text.j2"

    @property
    def sample(self) -> Path:
        """Return the path of a complete sample content of this kind."""
        return templates_root() / "notices" / self.code / "sample.toml"

    def missing_fields(self, content: "NoticeContent") -> tuple[str, ...]:
        """Return the required fields that are missing; if a part is missing, its own fields are not listed."""
        missing: list[str] = []
        for path in self.required:
            is_covered = any(path.startswith(f"{part}.") for part in missing)
            if not is_covered and attrgetter(path)(content) in (None, ()):
                missing.append(path)
        return tuple(missing)


def package_of(content: "NoticeContent") -> str:
    """Return the name of the package that an amendment speaks of, or "" if its notice offers none."""
    if content.package:
        return content.package.name
    return (content.amends and content.amends.package_name) or ""


def unstated_in_offer(content: Any) -> Iterator[tuple[str, bool]]:
    """Yield the path of each field that an offer must state and an amendment may leave out.

    ``content`` is a content, or the plain values of one that may not be valid. The flag tells an empty list from a
    missing field.
    """
    for i, item in _each(content, "items"):
        if not _in(item, "claims"):
            yield f"items.{i}.claims", _in(item, "claims") is not None
        for j, claim in _each(item, "claims"):
            path = f"items.{i}.claims.{j}"
            if _in(claim, "amounts") is None:
                yield f"{path}.amounts", False
            elif _states_no_principal(_in(claim, "amounts")):
                yield f"{path}.amounts.principal", False
            for k, other in _each(claim, "conditional_amounts"):
                if _states_no_principal(_in(other, "amounts")):
                    yield f"{path}.conditional_amounts.{k}.amounts.principal", False
    terms = _in(content, "terms")
    if terms is not None and not _in(terms, "modes"):
        yield "terms.modes", _in(terms, "modes") is not None


def _in(part: Any, name: str) -> Any:
    """Return a field of a model or of plain values; None where there is none."""
    return part.get(name) if isinstance(part, Mapping) else getattr(part, name, None)


def _each(part: Any, name: str) -> Iterator[tuple[int, Any]]:
    listed = _in(part, name)
    return enumerate(listed) if isinstance(listed, list | tuple) else enumerate(())


def _states_no_principal(amounts: Any) -> bool:
    return isinstance(amounts, Mapping | BaseModel) and _in(amounts, "principal") is None
